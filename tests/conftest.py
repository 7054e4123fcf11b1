"""People and places that every station's tests share. All of them are invented."""

from __future__ import annotations

import datetime
import gc
from dataclasses import dataclass

import hypothesis
import pytest

from tests.browser import browser, visit  # noqa: F401  one Chromium for each worker, shared by every folder

# Timings are no tests; tests/core has the same, since it runs without this file.
hypothesis.settings.register_profile("samsyn", deadline=None)
hypothesis.settings.load_profile("samsyn")

COUNTED = ("tried", "wrong", "through")


@dataclass
class People:
    """The colleagues who try every door.

    lead: process leader at the owner. controller, reader, manager, board, administrator: also at the owner.
    partner: process leader at a partner. funder: manager at the funder. evaluator: evaluator at the evaluator's.
    foreign: process leader at an organisation without a part. outsider: signed in, member nowhere.
    """

    lead: object
    controller: object
    reader: object
    manager: object
    board: object
    administrator: object
    partner: object
    funder: object
    evaluator: object
    foreign: object
    outsider: object


@dataclass
class Places:
    owner: object
    partner: object
    funder: object
    evaluator: object
    foreign: object


@pytest.fixture
def places(db) -> Places:
    from samsyn.apps.organisations.models import Kind, Organisation

    def make(name: str, kind: str, **more):
        return Organisation.objects.create(name=name, kind=kind, **more)

    return Places(
        owner=make("Ekby kommun", Kind.MUNICIPALITY, short_name="Ekby", scb_code="9901"),
        partner=make("Almby kommun", Kind.MUNICIPALITY, short_name="Almby", scb_code="9902"),
        funder=make("Påhittade fonden", Kind.STATE_AGENCY),
        evaluator=make("Påhittade utvärderarna", Kind.EVALUATOR),
        foreign=make("Granby kommun", Kind.MUNICIPALITY, short_name="Granby", scb_code="9903"),
    )


@pytest.fixture
def people(places) -> People:
    from samsyn.apps.organisations.models import Membership, User

    def make(name: str, place=None, role: str = ""):
        user = User.objects.create(email=f"{name}@exempel.se", name=name.capitalize())
        if place is not None:
            Membership.objects.create(user=user, organisation=place, role=role, starts=datetime.date(2020, 1, 1))
        return user

    return People(
        lead=make("lina", places.owner, "process_leader"),
        controller=make("cecilia", places.owner, "controller"),
        reader=make("rut", places.owner, "reader"),
        manager=make("maria", places.owner, "manager"),
        board=make("bo", places.owner, "board"),
        administrator=make("ada", places.owner, "administrator"),
        partner=make("pia", places.partner, "process_leader"),
        funder=make("finn", places.funder, "manager"),
        evaluator=make("ulla", places.evaluator, "evaluator"),
        foreign=make("frans", places.foreign, "process_leader"),
        outsider=make("olle"),
    )


@pytest.fixture
def project(people, places):
    """A project of the owner's, with a partner, a funder and an evaluator."""
    from samsyn.apps.portfolio.models import Project, ProjectParty

    project = Project.objects.create(
        code="VIND",
        name="Vägen in",
        organisation=places.owner,
        starts=datetime.date(2024, 1, 1),
        ends=datetime.date(2026, 12, 31),
    )
    for part in ("owner", "partner", "funder", "evaluator"):
        ProjectParty.objects.create(
            project=project, organisation=getattr(places, part), part=part, starts=datetime.date(2024, 1, 1)
        )
    return project


@pytest.fixture
def measures(db):
    """The shipped measures and terms, by code."""
    from samsyn.apps.catalogue.actions import load_shipped
    from samsyn.apps.catalogue.models import MeasureVersion

    load_shipped()
    return {measure.code: measure for measure in MeasureVersion.objects.current()}


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Rate limits and drawn charts live in the cache, a reader's language in the thread; each test starts without."""
    try:
        from django.core.cache import cache
        from django.utils import translation
    except ModuleNotFoundError:  # the core is tested where Django cannot be imported
        return
    cache.clear()
    translation.deactivate()


def pytest_collection_finish():
    """What is loaded stays, so the collector need not look at it again and again: a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_terminal_summary(terminalreporter):
    """What was tried and how much of it got through, for every promise that is counted.

    A test says `record_property("consents_tried", 1000)` and `record_property("consents_through", 0)`.
    """
    counts: dict[str, dict[str, int]] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            for key, value in getattr(report, "user_properties", ()):
                name, _, what = key.rpartition("_")
                if what in COUNTED and getattr(report, "when", "") == "call":
                    counts.setdefault(name, {}).setdefault(what, 0)
                    counts[name][what] += value
    for name, found in sorted(counts.items()):
        said = [f"{found[what]} {what}" for what in COUNTED if what in found]
        terminalreporter.write_line(f"{name.replace('_', ' ')}: {', '.join(said)}")


@pytest.fixture(scope="session", autouse=True)
def _no_guest_is_left(django_db_setup, django_db_blocker):
    """PostgreSQL drops no database that somebody is in; a browser's last request may still hold a connection."""
    yield
    from django.db import connection

    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            connection.close()
