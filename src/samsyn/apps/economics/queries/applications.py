"""Applications with the account that goes with each: what it is worth to whom, and how much of it is assumed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.cache import cache

from samsyn import __version__
from samsyn.apps.economics.models import Account, Attachment, FrozenAccount
from samsyn.apps.economics.queries.answers import KEPT, answer_of, scenario_of
from samsyn.apps.economics.queries.guiding import chain_values
from samsyn.apps.economics.queries.outlines import Outline, outline_of
from samsyn.apps.economics.queries.worth import frozen_outlines
from samsyn.apps.portfolio.models import Application
from samsyn.apps.portfolio.models.calls import ApplicationState
from samsyn.core.valuation.scenario import Scenario


@dataclass(frozen=True)
class Resting:
    """How many links the chain has, and how many of them rest on an assumption."""

    links: int
    assumed: int


@dataclass(frozen=True)
class Worth:
    """An application's account in short. attachment: None where there is no account, which is not worth nothing.

    outline, resting: None where there is none, or where a living one answers nothing; faults says why, in Swedish.
    """

    application: Application
    attachment: Attachment | None = None
    outline: Outline | None = None
    resting: Resting | None = None
    faults: tuple[str, ...] = ()

    @property
    def frozen(self) -> FrozenAccount | None:
        return self.attachment.frozen if self.attachment else None


def sent_worths(applications: Iterable[Application]) -> list[Worth]:
    """What was sent with each, in the order of the applications; at most three questions. Nothing is reckoned anew."""
    applications = list(applications)
    rows = Attachment.objects.filter(application__in=applications, frozen__isnull=False)
    rows = rows.select_related("frozen__account").defer(
        "frozen__contents", "frozen__result", "frozen__account__contents"
    )
    found = {row.application_id: row for row in rows}
    copies = [row.frozen for row in found.values()]
    outlines, restings = frozen_outlines(copies), _restings(copies)
    return [
        Worth(one, found[one.pk], outlines[found[one.pk].frozen_id], restings[found[one.pk].frozen_id])
        if one.pk in found
        else Worth(one)
        for one in applications
    ]


def worth_of(application: Application) -> Worth:
    """The account of one application: as it was sent, or as it is now while the application is a draft."""
    (sent,) = sent_worths([application])
    if application.state != ApplicationState.DRAFT:
        return sent
    attachment = Attachment.objects.filter(application=application).select_related("account__organisation").first()
    return _living(application, attachment) if attachment else sent


def attached_of(account: Account, user) -> list[Attachment]:
    """Where the account is attached, of the applications whose own pages the user may open; the latest first."""
    seen = Application.objects.visible_to(user).filter(attachment__account=account)
    rows = Attachment.objects.filter(account=account, application__in=seen.order_by().values("pk"))
    rows = rows.select_related("application__call", "frozen").defer("frozen__contents", "frozen__result")
    return list(rows.order_by("-attached_at", "-pk"))


def sent_with(frozen: FrozenAccount, user) -> Application | None:
    """The application that a copy was sent with, where the user may open the application's own page."""
    return Application.objects.visible_to(user).filter(attachment__frozen=frozen).first()


def _living(application: Application, attachment: Attachment) -> Worth:
    account: Account = attachment.account
    answered = answer_of(account.contents, organisation=account.organisation)
    if answered.result is None or answered.scenario is None:
        return Worth(application, attachment, faults=answered.faults)
    return Worth(application, attachment, outline_of(answered.result), resting_of(answered.scenario))


def resting_of(scenario: Scenario) -> Resting:
    """A link rests on an assumption when any of its numbers does."""
    links = chain_values(scenario)
    return Resting(len(links), sum(any(value.assumed for value in values) for _link, values in links))


def _restings(copies: Sequence[FrozenAccount]) -> dict[int, Resting]:
    """By the copy's key; whole scenarios are read only for copies that have not been read before."""
    keys = {copy.pk: f"account-resting-{copy.sha256}-{__version__}" for copy in copies}
    kept = cache.get_many(keys.values())
    found = {pk: kept[key] for pk, key in keys.items() if key in kept}
    lacking = FrozenAccount.objects.filter(pk__in=keys.keys() - found.keys()).select_related("account__organisation")
    read = {one.pk: resting_of(scenario_of(one.contents, one.account.organisation)) for one in lacking.defer("result")}
    cache.set_many({keys[pk]: one for pk, one in read.items()}, KEPT)
    return found | read
