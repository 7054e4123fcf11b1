"""PDF: columns from places on the page."""

from __future__ import annotations

import pytest

from samsyn.core.intake import Unreadable, read
from samsyn.core.intake.layout import blocks_of_pages
from samsyn.core.intake.placed import Word, joined, lines_of
from samsyn.core.tables import Table
from tests.hostile.packages import pdf

SIGN = 4.0  # width of a sign in these drawings; a line is 12 high


def drawn(text: str, top: float = 800.0):
    """Lines of a page from a drawing: each sign takes its place, a space in the drawing is a space on the page."""
    words = []
    for row, line in enumerate(text.strip("\n").split("\n")):
        at = 0
        for word in line.split(" "):
            if word:
                bottom = top - 14 * row
                words.append(Word(word, at * SIGN, (at + len(word)) * SIGN, bottom, bottom + 12))
            at += len(word) + 1
    return lines_of(words)


def tables_in(*pages: str) -> list[Table]:
    return [block for block in blocks_of_pages([drawn(page) for page in pages]) if isinstance(block, Table)]


def test_columns_from_empty_streaks():
    [table] = tables_in("""
               Plan   Utfall   Andel
Kvinnor       1 227    1 322    26 %
Män          12 048    2 033    80 %
Totalt       13 275    3 355   100 %
""")
    assert table.rows == (
        ("", "Plan", "Utfall", "Andel"),
        ("Kvinnor", "1 227", "1 322", "26 %"),
        ("Män", "12 048", "2 033", "80 %"),
        ("Totalt", "13 275", "3 355", "100 %"),
    )


def test_a_heading_over_two_columns_is_a_span():
    [table] = tables_in("""
              Kostnad per deltagare
              Plan           Utfall
Ask            773              229
Bok            034              922
""")
    assert table.rows[0] == ("", "Kostnad per deltagare", "")
    assert table.spans == (((0, 1), (1, 2)),)


def test_a_caption_names_it_and_text_around_is_text():
    blocks = blocks_of_pages(
        [
            drawn("""
Texten före tabellen är vanlig text som fortsätter över hela raden på sidan.

Tabell 7. Deltagare
Kvinnor        12         8
Män             3         4

Efter tabellen kommer mera text som inte hör till den.
""")
        ]
    )
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Table", "Paragraph"]
    assert blocks[1].name == "Tabell 7. Deltagare"
    assert blocks[1].page == 1


def test_a_table_over_two_pages_is_one_and_its_head_stands_once():
    [table] = tables_in(
        "Projekt      Antal     Andel\nAsk              3        4%",
        "Projekt      Antal     Andel\nBok              5        6%",
    )
    assert [row[0] for row in table.rows] == ["Projekt", "Ask", "Bok"]


def test_a_label_set_in_the_middle_of_a_taller_row():
    words = [Word("5 836 423", 100, 150, 30, 42), Word("ESF-stöd", 0, 60, 24, 36), Word("kr", 140, 150, 18, 30)]
    words += [Word("1 950 903", 100, 150, 2, 14), Word("Insats", 0, 60, -4, 8), Word("kr", 140, 150, -10, 2)]
    words = [Word(text, w.left, w.right, w.bottom, w.top) for w in words for text in [w.text.replace(" ", "\u00a0")]]
    words += [Word(w.text, w.left + 100, w.right + 100, w.bottom, w.top) for w in words if w.left >= 100]
    blocks = blocks_of_pages([lines_of(words)])
    assert [row[0] for row in blocks[0].rows] == ["ESF-stöd", "Insats"]


def test_lists_are_no_tables():
    assert (
        tables_in("""
•      Operativt arbete
•      Strategiskt arbete
•      Samverkan
""")
        == []
    )


def test_a_list_of_contents_is_no_table():
    assert (
        tables_in("""
Innehåll

Bakgrund ...................     2
Metod ......................     4
Resultat ...................     9
""")
        == []
    )


def test_a_raised_figure_is_a_footnote_mark():
    assert joined([Word("585", 0, 30, 0, 12), Word("5", 30, 34, 5, 13)]) == "585⁵"
    assert joined([Word("585", 0, 30, 0, 12), Word("5", 34, 40, 0, 12)]) == "585 5"


def test_a_real_file():
    document = read("a.pdf", pdf())
    assert document.tables[0].name == "Tabell 1. Deltagare"
    assert document.tables[0].rows[0] == ("Projekt", "Kvinnor", "Män", "Totalt")
    assert document.tables[0].rows[3] == ("Totalt", "42", "19", "61")
    assert document.paragraphs[-1].text == "Totalt deltog 61 personer i de två projekten."
    assert document.paragraphs[-1].page == 1


def test_pictures_of_pages_are_refused_with_the_remedy():
    with pytest.raises(Unreadable, match="saknar textlager") as refusal:
        read("a.pdf", pdf(b"0 0 m 9 9 l S"))
    assert refusal.value.remedy.startswith("OCR-läs den först")


def test_a_page_number_and_a_running_head_are_left_out():
    def page(number):
        head, foot = b"BT /F 9 Tf 60 800 Td (Slutrapport 2026) Tj ET", b"BT /F 9 Tf 300 30 Td (%d) Tj ET" % number
        return head + b" BT /F 11 Tf 60 500 Td (Text nummer %d om projektet.) Tj ET " % number + foot

    streams = {10 + at: b"<</Length %d>>stream\n%s\nendstream" % (len(page(at)), page(at)) for at in range(4)}
    leaves = {
        20 + at: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 5 0 R>>>>>>"
        % (10 + at)
        for at in range(4)
    }
    kids = b" ".join(b"%d 0 R" % number for number in leaves)
    document = read("a.pdf", pdf(objects={2: b"<</Type/Pages/Kids[%s]/Count 4>>" % kids, **streams, **leaves}))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        f"Text nummer {at} om projektet." for at in range(4)
    ]
    assert [paragraph.page for paragraph in document.paragraphs] == [1, 2, 3, 4]
