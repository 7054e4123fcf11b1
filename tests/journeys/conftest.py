"""The demonstration, filled in through actions, for journeys that follow one thing all the way."""

from __future__ import annotations

import pytest
from django.db import transaction


def fill() -> None:
    """What `make demo` does to an empty database."""
    from samsyn.apps.catalogue.actions import load_shipped
    from samsyn.apps.organisations.actions import load_places
    from samsyn.apps.organisations.places import sweden
    from samsyn.config.seeding import fill_demo

    load_shipped()
    load_places(*sweden())
    fill_demo()


@pytest.fixture(scope="module")
def filled_once(django_db_setup, django_db_blocker):
    """The demonstration for a whole file of tests without a browser, taken back after the last of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        fill()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def read_demo(filled_once, db):
    """The demonstration as each test of the file finds it; whatever the test changes is taken back."""


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
