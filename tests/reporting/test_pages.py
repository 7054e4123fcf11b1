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


def test_a_typed_number_is_a_form_error_and_the_text_stays(client, people, report):
    client.force_login(people.evaluator)
    address = reverse("report-section", args=[report.pk, "bakgrund"])
    text = "Det kom 3 918 personer.\r\nOch [[participant.outcome]]."
    page = client.post(address, {"text": text}).content.decode().replace("\u00a0", " ")
    assert "Det kom 3 918 personer." in page
    assert "Rad 1, tecken 9: 3 918 är skrivet för hand" in page
    assert "menar du [[participants.outcome]] (4 042)" in page
    assert "Rad 2, tecken 5" in page
    assert "3 918" not in report.sections.get(code="bakgrund").text


def test_a_preview_writes_out_the_numbers_and_saves_nothing(client, people, report):
    client.force_login(people.evaluator)
    before = report.sections.get(code="bakgrund").text
    address = reverse("report-section", args=[report.pk, "bakgrund"])
    page = client.post(address, {"text": "Det kom [[participants.outcome|enhet]].", "preview": "1"}).content.decode()
    assert "Det kom 4\u00a0042\u00a0personer." in page
    assert "Det kom [[participants.outcome|enhet]]." in page
    assert report.sections.get(code="bakgrund").text == before


def test_the_writer_sees_the_figures_beside_the_text(client, people, report):
    client.force_login(people.evaluator)
    page = client.get(reverse("report-section", args=[report.pk, "resultat"])).content.decode()
    assert "[[VIND.participants.outcome]]" in page
    assert "585" in page


def test_saving_leads_back_to_the_section(client, people, report):
    client.force_login(people.evaluator)
    address = reverse("report-section", args=[report.pk, "tidslinje"])
    answer = client.post(address, {"text": "Lagen kom mitt i."})
    assert answer["Location"] == f"{report.get_absolute_url()}#tidslinje"
    page = client.get(report.get_absolute_url()).content.decode()
    assert "Lagen kom mitt i." in page
    assert 'id="tidslinje"' in page


def test_beginning_and_freezing_through_the_pages(client, people, ground):
    client.force_login(people.evaluator)
    form = client.get(reverse("report-new") + f"?om=cluster-{ground.cluster.pk}").content.decode()
    assert f'value="cluster-{ground.cluster.pk}" selected' in form
    begun = client.post(reverse("report-new"), {"subject": f"cluster-{ground.cluster.pk}", "title": "Ny"}, follow=True)
    assert "4\u00a0042" in begun.content.decode()
    report = ground.cluster.reports.get()
    without_reason = client.post(reverse("report-freeze", args=[report.pk]), {"reason": ""})
    assert without_reason.status_code == 200
    frozen = client.post(reverse("report-freeze", args=[report.pk]), {"reason": "Slut"}, follow=True)
    assert "Fryst rapport nr 1" in frozen.content.decode()


def test_a_broken_form_keeps_what_was_entered(client, people, ground):
    client.force_login(people.evaluator)
    page = client.post(reverse("report-new"), {"subject": "", "title": "Min titel", "author": "Vi"}).content.decode()
    assert 'value="Min titel"' in page
    assert 'value="Vi"' in page


def test_the_card_tells_of_frozen_reports(client, people, snapshot, report):
    client.force_login(people.partner)
    page = client.get(reverse("overview")).content.decode()
    assert report.title in page
    client.force_login(people.outsider)
    assert "Alla rapporter" not in client.get(reverse("overview")).content.decode()


def test_written_html_is_text(client, people, report):
    client.force_login(people.evaluator)
    address = reverse("report-section", args=[report.pk, "bakgrund"])
    client.post(address, {"text": "<script>alert('x')</script>"})
    page = client.get(report.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_copies_have_a_name_and_a_type(client, people, report):
    client.force_login(people.evaluator)
    answer = client.get(reverse("report-docx", args=[report.pk]))
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert answer["Content-Disposition"].startswith('attachment; filename="tre-vagar-in-slutrapport-utkast-20')
