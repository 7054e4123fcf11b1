"""What a project's plan asks at an occasion: one question for each dimension of its ladders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.participants.models import Enrolment, FollowUpPlan
from samsyn.apps.participants.queries.states import shapes_of
from samsyn.core.followup.ladders import Dimension
from samsyn.web.formats import in_english


@dataclass(frozen=True)
class Asked:
    """One question of an occasion: a dimension of one of the plan's ladders."""

    ladder: Ladder
    dimension: Dimension

    @property
    def name(self) -> str:
        return f"s_{self.ladder.pk}_{self.dimension.code}"

    @property
    def label(self) -> str:
        return (in_english() and self.dimension.label_en) or self.dimension.label

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Code and name of each state, in the reader's language."""
        return [(state.code, (in_english() and state.label_en) or state.label) for state in self.dimension.states]


def asked_at(plans: Sequence[FollowUpPlan], occasion: str) -> list[Asked]:
    """The questions of the plan at an occasion. One query."""
    ladders = {plan.ladder_id: plan.ladder for plan in plans if occasion in plan.occasions}
    shapes = shapes_of(ladders.values()) if ladders else {}
    return [Asked(ladders[pk], dimension) for pk, shape in shapes.items() for dimension in shape.dimensions]


def cell_name(enrolment: Enrolment, asked: Asked) -> str:
    """The name of one choice in a table of many participations."""
    return f"{asked.name}_{enrolment.pk.hex}"
