"""Observations are told, and put right by whoever told them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.knowledge.actions.identity import refuse_persons
from samsyn.apps.knowledge.models import Observation
from samsyn.apps.portfolio.actions.saving import apply


@transaction.atomic
def tell(
    *, organisation, text: str, by, actors: Iterable = (), target_groups: Iterable = (),
    confirmed: Collection[str] = (), **values: Any,
) -> Observation:  # fmt: skip
    """Keep what somebody saw. ValidationError when it lies in the future, or the text points at a person.

    confirmed: words that the teller says are nobody. values: project, good, kind, level, room, rule, hours, seen_on,
    source.
    """
    refuse_persons("text", text, place=organisation.brief, project=values.get("project"), confirmed=confirmed)
    observation = Observation()
    apply(
        observation,
        {**_held(values), "organisation": organisation, "text": text, "reported_by": by, "told_at": timezone.now()},
    )
    observation.actors.set(actors)
    observation.target_groups.set(target_groups)
    record("observation_told", by=by, target=observation, organisation=organisation, good=observation.good)
    return observation


@transaction.atomic
def edit_observation(
    *, observation: Observation, by, actors: Iterable | None = None, target_groups: Iterable | None = None,
    confirmed: Collection[str] = (), **changes: Any,
) -> Observation:  # fmt: skip
    """Put right what was told. The trail tells which fields changed, not what they said."""
    project = changes.get("project", observation.project)
    text = changes.get("text", observation.text)
    refuse_persons("text", text, place=observation.organisation.brief, project=project, confirmed=confirmed)
    changed = apply(observation, _held(changes))
    if actors is not None:
        observation.actors.set(actors)
    if target_groups is not None:
        observation.target_groups.set(target_groups)
    record("observation_edited", by=by, target=observation, organisation=observation.organisation, changed=changed)
    return observation


@transaction.atomic
def withdraw_observation(*, observation: Observation, by) -> None:
    """Take back what one told. ValidationError once it stands in a pattern: then others build on it."""
    if observation.gathered.exists():
        raise ValidationError(
            _("Observationen ingår i ett mönster. Be den som håller ihop mönstret att ta bort den därifrån först.")
        )
    record("observation_withdrawn", by=by, target=observation, organisation=observation.organisation)
    observation.delete()


def _held(values: dict[str, Any]) -> dict[str, Any]:
    """The values, refused where a day lies ahead or a good example names a barrier."""
    if values.get("seen_on") and values["seen_on"] > timezone.localdate():
        raise ValidationError({"seen_on": _("Dagen har inte varit än. Skriv dagen då det hände.")})
    return values
