"""Who has read about whom: one person's list, a month's draw, and what has been decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from samsyn.apps.audit.models import Reading
from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.models.access import Membership
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.models import Consent, Emergency, Person, ReadingDraw, ReadingReview
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.queries.rights_reach import may_write
from samsyn.apps.participants.reading import houses_of, note
from samsyn.apps.participants.readings_rules import Event

SYSTEM = "system"


def readings_about(person: Any) -> QuerySet[Reading]:
    """Every reading about one person at one authority, latest first."""
    return Reading.objects.filter(person_key=str(person.pk), organisation_key=str(person.organisation_id))


def during_opening(opening: Emergency) -> list[Reading]:
    """What was looked at because of an emergency opening."""
    rows = Reading.objects.filter(
        person_key=str(opening.person_id),
        actor_key=str(opening.user_id),
        ground=Ground.BREAK_GLASS,
        at__range=(opening.opened_at, opening.closes_at),
    )
    return list(rows.order_by("number")[:200])


def log_ground(user, person_key) -> tuple[Person, Ground] | None:
    """The person and the ground on which the user may see who has read about them; None without one.

    Those who follow up the log reach every person of their authority here, and see no more of the person than this.
    """
    person = Person.objects.select_related("key").filter(pk=person_key, organisation__in=houses_of(user)).first()
    if person is None:
        return None
    if ground := may_write(user, person):
        return person, ground
    if Person.objects.visible_to(user, Permission.PERSON_VIEW).filter(pk=person.pk).exists():
        return person, Ground.OWN_PROJECT
    reviewed = organisations_where(user, Permission.READINGS_REVIEW).filter(pk=person.organisation_id)
    return (person, Ground.LOG_REVIEW) if reviewed.exists() else None


class Houses:
    """At which organisations readers worked on the day they read: two queries for any number of rows."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        readers = {row.actor_id for row in readings if row.actor_id}
        self._roles: dict[int, list[Membership]] = {}
        for role in Membership.objects.filter(user__in=readers).select_related("organisation"):
            self._roles.setdefault(role.user_id, []).append(role)

    def of(self, reading: Reading) -> list[Organisation]:
        day = timezone.localdate(reading.at)
        roles = self._roles.get(reading.actor_id or 0, [])
        held = [role.organisation for role in roles if role.starts <= day and (role.ends is None or role.ends >= day)]
        return list(dict.fromkeys(held))


def month_of(day: date) -> date:
    return day.replace(day=1)


def next_month(month: date) -> date:
    return month_of(month + timedelta(days=31))


def span_of(first: date, until: date) -> tuple[datetime, datetime]:
    """Moments from the first day to the day before `until`, in local time."""
    zone = timezone.get_current_timezone()
    return datetime.combine(first, time.min, zone), datetime.combine(until, time.min, zone)


def of_month(organisation: Organisation, month: date) -> QuerySet[Reading]:
    """The month's readings by people, about persons of the authority."""
    first, until = span_of(month, next_month(month))
    rows = Reading.objects.filter(organisation_key=str(organisation.pk), at__gte=first, at__lt=until)
    return rows.exclude(actor_key=SYSTEM)


def events_of(organisation: Organisation, month: date) -> list[Event]:
    """The month's readings as the rules see them, in order of time."""
    columns = ("number", "actor_key", "at", "person_key", "ground")
    rows = list(of_month(organisation, month).order_by("number").values_list(*columns))
    agreed = _Agreed(row for row in rows if row[4] == Ground.CONSENT)
    return [
        Event(
            number,
            reader,
            timezone.localtime(at),
            person,
            ground,
            ground != Ground.CONSENT or agreed.ran(reader, person, at),
        )
        for number, reader, at, person, ground in rows
    ]


class _Agreed:
    """Whether a consent to one of the reader's organisations ran at the moment of a reading."""

    def __init__(self, rows: Iterable[tuple]) -> None:
        rows = list(rows)
        readers, persons = {row[1] for row in rows}, {row[3] for row in rows}
        self._roles: dict[str, list[Membership]] = {}
        for role in Membership.objects.filter(user__in=[int(reader) for reader in readers if reader.isdigit()]):
            self._roles.setdefault(str(role.user_id), []).append(role)
        self._consents: dict[str, list[Consent]] = {}
        for consent in Consent.objects.filter(person__in=persons):
            self._consents.setdefault(str(consent.person_id), []).append(consent)
        known = Person.objects.filter(pk__in=persons).values_list("pk", flat=True)
        self._gone = persons - {str(pk) for pk in known}

    def ran(self, reader: str, person: str, at: datetime) -> bool:
        if person in self._gone:  # erased or weeded: the consents went too, so nothing can be said
            return True
        day = timezone.localdate(at)
        houses = {
            role.organisation_id
            for role in self._roles.get(reader, [])
            if role.starts <= day and (role.ends is None or role.ends >= day)
        }
        return any(
            consent.to_organisation_id in houses
            and consent.starts <= day
            and (consent.ends is None or consent.ends >= day)
            and (consent.withdrawn_at is None or consent.withdrawn_at > at)
            for consent in self._consents.get(person, [])
        )


