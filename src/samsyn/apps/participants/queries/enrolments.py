"""Who takes part, counted both ways: persons and participations. Wrong entries are nobody's participation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.organisations.models.access import during
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.models import Consent, Enrolment, Person
from samsyn.apps.participants.models.reach import led_projects
from samsyn.apps.participants.policy import Ground
from samsyn.apps.participants.queries.grounds import Grounded, taken_part
from samsyn.apps.participants.reading import houses_of, once_a_page
from samsyn.core.followup.reasons import Reason

SELF = "self"  # the person came on their own
STATES = ("running", "ended")


def reasons_by_code() -> dict[str, Reason]:
    """Every reason for leaving that has been in use, by code; a newer version's words go before an older one's."""
    lists = Ladder.objects.reasons().order_by("version", "pk")
    return once_a_page(("reasons",), lambda: {reason.code: reason for one in lists for reason in one.reasons})


def reasons_for(organisation) -> list[Reason]:
    """The reasons an authority chooses among today: its own list where it has one, otherwise the shipped."""
    lists = Ladder.objects.reasons().current()
    own = lists.filter(organisation=organisation)
    chosen = own if own.exists() else lists.filter(organisation=None)
    return [reason for one in chosen for reason in one.reasons]


def mistakes() -> list[str]:
    """Codes of the reasons that say that somebody never took part."""
    return [code for code, reason in reasons_by_code().items() if reason.mistake]


def taking_part(
    user,
    *,
    project=None,
    state: str = "",
    sender: str = "",
    sex: str = "",
    language: str = "",
    on: date | None = None,
    only_counted: bool = False,
):
    """The participations the user reaches that match every filter. sender: an organisation's key as text, or "self".

    only_counted: for counts whose rows nobody sees, those of persons whose data are restricted too.
    """
    today = on or timezone.localdate()
    reached = Enrolment.objects.counted_for(user) if only_counted else Enrolment.objects.visible_to(user)
    rows = reached.exclude(reason__in=mistakes())
    if project:
        rows = rows.filter(project=project)
    if state in STATES:
        rows = rows.filter(during(today)) if state == "running" else rows.filter(ends__lt=today)
    if sender:
        rows = rows.filter(sender_kind=SELF) if sender == SELF else rows.filter(sender=sender)
    if sex:
        rows = rows.filter(person__sex="" if sex == "unknown" else sex)
    if language:
        rows = rows.filter(person__language=language)
    return rows


@dataclass(frozen=True)
class Both:
    """The two ways of counting, which are never added to each other."""

    persons: int
    participations: int


def counted(rows) -> Both:
    """Persons and participations of a queryset of enrolments, in one query."""
    found = rows.order_by().aggregate(persons=Count("person", distinct=True), participations=Count("pk"))
    return Both(**found)


def persons_in(rows):
    """The persons of a queryset of enrolments."""
    return Person.objects.filter(pk__in=rows.order_by().values("person"))


@dataclass(frozen=True)
class SexRow:
    """One sex in a project, or everybody: persons, participations, and how many of each are there now."""

    sex: str
    all: Both
    running: Both


def by_sex(rows, day: date) -> list[SexRow]:
    """One row for each sex that occurs, women first, those not known last, and a total. Two queries."""
    now = during(day)
    counts = {
        "persons": Count("person", distinct=True),
        "participations": Count("pk"),
        "persons_now": Count("person", distinct=True, filter=now),
        "participations_now": Count("pk", filter=now),
    }
    found = {row.pop("person__sex"): row for row in rows.order_by().values("person__sex").annotate(**counts)}
    order = [sex for sex in ("women", "men", "") if sex in found]
    return [*(_sex_row(sex, found[sex]) for sex in order), _sex_row("total", rows.order_by().aggregate(**counts))]


def _sex_row(sex: str, row: dict[str, int]) -> SexRow:
    return SexRow(
        sex,
        Both(row["persons"], row["participations"]),
        Both(row["persons_now"], row["participations_now"]),
    )


@dataclass(frozen=True)
class Month:
    """How many participations began and ended in a month."""

    first: date
    began: int
    ended: int


def in_and_out(rows, until: date, months: int = 24) -> list[Month]:
    """Each of the latest months, from the first in which something happened. Two queries."""
    began, ended = (_by_month(rows, field, until) for field in ("starts", "ends"))
    happened = sorted({*began, *ended})
    if not happened:
        return []
    last, first = until.replace(day=1), max(happened[0], _back(until.replace(day=1), months - 1))
    span = [first]
    while span[-1] < last:
        span.append(_back(span[-1], -1))
    return [Month(month, began.get(month, 0), ended.get(month, 0)) for month in span]


def _by_month(rows, field: str, until: date) -> dict[date, int]:
    known = rows.order_by().filter(Q(**{f"{field}__lte": until}))
    counts = known.annotate(month=TruncMonth(field)).values_list("month").annotate(many=Count("pk"))
    return dict(counts)


def _back(month: date, steps: int) -> date:
    """The first day of the month so many steps before."""
    index = month.year * 12 + month.month - 1 - steps
    return date(index // 12, index % 12 + 1, 1)


@dataclass(frozen=True)
class Leaving:
    """How many participations ended for one reason. kind: completed, positive, other or unknown."""

    code: str
    label: str
    kind: str
    participations: int


def leavings(rows, day: date) -> list[Leaving]:
    """Why the ended participations ended, the commonest first within each kind. One query beside the reasons."""
    known = reasons_by_code()
    counts = rows.order_by().filter(ends__lte=day).values_list("reason").annotate(many=Count("pk"))
    found = [Leaving(code, *_kind_of(code, known), many) for code, many in counts]
    kinds = ("completed", "positive", "other", "unknown")
    return sorted(found, key=lambda leaving: (kinds.index(leaving.kind), -leaving.participations, leaving.code))


def _kind_of(code: str, known: dict[str, Reason]) -> tuple[str, str]:
    reason = known.get(code)
    if reason is None:
        return "", "unknown"
    return reason.label, "completed" if reason.completed else "positive" if reason.positive else "other"


def enrolments_met(user, person: Person, grounded: Grounded) -> list[Enrolment]:
    """The participations of one person that a ground reaches, latest first, wrong entries too; asked once a page.

    What of them is shown follows from the ground's field classes. A consent that names a project reaches that
    project's only; a sender reaches none.
    """
    if grounded.ground == Ground.OWN_PROJECT:  # leading a project has opened the person already
        led = led_projects(user)
        return [row for row in taken_part(person) if row.project_id in led]
    question = ("enrolments", user.pk, person.pk, grounded.ground)
    return once_a_page(question, lambda: list(_reached_by(user, person, grounded)))


def _reached_by(user, person: Person, grounded: Grounded) -> Iterable[Enrolment]:
    if grounded.ground == Ground.OWN_REFERRAL:
        return ()
    reached = Enrolment.objects.all()
    if grounded.ground == Ground.OWN_GROUP:
        reached = Enrolment.objects.visible_to(user, Permission.ATTENDANCE)
    rows = reached.filter(person=person).select_related("project", "sender", "target_group")
    if grounded.ground == Ground.CONSENT:
        running = Consent.objects.filter(person=person, to_organisation__in=houses_of(user))
        projects = list(running.running_on(timezone.localdate()).values_list("project", flat=True))
        return rows if None in projects else rows.filter(project__in=projects)
    return rows
