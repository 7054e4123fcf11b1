"""Who reads applications besides those who may see them anyway.

Governance registers those who score and choose, so that nothing points upward; a node without it has no other readers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from samsyn.apps.portfolio.models import Application

Reader = Callable[[Any], QuerySet[Application]]

_readers: dict[str, Reader] = {}


def register_reader(key: str, reader: Reader) -> None:
    """Let reader(user) answer applications that the user may read, and with them the account that was sent.

    The same key again replaces it.
    """
    _readers[key] = reader


def applications_read_by(user: Any) -> list[QuerySet[Application]]:
    """The applications whose accounts the user may read: those that they see, and those of each reader."""
    return [Application.objects.visible_to(user), *(reader(user) for reader in _readers.values())]
