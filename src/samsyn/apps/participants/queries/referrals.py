"""Referrals: what waits, what has been sent, and how they flow from each sender."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from django.conf import settings
from django.db.models import Q

from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.models.access import during
from samsyn.apps.organisations.policy import PartIn, Permission
from samsyn.apps.participants.models import Referral, ReferralState
from samsyn.apps.participants.models.referrals import WAITING
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.queries.people import Pseudonym
from samsyn.apps.participants.reading import houses_of, note
from samsyn.apps.portfolio.models import Project, ProjectParty
from samsyn.apps.portfolio.queries.projects import in_state

ANSWERED = (ReferralState.ACCEPTED, ReferralState.DECLINED)


def stalled_after() -> int:
    """Days without an answer after which a stream counts as stalled. Two weeks is an assumption, nobody's rule:
    the setting SAMSYN_REFERRAL_STALLED_DAYS changes it."""
    return settings.SAMSYN_REFERRAL_STALLED_DAYS


def referrals_noted(
    referrals: Iterable[Referral], what: str, *classes: FieldClass, ground: Ground = Ground.OWN_PROJECT
) -> list[Referral]:
    """These referrals, with the person of each noted as read. A queryset is fetched with what a row shows."""
    if hasattr(referrals, "select_related"):
        referrals = referrals.select_related("project", "sender", "key", "sent_by", "target_group")
    rows = list(referrals)
    note([Pseudonym(row.person_id, row.organisation_id) for row in rows], what, classes, ground)
    return rows


def waiting_for(user, day: date):
    """Referrals that the user's projects owe an answer: new, and those whose rest is over. Oldest first."""
    rested = Q(state=ReferralState.ON_HOLD) & (Q(hold_until=None) | Q(hold_until__lte=day))
    return Referral.objects.visible_to(user).filter(Q(state=ReferralState.NEW) | rested)


def sent_by(user):
    """What the user's own organisations have sent, wherever it went, latest first.

    The rows are at other authorities, so the first lock is not the ordinary one: each row names the user's own
    organisation as its sender, and that is asked here whatever `visible_to` says.
    """
    named = Referral.objects.with_scopes_disabled().filter(sender__in=houses_of(user))
    return named.visible_to(user, Permission.REFERRAL_SEND).order_by("-received_on", "pk")


def unread_answers(user):
    """Answers that have come since the sender last looked: to what the user sent, or nobody in particular did."""
    answered = sent_by(user).filter(state__in=(*ANSWERED, ReferralState.ON_HOLD), answer_seen_at=None)
    return answered.filter(Q(sent_by=user) | Q(sent_by=None))


def projects_to_send_to(user, day: date):
    """Projects that the user may refer to: running or planned, where the user's organisation is owner or partner."""
    alive = in_state("running", day) | in_state("planned", day)
    return Project.objects.visible_to(user, Permission.REFERRAL_SEND).filter(alive).select_related("organisation")


def senders_in(user, project: Project, day: date):
    """The organisations in whose name the user may refer to the project that day."""
    parts = [part.value for part in (PartIn.OWNER, PartIn.PARTNER)]
    seats = ProjectParty.objects.filter(during(day), project=project, part__in=parts)
    return organisations_where(user, Permission.REFERRAL_SEND).filter(pk__in=seats.values("organisation"))


@dataclass(frozen=True)
class Stream:
    """What has come from one sender: persons and referrals, and what became of the referrals.

    referrals = accepted + declined + withdrawn + waiting. days: median days to an answer, of `answered` referrals.
    oldest: days that the oldest unanswered has waited, None when nothing waits.
    """

    sender: Organisation | None
    kind: str
    persons: int
    referrals: int
    accepted: int
    declined: int
    withdrawn: int
    waiting: int
    answered: int
    days: float | None
    oldest: int | None

    @property
    def stalled(self) -> bool:
        return self.oldest is not None and self.oldest > stalled_after()


def flow(referrals, today: date) -> tuple[list[Stream], Stream]:
    """One stream for each sender, the largest first, and all of them together. Two queries."""
    columns = ("sender", "sender_kind", "person", "state", "received_on", "answered_on", "hold_until")
    rows = list(referrals.order_by().values_list(*columns, named=True))
    senders = Organisation.objects.in_bulk({row.sender for row in rows if row.sender})
    by_sender = defaultdict(list)
    for row in rows:
        by_sender[row.sender or row.sender_kind].append(row)
    streams = [_stream(senders.get(found[0].sender), found, today) for found in by_sender.values()]
    return sorted(streams, key=lambda stream: (-stream.referrals, str(stream.sender or ""))), _stream(None, rows, today)


def _stream(sender: Organisation | None, rows: list[Any], today: date) -> Stream:
    states = [row.state for row in rows]
    days = [(row.answered_on - row.received_on).days for row in rows if row.state in ANSWERED and row.answered_on]
    owed = [(today - row.received_on).days for row in rows if _owed(row, today)]
    return Stream(
        sender=sender,
        kind=rows[0].sender_kind if rows else "",
        persons=len({row.person for row in rows}),
        referrals=len(rows),
        accepted=states.count(ReferralState.ACCEPTED),
        declined=states.count(ReferralState.DECLINED),
        withdrawn=states.count(ReferralState.WITHDRAWN),
        waiting=sum(state in WAITING for state in states),
        answered=len(days),
        days=median(days) if days else None,
        oldest=max(owed, default=None),
    )


def _owed(row: Any, today: date) -> bool:
    if row.state == ReferralState.ON_HOLD:
        return row.hold_until is None or row.hold_until <= today
    return row.state == ReferralState.NEW


def came_since(referrals, today: date, days: int = 365):
    """Those that came in the latest days, and every one that still waits."""
    return referrals.filter(Q(received_on__gt=today - timedelta(days=days)) | Q(state__in=WAITING))


@dataclass(frozen=True)
class Owed:
    """What waits in one project, or from one sender: how many referrals, and days of the oldest."""

    of: Any
    many: int
    oldest: int


def owed_answers(user, today: date) -> tuple[list[Owed], list[Owed]]:
    """What the user owes an answer: by project, and the senders whose stream has stalled; oldest first. One query."""
    rows = waiting_for(user, today).select_related("project", "sender").defer("need_sealed", "answer_sealed")
    by_project: dict[Project, list[int]] = defaultdict(list)
    by_sender: dict[tuple[Organisation | None, str], list[int]] = defaultdict(list)
    for row in rows:
        by_project[row.project].append(row.waiting_days(today))
        by_sender[row.sender, row.sender_kind].append(row.waiting_days(today))
    owed = [Owed(project, len(days), max(days)) for project, days in by_project.items()]
    stalled = [Owed(row, len(days), max(days)) for row, days in by_sender.items() if max(days) > stalled_after()]
    return sorted(owed, key=lambda one: -one.oldest), sorted(stalled, key=lambda one: -one.oldest)
