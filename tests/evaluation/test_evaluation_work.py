"""People at work: entering, correcting, choosing, checking, concluding and answering, through pages and actions."""

from __future__ import annotations

import datetime
from decimal import Decimal
from importlib import import_module

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.audit.models import Entry
from samsyn.apps.evaluation import actions
from samsyn.apps.evaluation.models import CheckedDraft, Claim, Finding, Publication, Recommendation, StoredFigure
from samsyn.apps.evaluation.queries import contradiction_view, project_figures, timeline
from samsyn.apps.portfolio.actions import set_budget

PASTED = "Kommun\tKvinnor\tMän\tTotalt\nAlmby\t10\t20\t30\nEkby\t5\t5\t11\nGranby\t7\t8\t15\nTotalt\t22\t33\t55\n"


def test_the_printed_table_shows_each_wrong_cell_with_what_the_rows_give(client, cluster, table1, people):
    view = contradiction_view(table1)
    total = {cell.column: cell for cell in view.rows[-1] if cell.differs}
    assert total[10].computed == 4018
    assert total[14].computed == 1375
    assert total[18].computed == 5393
    assert total[8].computed == 5495
    assert total[18].difference == 153
    assert all(cell.findings for cell in (total[10], total[14], total[18]))
    client.force_login(people.evaluator)
    page = client.get(table1.get_absolute_url()).content.decode()
    assert "5 240</del>" in page
    assert "5\u00a0393</ins>" in page
    assert "avsnitt 3.2.3" in page


def test_answers_survive_when_a_publication_is_checked_again(cluster, people):
    publication = Publication.objects.get()
    finding = publication.findings.filter(kind="sum", severity="error").first()
    before = publication.findings.count()
    actions.judge_finding(finding=finding, state="confirmed", comment="Tryckfel", by=people.evaluator)
    actions.check_publication(publication=publication, by=people.evaluator)
    assert publication.findings.count() == before
    assert Finding.objects.get(pk=finding.pk).state == "confirmed"
    assert publication.relations_verified > 50


def test_an_explanation_needs_words(cluster, people):
    with pytest.raises(ValidationError, match="förklaringen"):
        actions.judge_finding(finding=Finding.objects.first(), state="explained", by=people.evaluator)


def test_importing_again_adds_nothing(cluster, table1, people):
    assert actions.import_table(table=table1, by=people.evaluator) == []


def test_the_projects_own_budget_stands_before_what_is_read_from_print(cluster, boss, people):
    set_budget(project=boss, part="outcome", kind="support", amount=Decimal(6000000), by=people.lead)
    figure = project_figures(boss)["esf_support.outcome"]
    assert (figure.value, figure.printed) == (6000000, 5933851)
    assert figure.contradicted
    assert project_figures(boss)["total_cost.outcome"].value == 6000000 + 1805053


def test_a_correction_keeps_the_old_value_and_says_why(cluster, boss, people):
    old = StoredFigure.objects.get(project=boss, measure__code="women", part="outcome", counts=True)
    new = actions.correct_figure(figure=old, value=Decimal(416), note="Rättat av projektet", by=people.lead)
    old.refresh_from_db()
    assert old.replaced_by == new
    assert new.counts
    assert project_figures(boss)["participants.outcome"].value == 586
    assert Entry.objects.filter(verb="figure_corrected", target_key=str(new.pk)).exists()
    with pytest.raises(ValidationError, match="redan rättad"):
        actions.correct_figure(figure=old, value=Decimal(1), note="En gång till", by=people.lead)


def test_one_of_two_sources_is_chosen_with_a_reason(cluster, boss, people):
    printed = StoredFigure.objects.filter(project=boss, measure__code="women", part="outcome", counts=False).first()
    counted = StoredFigure.objects.get(project=boss, measure__code="women", part="outcome", counts=True)
    with pytest.raises(ValidationError, match="varför"):
        actions.choose_figure(figure=printed, reason=" ", by=people.lead)
    actions.choose_figure(figure=printed, reason="Bilagan är senare", by=people.lead)
    counted.refresh_from_db()
    assert not counted.counts
    assert StoredFigure.objects.get(pk=printed.pk).counts


def test_a_claim_with_a_slip_in_its_formula_is_not_lost(client, cluster, people):
    client.force_login(people.evaluator)
    address = reverse("claim-new", args=["cluster", cluster.pk])
    data = {"text": "Fler än planerat", "printed": "13 %", "formula": "participants.outcom / participants.plan - 1"}
    page = client.post(address, data).content.decode()
    assert "Menade du" in page
    assert "participants.outcome" in page
    assert "Fler än planerat" in page
    answer = client.post(address, {**data, "formula": "participants.outcome / participants.plan - 1"})
    assert answer.status_code == 302
    assert Claim.objects.filter(text="Fler än planerat", cluster=cluster).exists()


def test_a_typed_figure_is_read_as_it_is_printed(client, cluster, boss, people, measures):
    client.force_login(people.lead)
    address = reverse("figure-new", args=["project", boss.pk])
    data = {"measure": measures["training_events"].pk, "part": "outcome", "value": "1 234,5", "counts": "on"}
    assert client.post(address, {**data, "value": "många"}).status_code == 200
    assert client.post(address, data).status_code == 302
    figure = StoredFigure.objects.get(project=boss, measure__code="training_events")
    assert (figure.value, figure.as_printed, figure.origin) == (Decimal("1234.5"), "1 234,5", "entered")
    again = client.post(address, data).content.decode()
    assert "redan en siffra som räknas" in again


