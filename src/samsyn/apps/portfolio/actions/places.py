"""Municipalities of a project, and how it is anchored in each."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.organisations.models import Kind
from samsyn.apps.portfolio.actions.saving import apply
from samsyn.apps.portfolio.models import Project, ProjectMunicipality


@transaction.atomic
def anchor_municipality(
    *,
    project: Project,
    municipality,
    by,
    manager: str = "",
    local_group: str = "",
    contact: str = "",
    process_leader: str = "",
    mandate: str = "",
    note: str = "",
    as_of: date | None = None,
    source: str = "",
) -> ProjectMunicipality:
    """Say that the project works in the municipality and what is known of its anchoring there.

    Answers are "yes", "partly", "no" or "" (not known). A municipality already there gets the new answers.
    """
    if municipality.kind != Kind.MUNICIPALITY:
        raise ValidationError({"municipality": _("Välj en kommun.")})
    place = project.municipalities.filter(municipality=municipality).first() or ProjectMunicipality(project=project)
    changed = apply(
        place,
        {
            "municipality": municipality,
            "manager": manager,
            "local_group": local_group,
            "contact": contact,
            "process_leader": process_leader,
            "mandate": mandate,
            "note": note,
            "as_of": as_of,
            "source": source,
        },
    )
    record(
        "municipality_anchored",
        by=by,
        target=place,
        organisation=project.organisation,
        project=project,
        changed=changed,
    )
    return place


@transaction.atomic
def remove_municipality(*, place: ProjectMunicipality, by) -> None:
    """Take a municipality out of the project; the trail keeps what was said of it."""
    record(
        "municipality_removed",
        by=by,
        target=place,
        organisation=place.project.organisation,
        project=place.project,
        municipality=place.municipality,
        note=place.note,
    )
    place.delete()
