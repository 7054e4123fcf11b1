"""Good examples, where they spread, what people and places can do, and who needs it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.knowledge.actions.identity import refuse_persons_in
from samsyn.apps.knowledge.models import Example, Need, Resource, Spread
from samsyn.apps.portfolio.actions.saving import apply


@transaction.atomic
def write_example(
    *, by, example: Example | None = None, themes: Iterable = (), target_groups: Iterable = (),
    strengths: Iterable = (), **values: Any,
) -> Example:  # fmt: skip
    """Write an example down, or write it anew."""
    known = example is not None
    example = example or Example()
    changed = apply(example, values)
    example.themes.set(themes)
    example.target_groups.set(target_groups)
    example.strengths.set(strengths)
    record(
        "example_edited" if known else "example_written", by=by, target=example, organisation=example.organisation,
        changed=changed,
    )  # fmt: skip
    return example


@transaction.atomic
def note_spread(*, example: Example, by, **values: Any) -> Spread:
    """Note a place where the example has taken root."""
    if values.get("saved") is not None and not values.get("saved_years"):
        raise ValidationError({"saved_years": _("Skriv under hur många år besparingen gjordes.")})
    spread = Spread()
    apply(spread, {**values, "example": example})
    record("spread_noted", by=by, target=spread, organisation=example.organisation)
    return spread


@transaction.atomic
def remove_spread(*, spread: Spread, by) -> None:
    """Take a place away that was wrong."""
    record("spread_removed", by=by, target=spread, organisation=spread.example.organisation)
    spread.delete()


@transaction.atomic
def note_resource(*, by, strengths: Iterable, resource: Resource | None = None, **values: Any) -> Resource:
    """Note what somebody can do or a place can offer."""
    known = resource is not None
    resource = resource or Resource()
    refuse_persons_in(values, "name", "what")
    apply(resource, values if known else {**values, "noted_by": by})
    resource.strengths.set(_some(strengths))
    record("resource_edited" if known else "resource_noted", by=by, target=resource, organisation=resource.organisation)
    return resource


@transaction.atomic
def note_need(*, by, strengths: Iterable, need: Need | None = None, **values: Any) -> Need:
    """Note what somebody has said that they need."""
    known = need is not None
    need = need or Need()
    refuse_persons_in(values, "name", "what")
    apply(need, values)
    need.strengths.set(_some(strengths))
    record("need_edited" if known else "need_noted", by=by, target=need, organisation=need.organisation)
    return need


@transaction.atomic
def meet_need(*, need: Need, resource: Resource, by, on: date | None = None) -> Need:
    """Say that a resource meets the need, from a day."""
    apply(need, {"met_by": resource, "met_on": on or timezone.localdate()})
    record("need_met", by=by, target=need, organisation=need.organisation, resource=str(resource))
    return need


def _some(strengths: Iterable) -> list:
    chosen = list(strengths)
    if not chosen:
        raise ValidationError({"strengths": _("Välj minst en förmåga, så att behov och resurser kan mötas.")})
    return chosen
