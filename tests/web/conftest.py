"""The browser, a person who may sign in, and a registry that forgets what a test put in it."""

from __future__ import annotations

import pytest
from django.utils import translation

from samsyn.web import registry


@pytest.fixture(autouse=True)
def in_swedish():
    with translation.override("sv"):
        yield


@pytest.fixture
def reader(db):
    """Somebody who is signed in and no more."""
    from samsyn.apps.organisations.models import User

    return User.objects.create(email="rut@exempel.se", name="Rut")


@pytest.fixture
def empty_registry(monkeypatch):
    """Nothing registered; what the test registers is forgotten afterwards."""
    for name in ("_stations", "_cards", "_tabs", "_sources", "_documents"):
        monkeypatch.setattr(registry, name, {})
    monkeypatch.setattr(registry, "_searcher", [])
    return registry
