"""Projects that end, or have ended, without leaving a method card behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from samsyn.apps.knowledge.models import MethodUse, NoCard
from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import PartIn, Permission
from samsyn.apps.portfolio.models import Project, ProjectParty

BEFORE = timedelta(days=90)  # how long before its end a project is asked for its card


@dataclass(frozen=True)
class Ending:
    """A project without a card. ended: the day it ended or was stopped, or will end. days: until then, less than nought
    when it has passed."""

    project: Project
    ended: date
    days: int


def without_card(user, on: date | None = None) -> QuerySet[Project]:
    """The projects that the user may make a card of and that have none, from BEFORE their end; the latest end first.

    A project that tried a method that has a card is not asked for, nor one where somebody has said that there is
    nothing to keep.
    """
    today = on or timezone.localdate()
    mine = organisations_where(user, Permission.KNOWLEDGE_EDIT)
    keeps = ProjectParty.objects.filter(
        project=OuterRef("pk"), part__in=(PartIn.OWNER, PartIn.EVALUATOR), organisation__in=mine
    )
    used, declined = (model.objects.filter(project=OuterRef("pk")) for model in (MethodUse, NoCard))
    rows = Project.objects.visible_to(user, Permission.KNOWLEDGE_EDIT).filter(
        Q(ends__lte=today + BEFORE) | Q(stopped_on__lte=today + BEFORE)
    )
    rows = rows.filter(Exists(keeps), ~Exists(used), ~Exists(declined))
    over = Least(Coalesce("ends", "stopped_on"), Coalesce("stopped_on", "ends"))
    return rows.annotate(over=over).order_by(F("over").desc(), "code", "pk")


def endings_of(user, on: date | None = None) -> list[Ending]:
    """Those of `without_card`, those that end soonest first and then those that ended latest. One question."""
    today = on or timezone.localdate()
    rows = [Ending(row, row.over, (row.over - today).days) for row in without_card(user, today)]
    return sorted(rows, key=lambda one: (one.days < 0, abs(one.days), one.project.code))


def ending_of(user, project: Project, on: date | None = None) -> Ending | None:
    """The project, where the user is asked for its card."""
    today = on or timezone.localdate()
    row = without_card(user, today).filter(pk=project.pk).first()
    return Ending(row, row.over, (row.over - today).days) if row else None


def no_card_of(project: Project) -> NoCard | None:
    """Why the project leaves no card, where somebody has said so."""
    return NoCard.objects.filter(project=project).select_related("noted_by").first()
