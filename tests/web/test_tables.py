"""What a table on a page consists of."""

import pytest
from django.template.loader import render_to_string
from lxml import html

from samsyn.web.tables import Cell, Column, Row, Table
from samsyn.web.templatetags.samsyn import data_table

TABLE = Table(
    "Deltagare <per insats>",
    [Column("Insats"), {"label": "Utfall", "numeric": True}],
    [
        Row([Cell("Granviken", href="/insatser/1/"), "1 418"], anchor="rad-1"),
        {"cells": ["Solberga", {"text": "2 600", "class": "contradiction", "title": "Raderna ger 2 500"}]},
        ["Norra", None],
    ],
    ["Totalt", "4 018"],
    note="Källa: påhittad",
)


@pytest.fixture
def drawn():
    return html.fromstring(data_table(TABLE))


def test_the_region_can_be_scrolled_by_keyboard_and_is_named(drawn):
    region = drawn.xpath("//div[@role='region']")[0]
    assert region.get("tabindex") == "0"
    assert region.get("aria-label") == drawn.findtext(".//caption")


def test_first_cells_are_headings_and_numbers_are_marked(drawn):
    assert [cell.text_content() for cell in drawn.xpath("//tbody//th[@scope='row']")] == [
        "Granviken",
        "Solberga",
        "Norra",
    ]
    assert [cell.text for cell in drawn.xpath("//tbody//td[contains(@class, 'numeric')]")] == ["1 418", "2 600", "–"]
    assert [cell.text for cell in drawn.xpath("//tfoot//*[self::th or self::td]")] == ["Totalt", "4 018"]


def test_links_marks_and_anchors_are_kept(drawn):
    assert drawn.xpath("//tbody//th/a/@href") == ["/insatser/1/"]
    assert drawn.xpath("//tr[@id='rad-1']")
    marked = drawn.xpath("//td[contains(@class, 'contradiction')]")[0]
    assert marked.get("title") == "Raderna ger 2 500"


def test_what_people_wrote_is_never_markup():
    table = Table("<b>x</b>", ["<i>y</i>"], [["<script>alert(1)</script>"]], note="<img src=x>")
    drawn = data_table(table)
    assert not {"<b>", "<i>", "<script>", "<img"} & {tag for tag in ("<b>", "<i>", "<script>", "<img") if tag in drawn}


def test_an_empty_table_says_so():
    drawn = render_to_string("web/components/_table.html", {"caption": "Tom", "columns": ["A", "B"], "rows": []})
    assert "Inga rader ännu." in drawn
    assert 'colspan="2"' in drawn


def test_a_sorted_column_says_in_which_direction():
    drawn = data_table(Table("T", [Column("Namn", sort="?sort=-name", sorted="ascending")], [["Ö"]]))
    assert 'aria-sort="ascending"' in drawn
    assert 'href="?sort=-name"' in drawn


@pytest.mark.parametrize(("rows", "tall"), [(15, False), (16, True)])
def test_a_long_table_keeps_its_headings_in_sight(rows, tall):
    drawn = data_table(Table("T", ["Namn"], [[str(index)] for index in range(rows)]))
    assert ("table-region--tall" in drawn) is tall


def test_a_tag_is_the_same_in_a_table_and_on_its_own():
    alone = render_to_string("web/components/_tag.html", {"kind": "done", "text": "A & B"}).strip()
    assert html.fromstring(alone).text_content() == "✓A & B"
    assert alone in data_table(Table("T", ["Namn", "Läge"], [["Granviken", Cell("A & B", tag="done")]]))


def test_a_list_that_stacks_on_a_phone_names_the_column_in_each_cell():
    table = Table(
        "T", ["Namn", "Läge", Column("Antal <nu>", numeric=True)], [["Granviken", "klar", "7"]], ["Alla", "", "7"]
    )
    stacks = html.fromstring(data_table(table, stacks=True))
    assert stacks.xpath("//tbody//td/@data-label") == ["Läge", "Antal <nu>"]
    assert stacks.xpath("//tfoot//td/@data-label") == ["Läge", "Antal <nu>"]
    assert not stacks.xpath("//th/@data-label"), "the first cell is the heading of its row and needs no label"
    assert not html.fromstring(data_table(table)).xpath("//@data-label")


def test_a_dash_can_be_left_out_where_a_row_is_a_list_of_facts():
    table = Table("T", ["Namn", "Läge", "Källa", "Kostnad"], [["–", "–", Cell("–", note="utan svar"), None]])
    stacks = html.fromstring(data_table(table, stacks=True))
    assert stacks.xpath("//*[contains(@class, 'nothing')]/@data-label") == ["Läge", "Kostnad"]
    assert "nothing" not in data_table(table)
