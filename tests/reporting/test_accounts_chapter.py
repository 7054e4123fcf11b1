"""Frozen accounts in a report: one chapter, the same numbers in every medium, and a snapshot that stays."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from docx import Document

from samsyn.apps.audit.models import Entry
from samsyn.apps.economics.actions import begin_account, change_values, freeze_account
from samsyn.apps.economics.actions.settlements import write_settlement
from samsyn.apps.economics.models import FrozenAccount
from samsyn.apps.economics.queries import shipped_case
from samsyn.apps.reporting.actions import choose_accounts, freeze_report, write_section
from samsyn.apps.reporting.annex import workbook
from samsyn.apps.reporting.composing import compose, section_titles
from samsyn.apps.reporting.content import sections_of, tables_of, to_json
from samsyn.apps.reporting.word import word_document
from tests.reporting import reading

WHO = "Vem som betalar och vem som vinner"


@pytest.fixture
def account(ground, people):
    return begin_account(
        title="Vägen in", contents=shipped_case("trelleborg_kedja").raw, begun_from="trelleborg_kedja",
        organisation=ground.projects[0].organisation, project=ground.projects[0], by=people.lead,
    )  # fmt: skip


@pytest.fixture
def frozen(account, people):
    return freeze_account(account=account, reason="Styrgruppen i mars", by=people.lead)


@pytest.fixture
def told(project_report, frozen, people):
    return choose_accounts(report=project_report, accounts=[frozen], by=people.lead)


def chapter(content) -> dict:
    return {section.code: section for _level, section in sections_of(content)}


def text_of(content) -> str:
    return "\n".join(
        block.plain for _level, section in sections_of(content) for block in section.blocks if block.kind == "text"
    ).replace("\xa0", " ")


def test_without_accounts_there_is_no_such_chapter(project_report):
    assert "samhallsekonomi" not in chapter(compose(project_report))
    assert "samhallsekonomi" not in section_titles(project_report)


def test_the_chapter_says_worth_who_pays_what_it_takes_and_where_it_comes_from(told, frozen):
    content = compose(told)
    codes = [section.code for _level, section in sections_of(content)]
    assert codes.index("samhallsekonomi") == codes.index("bedomning") - 2
    text = text_of(content)
    assert "Samhället väntas förlora 3,77 Mkr" in text
    assert "nio av tio beräkningar ger" in text
    assert "Insatsen bär sig för samhället om effekten" in text
    assert "Förlorar i genomsnitt: " in text
    assert "9 av 17 tal är antaganden" in text
    assert frozen.sha256 in text
    assert "fryst nr 1" in text
    assert "Styrgruppen i mars" in text


def test_the_table_holds_the_frozen_numbers_as_numbers(told, frozen):
    table = next(one for one in tables_of(compose(told)) if one.caption.startswith(WHO))
    for row, (_code, seen) in zip(table.rows, frozen.result["perspectives"].items(), strict=True):
        assert float(row.cells[2].value) == pytest.approx(seen["present_value"]["mean"] / 1e6)
        assert float(row.cells[1].value) == pytest.approx(-seen["cost"]["mean"] / 1e6)
        assert row.cells[2].kind == "number"


def test_tables_read_back_from_word_page_and_workbook_are_equal(told, people, client):
    content = compose(told)
    mine = [one for one in tables_of(content) if "Vägen in, fryst" in one.caption]
    assert len(mine) == 3  # who, assumptions, checklist
    expected = [reading.of_content(one) for one in mine]
    word = [one for one in reading.of_word(word_document(content)) if "Vägen in, fryst" in one.caption]
    client.force_login(people.lead)
    page = client.get(told.get_absolute_url()).content.decode()
    web = [one for one in reading.of_page(page) if "Vägen in, fryst" in one.caption]
    sheets = reading.of_workbook(workbook(content), mine)
    assert word == web == expected
    assert sheets == expected


def test_all_28_points_stand_numbered_in_the_annex(told):
    content = compose(told)
    found = [section for _level, section in sections_of(content) if section.code.startswith("cheers-")]
    rows = found[0].blocks[0].rows
    assert [row.cells[0].text for row in rows] == [str(n) for n in range(1, 29)]
    assert any(row.cells[2].text.startswith("Saknas.") for row in rows)
    appendix = next(one for one in content.sections if one.code == "bilaga")
    assert found[0] in appendix.sections


def test_a_snapshot_stays_whatever_happens_to_the_account(told, account, frozen, people, client):
    snapshot = freeze_report(report=told, by=people.lead, reason="Slut")
    kept = to_json(compose(told, status=None))["sections"]
    change_values(
        account=account, values={"chain.effect": {"value": 0.5, "source": "Ny mätning"}}, revision=1, by=people.lead
    )
    newer = freeze_account(account=account, reason="Ny", by=people.lead)
    assert to_json(compose(told))["sections"] == kept  # the report is tied to the copy, not to the account
    choose_accounts(report=told, accounts=[newer], by=people.lead)
    FrozenAccount.objects.filter(pk=frozen.pk).delete()
    snapshot.refresh_from_db()
    assert snapshot.intact
    client.force_login(people.reader)
    page = client.get(snapshot.get_absolute_url()).content.decode().replace("\xa0", " ")
    assert "förlora 3,77 Mkr" in page
    assert frozen.sha256 in page
    live = client.get(told.get_absolute_url()).content.decode().replace("\xa0", " ")
    assert "fryst nr 2" in live
    assert "förlora 3,77 Mkr" not in live


def test_a_changed_copy_says_so(told, frozen):
    frozen.result["draws"] = 1
    frozen.save()
    assert "har ändrats efter att den frystes" in text_of(compose(told))


def test_the_bokslut_is_told_where_there_is_one(project_report, ground, people):
    plain = begin_account(
        title="Bokslut", contents=shipped_case("trelleborg").raw, begun_from="trelleborg",
        organisation=ground.projects[0].organisation, project=ground.projects[0], by=people.lead,
    )  # fmt: skip
    frozen = freeze_account(account=plain, reason="Före", by=people.lead)
    facts = {"starters": 60, "completed": 50, "reached": 20, "followed": 40, "source": "Boken", "costs": {}}
    write_settlement(frozen=frozen, by=people.lead, **facts)
    choose_accounts(report=project_report, accounts=[frozen], by=people.lead)
    content = compose(project_report)
    points = [
        run.text
        for _level, section in sections_of(content)
        for block in section.blocks
        if block.kind == "list"
        for point in block.points
        for run in point
    ]
    assert any("Ingen effekt påvisad" in text for text in points)
    assert any(one.caption.startswith("Bokslut: ") for one in tables_of(content))


def test_the_chapter_can_be_written_in(told, people):
    write_section(report=told, code="samhallsekonomi", text="Kalkylen vilar på antaganden.", by=people.lead)
    assert chapter(compose(told))["samhallsekonomi"].blocks[0].plain == "Kalkylen vilar på antaganden."


def test_a_writer_refers_to_what_the_account_says_and_never_types_it(told, frozen, people, client):
    stem = f"kalkyl-{frozen.pk}"
    with pytest.raises(ValidationError, match="skrivet för hand"):
        write_section(report=told, code="samhallsekonomi", text="Värt -3,77 Mkr.", by=people.lead)
    text = f"Värt [[{stem}.society]] (från [[{stem}.society-low]]), till en kostnad av [[{stem}.society-cost|tal]]."
    write_section(report=told, code="samhallsekonomi", text=text, by=people.lead)
    content = compose(told)
    said = chapter(content)["samhallsekonomi"].blocks[0].plain.replace("\xa0", " ")
    low = frozen.result["perspectives"]["society"]["present_value"]["low"]
    assert said == f"Värt −3,77 Mkr (från −{abs(low) / 1e6:.2f} Mkr), till en kostnad av 5,28.".replace(".", ",", 1)
    assert content.figures[f"{stem}.society"].href == frozen.get_absolute_url()
    client.force_login(people.lead)
    assert frozen.get_absolute_url() in client.get(told.get_absolute_url()).content.decode()


def test_a_cluster_report_tells_of_its_projects_accounts(report, frozen, people):
    choose_accounts(report=report, accounts=[frozen], by=people.evaluator)
    assert "Samhället väntas förlora 3,77 Mkr" in text_of(compose(report))


def test_an_english_report_says_it_in_english(told):
    content = compose(told, language="en")
    assert "Society is expected to lose SEK" in text_of(content)
    assert any(
        row.cells[1].text == "Time horizon" for one in tables_of(content) for row in one.rows if len(row.cells) == 3
    )


def test_only_accounts_of_the_reports_efforts_may_be_chosen(project_report, people, places, ground):
    other = begin_account(
        title="Annans", contents=shipped_case("trelleborg").raw, begun_from="trelleborg",
        organisation=places.foreign, project=None, by=people.foreign,
    )  # fmt: skip
    copy = freeze_account(account=other, reason="x", by=people.foreign)
    with pytest.raises(ValidationError, match="rapportens insatser"):
        choose_accounts(report=project_report, accounts=[copy], by=people.lead)
    assert not project_report.accounts.exists()


def test_the_choice_is_made_on_a_page_and_leaves_a_trace(project_report, frozen, people, client):
    client.force_login(people.lead)
    address = reverse("report-accounts", args=[project_report.pk])
    assert address in client.get(project_report.get_absolute_url()).content.decode()
    assert "Vägen in, fryst nr 1" in client.get(address).content.decode()
    assert client.post(address, {"accounts": [frozen.pk]}).status_code == 302
    assert list(project_report.accounts.all()) == [frozen]
    entry = Entry.objects.get(verb="report_accounts_chosen")
    assert entry.details == {"before": [], "after": [frozen.sha256]}
    assert client.post(address, {"accounts": [999]}).status_code == 200
    assert client.post(address, {}).status_code == 302
    assert not project_report.accounts.exists()
    client.force_login(people.reader)
    assert client.get(address).status_code == 404


def test_the_word_file_opens_with_the_chapter_in_its_contents(told):
    document = Document(io.BytesIO(word_document(compose(told))))
    headings = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert "Samhällsekonomi" in headings
    assert "Vägen in, fryst nr 1" in headings
