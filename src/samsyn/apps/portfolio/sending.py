"""What else happens in the moment an application is sent. Stations above register it, so that nothing points upward."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from samsyn.apps.portfolio.models import Application


@dataclass(frozen=True)
class AtSending:
    """act(application, by) runs in the same transaction; what it refuses with ValidationError stops the sending.

    tell(application): sentences that say beforehand what it will do.
    """

    act: Callable[[Application, Any], None]
    tell: Callable[[Application], list[str]]


_registered: dict[str, AtSending] = {}


def register_at_sending(
    key: str, act: Callable[[Application, Any], None], tell: Callable[[Application], list[str]]
) -> None:
    """Let something happen when an application is sent. The same key again replaces it."""
    _registered[key] = AtSending(act, tell)


def take_effect(application: Application, by: Any) -> None:
    for each in _registered.values():
        each.act(application, by)


def told(application: Application) -> list[str]:
    return [text for each in _registered.values() for text in each.tell(application)]
