"""The Word report: what it holds, and that nothing in it is reckoned anew."""

from __future__ import annotations

import io

import docx
import pytest

from samsyn.valuing.blocks import Heading, Table
from samsyn.valuing.cheers import items
from samsyn.valuing.content import content_of
from samsyn.valuing.report import report
from samsyn.valuing.tables import ASSUMED
from samsyn.valuing.tongue import Tongue
from tests.valuing.conftest import CODES, answer, run_of

SV, EN = Tongue(), Tongue(english=True)


def opened(code, tongue=SV):
    return docx.Document(io.BytesIO(report(run_of(code).scenario, answer(code), tongue)))


def cells(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_parts_come_in_order():
    document = opened("trelleborg_kedja")
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings[0] == "Sammanfattning"
    assert headings[-2:] == ["Källor", "Bilaga: CHEERS 2022"]
    listed = [each.text for each in document.paragraphs if each.style.name == "toc 1"]
    assert listed == headings


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("tongue", [SV, EN])
def test_every_account_becomes_a_report(code, tongue):
    document = opened(code, tongue)
    text = "\n".join(each.text for each in document.paragraphs)
    assert "{{" not in text
    assert SV.name(answer(code)["name"]) in text or tongue.english
    assert len(document.tables) >= 5
    for table in document.tables:
        assert all(len(row.cells) == len(table.columns) for row in table.rows)


def test_assumptions_are_marked_where_they_stand():
    numbers = cells(opened("trelleborg_kedja").tables[-2])
    marked = {row[0].removesuffix(f" {ASSUMED}") for row in numbers if row[0].endswith(ASSUMED)}
    assert marked == {one["name"]["sv"] for one in answer("trelleborg_kedja")["assumptions"]}
    blocks = content_of(run_of("trelleborg_kedja").scenario, answer("trelleborg_kedja"), SV)
    chain = next(block for block in blocks if isinstance(block, Table) and block.caption == "Kedjan")
    assert [row[0] for row in chain.rows if row[0].startswith("Hade hänt ändå")] == [f"Hade hänt ändå {ASSUMED}"]
    assert ASSUMED in chain.note


@pytest.mark.parametrize("code", CODES)
def test_all_28_items_are_answered_or_say_what_is_missing(code):
    found = items(run_of(code).scenario, answer(code), SV)
    assert [item.number for item in found] == list(range(1, 29))
    assert all(item.answer.strip() for item in found)
    missing = [item for item in found if item.missing]
    assert all(item.answer.startswith("Saknas. ") for item in missing)
    assert 4 <= len(missing) <= 8
    assert len({item.asks for item in found}) == 28


def test_the_table_of_actors_has_the_numbers_of_the_answer():
    code = "stegforflyttning"
    rows = cells(opened(code).tables[0])
    society = answer(code)["perspectives"]["society"]
    assert rows[1][0] == "Samhället"
    assert rows[1][3] == SV.millions(society["present_value"]["mean"], 2)
    assert [row[0] for row in rows if row[0].startswith("– ")]


def test_english_is_english():
    blocks = content_of(run_of("trelleborg").scenario, answer("trelleborg"), EN)
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    assert headings[0] == "Summary"
    assert opened("trelleborg", EN).core_properties.language == "en-GB"
