"""The register of effects. A station above governance adds its own with `register_effect` when Django starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Need:
    """One thing that an effect must be told. kind: "row", "choice", "text", "date" or "amount".

    rows: for a row, those on which a user may do it. An answer from elsewhere is refused, also behind the form.
    """

    name: str
    label: Any
    kind: str = "text"
    rows: Callable[[Any], Any] | None = None
    choices: Sequence[tuple[str, Any]] = ()
    required: bool = True
    help: Any = ""


@dataclass(frozen=True)
class Effect:
    """What is done, in words; what it needs; and the action that does it and answers what changed, in a sentence.

    act: function of (values, text, why, by, on), where text and why are the decision's own words.
    source: the kind of agenda item whose source this effect is about, so that the form can begin with it.
    """

    key: str
    label: Any
    needs: tuple[Need, ...]
    act: Callable[..., str]
    source: str = ""

    def open_to(self, user: Any) -> bool:
        """Whether the user has anything to do it to."""
        return all(need.rows(user).exists() for need in self.needs if need.rows is not None)

    def take(self, values: Mapping[str, Any], **words: Any) -> str:
        """Do it. ValidationError, by need, for what is missing or not the user's to change."""
        for need in self.needs:
            given = values.get(need.name)
            if need.required and given in (None, ""):
                raise ValidationError({need.name: _("Behövs för att beslutet ska få verkan.")})
            if need.rows is not None and given is not None and not need.rows(words["by"]).filter(pk=given.pk).exists():
                raise ValidationError({need.name: _("Det kan du inte ändra. Välj en av dem i listan.")})
        return self.act({need.name: values.get(need.name) for need in self.needs}, **words)


_effects: dict[str, Effect] = {}


def register_effect(effect: Effect) -> None:
    """Let decisions have this effect. The same key again replaces it."""
    _effects[effect.key] = effect


def effects() -> list[Effect]:
    """Every effect, in the order they were registered."""
    return list(_effects.values())


def effect_of(key: str) -> Effect:
    """ValidationError for an effect that this node does not have."""
    if key not in _effects:
        raise ValidationError({"effect": _("Den verkan finns inte här. Välj en annan, eller ingen.")})
    return _effects[key]