def test_a_table_is_pasted_checked_and_read_in(client, cluster, people):
    client.force_login(people.evaluator)
    publication = Publication.objects.get()
    address = reverse("table-new", args=[publication.pk])
    page = client.post(address, {"rows": "bara ord utan kolumner", "header_rows": 1}).content.decode()
    assert "Hittar inga kolumner" in page
    assert client.post(address, {"rows": PASTED, "header_rows": 1, "number": "Tabell 9"}).status_code == 302
    client.post(reverse("publication-check", args=[publication.pk]))
    assert publication.findings.filter(table__number="Tabell 9", row="Ekby").exists()


def test_only_the_addressee_answers_and_the_card_then_forgets(client, cluster, people):
    asked = Recommendation.objects.filter(addressee__memberships__user=people.funder).first()
    client.force_login(people.funder)
    assert asked.text[:30] in client.get(reverse("overview")).content.decode()
    address = reverse("recommendation-answer", args=[asked.pk])
    assert client.post(address, {"state": "accepted", "answer": ""}).status_code == 200
    assert (
        client.post(address, {"state": "accepted", "answer": "Vi skriver in det i nästa utlysning."}).status_code == 302
    )
    asked.refresh_from_db()
    assert (asked.state, asked.answered_on) == ("accepted", datetime.date.today())
    assert asked.text[:30] not in client.get(reverse("overview")).content.decode()


def test_an_uploaded_draft_is_checked_shown_and_removed(client, people):
    client.force_login(people.evaluator)
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = client.post(reverse("check"), {"draft": SimpleUploadedFile("utkast.csv", PASTED.encode())})
    assert answer.status_code == 302
    draft = CheckedDraft.objects.get()
    page = client.get(answer.url).content.decode()
    assert "Ekby" in page
    assert "fynd-1" in page
    assert "Det här prövades" in page
    client.force_login(people.lead)
    assert client.get(answer.url).status_code == 404
    assert client.post(reverse("draft-remove", args=[draft.pk])).status_code == 404
    client.force_login(people.evaluator)
    assert "har aldrig sparats" in client.get(reverse("draft-remove", args=[draft.pk])).content.decode()
    assert client.post(reverse("draft-remove", args=[draft.pk])).status_code == 302
    assert not CheckedDraft.objects.exists()


def test_a_draft_that_cannot_be_read_says_so_on_the_form(client, people):
    client.force_login(people.evaluator)
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = client.post(reverse("check"), {"draft": SimpleUploadedFile("bild.xlsx", b"inte en arbetsbok")})
    assert answer.status_code == 200
    assert "ds-error-summary" in answer.content.decode()
    assert not CheckedDraft.objects.exists()


def test_the_time_line_holds_phases_and_events(cluster, boss):
    spans = timeline(cluster)
    assert sum(span.kind == "phase" for span in spans) == 10
    assert next(span.name for span in spans if span.kind == "event") == "Asylsökande hösten 2015"
    assert {span.kind for span in timeline(boss)} == {"phase", "event"}


def test_search_finds_only_what_one_may_see(client, cluster, people):
    for who, finds in (("evaluator", True), ("foreign", False)):
        client.force_login(getattr(people, who))
        page = client.get(reverse("search"), {"q": "Sydsverige"}).content.decode()
        assert (cluster.get_absolute_url() in page) is finds


def test_a_check_is_told_in_english_to_who_has_chosen_it(client, people):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(people.evaluator)
    client.cookies["django_language"] = "en"
    refused = client.post(reverse("check"), {"draft": SimpleUploadedFile("bild.xlsx", b"inte en arbetsbok")})
    assert "The file is no real .xlsx file, or is damaged at the beginning." in refused.content.decode()
    assert "Filen" not in refused.content.decode()
    answer = client.post(reverse("check"), {"draft": SimpleUploadedFile("utkast.csv", PASTED.encode())})
    page = client.get(answer.url).content.decode()
    assert "Check against your sources" in page or "Compare with your sources and correct it." in page
    assert "där står" not in page
    assert "stämmer" not in page


def test_advice_from_before_takes_its_day_from_the_trail(project, places, people):
    """As the migration does: the day it was recorded, and none where the trail says nothing. Safe to run twice."""
    from django.apps import apps

    given = actions.recommend(project=project, text="Fråga dem det gäller", addressee=places.owner, by=people.evaluator)
    unknown = Recommendation.objects.create(project=project, text="Okänt", addressee=places.owner)
    Recommendation.objects.update(given_on=None)
    migration = import_module("samsyn.apps.evaluation.migrations.0003_recommendation_given_on")
    for _again in range(2):
        migration.from_the_trail(apps, None)
    given.refresh_from_db()
    unknown.refresh_from_db()
    assert (given.given_on, unknown.given_on) == (timezone.localdate(), None)
    assert (given.due_on - given.given_on).days == 56
    assert (unknown.due_on, unknown.due_by_default) == (None, False)


def test_the_page_and_the_card_say_that_the_day_is_the_default(client, project, places, people):
    row = actions.recommend(project=project, text="Fråga dem det gäller", addressee=places.owner, by=people.evaluator)
    client.force_login(people.evaluator)
    page = client.get(row.get_absolute_url()).content.decode()
    assert f"{row.due_on} (56 dagar efter att den gavs; ingen annan dag är satt)" in page
    client.force_login(people.manager)
    assert f"svar senast {row.due_on}" in client.get(reverse("overview")).content.decode()
