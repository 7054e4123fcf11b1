"""The log of use: where each organisation stands with a method, and which verifications are due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from samsyn.apps.knowledge.models import IN_USE, Adoption, Method, MethodUse
from samsyn.apps.knowledge.models import Stage as Shown
from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.policy import PartIn, Permission
from samsyn.core.evidence.adoption import Check, Due, Spread, Stage, Standing, Step, next_due, spread_of, standing_on


@dataclass(frozen=True)
class Place:
    """One organisation in the log of one method: its rows in order, and where it stands on the day.

    tried_here: it owned or took part in a project that tried the method. anchor: the row that the verifications of the
    time in use belong to; None when the method is not in use.
    """

    method: Method
    organisation: Organisation
    rows: tuple[Adoption, ...]
    standing: Standing | None
    tried_here: bool
    anchor: Adoption | None
    due: Due | None

    @property
    def latest(self) -> Adoption:
        """The last row, also one that lies ahead."""
        return self.rows[-1]

    @property
    def stage(self) -> Shown | None:
        """The stage on the day, with its words; None where the first row lies ahead."""
        return Shown(self.standing.stage.value) if self.standing else None

    def on(self, day: date) -> Standing | None:
        """Where it stood on another day."""
        return standing_on(_steps(self.rows), day)


def logs_of(methods: Iterable[Method], on: date | None = None) -> dict[int, list[Place]]:
    """The log of each method, one place an organisation, by name. Three questions, however many there are."""
    by_key = {method.pk: method for method in methods}
    today = on or timezone.localdate()
    tried = tried_in(by_key)
    rows = Adoption.objects.filter(method__in=by_key).select_related("organisation__parent", "adaptation")
    grouped: dict[tuple[int, int], list[Adoption]] = {}
    for row in rows.prefetch_related("verifications").order_by("organisation__name", "on", "pk"):
        grouped.setdefault((row.method_id, row.organisation_id), []).append(row)
    found: dict[int, list[Place]] = {key: [] for key in by_key}
    for (method, organisation), group in grouped.items():
        found[method].append(_place(by_key[method], group, organisation in tried[method], today))
    return found


def tried_in(methods: Iterable[int]) -> dict[int, set[int]]:
    """Owners and partners of the projects that tried each method, by the keys of the methods. One question."""
    found: dict[int, set[int]] = {key: set() for key in methods}
    parties = MethodUse.objects.filter(
        method__in=found, project__parties__part__in=(PartIn.OWNER, PartIn.PARTNER)
    ).values_list("method", "project__parties__organisation")
    for method, organisation in parties:
        found[method].add(organisation)
    return found


def spread(places: Iterable[Place]) -> Spread:
    """How far a method has gone; organisations whose first row lies ahead are left out."""
    return spread_of((place.standing, place.tried_here) for place in places if place.standing)


@dataclass(frozen=True)
class Waiting:
    """A verification that somebody may make. row: the key of the row in the log that it belongs to."""

    row: int
    method: int
    method_name: str
    organisation: str
    since: date
    due: Due


def due_for(user, on: date | None = None) -> list[Waiting]:
    """Verifications that the user may make and that are due, the oldest first. One question."""
    if not user.is_authenticated:
        return []
    today = on or timezone.localdate()
    mine = Adoption.objects.visible_to(user, Permission.KNOWLEDGE_EDIT).order_by("on", "pk")
    known = mine.values(
        "pk", "on", "stage", "method", "method__name", "organisation", "organisation__name",
        "verifications__months", "verifications__on", "verifications__used",
    )  # fmt: skip
    places: dict[tuple[int, int], dict[int, list[dict[str, Any]]]] = {}
    for told in known:
        rows = places.setdefault((told["method"], told["organisation"]), {})
        rows.setdefault(told["pk"], []).append(told)
    waiting = [found for rows in places.values() if (found := _waiting(rows, today)) and found.due.late(today)]
    return sorted(waiting, key=lambda one: (one.due.on, one.organisation))


def _waiting(rows: Mapping[int, list[dict[str, Any]]], today: date) -> Waiting | None:
    """The next verification of one organisation. rows: by key, one dict for each verification, or one without."""
    standing = standing_on([_step(checks) for checks in rows.values()], today)
    due = next_due(standing, today) if standing else None
    if standing is None or due is None:
        return None
    anchor = next(
        each[0] for each in rows.values() if each[0]["on"] == standing.in_use_since and each[0]["stage"] in IN_USE
    )
    return Waiting(
        anchor["pk"], anchor["method"], anchor["method__name"], anchor["organisation__name"], anchor["on"], due
    )


def _step(checks: list[dict[str, Any]]) -> Step:
    made = [
        Check(one["verifications__months"], one["verifications__on"], one["verifications__used"])
        for one in checks
        if one["verifications__months"] is not None
    ]
    return Step(checks[0]["on"], Stage(checks[0]["stage"]), tuple(made))


def used_by(user, organisation: Organisation) -> list[Place]:
    """What one organisation does with the methods that the user may read, by the name of the method."""
    read = Method.objects.visible_to(user).filter(adoptions__organisation=organisation).distinct()
    methods = list(read.select_related("organisation"))
    logs = logs_of(methods)
    return [place for method in methods for place in logs[method.pk] if place.organisation.pk == organisation.pk]


def may_note(user, method: Method, organisation: Organisation) -> bool:
    """Whether the user writes in the log for the organisation: one's own, or any where one keeps the card."""
    own = organisations_where(user, Permission.KNOWLEDGE_EDIT).filter(pk__in=(organisation.pk, method.organisation_id))
    return own.exists()


def noting_for(user, method: Method) -> QuerySet[Organisation]:
    """The organisations that the user may write in the log for."""
    own = organisations_where(user, Permission.KNOWLEDGE_EDIT)
    return Organisation.objects.all() if own.filter(pk=method.organisation_id).exists() else own


def core_parts(method: Method) -> int:
    """How many parts must be kept for it to be the method."""
    return method.parts.filter(core=True).count()


def _place(method: Method, rows: list[Adoption], tried_here: bool, today: date) -> Place:
    standing = standing_on(_steps(rows), today)
    anchor = None
    if standing and standing.in_use_since:
        anchor = next(row for row in rows if row.on == standing.in_use_since and row.stage in IN_USE)
    due = next_due(standing, today) if standing else None
    return Place(method, rows[0].organisation, tuple(rows), standing, tried_here, anchor, due)


def _steps(rows: Iterable[Adoption]) -> list[Step]:
    return [
        Step(
            row.on,
            Stage(row.stage),
            tuple(Check(each.months, each.on, each.used, each.kept, each.of) for each in row.verifications.all()),
        )
        for row in rows
    ]
