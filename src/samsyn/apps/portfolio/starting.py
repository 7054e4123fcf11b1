"""What else happens in the moment a project starts. Stations above register it, so that nothing points upward."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from samsyn.apps.portfolio.models import Application, Project


@dataclass(frozen=True)
class AtStart:
    """act(project, by) runs in the same transaction as the start.

    tell(application, by): sentences that say beforehand what it will do with what the application took along.
    """

    act: Callable[[Project, Any], None]
    tell: Callable[[Application, Any], list[str]]


_registered: dict[str, AtStart] = {}


def register_at_start(
    key: str, act: Callable[[Project, Any], None], tell: Callable[[Application, Any], list[str]]
) -> None:
    """Let something happen when a project starts. The same key again replaces it."""
    _registered[key] = AtStart(act, tell)


def take_effect(project: Project, by: Any) -> None:
    for each in _registered.values():
        each.act(project, by)


def told(application: Application, by: Any) -> list[str]:
    return [text for each in _registered.values() for text in each.tell(application, by)]
