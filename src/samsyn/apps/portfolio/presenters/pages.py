"""What every page about a project starts with: breadcrumbs, heading, state and tabs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.models.projects import State
from samsyn.web.formats import isodate
from samsyn.web.registry import tabs_for

STATE_TAGS = {
    State.PLANNED: "planned",
    State.RUNNING: "ongoing",
    State.ENDED: "closed",
    State.STOPPED: "warning",
}


def project_page(project: Project, user, current: str, *trail: tuple[Any, str]) -> dict[str, Any]:
    """Context for a template that extends `portfolio/project_base.html`.

    current: the key of the tab, such as "economy". trail: (label, address) of the pages below the tab.
    """
    crumbs = [
        {"label": _("Insatser"), "href": reverse("project-list")},
        {"label": project.code, "href": project.get_absolute_url()},
        *({"label": label, "href": href} for label, href in trail),
    ]
    return {
        "project": project,
        "crumbs": crumbs,
        "tabs": tabs_for("project", project, current, user),
        "state": state_tag(project),
        "period": period_of(project.starts, project.ends),
    }


def state_tag(project: Project) -> dict[str, Any]:
    """Word and kind of tag for where the project is today."""
    state = project.state_on(timezone.localdate())
    return {"text": State(state).label, "kind": STATE_TAGS[state]}


def period_of(starts, ends) -> str:
    """2016-10-01 – 2018-09-30, or "tills vidare" where there is no end."""
    return f"{isodate(starts)} – {isodate(ends) if ends else _('tills vidare')}"
