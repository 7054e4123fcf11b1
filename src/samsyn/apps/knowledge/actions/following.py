"""The index follows what is saved: when a change is kept, the documents it concerns are read anew."""

from __future__ import annotations

import threading
from collections import defaultdict
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save

from samsyn.apps.knowledge.actions.indexing import refresh
from samsyn.web import registry

_waiting = threading.local()


def follow() -> None:
    """From now on. Called once, when Django starts."""
    for signal, receiver in ((post_save, _saved), (post_delete, _saved), (m2m_changed, _linked)):
        signal.connect(receiver, dispatch_uid=f"samsyn_search_{receiver.__name__}")


@lru_cache(maxsize=512)
def _followed(model: type) -> tuple[tuple[str, str], ...]:
    """Kinds of documents that rows of this model belong to, and the field that holds the document's key."""
    sources = registry.documents().values()
    return tuple((each.kind, each.follows[model]) for each in sources if model in each.follows)


def _saved(sender: type, instance: Any, **_more: Any) -> None:
    for kind, field in _followed(sender):
        _wait(kind, {getattr(instance, field)})


def _linked(sender: type, instance: Any, action: str, reverse: bool, model: type, pk_set: set | None, **_: Any) -> None:
    if not action.startswith("post_"):
        return
    if not reverse:
        _saved(type(instance), instance)
        return
    for kind, field in _followed(model):
        if field == "pk":
            _wait(kind, pk_set or set())


def _wait(kind: str, keys: set) -> None:
    """Keep in mind until the change is kept. After a change that was not kept, the keys are read once in vain."""
    if not hasattr(_waiting, "keys"):
        _waiting.keys = defaultdict(set)
    _waiting.keys[kind] |= {key for key in keys if key is not None}
    transaction.on_commit(_read_anew, robust=True)


def _read_anew() -> None:
    waiting, _waiting.keys = getattr(_waiting, "keys", {}), defaultdict(set)
    for kind, keys in waiting.items():
        if keys:
            refresh(kind, keys)
