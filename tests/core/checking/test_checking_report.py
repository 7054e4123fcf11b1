"""The shape of what the checker answers."""

from __future__ import annotations

from samsyn.core.checking import check
from samsyn.core.tables import Document, Paragraph, Table
from tests.core.checking.drawing import report

WRONG = "| Grupp | Män | Kvinnor | Totalt |\n| a | 41 | 4 | 53 |\n| b | 10 | 4 | 14 |\n| Totalt | 51 | 16 | 67 |"


def test_a_finding_has_the_shape_of_the_interface() -> None:
    entry = report(WRONG).as_dict(file="prov.txt")
    assert set(entry) == {"file", "tables", "relations_verified", "findings"}
    finding = entry["findings"][0]
    assert set(finding) == {"kind", "severity", "where", "printed", "computed", "message", "suggestion"}
    assert {"table", "row", "column", "text", "cell"} <= set(finding["where"])
    assert finding["where"]["cell"] == [0, 1, 3]
    assert finding["suggestion"]["where"]["cell"] == [0, 1, 2]
    assert (finding["suggestion"]["printed"], finding["suggestion"]["value"]) == ("4", "12")


def test_a_message_says_where_what_and_what_to_do() -> None:
    message = report(WRONG).findings[0].message
    for words in ("Tabell 1", "raden a", "41 + 4 = 45", "vore 12", "Jämför med underlaget"):
        assert words in message


def test_an_empty_document_is_silent() -> None:
    found = check(Document("tom", ()))
    assert (found.tables, found.relations_verified, found.findings, found.contradicts) == (0, 0, (), False)


def test_odd_tables_do_no_harm() -> None:
    odd = [
        Table(()), Table(((),)), Table((("",),)), Table((("1",),)), Table((("a", "b"),)),
        Table((("1", "2"), ("3", "4"))),
        Table((("Totalt",), ("Totalt",), ("5",))), Table((("=", "1=1", "= 5"), ("", "", ""))),
        Table(((float("inf"), float("nan"), 10**30), ("x", 1, 2.5), ("Totalt", -1, 0))),
        Table((("9" * 400, "1" * 400), ("2", "3"), ("Totalt", "5"))),
    ]  # fmt: skip
    for table in odd:
        check(Document("", (table, Paragraph("9" * 2_000 + " % fler än " + "(" * 500))))


def test_contradicts_is_about_errors_and_warnings() -> None:
    assert report(WRONG).contradicts
    assert not report(
        "| Projekt | Summa kostnader | Deltagare | Kostnad per deltagare |\n| A | 1 699 kr | 100 | 16 kr |"
    ).contradicts
