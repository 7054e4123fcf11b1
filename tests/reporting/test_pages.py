"""The pages: what they show, how many questions they ask the store, and that nothing entered is lost."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samsyn.apps.reporting.actions import freeze_report

MOST_QUERIES = 25


@pytest.fixture
def snapshot(report, people):
    return freeze_report(report=report, reason="Slutrapport", by=people.evaluator)


def test_the_live_report_shows_every_chapter(client, people, report):
    client.force_login(people.evaluator)
    page = client.get(report.get_absolute_url())
    text = page.content.decode()
    assert page.status_code == 200
    for words in ("Utkast, inte fryst", "Tabell 1.", "Diagram 1.", "Vad granskningen fann", "Frys rapporten nu"):
        assert words in text


def test_pages_ask_few_questions(client, people, report, snapshot, project_report, django_assert_max_num_queries):
    client.force_login(people.evaluator)
    addresses = [
        reverse("report-list"), reverse("report-new"), report.get_absolute_url(), snapshot.get_absolute_url(),
        reverse("report-section", args=[report.pk, "sammanfattning"]), reverse("report-freeze", args=[report.pk]),
        reverse("project-report", args=[project_report.project_id]), project_report.get_absolute_url(),
        reverse("cluster-report", args=[report.cluster_id]), reverse("report-docx", args=[report.pk]),
        reverse("report-xlsx", args=[report.pk]), reverse("snapshot-docx", args=[snapshot.pk]), reverse("overview"),
    ]  # fmt: skip
    for address in addresses:
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(address).status_code == 200, address