@dataclass(frozen=True)
class Month:
    """A month that is over, at one authority, and its draw if it has been made."""

    organisation: Organisation
    month: date
    draw: ReadingDraw | None


def months_to_follow(user, today: date, back: int = 3) -> list[Month]:
    """The latest whole months of each authority where the user follows up the log, latest first."""
    houses = list(organisations_where(user, Permission.READINGS_REVIEW).order_by("name"))
    months, month = [], month_of(today)
    for _ in range(back):
        month = month_of(month - timedelta(days=1))
        months.append(month)
    draws = {(row.organisation_id, row.month): row for row in ReadingDraw.objects.filter(organisation__in=houses)}
    return [Month(house, month, draws.get((house.pk, month))) for month in months for house in houses]


def undrawn(user, today: date) -> list[Month]:
    """Last month where it has readings that nobody has drawn from."""
    latest = months_to_follow(user, today, back=1)
    return [each for each in latest if each.draw is None and of_month(each.organisation, each.month).exists()]


def undecided(user) -> QuerySet[ReadingReview]:
    """Chosen readings without a verdict, or with a question still open; those that only somebody else may judge too."""
    rows = ReadingReview.objects.visible_to(user, Permission.READINGS_REVIEW)
    return rows.filter(verdict__in=["", "unclear"]).order_by("drawn_on", "pk")


def readings_of(reviews: Iterable[ReadingReview]) -> dict[int, Reading]:
    """The readings that the reviews are of, by number."""
    return {row.number: row for row in Reading.objects.filter(number__in=[review.reading for review in reviews])}


def note_readings(readings: Iterable[Reading], what: str) -> None:
    """Say that these readings are about to be shown: each is about one person."""
    persons = [
        SimpleNamespace(pk=row.person_key, organisation_id=row.organisation_key) for row in readings if row.person_key
    ]
    note(persons, what, [FieldClass.CASE], Ground.LOG_REVIEW)


@dataclass(frozen=True)
class MonthOfReport:
    """What was read and followed up in one month. All counts; reviews by verdict, chosen by sample and by rule."""

    month: date
    readings: int
    persons: int
    readers: int
    chosen: int
    by_rule: int
    right: int
    unclear: int
    wrong: int
    undecided: int
    opened: int
    reviewed_in_time: int
    unjustified: int


def quarter(organisation: Organisation, first: date) -> list[MonthOfReport]:
    """The three months from `first`, as the quarter's report counts them."""
    second = next_month(first)
    return [_month_of_report(organisation, month) for month in (first, second, next_month(second))]


def _month_of_report(organisation: Organisation, month: date) -> MonthOfReport:
    first, until = span_of(month, next_month(month))
    read = of_month(organisation, month).aggregate(
        readings=Count("pk"), persons=Count("person_key", distinct=True), readers=Count("actor_key", distinct=True)
    )
    reviews = ReadingReview.objects.filter(
        organisation=organisation, read_on__gte=month, read_on__lt=next_month(month)
    ).aggregate(
        chosen=Count("pk"),
        by_rule=Count("pk", filter=~Q(rule="")),
        **{verdict: Count("pk", filter=Q(verdict=verdict)) for verdict in ("right", "unclear", "wrong")},
        undecided=Count("pk", filter=Q(verdict="")),
    )
    openings = Emergency.objects.filter(organisation=organisation, opened_at__gte=first, opened_at__lt=until)
    judged = [
        (timezone.localdate(row.reviewed_at) <= row.review_by, row.verdict)
        for row in openings
        if row.reviewed_at is not None
    ]
    return MonthOfReport(
        month=month,
        **read,
        **reviews,
        opened=len(openings),
        reviewed_in_time=sum(in_time for in_time, _ in judged),
        unjustified=sum(verdict == "unjustified" for _, verdict in judged),
    )
