"""The world behind the doors, built once for each file."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.http import HttpResponseNotFound

from tests.access import world


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The world, taken back when every door has been tried."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield world.build()
        transaction.set_rollback(True)


@pytest.fixture
def db(built, django_db_blocker):
    """In place of pytest-django's own: the world as each test finds it. Whatever the test changes is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield built
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch, caplog):
    """Who gets a document is tried here; what is in it is tried in tests/reporting.

    A shut door gets no line in the log, and the page that says so is drawn in tests/web.
    """
    caplog.set_level("CRITICAL", "django.request")
    monkeypatch.setattr("samsyn.apps.reporting.views.downloads.maker_of", lambda kind: lambda *content: b"drawn")
    monkeypatch.setattr("samsyn.apps.economics.presenters.file_of", lambda *content: b"drawn")
    monkeypatch.setattr("samsyn.config.urls.handler404", lambda request, exception: HttpResponseNotFound())
