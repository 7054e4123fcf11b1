"""Sentences of the core in English: every one is recognised whatever it is filled in with, and none is without."""

from __future__ import annotations

import ast
import itertools
import time
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st
from tools import sentences as tool

from samsyn.core.valuation.bank_faults import Fault
from samsyn.web.sentences import in_tongue, phrase_in_tongue
from samsyn.web.sentences.catalogue import sentences
from samsyn.web.sentences.telling import english_of

# Values as they come: codes, labels of somebody's table, numbers as Swedish prints them, marks of quotation and code.
ODD = ("x7", "chain.effect", "1\u00a0234,5", "12,5%", "Åre (södra)", "”Mål”", "−3", "a_b", "{x}", "%(s)s", "<b>")


@pytest.fixture
def english():
    with translation.override("en"):
        yield


def test_every_sentence_is_recognised_and_keeps_its_values(english):
    for turn, one in itertools.product(range(len(ODD)), sentences()):
        values = {name: ODD[(turn + 3 * at) % len(ODD)] for at, name in enumerate(one.names)}
        told = phrase_in_tongue(one.sv.format(**values))
        assert told == english_of(one, values).text, one.sv
        assert all(value in told or "1,234.5" in told for value in values.values()), one.sv


def test_every_sentence_that_code_without_django_says_has_english():
    assert list(tool.faults()) == []


def test_a_sentence_without_english_a_dead_entry_and_a_lost_value_are_found(monkeypatch, tmp_path):
    module = tmp_path / "core" / "odd.py"
    module.parent.mkdir()
    module.write_text('def f(n):\n    "Det här är ingen mening."\n    raise ValueError(f"Det finns {n} för mycket.")\n')
    monkeypatch.setattr(tool, "SOURCES", tmp_path)
    entries = [("odd", {"sv": "Ingen säger {detta}.", "en": "Nobody says {that}."})]
    monkeypatch.setattr(tool, "catalogue", lambda: iter(entries))
    found = "\n".join(tool.faults())
    assert "core/odd: no English: Det finns {n} för mycket." in found
    assert "no source says: Ingen säger {detta}." in found
    assert "has ['that'], not ['detta']" in found
    assert "ingen mening" not in found


@pytest.mark.parametrize(
    ("swedish", "english_words"),
    [
        ("min.yaml, rad 3, values.x: 12 är ingen dag. Skriv datumet som 2027-06-30.",
         "min.yaml, row 3, values.x: 12 is no day. Write the date as 2027-06-30."),
        ("Tabell 1, raden Summa, kolumnen plan: där står 41, men summan av 12 värden är 45. Kontrollera vilket värde "
         "som är fel mot underlaget.",
         "Table 1, the row Summa, the column plan: it says 41, but the sum of 12 values is 45. Check against your "
         "sources which value is wrong."),
        ("Tabellen sträcker sig över 3\u00a0000\u00a0000 rader och 1 kolumner; högst 10\u00a0000 rader, 200 kolumner "
         "och 2\u00a0000\u00a0000 celler läses. Dela upp filen.",
         "The table stretches over 3,000,000 rows and 1 columns; at most 10,000 rows, 200 columns and 2,000,000 cells "
         "are read. Divide the file."),
        ("Texten säger 25\u00a0% högre, men 5 mot 4 är 20\u00a0% högre. 25\u00a0% följer i stället av 5 mot 4. Rätta "
         "procenttalet.",
         "The text says 25 % higher, but 5 against 4 is 20 % higher. 25 % follows instead from 5 against 4. Correct "
         "the percentage."),
        ("Uttrycket ”a+)” går inte att räkna ut. ”)” på plats 3 väntades inte där.",
         "The expression ”a+)” cannot be worked out. ”)” at place 3 was not expected there."),
        ("Rad 3 och 2 andra rader, först rad 4 har samma ”Mål och medel” och ”Börjar”.",
         "Row 3 and 2 other rows, the first of them row 4 have the same ”Mål och medel” and ”Börjar”."),
        ("Handläggning kan inte räknas om: källan säger inte vilket års priser det är i. Lägg in ett eget pris med år "
         "och källa.\nFilen är tom.",
         "Handläggning cannot be carried over: the source does not say in which year's prices it is. Add a price of "
         "your own with year and source.\nThe file is empty."),
    ],
)  # fmt: skip
def test_places_values_and_sentences_in_a_row_are_said(english, swedish, english_words):
    assert in_tongue(swedish) == english_words


def test_a_phrase_is_said_where_a_phrase_is_meant(english):
    population = "deltaganden i VIND med uppgift både före start och 6 månader efter avslut"
    assert phrase_in_tongue(population) == (
        "participations in VIND with an answer both before the start and 6 months after exit"
    )
    assert phrase_in_tongue("rad 3") == "row 3"
    assert in_tongue("rad 3") == "rad 3"


def test_swedish_readers_read_what_was_written():
    fault = str(Fault("priser.yaml", "x", "since", "12 är ingen dag.", "Skriv datumet som 2027-06-30."))
    assert in_tongue(fault) == fault


def test_what_nobody_knows_stays_as_it_is_and_html_stays_html(english):
    assert in_tongue("Alma skrev detta själv. Och detta.") == "Alma skrev detta själv. Och detta."
    safe = mark_safe("Filen är tom.")
    assert in_tongue(safe) is safe
    assert not hasattr(in_tongue("Filen är tom."), "__html__")


@given(st.text(max_size=400))
def test_any_text_is_answered(text):
    with translation.override("en"):
        assert isinstance(in_tongue(text), str)


@pytest.mark.parametrize(
    "piece", ["raden ", "a: ", "är. ", " är ", "x finns inte. ", "rad 3, ", "Uttrycket ”a” går inte att räkna ut. "]
)
def test_no_text_makes_it_slow_or_deep(english, piece):
    text = (piece * 3_000)[:2_000]
    begun = time.monotonic()
    phrase_in_tongue(text)
    assert time.monotonic() - begun < 5


def test_the_tool_reads_values_and_spaces_as_the_catalogue_writes_them():
    node = ast.parse('f"{a.b} av {NBSP}{{x}} {c[0]}"', mode="eval").body
    assert tool.without_names(tool._template(node)) == "{} av  {{x}} {}"
    assert Path(tool.__file__).is_file()
