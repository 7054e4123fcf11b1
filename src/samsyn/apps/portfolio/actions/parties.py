"""Organisations come into a project and leave it. Access follows from it."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.organisations.policy import PartIn
from samsyn.apps.portfolio.actions.saving import apply
from samsyn.apps.portfolio.models import Project, ProjectParty


@transaction.atomic
def add_party(
    *, project: Project, organisation, by, part: str = PartIn.PARTNER, starts: date | None = None, ends=None
) -> ProjectParty:
    """Give an organisation a part in the project; from that day its people may see it as their roles allow.

    A party that has left comes back on the same row, from its new day.
    """
    party = project.parties.filter(organisation=organisation, part=part, ends__isnull=False).first()
    party = party or ProjectParty(project=project)
    first = starts or party.starts or project.starts
    if ends is not None and ends < first:
        raise ValidationError({"ends": _("Delen slutar innan den börjar. Ändra något av datumen.")})
    apply(party, {"organisation": organisation, "part": part, "starts": first, "ends": ends})
    record("party_added", by=by, target=party, organisation=project.organisation, project=project, part=part)
    return party


@transaction.atomic
def end_party(*, party: ProjectParty, by, on: date | None = None) -> ProjectParty:
    """End an organisation's part. The owner's part stays, so that somebody always can edit the project."""
    if party.part == PartIn.OWNER:
        raise ValidationError(_("Projektägarens del kan inte avslutas. Avbryt insatsen i stället."))
    apply(party, {"ends": max(on or timezone.localdate(), party.starts)})
    record(
        "party_ended",
        by=by,
        target=party,
        organisation=party.project.organisation,
        project=party.project,
        ends=party.ends,
    )
    return party
