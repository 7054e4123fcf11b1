"""Recording where people stand. A correction is a new row; the old one stays behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.participants.models import Enrolment, StateRecord
from samsyn.apps.participants.queries.states import shapes_of
from samsyn.apps.participants.restriction import refuse_restricted
from samsyn.apps.portfolio.models import Project
from samsyn.core.periods import Occasion


@dataclass(frozen=True)
class Said:
    """What somebody says about one participation in one dimension at one occasion. state "": nothing is known.

    recorded_on: the day it was written down, when that was not today (such as on paper).
    """

    enrolment: Enrolment
    ladder: Ladder
    dimension: str
    occasion: str
    state: str
    as_of: date
    recorded_on: date | None = None

    @property
    def place(self) -> tuple:
        return self.enrolment.pk, self.ladder.pk, self.dimension, self.occasion


@dataclass(frozen=True)
class Recorded:
    """How many states were new, corrected, taken back, and said again without a change."""

    new: int
    corrected: int
    taken_back: int
    unchanged: int

    @property
    def changed(self) -> int:
        return self.new + self.corrected + self.taken_back


@transaction.atomic
def record_states(*, project: Project, said: Iterable[Said], by) -> Recorded:
    """Record states of participations in a project. The same number of queries for one as for a thousand.

    A state that is already there, with the same day, is left as it is; another one takes its place; "" takes it back.
    ValidationError when a state is not in its ladder, lies in the future, or the participation has not ended.
    """
    rows, today = list(said), timezone.localdate()
    _refuse(project, rows, today)
    now = _current(rows)
    new = [one for one in rows if one.state and one.place not in now]
    other = [one for one in rows if one.place in now and _differs(one, now[one.place])]
    corrected, taken_back = [one for one in other if one.state], [one for one in other if not one.state]
    # A row that is its own replacement no longer counts; what stands in its place is written afterwards.
    old = {one.place: now[one.place] for one in other}
    StateRecord.objects.filter(pk__in=[row.pk for row in old.values()]).update(replaced_by=F("pk"))
    written = StateRecord.objects.bulk_create(
        [_row(one, by, one.recorded_on or today) for one in (*new, *corrected)], batch_size=500
    )
    _put_behind(old, corrected, written[len(new) :])
    done = Recorded(len(new), len(corrected), len(taken_back), len(rows) - len(new) - len(other))
    if done.changed:
        record(
            "states_recorded",
            by=by,
            target=_target(project, rows),
            organisation=project.organisation,
            occasions=sorted({one.occasion for one in rows}),
            new=done.new,
            corrected=done.corrected,
            taken_back=done.taken_back,
        )
    return done


def _refuse(project: Project, rows: Sequence[Said], today: date) -> None:
    shapes = shapes_of({one.ladder.pk: one.ladder for one in rows}.values()) if rows else {}
    codes = {
        (pk, dimension.code): dimension.by_code.keys()
        for pk, ladder in shapes.items()
        for dimension in ladder.dimensions
    }
    for one in rows:
        if one.enrolment.project_id != project.pk:
            raise ValidationError(_("Deltagandet hör till en annan insats."))
        if one.state and one.state not in codes.get((one.ladder.pk, one.dimension), ()):
            raise ValidationError(_("Läget finns inte i stegen. Välj ett av dem som visas."))
        if one.as_of > today:
            raise ValidationError({"as_of": _("Dagen ligger i framtiden. Skriv den dag då läget gällde.")})
        if one.state and Occasion(one.occasion).months is not None and one.enrolment.ends is None:
            raise ValidationError(_("Deltagandet pågår. Avsluta det först, så att tillfället får sin dag."))
    if len({one.place for one in rows}) < len(rows):
        raise ValidationError(_("Samma läge är skrivet två gånger. Behåll ett av dem."))


def _current(rows: Sequence[Said]) -> dict[tuple, StateRecord]:
    """What counts now at the places spoken of. The participations are held, so that two who write do not collide."""
    keys = {one.enrolment.pk for one in rows}
    held = Enrolment.objects.select_for_update(of=("self",)).filter(pk__in=keys).select_related("person")
    for enrolment in held.only("pk", "person__restricted_on").order_by("pk"):
        refuse_restricted(enrolment.person)
    there = StateRecord.objects.filter(
        enrolment__in=keys,
        occasion__in={one.occasion for one in rows},
        replaced_by=None,
    )
    return {(row.enrolment_id, row.ladder_id, row.dimension, row.occasion): row for row in there}


def _differs(one: Said, row: StateRecord) -> bool:
    return not one.state or (one.state, one.as_of) != (row.state, row.as_of)


def _row(one: Said, by, recorded_on: date) -> StateRecord:
    return StateRecord(
        organisation_id=one.enrolment.organisation_id,
        person_id=one.enrolment.person_id,
        enrolment_id=one.enrolment.pk,
        ladder=one.ladder,
        dimension=one.dimension,
        occasion=one.occasion,
        state=one.state,
        as_of=one.as_of,
        recorded_on=recorded_on,
        recorded_by=by,
    )


def _put_behind(old: dict[tuple, StateRecord], corrected: Sequence[Said], written: Sequence[StateRecord]) -> None:
    replaced = []
    for one, row in zip(corrected, written, strict=True):
        before = old[one.place]
        before.replaced_by = row
        replaced.append(before)
    StateRecord.objects.bulk_update(replaced, ["replaced_by"], batch_size=500)


def _target(project: Project, rows: Sequence[Said]):
    """The participation when only one is spoken of, else the project: every row says itself who wrote it, and when."""
    enrolments = {one.enrolment.pk: one.enrolment for one in rows}
    return next(iter(enrolments.values())) if len(enrolments) == 1 else project
