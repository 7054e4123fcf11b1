"""The cluster of the five projects, as published."""

from __future__ import annotations

import pytest

from tests.evaluation.facts import seed_cluster


@pytest.fixture
def cluster(people, places, measures):
    return seed_cluster(people, places)


@pytest.fixture
def boss(cluster):
    return cluster.projects.get(code="BOSS")


@pytest.fixture
def table1(cluster):
    from samsyn.apps.evaluation.models import PublishedTable

    return PublishedTable.objects.get(number="Tabell 1")
