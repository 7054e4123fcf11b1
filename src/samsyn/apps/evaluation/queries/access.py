"""Who may what with a subject of evaluation, and what awaits a person."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from samsyn.apps.evaluation.models import Cluster, Finding, Publication, Recommendation
from samsyn.apps.evaluation.models.checks import FindingState
from samsyn.apps.evaluation.models.judgements import RecommendationState
from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Goal, Project


def may(user, subject: Project | Cluster | Publication, permission: Permission) -> bool:
    """Whether the user holds the permission on this row."""
    return type(subject).objects.visible_to(user, permission).filter(pk=subject.pk).exists()


def answerable_by(user) -> QuerySet[Recommendation]:
    """Recommendations whose addressee the user may answer for."""
    if not user.is_authenticated:
        return Recommendation.objects.none()
    mine = organisations_where(user, Permission.RECOMMENDATION_ANSWER)
    return Recommendation.objects.filter(addressee__in=mine).select_related("addressee")


def homes_where(user, permission: Permission) -> QuerySet[Organisation]:
    """The organisations in whose name the user may make something new."""
    return organisations_where(user, permission) if user.is_authenticated else Organisation.objects.none()


def clusters_of(user) -> QuerySet[Cluster]:
    """The clusters that the user may see, with how many projects each has."""
    clusters = Cluster.objects.visible_to(user).select_related("organisation")
    return clusters.annotate(project_count=Count("projects", distinct=True)).order_by("name")


def publications_of(user) -> QuerySet[Publication]:
    """Publications with how many findings nobody has judged."""
    unjudged = Count("findings", filter=Q(findings__state=FindingState.OPEN), distinct=True)
    publications = Publication.objects.visible_to(user).select_related("organisation")
    return publications.annotate(open_findings=unjudged, finding_count=Count("findings", distinct=True))


def unanswered_for(user) -> QuerySet[Recommendation]:
    """Recommendations to the user's organisation that wait for an answer, the earliest due first."""
    waiting = answerable_by(user).filter(state=RecommendationState.OPEN)
    return waiting.select_related("project", "cluster").by_due_day()


def unjudged_for(user) -> QuerySet[Finding]:
    """Findings in the user's publications that nobody has judged."""
    if not user.is_authenticated:
        return Finding.objects.none()
    mine = Publication.objects.visible_to(user, Permission.FIGURE_EDIT)
    return Finding.objects.filter(publication__in=mine, state=FindingState.OPEN).select_related("publication")


def goals_due_for(user) -> QuerySet[Goal]:
    """Adopted goals that should be known by now, that the user may judge, and that nobody has judged."""
    if not user.is_authenticated:
        return Goal.objects.none()
    mine = Project.objects.visible_to(user, Permission.EVALUATION_EDIT)
    due = Goal.objects.filter(project__in=mine, state="adopted", known_on__lte=timezone.localdate())
    return due.filter(attainments=None).select_related("project").order_by("known_on")
