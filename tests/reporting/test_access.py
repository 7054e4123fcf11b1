"""The same people try every door."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samsyn.apps.reporting.actions import freeze_report
from samsyn.apps.reporting.models import Report, Snapshot
from samsyn.apps.reporting.urls import urlpatterns

WHO = ("lead", "evaluator", "partner", "funder", "reader", "foreign", "outsider")
SEES = dict.fromkeys(WHO, 200) | {"foreign": 404, "outsider": 404}
EDITS_CLUSTER = dict.fromkeys(WHO, 404) | {"evaluator": 200}
EDITS_PROJECT = dict.fromkeys(WHO, 404) | {"evaluator": 200, "lead": 200}
BEGINS = dict.fromkeys(WHO, 404) | {"evaluator": 200, "lead": 200, "foreign": 404}


@pytest.fixture
def addresses(report, project_report, people):
    """Every address of the station, with what each person should meet there."""
    mine = freeze_report(report=report, by=people.evaluator)
    own = freeze_report(report=project_report, by=people.lead)
    found = {reverse("report-list"): dict.fromkeys(WHO, 200), reverse("report-new"): BEGINS}
    for one, frozen, edits in ((report, mine, EDITS_CLUSTER), (project_report, own, EDITS_PROJECT)):
        found[one.get_absolute_url()] = SEES
        found[frozen.get_absolute_url()] = SEES
        found[reverse("report-section", args=[one.pk, "sammanfattning"])] = edits
        found[reverse("report-accounts", args=[one.pk])] = edits
        found[reverse("report-freeze", args=[one.pk])] = edits
        for kind in ("docx", "xlsx", "pdf"):
            found[reverse(f"report-{kind}", args=[one.pk])] = SEES
            found[reverse(f"snapshot-{kind}", args=[frozen.pk])] = SEES
    found[reverse("project-report", args=[project_report.project_id])] = SEES
    found[reverse("cluster-report", args=[report.cluster_id])] = SEES
    return found


def test_everybody_meets_what_the_policy_says(client, people, addresses, quick_copies):
    for who in WHO:
        client.force_login(getattr(people, who))
        for address, expected in addresses.items():
            assert client.get(address).status_code == expected[who], f"{who} {address}"


def test_nobody_signed_out_comes_in(client, addresses, quick_copies):
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert "konto" in answer["Location"]


def test_every_address_is_tried(addresses):
    from django.urls import resolve

    assert {resolve(address).url_name for address in addresses} == {pattern.name for pattern in urlpatterns}


@pytest.fixture
def quick_copies(monkeypatch):
    """Copies are tested elsewhere; here only the door matters."""
    from samsyn.apps.reporting.views import downloads

    monkeypatch.setattr(downloads, "maker_of", lambda kind: lambda *content: b"x")


@pytest.mark.parametrize("who", [who for who in WHO if who not in {"evaluator"}])
def test_only_the_evaluator_changes_the_cluster_report(client, people, report, who):
    client.force_login(getattr(people, who))
    before = report.sections.get(code="bakgrund").text
    address = reverse("report-section", args=[report.pk, "bakgrund"])
    assert client.post(address, {"text": "Ny."}).status_code == 404
    assert client.post(reverse("report-freeze", args=[report.pk]), {"reason": "x"}).status_code == 404
    assert report.sections.get(code="bakgrund").text == before
    assert not Snapshot.objects.exists()


def test_a_controller_writes_but_does_not_freeze(client, people, project_report):
    client.force_login(people.controller)
    address = reverse("report-section", args=[project_report.pk, "bakgrund"])
    assert client.post(address, {"text": "Ny text."}).status_code == 302
    assert client.post(reverse("report-freeze", args=[project_report.pk]), {"reason": "x"}).status_code == 404
    assert "Frys rapporten nu" not in client.get(project_report.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", ["partner", "foreign", "outsider", "reader"])
def test_nobody_begins_a_report_on_what_is_not_theirs(client, people, ground, who):
    client.force_login(getattr(people, who))
    data = {"subject": f"cluster-{ground.cluster.pk}", "title": "Min"}
    assert client.post(reverse("report-new"), data).status_code == 404
    assert not Report.objects.exists()


def test_a_lead_cannot_begin_a_report_on_the_cluster(client, people, ground):
    client.force_login(people.lead)
    answer = client.post(reverse("report-new"), {"subject": f"cluster-{ground.cluster.pk}", "title": "Min"})
    assert answer.status_code == 200
    assert not Report.objects.exists()


def test_lists_cards_and_search_show_only_what_may_be_seen(client, people, report):
    for who in WHO:
        client.force_login(getattr(people, who))
        seen = SEES[who] == 200
        for address in (reverse("report-list"), reverse("search") + "?q=slutrapport"):
            assert (report.title in client.get(address).content.decode()) == seen, (who, address)
