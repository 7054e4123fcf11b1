"""Every reading is in the log; a log that fails means no answer."""

from __future__ import annotations

import pytest

from samsyn.apps.audit.words import READINGS
from samsyn.apps.participants.selftest import reads, world
from samsyn.apps.participants.selftest.pages import PAGES, SHARED
from samsyn.apps.participants.urls import urlpatterns
from tests.sizes import mostly, size


@pytest.fixture
def built(db):
    return world.build(people=4)


def test_every_page_of_the_station_is_among_those_read():
    assert {pattern.name for pattern in urlpatterns} == PAGES.keys()
    assert {word for page in (*PAGES.values(), *SHARED.values()) for word in page.says} <= READINGS.keys()


def test_whoever_is_shown_is_in_the_log(built, record_property):
    found = reads.reads_are_logged(built, mostly("postgresql", size(500, 10_000)))
    record_property("readings_tried", found.tried)
    record_property("readings_through", found.through)
    assert not found.through, "\n".join(found.faults)


def test_a_failing_log_means_no_answer(built, record_property):
    found = reads.a_failing_log_means_no_answer(built, 100)
    record_property("failing_log_tried", found.tried)
    record_property("failing_log_through", found.through)
    assert not found.through, "\n".join(found.faults)
