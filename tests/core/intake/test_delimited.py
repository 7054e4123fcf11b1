"""Delimited files: the separator, the encoding, the parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.intake import Unreadable, read
from samsyn.core.intake.delimited import separator_of


def rows_of(text: str, encoding: str = "utf-8"):
    return [list(row) for row in read("a.csv", text.encode(encoding)).tables[0].rows]


@pytest.mark.parametrize("separator", [";", "\t", "|", ","])
def test_the_separator_is_found(separator):
    lines = [["Projekt", "Antal", "Andel"], ["Ask", "12", "60%"], ["Björk", "8", "40%"]]
    assert rows_of("\n".join(separator.join(line) for line in lines)) == lines


def test_a_decimal_comma_is_no_separator():
    assert rows_of("Mått;Ask;Björk\nTimmar;19,2;6,7\nKostnad;1,5;2,5")[1] == ["Timmar", "19,2", "6,7"]


def test_decimal_commas_in_quotation_marks():
    assert rows_of('Mått,Ask,Björk\nTimmar,"19,2","6,7"')[1] == ["Timmar", "19,2", "6,7"]


def test_separators_and_line_ends_in_quotation_marks():
    assert rows_of('Namn;Ort\n"Ask; Al";"Öst\nVäst"\nBok;Nord')[1] == ["Ask; Al", "Öst Väst"]


def test_a_stray_quotation_mark_does_not_swallow_the_file():
    text = 'Namn;Antal\n"Ask;1\n' + "\n".join(f"Rad {at};{at}" for at in range(200))
    assert len(rows_of(text)) == 202


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings(encoding):
    assert rows_of("Mått;Län\nÅr;Örebro", encoding) == [["Mått", "Län"], ["År", "Örebro"]]


def test_excel_says_its_separator():
    assert rows_of("sep=,\na,b\n1;2,3") == [["a", "b"], ["1;2", "3"]]


def test_two_tables_with_titles_and_a_note():
    document = read(
        "a.csv",
        "Tabell 1. Deltagare;;\nProjekt;Antal;Andel\nAsk;12;60%\nBok;8;40%\nKälla: egna uppgifter;;\n;;\n"
        "Tabell 2. Kostnad;;\nProjekt;Kronor;\nAsk;100;\n".encode(),
    )
    assert [table.name for table in document.tables] == ["Tabell 1. Deltagare", "Tabell 2. Kostnad"]
    assert [table.shape for table in document.tables] == [(3, 3), (2, 2)]
    assert [paragraph.text for paragraph in document.paragraphs] == ["Källa: egna uppgifter"]


def test_a_blank_row_before_the_total_stays_in_the_table():
    assert len(rows_of("Projekt;Antal\nAsk;1\nBok;2\n;\nTotalt;3")) == 5


def test_rows_of_different_length_become_rectangular():
    assert rows_of("a;b;c\n1;2\n3;4;5") == [["a", "b", "c"], ["1", "2", ""], ["3", "4", "5"]]


def test_too_wide_says_how_wide():
    with pytest.raises(Unreadable, match="201 kolumner; högst") as refusal:
        read("a.csv", ("1;" * 200 + "1\n").encode() * 2)
    assert "dela upp" in refusal.value.remedy


words = st.text(st.characters(codec="utf-8", categories=["L"]), min_size=1, max_size=8)


@given(st.lists(st.lists(words, min_size=3, max_size=3), min_size=2, max_size=8), st.sampled_from(";\t|,"))
def test_words_come_back_whatever_the_separator(lines, separator):
    assert separator_of([separator.join(line) for line in lines]) == separator
