"""Meetings in which projects learn from each other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.portfolio.actions.saving import apply
from samsyn.apps.portfolio.models import NetworkMeeting, Project


@transaction.atomic
def hold_meeting(
    *,
    organisation,
    projects: Iterable[Project],
    on: date,
    subject: str,
    by,
    place: str = "",
    exchanged: str = "",
    lessons: str = "",
    source: str = "",
) -> NetworkMeeting:
    """Note a meeting of projects: what they showed each other and learned together."""
    meeting = NetworkMeeting()
    apply(
        meeting,
        {
            "organisation": organisation,
            "on": on,
            "subject": subject,
            "place": place,
            "exchanged": exchanged,
            "lessons": lessons,
            "source": source,
        },
    )
    _invite(meeting, projects)
    record("meeting_held", by=by, target=meeting, organisation=organisation, projects=list(meeting.projects.all()))
    return meeting


@transaction.atomic
def edit_meeting(
    *, meeting: NetworkMeeting, by, projects: Iterable[Project] | None = None, **changes: Any
) -> NetworkMeeting:
    """Change what a meeting says. projects=None leaves them as they are."""
    changed = apply(meeting, changes)
    if projects is not None:
        _invite(meeting, projects)
    record("meeting_edited", by=by, target=meeting, organisation=meeting.organisation, changed=changed)
    return meeting


def _invite(meeting: NetworkMeeting, projects: Iterable[Project]) -> None:
    chosen = list(projects)
    if not chosen:
        raise ValidationError({"projects": _("Välj minst en insats som var med.")})
    meeting.projects.set(chosen)
