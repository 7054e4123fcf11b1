"""The person's page is composed: each part of the station gives a section, shown when the ground opens its data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from samsyn.apps.participants.policy import FieldClass


@dataclass(frozen=True)
class Section:
    """context(user, person, grounded) answers the template's context, or None when there is nothing to show.

    needs: the field class that the ground must open for the section to be asked at all.
    """

    key: str
    label: Any
    order: int
    template: str
    context: Callable[..., dict[str, Any] | None]
    needs: FieldClass


_sections: dict[str, Section] = {}


def register_section(key: str, label: Any, order: int, template: str, context, needs: FieldClass) -> None:
    """Put a section on the person's page; lowest order first."""
    _sections[key] = Section(key, label, order, template, context, needs)


def sections_for(user, person, grounded) -> list[tuple[Section, dict[str, Any]]]:
    """Sections with something to say, of those whose data the ground opens."""
    shown = []
    for section in sorted(_sections.values(), key=lambda section: section.order):
        if section.needs in grounded.reads and (context := section.context(user, person, grounded)) is not None:
            shown.append((section, context))
    return shown
