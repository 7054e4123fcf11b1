"""What every page about a group starts with."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.participants.models import Group
from samsyn.apps.participants.policy import Ground


def group_page(request: HttpRequest, group: Group, ground: Ground, *trail: tuple[Any, str]) -> dict[str, Any]:
    """Context for a template of a group: the way here, and on which ground the reader sees the people in it."""
    if ground == Ground.OWN_GROUP:
        first = [(_("Mina grupper"), reverse("my-groups"))]
    else:
        first = [
            (group.project.code, group.project.get_absolute_url()),
            (_("Aktiviteter"), reverse("project-activities", args=[group.project_id])),
        ]
    way = (*first, (group.name, group.get_absolute_url()), *trail)
    crumbs = [{"label": label, "href": href} for label, href in way]
    return {"group": group, "ground": ground, "leads_project": ground == Ground.OWN_PROJECT, "crumbs": crumbs}
