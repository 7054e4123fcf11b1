"""Whose an application is to write, to send, to take back and to start a project from."""

from __future__ import annotations

from django.db.models import QuerySet

from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Application
from samsyn.apps.portfolio.models.calls import ApplicationState

P = Permission


def undecided_of(user) -> QuerySet[Application]:
    """Applications that the user may take back: their own organisations', drafted or sent."""
    mine = Application.objects.visible_to(user, P.PROJECT_EDIT)
    waiting = mine.filter(
        organisation__in=organisations_where(user, P.PROJECT_EDIT),
        state__in=[ApplicationState.DRAFT, ApplicationState.SENT],
    )
    return waiting.select_related("call__organisation", "organisation")


def to_start(user) -> QuerySet[Application]:
    """Granted applications of the user's own organisations that have not become projects, longest granted first."""
    own = organisations_where(user, P.PROJECT_EDIT)
    rows = Application.objects.filter(organisation__in=own, state=ApplicationState.GRANTED, project=None)
    return rows.select_related("call__organisation", "organisation").order_by("decided_on", "pk")


def drafts_of(user) -> QuerySet[Application]:
    """Applications that the user may still write in."""
    return undecided_of(user).filter(state=ApplicationState.DRAFT)
