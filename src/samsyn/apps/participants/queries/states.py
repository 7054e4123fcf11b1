"""States of a ladder as they were recorded: which count, and how they are read on one scale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.catalogue.models.ladders import COMMON
from samsyn.apps.participants.models import FollowUpPlan, StateRecord
from samsyn.core.followup import ladders as core
from samsyn.core.followup.definitions import ladder_from
from samsyn.core.periods import Occasion, window
from samsyn.web.formats import in_english

OCCASIONS = {occasion.value: occasion for occasion in Occasion}  # ten times as fast as calling the class


class Known(NamedTuple):
    """One state that was recorded and has not been replaced."""

    enrolment: UUID
    ladder: int
    dimension: str
    occasion: str
    state: str
    as_of: date
    recorded: date


@dataclass(frozen=True)
class Scale:
    """One dimension to read states on: of a ladder in use, or of the common one.

    reads: what a state of (ladder row, state code) is called here; what is not there cannot be read on the scale.
    """

    key: str
    ladder: Ladder
    dimension: core.Dimension
    reads: Mapping[tuple[int, str], str]

    @property
    def label(self) -> str:
        return (in_english() and self.dimension.label_en) or self.dimension.label


def shapes_of(ladders: Iterable[Ladder]) -> dict[int, core.Ladder]:
    """The ladders as the core reckons with them, by number. One query, when the common ladder is not among them."""
    rows = list(ladders)
    common = next((row for row in rows if row.code == "common" and row.replaced_by_id is None), None)
    shared = (common or Ladder.objects.common()).shape
    return {row.pk: row.shape if row.code == "common" else ladder_from(row.definition, shared) for row in rows}


def ladders_in(keys: Iterable[int]) -> list[Ladder]:
    """The ladders of these numbers, also replaced versions, and the common one that they answer to. One query."""
    wanted = Q(pk__in=set(keys)) | Q(pk__in=Ladder.objects.ladders().current().filter(code=COMMON, organisation=None))
    return list(Ladder.objects.filter(wanted))


def current_states(enrolments: Iterable[UUID] | None = None, **where) -> list[Known]:
    """States that count as recorded, of the enrolments or of what `where` says. One query."""
    rows = StateRecord.objects.filter(replaced_by=None, **where)
    if enrolments is not None:
        rows = rows.filter(enrolment__in=enrolments)
    names = ("enrolment_id", "ladder_id", "dimension", "occasion", "state", "as_of", "recorded_on")
    return [Known(*row) for row in rows.values_list(*names)]


def counts(state: Known, starts: date, ends: date | None) -> bool:
    """Whether the day a state held lies so near the due day that it counts as its occasion."""
    days = window(OCCASIONS[state.occasion], starts, ends)
    return days is not None and days[0] <= state.as_of <= days[1]


def scales_of(plans: Iterable[FollowUpPlan], states: Iterable[Known], common: Ladder) -> list[Scale]:
    """Every dimension the project's states can be read on: the plan's first, then those only found among the states.

    The common ladder is last, when some other one is used. One query, where states are on a ladder no longer planned.
    """
    planned = {plan.ladder_id: plan.ladder for plan in plans}
    met = {state.ladder for state in states} - planned.keys()
    ladders = [*planned.values(), *(Ladder.objects.filter(pk__in=met) if met else [])]
    if not ladders:
        return []
    shapes = shapes_of([*ladders, common])
    own = [scale for ladder in _latest(ladders) for scale in _scales(ladder, ladders, shapes)]
    if all(ladder.code == common.code for ladder in ladders):
        return own
    return own + list(_common_scales(common, ladders, shapes))


def _latest(ladders: list[Ladder]) -> list[Ladder]:
    """One row for each ladder, the latest version in use, in the order they come."""
    found: dict[tuple, Ladder] = {}
    for ladder in ladders:
        name = (ladder.code, ladder.organisation_id)
        if name not in found or ladder.version > found[name].version:
            found[name] = ladder
    return list(found.values())


def _scales(ladder: Ladder, ladders: list[Ladder], shapes: Mapping[int, core.Ladder]) -> Iterable[Scale]:
    versions = [row.pk for row in ladders if (row.code, row.organisation_id) == (ladder.code, ladder.organisation_id)]
    for dimension in shapes[ladder.pk].dimensions:
        reads = {(pk, state.code): state.code for pk in versions for state in dimension.states}
        yield Scale(f"{ladder.pk}.{dimension.code}", ladder, dimension, reads)


def _common_scales(common: Ladder, ladders: list[Ladder], shapes: Mapping[int, core.Ladder]) -> Iterable[Scale]:
    for dimension in shapes[common.pk].dimensions:
        mine = [
            (ladder, own) for ladder in ladders for own in shapes[ladder.pk].dimensions if own.code == dimension.code
        ]
        reads = {(ladder.pk, state.code): state.common for ladder, own in mine for state in own.states}
        if any(own != dimension for _, own in mine):
            yield Scale(f"common.{dimension.code}", common, dimension, reads)


def replaced_states(enrolment) -> list[StateRecord]:
    """What was said before and has been corrected or taken back, latest first, with what came instead. One query."""
    rows = StateRecord.objects.filter(enrolment=enrolment).exclude(replaced_by=None)
    return list(rows.select_related("replaced_by__recorded_by", "recorded_by").order_by("-pk"))
