"""Text and Markdown: paragraphs, headings, captions and tables."""

from __future__ import annotations

import pytest

from samsyn.core.intake import Unreadable, read
from samsyn.core.intake.captions import is_caption
from samsyn.core.tables import Paragraph, Table


def blocks_of(text: str, name: str = "a.txt"):
    return read(name, text.encode()).blocks


def rows_of(text: str, name: str = "a.txt"):
    [table] = read(name, text.encode()).tables
    return [list(row) for row in table.rows]


TABLE = "\tAsk\tBok\nKvinnor\t12\t8\nMän\t3\t\n"


def test_a_table_with_tabs_takes_its_caption():
    blocks = blocks_of(f"Tabell 4. Deltagare\n\n{TABLE}\nSlut på avsnittet.")
    assert blocks[0] == Table(
        (("", "Ask", "Bok"), ("Kvinnor", "12", "8"), ("Män", "3", "")), name="Tabell 4. Deltagare"
    )
    assert blocks[1] == Paragraph("Slut på avsnittet.")


def test_a_table_without_caption_takes_the_heading():
    blocks = blocks_of(f"2.1 Resultat\n\nSå här många deltog i projekten:\n\n{TABLE}")
    assert blocks[0] == Paragraph("2.1 Resultat", level=2)
    assert blocks[2].name == "2.1 Resultat"


def test_caption_and_note_in_the_same_group_as_the_table():
    blocks = blocks_of(f"Tabell 1: Deltagare\n{TABLE}*Not: preliminära uppgifter")
    assert [type(block).__name__ for block in blocks] == ["Table", "Paragraph"]
    assert blocks[0].name == "Tabell 1: Deltagare"
    assert blocks[1].text == "*Not: preliminära uppgifter"


def test_a_caption_without_table_stays_as_text():
    assert [block.text for block in blocks_of("Tabell 1. Utelämnad\n\nText som följer.")] == [
        "Tabell 1. Utelämnad",
        "Text som följer.",
    ]


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("Tabell 2. Planerat utfall", True),
        ("TABELL 3", True),
        ("Tabell 4b: Kostnader", True),
        ("Tabell A.1 Underlag", True),
        ("**Tabell 1.** Deltagare", True),
        ("Tabell 2 visar att kostnaden sjönk.", False),
        ("Tabellen nedan", False),
        ("Tablett 1", False),
    ],
)
def test_what_a_caption_is(text, caption):
    assert is_caption(text) is caption


def test_a_cell_that_wraps_is_one_cell():
    assert rows_of("Mått\tAsk\tBok\nArbetssökande /\nSFI\t3\t4\nAntal som gått\nvidare till arbete\t5\t6") == [
        ["Mått", "Ask", "Bok"],
        ["Arbetssökande / SFI", "3", "4"],
        ["Antal som gått vidare till arbete", "5", "6"],
    ]


def test_a_label_alone_in_the_table_is_a_row():
    assert rows_of("Mått\tAsk\nKvinnor\nPlan\t3\nMän\nPlan\t4")[1] == ["Kvinnor", ""]


def test_footnotes_in_the_middle_of_a_table():
    [table] = read("a.txt", "Nivå\tResultat\n1\tGott\n\n¹ Jämför 2017.\n\n2\tSvagt\n3\tInget\n".encode()).tables
    assert [row[0] for row in table.rows] == ["Nivå", "1", "2", "3"]


def test_a_list_of_contents_is_no_table():
    document = read("a.txt", "Innehåll\n\nBakgrund\t2\n1.1\tSyfte.....\t3\nMetod\t7\nBilaga\t12\n".encode())
    assert document.tables == ()
    assert [paragraph.text for paragraph in document.paragraphs[1:]] == ["Bakgrund", "1.1 Syfte", "Metod", "Bilaga"]


def test_a_table_of_rising_figures_is_no_list_of_contents():
    assert len(rows_of("Kvartal\tDeltagare\nEtt\t2\nTvå\t3\nTre\t7\nFyra\t12")) == 5


def test_wrapped_lines_become_a_paragraph():
    text = "Kostnaden per deltagare blev avsevärt lägre än plane-\nrat, eftersom fler kom till för- och\nefterarbetet."
    [paragraph] = blocks_of(text)
    assert paragraph.text == (
        "Kostnaden per deltagare blev avsevärt lägre än planerat, eftersom fler kom till för- och efterarbetet."
    )


def test_a_sentence_over_a_page_break_is_one_paragraph():
    long = "Diskussionen handlade om att skillnaderna mellan processerna var så stora att de i stort sett var"
    [paragraph] = blocks_of(f"{long}\n\ntvå separata processer.")
    assert paragraph.text.endswith("i stort sett var två separata processer.")


def test_bullets_and_short_lines_stay_apart():
    assert [block.text for block in blocks_of("- Operativt\n- Strategiskt\n• Samverkan\n1. Ett\n2. Två")] == [
        "- Operativt", "- Strategiskt", "• Samverkan", "1. Ett", "2. Två",
    ]  # fmt: skip


def test_form_feeds_number_the_pages():
    blocks = blocks_of(f"Första sidans text.\f{TABLE}\fTredje sidans text.")
    assert [block.page for block in blocks] == [1, 2, 3]
    assert all(block.page is None for block in blocks_of(TABLE))


def test_markup_goes_and_words_stay():
    text = "Namn\tText\n**Ask**\t<p>Stärkt <i>ställning</i></p> <ul><li>• 585 <br>deltagare*</li></ul>"
    assert rows_of(text)[1] == ["Ask", "Stärkt ställning • 585 deltagare*"]


def test_markdown():
    blocks = blocks_of(
        "# Rapport\n\n## Resultat\n| Mått | Antal \\| andel |\n|:--|--:|\n| Kvinnor | **12** |\n| Män | 8 |\n\nText",
        "a.md",
    )
    assert [(block.text, block.level) for block in blocks[:2]] == [("Rapport", 1), ("Resultat", 2)]
    assert blocks[2] == Table(
        (("Mått", "Antal | andel"), ("Kvinnor", "12"), ("Män", "8")), name="Resultat", header_rows=1
    )


def test_underlined_headings():
    assert blocks_of("Rapport\n=======\n\nDel\n---\n", "a.md") == (
        Paragraph("Rapport", level=1),
        Paragraph("Del", level=2),
    )


def test_control_signs_are_refused_with_the_line():
    with pytest.raises(Unreadable, match="Rad 3"):
        read("a.txt", b"a\n\nb\x00c")
