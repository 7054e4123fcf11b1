"""The chapter on participants: delivered tables, the same on the page, in Word and in Excel, and nothing finer."""

from __future__ import annotations

import pytest

from samsyn.apps.evaluation.models import DeliveredRelease
from samsyn.apps.reporting.annex import workbook
from samsyn.apps.reporting.composing import compose
from samsyn.apps.reporting.content import from_json, tables_of, to_json
from tests.evaluation.delivered_given import hand_over
from tests.reporting.reading import of_page, of_word, of_workbook


@pytest.fixture
def delivered(ground, people):
    return hand_over(ground.projects[0], people.lead)


def chapter_of(report):
    return next(section for section in compose(report).sections if section.code == "levererat")


def test_a_project_without_deliveries_has_room_for_words_only(project_report):
    assert (chapter_of(project_report).blocks, chapter_of(project_report).sections) == ((), ())


def test_the_chapter_says_where_it_comes_from_and_how_it_is_protected(project_report, delivered):
    chapter = chapter_of(project_report)
    text = chapter.blocks[0].plain
    assert "Levererad av Ekby kommun, leverans 1, till och med 2026-06-30." in text
    assert "Tal under 5 är en klass" in text
    assert [section.title for section in chapter.sections] == [
        "Vilka som deltar", "Steg", "Läget före och efter", "Hur det slutade",
    ]  # fmt: skip


def test_page_word_and_excel_have_the_same_delivered_tables(client, people, project_report, delivered):
    client.force_login(people.evaluator)
    page = of_page(client.get(project_report.get_absolute_url()).content.decode())
    assert of_word(client.get(f"{project_report.get_absolute_url()}rapport.docx").content) == page
    content = compose(project_report)
    assert of_workbook(workbook(content), tables_of(content)) == page
    assert any("färre än 5" in str(table) for table in page)


def test_no_cell_of_the_chapter_is_finer_than_what_was_delivered(project_report, delivered):
    numbers = []
    for section in chapter_of(project_report).sections:
        for table in (block for block in section.blocks if block.kind == "table"):
            for row in table.rows:
                for cell in row.cells:
                    if cell.kind == "number":
                        numbers.append(int(cell.value))
                    elif cell.kind == "share":
                        numbers += [int(cell.numerator), int(cell.denominator)]
                        assert int(cell.denominator) >= 20
    assert len(numbers) > 50
    assert [number for number in numbers if number % 5 or number < 5] == []


def test_every_main_table_has_a_drawing(project_report, delivered):
    blocks = [block for section in chapter_of(project_report).sections for block in section.blocks]
    drawn = [block for block in blocks if block.kind == "chart"]
    assert [block.caption for block in drawn] == [
        "Personer efter kön", "Deltaganden efter kön", "Steg i sysselsättning",
        "Sysselsättning, tillfälle för tillfälle", "Hur insatsen slutade",
    ]  # fmt: skip


def test_a_frozen_report_keeps_its_chapter_when_a_later_delivery_comes(project_report, delivered, people, ground):
    kept = to_json(compose(project_report))
    hand_over(ground.projects[0], people.lead, number=2)
    assert DeliveredRelease.objects.count() == 2
    assert "leverans 1" in str(from_json(kept).sections)
    assert "leverans 2" in str(chapter_of(project_report))
