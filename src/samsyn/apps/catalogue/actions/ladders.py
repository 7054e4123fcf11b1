"""An organisation's own ladders: added, and revised as new versions. States keep the version they were written in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.catalogue.actions.own import _refuse_taken_code, _replace
from samsyn.apps.catalogue.models import Ladder, LadderKind
from samsyn.core.followup.definitions import ladder_from
from samsyn.core.followup.ladders import BadLadder

Dimensions = Sequence[Mapping[str, Any]]


@transaction.atomic
def add_ladder(*, organisation, code: str, name_sv: str, source: str, dimensions: Dimensions, by) -> Ladder:
    """Add an organisation's own ladder, in version 1.

    ValidationError when the code is taken, or when the ladder cannot be read through the common one; it says why.
    """
    ladder = _shaped(organisation, code, 1, name_sv, source, dimensions)
    _refuse_taken_code(Ladder.objects.all(), ladder)
    ladder.full_clean()
    ladder.save()
    record("ladder_added", by=by, target=ladder, organisation=organisation, code=code)
    return ladder


@transaction.atomic
def revise_ladder(*, ladder: Ladder, name_sv: str, source: str, dimensions: Dimensions, by) -> Ladder:
    """Give an own ladder other states in a new version. Projects choose themselves when they go over to it."""
    if ladder.organisation_id is None:
        raise ValidationError(_("Det som följer med Samsyn ändras inte här. Lägg till en egen stege i stället."))
    if ladder.replaced_by_id is not None:
        raise ValidationError(_("Det finns en nyare version. Öppna den och ändra där."))
    new = _shaped(ladder.organisation, ladder.code, ladder.version + 1, name_sv, source, dimensions)
    _replace(ladder, new)
    record("ladder_revised", by=by, target=new, organisation=new.organisation, version=new.version)
    return new


def _shaped(organisation, code: str, version: int, name_sv: str, source: str, dimensions: Dimensions) -> Ladder:
    definition = {
        "code": code,
        "version": version,
        "label": {"sv": name_sv},
        "source": source,
        "dimensions": [dict(each) for each in dimensions],
    }
    try:
        ladder_from(definition, Ladder.objects.common().shape)
    except BadLadder as fault:
        raise ValidationError(str(fault)) from fault
    return Ladder(
        kind=LadderKind.LADDER,
        organisation=organisation,
        code=code,
        version=version,
        name_sv=name_sv,
        source=source,
        definition=definition,
    )
