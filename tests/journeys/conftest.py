"""The demonstration, filled in through actions, for journeys that follow one thing all the way."""

from __future__ import annotations

import pytest


def fill() -> None:
    """What `make demo` does to an empty database."""
    from samsyn.apps.catalogue.actions import load_shipped
    from samsyn.apps.organisations.actions import load_places
    from samsyn.apps.organisations.places import sweden
    from samsyn.config.seeding import fill_demo

    load_shipped()
    load_places(*sweden())
    fill_demo()


@pytest.fixture
def demo(db):
    """The demonstration in the test's own transaction."""
    fill()


@pytest.fixture
def shown_demo(transactional_db):
    """The demonstration where a server in another thread can see it."""
    fill()


@pytest.fixture
def colleague():
    from samsyn.apps.organisations.models import User

    return lambda name: User.objects.get(email=f"{name}@exempel.se")
