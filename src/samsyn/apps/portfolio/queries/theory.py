"""Versions of a theory of change, and what drifted between them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from samsyn.apps.catalogue.models import Term
from samsyn.apps.portfolio.models import TheoryOfChange, TheoryStep
from samsyn.apps.portfolio.models.theory import Drift


@dataclass
class KindDrift:
    """What became of one kind of step: rows of this version, and how many were kept, changed, added, dropped."""

    kind: Term
    steps: list[TheoryStep] = field(default_factory=list)

    def count(self, drift: str) -> int:
        return sum(step.drift == drift for step in self.steps)

    @property
    def kept(self) -> int:
        return self.count(Drift.KEPT)

    @property
    def changed(self) -> int:
        return self.count(Drift.CHANGED)

    @property
    def added(self) -> int:
        return self.count(Drift.ADDED)

    @property
    def dropped(self) -> int:
        return self.count(Drift.DROPPED)


def versions_of(*, call=None, project=None):
    """The versions of a call's or project's theory with their steps, oldest first."""
    about = TheoryOfChange.objects.filter(call=call, project=project)
    return about.prefetch_related("steps__kind", "steps__previous").select_related("previous").order_by("version")


def drift(theory: TheoryOfChange) -> list[KindDrift]:
    """Per kind of step, in the order of the flow: what is in this version and what became of the one before."""
    kinds: dict[int, KindDrift] = {}
    for step in theory.steps.all():
        kinds.setdefault(step.kind_id, KindDrift(step.kind)).steps.append(step)
    return sorted(kinds.values(), key=lambda group: group.kind.order)


def side_by_side(theories) -> list[tuple[Term, list[list[TheoryStep]]]]:
    """Rows of a table: a kind of step, and each version's steps of that kind, in the order of the versions."""
    theories = list(theories)
    kinds: dict[int, Term] = {}
    cells: dict[int, dict[int, list[TheoryStep]]] = defaultdict(lambda: defaultdict(list))
    for theory in theories:
        for step in theory.steps.all():
            kinds[step.kind_id] = step.kind
            cells[step.kind_id][theory.pk].append(step)
    ordered = sorted(kinds.values(), key=lambda kind: kind.order)
    return [(kind, [cells[kind.pk][theory.pk] for theory in theories]) for kind in ordered]
