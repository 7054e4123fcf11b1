"""What the weeding rules say about everybody at an authority. Opens a number only where the answer turns on it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.models.access import during
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.models import Emergency, Enrolment, ImportBatch, Person, Referral, RightsCase, Weeding
from samsyn.apps.participants.models.referrals import WAITING
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.queries.extract import models_about_people
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.weeding_rules import History, Outcome, Rules, Verdict, due_for_weeding, needs_birth_day

# Handling somebody's rights, or opening them in an emergency, is no note in their file.
NOT_NOTES = {RightsCase, Emergency}
SAMORDNING = 60  # added to the day in a samordningsnummer
BATCH = 500


@dataclass(frozen=True)
class Sorted:
    """Persons by what the rules say. weed: keys of those to remove; counts: outcome → how many; by rule too."""

    weed: tuple[Any, ...]
    counts: dict[str, int]
    by_rule: dict[str, dict[str, int]]
    because: dict[str, int]

    @property
    def digest(self) -> str:
        """The same for the same persons: the second person carries out just what the first one saw."""
        return hashlib.sha256("|".join(sorted(map(str, self.weed))).encode()).hexdigest()


def dates_of(model: type[models.Model]) -> list[str]:
    """The columns of a model that say when something was written or happened."""
    return [field.name for field in model._meta.fields if isinstance(field, models.DateField)]


def last_notes(organisation: Organisation, today: date) -> dict[Any, date]:
    """The latest day on which anything was noted about each person. One query for each kind of row."""
    latest: dict[Any, date] = {}
    for model in models_about_people():
        if model in NOT_NOTES:
            continue
        key = "pk" if model is Person else "person"
        columns = {f"last_{name}": Max(name, filter=_until(model, name, today)) for name in dates_of(model)}
        if not columns:
            continue
        rows = model._default_manager.filter(organisation=organisation).order_by().values(key).annotate(**columns)
        for row in rows:
            days = [_day(row[column]) for column in columns if row[column] is not None]
            if days:
                latest[row[key]] = max([*days, latest.get(row[key], date.min)])
    return latest


def _until(model: type[models.Model], name: str, today: date) -> Q:
    """Only what has been: a planned end or a day to wait for is no note."""
    timed = isinstance(model._meta.get_field(name), models.DateTimeField)
    return Q(**{f"{name}__date__lte" if timed else f"{name}__lte": today})


def _day(value: Any) -> date:
    return timezone.localdate(value) if hasattr(value, "hour") else value


def holds_of(organisation: Organisation, today: date) -> dict[Any, set[str]]:
    """What holds each person back, whatever their age."""
    found: dict[Any, set[str]] = {}

    def hold(code: str, keys: Iterable[Any]) -> None:
        for key in keys:
            found.setdefault(key, set()).add(code)

    of = {"organisation": organisation}
    going_on = Enrolment.objects.filter(during(today) | Q(starts__gt=today), **of)
    hold("running", going_on.values_list("person", flat=True))
    hold("waiting", Referral.objects.filter(state__in=WAITING, **of).values_list("person", flat=True))
    hold("restricted", Person.objects.exclude(restricted_on=None).filter(**of).values_list("pk", flat=True))
    hold("rights_case", RightsCase.objects.open().filter(**of).exclude(person=None).values_list("person", flat=True))
    hold("emergency", Emergency.objects.filter(reviewed_at=None, **of).values_list("person", flat=True))
    return found


def sort_persons(organisation: Organisation, rules: Rules, today: date, what: str) -> Sorted:
    """What the rules say today about everybody at an authority. what: the word under which openings are noted."""
    notes, holds = last_notes(organisation, today), holds_of(organisation, today)
    took_part = set(Enrolment.objects.filter(organisation=organisation).values_list("person", flat=True))
    histories = {
        key: History(
            record="person" if key in took_part else "referral",
            holder=organisation.kind,
            place=organisation.scb_code,
            noted=(noted,),
            born_on=None,
            holds=frozenset(holds.get(key, ())),
        )
        for key, noted in notes.items()
    }
    asked = [key for key, history in histories.items() if needs_birth_day(history, rules, today)]
    for key, day in birth_days(asked, what).items():
        histories[key] = replace(histories[key], born_on=day)
    return _sorted({key: due_for_weeding(history, rules, today) for key, history in histories.items()})


def birth_days(keys: list[Any], what: str) -> dict[Any, int | None]:
    """Day of the month of birth by person, from the sealed number. Each opening is noted."""
    found: dict[Any, int | None] = {}
    for start in range(0, len(keys), BATCH):
        rows = Person.objects.filter(pk__in=keys[start : start + BATCH]).exclude(key=None)
        for person in opened(rows, what, FieldClass.NUMBER, ground=Ground.RIGHTS_CASE):
            found[person.pk] = birth_day(person.number)
    return found


def birth_day(number: str) -> int | None:
    """The day in a number of twelve signs; None without one, or where the number holds no day.

    >>> birth_day("199001752391"), birth_day("")
    (15, None)
    """
    if not number:
        return None
    day = int(number[6:8])
    return (day - SAMORDNING if day >= SAMORDNING else day) or None


def _sorted(verdicts: dict[Any, Verdict]) -> Sorted:
    by_rule: dict[str, Counter[str]] = {}
    for verdict in verdicts.values():
        by_rule.setdefault(verdict.rule, Counter())[verdict.outcome.value] += 1
    return Sorted(
        weed=tuple(sorted((key for key, verdict in verdicts.items() if verdict.outcome == Outcome.WEED), key=str)),
        counts=dict(Counter(verdict.outcome.value for verdict in verdicts.values())),
        by_rule={rule: dict(counts) for rule, counts in sorted(by_rule.items())},
        because=dict(Counter(code for verdict in verdicts.values() for code in verdict.because)),
    )


def imports_out_of_time(organisation: Organisation, rules: Rules, now) -> QuerySet[ImportBatch]:
    """Files whose content has been kept as long as it may be."""
    done = now - timedelta(days=rules.technical["import_done"])
    waiting = now - timedelta(days=rules.technical["import_waiting"])
    finished = Q(done_at__lt=done) | Q(done_at=None, made_at__lt=waiting)
    return ImportBatch.objects.filter(finished, organisation=organisation).exclude(key=None).select_related("key")


def weedings_for(user) -> QuerySet[Weeding]:
    rows = Weeding.objects.visible_to(user, Permission.RIGHTS)
    return rows.select_related("organisation", "by", "carries_out__by").order_by("-at", "-pk")


def houses_of_weeder(user) -> QuerySet[Organisation]:
    return organisations_where(user, Permission.RIGHTS).order_by("name")


def waits_for_second(user) -> list[Weeding]:
    """Trial runs by others that would remove something, and that nobody has carried out; the latest of each house."""
    rows = weedings_for(user).filter(dry=True, carried_out_by=None).exclude(by=user)
    latest: dict[int, Weeding] = {}
    for row in rows:
        latest.setdefault(row.organisation_id, row)
    return [row for row in latest.values() if row.protocol.get("counts", {}).get(Outcome.WEED.value)]
