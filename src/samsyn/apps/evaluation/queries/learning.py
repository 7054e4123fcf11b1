"""What is concluded about a project or a cluster, and when things happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from samsyn.apps.catalogue.models import TermKind
from samsyn.apps.evaluation.models import Cluster, GoalAttainment, Judgement, OutsideEvent
from samsyn.apps.portfolio.models import Goal, NetworkMeeting, PhasePeriod, Project


@dataclass(frozen=True)
class Span:
    """Something on the time line. ends is None for a single day or something still going on (open)."""

    lane: str
    name: str
    starts: date
    ends: date | None
    kind: str  # "project", "phase", "event" or "meeting"
    text: str = ""
    source: str = ""
    lane_is_project: bool = False


def timeline(subject: Project | Cluster) -> list[Span]:
    """Phases of the projects, events outside them and the meetings of their network, lane by lane in order of time."""
    projects = list(subject.projects.all()) if isinstance(subject, Cluster) else [subject]
    spans = _projects(projects) + _events(subject, projects) + _meetings(projects)
    return spans


def _projects(projects: list[Project]) -> list[Span]:
    phases = PhasePeriod.objects.filter(project__in=projects).select_related("project").order_by("starts", "pk")
    by_project: dict[int, list[Span]] = {project.pk: [] for project in projects}
    for phase in phases:
        text = "\n".join(word for word in (phase.operative, phase.strategic, phase.collaboration) if word)
        span = Span(phase.project.code, phase.name, phase.starts, phase.ends, "phase", text, phase.source, True)
        by_project[phase.project_id].append(span)
    spans = []
    for project in projects:
        whole = Span(project.code, project.name, project.starts, project.ends, "project", "", project.source, True)
        spans += by_project[project.pk] or [whole]
    return spans


def _events(subject: Project | Cluster, projects: list[Project]) -> list[Span]:
    if isinstance(subject, Cluster):
        own, more = Q(cluster=subject), Q(project__in=projects)
    else:
        own, more = Q(project=subject), Q(cluster__projects=subject)
    about = OutsideEvent.objects.filter(own | more).distinct()
    theirs = "cluster_id" if isinstance(subject, Cluster) else "project_id"
    events = sorted(about, key=lambda event: (event.starts, getattr(event, theirs) != subject.pk))
    return [Span("", event.name, event.starts, event.ends, "event", event.text, event.source) for event in events]


def _meetings(projects: list[Project]) -> list[Span]:
    meetings = NetworkMeeting.objects.filter(projects__in=projects).distinct().order_by("on")
    return [
        Span("", row.subject, row.on, None, "meeting", row.lessons or row.exchanged, row.source) for row in meetings
    ]


def judgements_of(subject: Project | Cluster) -> dict[str, list[Judgement]]:
    """Verdicts by kind of term ("perspective", "learning_level", "success_factor"), in the order of the terms."""
    rows = subject.judgement_set.select_related("term").order_by("term__order", "-judged_on", "-pk")
    kinds = (TermKind.PERSPECTIVE, TermKind.LEARNING_LEVEL, TermKind.SUCCESS_FACTOR)
    found: dict[str, list[Judgement]] = {kind.value: [] for kind in kinds}
    for row in rows:
        found.setdefault(row.term.kind, []).append(row)
    return found


@dataclass(frozen=True)
class GoalState:
    """A goal with its latest attainment; None when nobody has judged it."""

    goal: Goal
    latest: GoalAttainment | None


def goals_with_attainment(projects: Iterable[Project]) -> list[GoalState]:
    """The goals of some projects, each with the attainment judged last."""
    last = GoalAttainment.objects.filter(goal=OuterRef("pk")).order_by("-judged_on", "-pk").values("pk")[:1]
    goals = list(
        Goal.objects.filter(project__in=list(projects))
        .select_related("project", "measure")
        .annotate(last_attainment=Subquery(last))
        .order_by("project", "label", "pk")
    )
    found = GoalAttainment.objects.in_bulk([goal.last_attainment for goal in goals if goal.last_attainment])
    return [GoalState(goal, found.get(goal.last_attainment)) for goal in goals]


def recommendations_of(subject: Project | Cluster) -> QuerySet:
    """The advice given, unanswered first."""
    rows = subject.recommendation_set.select_related("addressee", "publication", "project", "cluster")
    return rows.order_by("answered_on", "answer_by", "pk")
