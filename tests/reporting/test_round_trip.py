"""Tables read back from Word, Excel and the page are the same, cell by cell."""

from __future__ import annotations

import json

import pytest

from samsyn.apps.reporting.annex import workbook
from samsyn.apps.reporting.composing import compose
from samsyn.apps.reporting.content import BadContent, from_json, tables_of, to_json
from samsyn.apps.reporting.word import word_document
from tests.reporting.reading import of_content, of_page, of_word, of_workbook
from tests.reporting.samples import FROZEN, sample


def test_word_and_excel_have_the_cells_of_the_content():
    content = sample(tables=3)
    expected = [of_content(table) for table in tables_of(content)]
    assert len(expected) == 9
    assert of_word(word_document(content)) == expected
    assert of_workbook(workbook(content), tables_of(content)) == expected


@pytest.mark.parametrize("which", ["report", "project_report"])
def test_the_page_word_and_excel_cannot_disagree(client, people, request, which):
    report = request.getfixturevalue(which)
    client.force_login(people.evaluator)
    page = of_page(client.get(report.get_absolute_url()).content.decode())
    assert len(page) >= 8
    assert of_word(client.get(f"{report.get_absolute_url()}rapport.docx").content) == page
    annex = client.get(f"{report.get_absolute_url()}rapport.xlsx").content
    assert of_workbook(annex, tables_of(compose(report))) == page


def test_content_survives_being_stored():
    content = sample(FROZEN, tables=2)
    stored = json.loads(json.dumps(to_json(content)))
    assert to_json(from_json(stored)) == to_json(content)
    assert word_document(from_json(stored)) == word_document(content)


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw.pop("sections"),
        lambda raw: raw.update(form=99),
        lambda raw: raw["sections"][0]["blocks"][0].update(kind="okänt"),
        lambda raw: raw["sections"][0]["blocks"][0].pop("runs"),
        lambda raw: raw.update(sections="text"),
    ],
)
def test_what_is_no_report_is_refused(damage):
    raw = to_json(sample())
    damage(raw)
    with pytest.raises(BadContent):
        from_json(raw)
