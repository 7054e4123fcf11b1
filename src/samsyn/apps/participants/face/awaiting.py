"""What awaits the reader, first on the station's own start page and on Översikt: each part gives its cards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from samsyn.apps.participants.policy import works_with_people
from samsyn.apps.participants.reading import people

Context = Callable[[Any], dict[str, Any] | None]


@dataclass(frozen=True)
class Awaiting:
    """context(user) answers the template's context, or None when nothing awaits. Called behind the door."""

    order: int
    template: str
    context: Context
    on_overview: bool


_awaiting: dict[str, Awaiting] = {}


def register_awaiting(order: int, template: str, context: Context, on_overview: bool = False) -> None:
    """Put a card on the station's start page; lowest order first.

    on_overview: on Översikt too, where all such cards share one door, which costs less than one each.
    """
    _awaiting[template] = Awaiting(order, template, context, on_overview)


def awaiting_for(user, on_overview: bool = False) -> list[tuple[str, dict[str, Any]]]:
    """Template and context of each card that has something to say, behind the door that is open."""
    cards = sorted(_awaiting.values(), key=lambda card: card.order)
    said = [(card.template, card.context(user)) for card in cards if card.on_overview or not on_overview]
    return [(template, context) for template, context in said if context is not None]


def behind_the_door(context: Context) -> Callable[[HttpRequest], dict[str, Any] | None]:
    """A card of its own on Översikt, which stands outside the station: asked only for those who work here."""

    def card(request: HttpRequest) -> dict[str, Any] | None:
        if not works_with_people(request.user):
            return None
        with people(request.user):
            return context(request.user)

    return card


def overview_cards(user) -> dict[str, Any] | None:
    """Every card that wants to be on Översikt, for `behind_the_door`."""
    awaiting = awaiting_for(user, on_overview=True)
    return {"awaiting": awaiting} if awaiting else None
