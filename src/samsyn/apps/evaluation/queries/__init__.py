"""Answers about figures, comparisons, claims, contradictions and time; nothing here writes."""

from samsyn.apps.evaluation.queries.access import (
    answerable_by,
    clusters_of,
    goals_due_for,
    homes_where,
    may,
    publications_of,
    unanswered_for,
    unjudged_for,
)
from samsyn.apps.evaluation.queries.claims import Checked, Verdict, claims_with_verdict
from samsyn.apps.evaluation.queries.comparison import PlanOutcome, plan_against_outcome, plan_rows
from samsyn.apps.evaluation.queries.contradictions import CellView, ContradictionView, contradiction_view
from samsyn.apps.evaluation.queries.figures import ClusterFigures, as_values, cluster_figures, project_figures
from samsyn.apps.evaluation.queries.layouts import BadLayout, places_of
from samsyn.apps.evaluation.queries.learning import (
    GoalState,
    Span,
    goals_with_attainment,
    judgements_of,
    recommendations_of,
    timeline,
)

__all__ = [
    "BadLayout", "CellView", "Checked", "ClusterFigures", "ContradictionView", "GoalState", "PlanOutcome", "Span",
    "Verdict", "answerable_by", "as_values", "claims_with_verdict", "cluster_figures", "clusters_of",
    "contradiction_view", "goals_due_for", "goals_with_attainment", "homes_where", "judgements_of", "may",
    "places_of", "plan_against_outcome", "plan_rows", "project_figures", "publications_of", "recommendations_of",
    "timeline", "unanswered_for", "unjudged_for",
]  # fmt: skip
