"""What the station counts on its first page, and what became of advice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from samsyn.apps.evaluation.models import Recommendation
from samsyn.apps.evaluation.models.judgements import RecommendationState
from samsyn.apps.knowledge.models import Example, Method, Need, Observation, Resource


@dataclass(frozen=True)
class Tally:
    """How many the user may see."""

    observations: int
    methods: int
    examples: int
    resources: int
    needs: int
    recommendations: int
    silent: int  # recommendations without an answer


def tally(user) -> Tally:
    advice = Recommendation.objects.visible_to(user).aggregate(
        all=Count("pk"), silent=Count("pk", filter=Q(state=RecommendationState.OPEN))
    )
    return Tally(
        Observation.objects.visible_to(user).count(),
        Method.objects.visible_to(user).count(),
        Example.objects.visible_to(user).count(),
        Resource.objects.visible_to(user).count(),
        Need.objects.visible_to(user).count(),
        advice["all"],
        advice["silent"],
    )


@dataclass(frozen=True)
class Advice:
    """rows: the silent first, the oldest deadline first. late: silent although the day has passed."""

    rows: tuple[Recommendation, ...]
    silent: int
    late: int
    done: int


def recommendations_of(user, on: date | None = None) -> Advice:
    today = on or timezone.localdate()
    rows = Recommendation.objects.visible_to(user).select_related("addressee", "project", "cluster", "publication")
    found = sorted(
        rows[:2000],
        key=lambda row: (row.state != RecommendationState.OPEN, row.due_on or date.max, row.pk),
    )
    silent = [row for row in found if row.state == RecommendationState.OPEN]
    late = sum(row.due_on is not None and row.due_on < today for row in silent)
    done = sum(row.state == RecommendationState.DONE for row in found)
    return Advice(tuple(found), len(silent), late, done)
