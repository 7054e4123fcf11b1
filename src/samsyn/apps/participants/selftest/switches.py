"""Turning one lock off at a time, for trials only: what the other one then keeps out, it keeps out alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from unittest.mock import patch

from django.apps import apps
from django.db import connection
from django.test.utils import override_settings
from django_scopes import scopes_disabled

from samsyn.apps.participants import reading


@contextmanager
def without_row_locks() -> Iterator[None]:
    """PostgreSQL answers as the owner of the tables, whom row-level security does not bind. SQLite has none."""
    name = str(connection.settings_dict.get("NAME"))
    with override_settings(SAMSYN_DATABASE_ROLE=""), patch.object(reading, "_bound", {*reading._bound, name}):
        yield


@contextmanager
def without_scopes() -> Iterator[None]:
    """Django asks for everything: pages open the door, and no scope goes on."""
    with patch.object(reading, "scope", lambda **_: scopes_disabled()):
        yield


@contextmanager
def without_views_that_ask() -> Iterator[None]:
    """Every view forgets whom it may show: `visible_to` and `counted_for` answer everything they are asked on."""
    forgetful = []
    for model in apps.get_app_config("participants").get_models():
        queryset = type(getattr(model.objects, "with_scopes_disabled", lambda m=model: m.objects)().get_queryset())
        for kind in queryset.__mro__:
            for name in ("visible_to", "counted_for"):
                if name in vars(kind) and kind.__module__.startswith("samsyn.apps.participants"):
                    forgetful.append((kind, name))
    with_all = [patch.object(kind, name, lambda self, *_, **__: self.all()) for kind, name in set(forgetful)]
    for each in with_all:
        each.start()
    try:
        yield
    finally:
        for each in with_all:
            each.stop()


BOTH = "båda låsen"
FIRST = "bara det första låset"
SECOND = "bara det andra låset"


def locks(which: str):
    """The context in which only these locks are on."""
    return {BOTH: nullcontext, FIRST: without_row_locks, SECOND: without_scopes}[which]()
