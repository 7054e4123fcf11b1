"""Accounts chosen to stand beside each other, what parts their premises, and the difference draw by draw."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db.models import Prefetch

from samsyn.apps.economics.models import Account, FrozenAccount
from samsyn.apps.economics.queries.accounts import accounts_of
from samsyn.apps.economics.queries.answers import (
    KEPT,
    THREADS,
    answer_of,
    asked,
    frozen_scenario,
    scenario_of,
)
from samsyn.apps.economics.queries.outlines import Outline, Premises, outline_of
from samsyn.core.valuation.bank_faults import BadValue
from samsyn.core.valuation.distributions import BadDistribution
from samsyn.core.valuation.model import BadModel
from samsyn.core.valuation.scenario import Scenario

if TYPE_CHECKING:
    from samsyn.core.valuation.results import Run

FEWEST, MOST = 2, 4
LISTED = 200  # accounts offered to choose among
_KEY = re.compile(r"(?P<kind>[kf])(?P<pk>[1-9][0-9]{0,17})", re.ASCII)


@dataclass(frozen=True)
class Choice:
    """One account as it is now, or one frozen copy of it."""

    account: Account
    frozen: FrozenAccount | None = None

    @property
    def key(self) -> str:
        """As the address names it: k12 is account 12 as it is now, f3 is frozen copy 3."""
        return f"f{self.frozen.pk}" if self.frozen else f"k{self.account.pk}"


class Compared:
    """One chosen account with its answer. faults: why it has none, in Swedish."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self.contents = choice.frozen.contents if choice.frozen else choice.account.contents
        if choice.frozen:
            self.result, self.faults = choice.frozen.result, ()
        else:
            answered = answer_of(choice.account.contents, organisation=choice.account.organisation)
            self.result, self.faults = answered.result, answered.faults

    @cached_property
    def outline(self) -> Outline | None:
        return outline_of(self.result) if self.result else None

    @property
    def scenario(self) -> Scenario:
        if self.choice.frozen:
            return frozen_scenario(self.choice.frozen)
        return scenario_of(self.contents, self.choice.account.organisation)

    @cached_property
    def run(self) -> Run | None:
        """Its draws, made again; None where they no longer are those that its answer was made of."""
        from samsyn.core.valuation.results import fingerprint, run_scenario

        done = run_scenario(self.scenario, self.result["draws"], self.result["seed"], THREADS)
        return done if fingerprint(done) == self.result["hash"] else None

    @property
    def asked(self) -> str:
        """A fingerprint of everything its answer rests on."""
        return asked(self.contents, self.result["draws"], self.choice.account.organisation)


@dataclass(frozen=True)
class Side:
    """The difference seen from one side: mean, low, high in SEK, and the share of the draws where the first is more."""

    mean: float
    low: float
    high: float
    chance: float


@dataclass(frozen=True)
class Apart:
    """The first less the other, by side. shared, own: how many uncertain values were drawn once, and each for itself.

    moved: the bank or the engine has changed since one of them was frozen, so its draws cannot be made again.
    """

    sides: dict[str, Side]
    shared: int = 0
    own: int = 0
    moved: bool = False


def offered(user) -> list[Choice]:
    """All that the user may choose among: each account as it is now, then its frozen copies, the latest first."""
    frozen = FrozenAccount.objects.defer("contents", "result")
    rows = accounts_of(user).defer("contents").prefetch_related(Prefetch("frozen", frozen))[:LISTED]
    return [
        choice for account in rows for choice in (Choice(account), *(Choice(account, f) for f in account.frozen.all()))
    ]


def chosen(user, keys: Iterable[str]) -> list[Choice] | None:
    """The accounts that the keys name, in their order, each once; None where one is not there for this user."""
    named = [_KEY.fullmatch(key) for key in dict.fromkeys(keys)]
    if None in named:
        return None
    mine = Account.objects.visible_to(user).select_related("organisation", "project")
    living = mine.in_bulk([int(one["pk"]) for one in named if one and one["kind"] == "k"])
    copies = FrozenAccount.objects.visible_to(user).select_related("account__organisation", "account__project")
    frozen = copies.in_bulk([int(one["pk"]) for one in named if one and one["kind"] == "f"])
    found = []
    for one in named:
        row = (living if one["kind"] == "k" else frozen).get(int(one["pk"]))
        if row is None:
            return None
        found.append(Choice(row) if isinstance(row, Account) else Choice(row.account, row))
    return found


def differing(outlines: Sequence[Outline]) -> list[str]:
    """Names of the premises that are not the same in all."""
    seen = [asdict(one.premises) for one in outlines]
    return [name for name in Premises.__dataclass_fields__ if len({each[name] for each in seen}) > 1]


def same_effort(first: Choice, second: Choice) -> bool:
    """Whether two accounts are about the same people: the same account or project, or one case tried in two ways."""
    one, other = first.account, second.account
    if one.pk == other.pk or one.project_id is not None or other.project_id is not None:
        return one.pk == other.pk or one.project_id == other.project_id
    return bool(one.begun_from) and (one.begun_from, one.organisation_id) == (other.begun_from, other.organisation_id)


def apart(first: Compared, second: Compared) -> Apart | None:
    """The difference between two whose premises are alike, from the cache where it has been asked before."""
    if first.outline is None or second.outline is None or differing([first.outline, second.outline]):
        return None
    key = _cached_as(first, second)
    found = cache.get(key)
    if found is None:
        found = _apart(first, second)
        cache.set(key, found, KEPT)
    return found


def _apart(first: Compared, second: Compared) -> Apart:
    from samsyn.core.valuation.pairing import NotAlike, differences, same_facts
    from samsyn.core.valuation.results import uncertain

    try:
        runs = [first.run, second.run]
        if None in runs:
            return Apart({}, moved=True)
        shared = same_facts(runs[0].scenario, runs[1].scenario, same_people=same_effort(first.choice, second.choice))
        found = differences(runs[0], runs[1], shared)
    except (BadDistribution, BadModel, BadValue, NotAlike):
        return Apart({}, moved=True)
    codes = [set(uncertain(done)) for done in runs]
    sides = {code: Side(one.spread.mean, one.spread.low, one.spread.high, one.chance) for code, one in found.items()}
    return Apart(sides, len(codes[0] & codes[1] & shared), len((codes[0] | codes[1]) - shared))


def _cached_as(first: Compared, second: Compared) -> str:
    known = [one.asked + one.result["hash"] for one in (first, second)]
    text = f"{known}{same_effort(first.choice, second.choice)}"
    return f"accounts-apart-{hashlib.sha256(text.encode()).hexdigest()}"
