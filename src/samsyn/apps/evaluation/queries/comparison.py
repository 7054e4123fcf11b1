"""Plan against outcome, measure by measure, with the difference and both values it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from samsyn.apps.evaluation.models import Cluster
from samsyn.apps.evaluation.queries.figures import cluster_figures, project_figures
from samsyn.apps.portfolio.models import Project
from samsyn.core.parameters import Measure
from samsyn.core.tables.figure import Figure

# The order in which plan and outcome are read: money, people, hours, and what a person and an hour cost.
ORDER = (
    "esf_support", "cofinancing", "total_cost", "participants", "women", "men", "share_women", "share_men", "hours",
    "hours_women", "hours_men", "cost_per_participant", "cost_per_hour", "hours_per_participant",
    "hours_per_participant_women", "hours_per_participant_men",
)  # fmt: skip


@dataclass(frozen=True)
class PlanOutcome:
    """One measure as planned, replanned and as it turned out; None for a picture that is not known."""

    measure: Measure
    plan: Figure | None
    revised: Figure | None
    outcome: Figure | None

    @property
    def base(self) -> Figure | None:
        """What the outcome is compared with: the first plan, since a revised plan would hide the change."""
        return self.plan or self.revised

    @property
    def difference(self) -> Decimal | None:
        """Outcome minus plan, in the measure's unit (a fraction for a share)."""
        if self.base is None or self.outcome is None or self.base.value is None or self.outcome.value is None:
            return None
        return self.outcome.value - self.base.value

    @property
    def change(self) -> Decimal | None:
        """The difference as a fraction of the plan; None for shares, whose difference is in percentage points."""
        if self.measure.percent or self.difference is None or self.base is None or not self.base.value:
            return None
        return self.difference / self.base.value

    @property
    def contradicted(self) -> bool:
        return any(figure is not None and figure.contradicted for figure in (self.plan, self.revised, self.outcome))


def plan_against_outcome(subject: Project | Cluster) -> list[PlanOutcome]:
    """Every measure of a project or a cluster that has a plan or an outcome, in reading order."""
    figures = cluster_figures(subject).total if isinstance(subject, Cluster) else project_figures(subject)
    return plan_rows(figures)


def plan_rows(figures: Mapping[str, Figure]) -> list[PlanOutcome]:
    """The same from figures at hand, keyed "women.plan"."""
    return [_row(code, figures) for code in _codes(figures)]


def _codes(figures: Mapping[str, Figure]) -> Iterable[str]:
    present = dict.fromkeys(key.partition(".")[0] for key in figures if "@" not in key)
    known = [code for code in ORDER if code in present]
    return known + [code for code in present if code not in ORDER]


def _row(code: str, figures: Mapping[str, Figure]) -> PlanOutcome:
    plan, revised, outcome = (figures.get(f"{code}.{part}") for part in ("plan", "revised", "outcome"))
    known = next(figure for figure in (outcome, plan, revised) if figure is not None)
    return PlanOutcome(known.measure, plan, revised, outcome)
