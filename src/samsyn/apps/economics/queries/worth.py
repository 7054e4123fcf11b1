"""The portfolio seen by worth: every effort with its account in short, and sums where amounts may be added."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, Q

from samsyn import __version__
from samsyn.apps.economics.models import Account, FrozenAccount, Settlement
from samsyn.apps.economics.queries.answers import DRAWS, KEPT, answer_of, asked
from samsyn.apps.economics.queries.comparing import Choice
from samsyn.apps.economics.queries.outlines import Outline, Party, Premises, outline_of
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.queries import Overlap, overlap, portfolio_of
from samsyn.core.valuation.cube import PUBLIC_SECTOR, SOCIETY
from samsyn.parameters.shipped import shipped_bank

SHAPE = 1  # of what is kept; raised when outlines change
PATIENCE = 2.0  # seconds spent on living accounts that nobody has opened; the rest wait until somebody does


@dataclass(frozen=True)
class Effort:
    """One project with the account that speaks for it: its newest frozen copy, otherwise the living one changed last.

    outline: None where there is no account, where it answers nothing, or where it is `waiting` to be reckoned.
    settlement: its latest bokslut, on whichever copy.
    """

    project: Project
    choice: Choice | None = None
    outline: Outline | None = None
    waiting: bool = False
    settlement: Settlement | None = None


@dataclass(frozen=True)
class Together:
    """Efforts whose premises are alike, with sums of means by party. overlaps: where two of them ask the same staff."""

    premises: Premises
    efforts: tuple[Effort, ...]
    parties: tuple[Party, ...]
    worth: float
    cost: float
    overlaps: tuple[Overlap, ...]


@dataclass(frozen=True)
class Told:
    """How many efforts there are, with a frozen account, with a living one only, and with a bokslut."""

    efforts: int
    frozen: int
    living: int
    settled: int


def efforts_of(user, *, association=None, cluster=None) -> list[Effort]:
    """Every project the user may see that matches, by code, in a fixed number of queries."""
    projects = portfolio_of(user, organisation=association)
    if cluster is not None:
        projects = projects.filter(clusters=cluster)
    projects = list(projects.order_by("code", "pk"))
    choices = _choices(user, projects)
    frozen = frozen_outlines([one.frozen for one in choices.values() if one.frozen])
    settled = _settled(user, projects)
    until = time.monotonic() + PATIENCE
    found = []
    for project in projects:
        choice, outline, waiting = choices.get(project.pk), None, False
        if choice is not None and choice.frozen is not None:
            outline = frozen[choice.frozen.pk]
        elif choice is not None:
            outline, waiting = _living_outline(choice.account, until)
        found.append(Effort(project, choice, outline, waiting, settled.get(project.pk)))
    return found


def told_of(user) -> Told:
    """The portfolio in four counts, in one question and without reckoning anything; an account of a project is seen by
    those who see the project."""
    asked = Project.objects.visible_to(user).annotate(
        begun=Exists(Account.objects.filter(project=OuterRef("pk"))),
        has_frozen=Exists(FrozenAccount.objects.filter(account__project=OuterRef("pk"))),
        has_settled=Exists(Settlement.objects.filter(frozen__account__project=OuterRef("pk"))),
    )
    counts = asked.aggregate(
        efforts=Count("pk"),
        frozen=Count("pk", filter=Q(has_frozen=True)),
        living=Count("pk", filter=Q(begun=True, has_frozen=False)),
        settled=Count("pk", filter=Q(has_settled=True)),
    )
    return Told(**counts)


def alike(efforts: Iterable[Effort]) -> list[Together]:
    """Those that have an account, by premises, the largest group first; sums are of means, since bands do not add."""
    groups: dict[Premises, list[Effort]] = defaultdict(list)
    for effort in efforts:
        if effort.outline is not None:
            groups[effort.outline.premises].append(effort)
    found = [_together(premises, several) for premises, several in groups.items()]
    return sorted(found, key=lambda one: (-len(one.efforts), one.efforts[0].project.code))


def _together(premises: Premises, efforts: Sequence[Effort]) -> Together:
    outlines = [one.outline for one in efforts if one.outline is not None]
    sums: dict[str, list[Party]] = defaultdict(list)
    for outline in outlines:
        for party in outline.parties:
            sums[_gathered(party.code)].append(party)
    parties = [
        Party(code, sum(one.mean for one in several), sum(one.cost for one in several))
        for code, several in sums.items()
    ]
    overlaps: tuple[Overlap, ...] = ()
    if len(efforts) > 1:
        overlaps = tuple(overlap(Project.objects.filter(pk__in=[one.project.pk for one in efforts])).cells.values())
    return Together(
        premises,
        tuple(efforts),
        tuple(parties),
        sum(one.society.mean for one in outlines),
        sum(one.cost for one in outlines),
        overlaps,
    )


def _gathered(code: str) -> str:
    """The actor that a party belongs to in the end: one account names a committee, another its municipality."""
    actors = shipped_bank().actors
    while code in actors and actors[code].parent not in (None, PUBLIC_SECTOR, SOCIETY):
        code = actors[code].parent
    return code


def _choices(user, projects: Sequence[Project]) -> dict[int, Choice]:
    """The account that speaks for each project, by the project's key."""
    accounts = Account.objects.visible_to(user).filter(project__in=projects)
    rows = accounts.select_related("organisation").defer("contents").order_by("changed_at", "pk")
    found = {account.project_id: Choice(account) for account in rows}
    by_pk = {account.pk: account for account in rows}
    copies = FrozenAccount.objects.filter(account__in=accounts).defer("contents", "result")
    for copy in copies.order_by("frozen_at", "pk"):
        account = by_pk[copy.account_id]
        found[account.project_id] = Choice(account, copy)
    return found


def frozen_outlines(copies: Sequence[FrozenAccount]) -> dict[int, Outline]:
    """Outlines by the copy's key; whole results are read only for copies that have not been read before."""
    keys = {copy.pk: f"account-outline-{SHAPE}-{copy.sha256}-{__version__}" for copy in copies}
    kept = cache.get_many(keys.values())
    found = {pk: kept[key] for pk, key in keys.items() if key in kept}
    lacking = FrozenAccount.objects.filter(pk__in=keys.keys() - found.keys()).values_list("pk", "result")
    read = {pk: outline_of(result) for pk, result in lacking}
    cache.set_many({keys[pk]: outline for pk, outline in read.items()}, KEPT)
    return found | read


def _living_outline(account: Account, until: float) -> tuple[Outline | None, bool]:
    """The outline of an account as it is now, and whether it waits because time has run out."""
    key = f"account-outline-{SHAPE}-{asked(account.contents, DRAWS, account.organisation)}"
    outline = cache.get(key)
    if outline is None and time.monotonic() >= until:
        return None, True
    if outline is None:
        result = answer_of(account.contents, organisation=account.organisation).result
        outline = outline_of(result) if result else None
        cache.set(key, outline, KEPT)
    return outline, False


def _settled(user, projects: Sequence[Project]) -> dict[int, Settlement]:
    """The latest bokslut of each project, by the project's key."""
    accounts = Account.objects.visible_to(user).filter(project__in=projects)
    rows = Settlement.objects.filter(frozen__account__in=accounts).select_related("frozen__account")
    rows = rows.defer("frozen__contents", "frozen__result", "frozen__account__contents").order_by("changed_at", "pk")
    return {row.frozen.account.project_id: row for row in rows}
