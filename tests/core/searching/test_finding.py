"""What is found, in which order, and what is said about why."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.searching.asking import How
from samsyn.core.searching.blocks import SHELF, joined, packed, unpacked
from samsyn.core.searching.explaining import marked, snippet
from samsyn.core.searching.likeness import telling_question
from tests.core.searching.library import Library

TEXTS = {
    "Bidrag": "Fler hushåll har försörjningsstöd under vintern.",
    "Unga": "Ungdomsarbetslösheten sjunker när unga vuxna får praktik.",
    "Tolk": "Gruppsamtal med tolk tar längre tid.",
    "Styrning": "Styrgruppen saknar mandat att besluta.",
    "Bostad": "Bostadsbolaget hyr ut lägenheter åt familjer.",
}


@pytest.fixture(scope="module")
def library():
    return Library(TEXTS)


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("försörjningsstöd", "Bidrag"),
        ("försörjningsstödets", "Bidrag"),
        ("ekonomiskt bistånd", "Bidrag"),
        ("socialbidragen", "Bidrag"),
        ("arbetslöshet", "Unga"),
        ("arbetslöshet bland ungdomar", "Unga"),
        ("praktikplats", "Unga"),
        ("språkhinder", "Tolk"),
        ("samtal i grupp", "Tolk"),
        ("styrgruppens mandat", "Styrning"),
        ("styrgrppen", "Styrning"),
        ("hyresvärd", "Bostad"),
    ],
)
def test_it_is_found_first(library, asked, first):
    assert library.find(asked)[0] == first


@pytest.mark.parametrize("asked", ["kvantfysik", "", "?!", "och att som"])
def test_what_nobody_has_written_is_not_found(library, asked):
    assert library.find(asked) == []


def test_the_word_itself_comes_before_a_part_and_a_near_meaning():
    texts = TEXTS | {"a": "Socialbidrag till dem.", "b": "Försörjningsstöd till dem."}
    assert Library(texts).find("försörjningsstödet")[:3] == ["b", "Bidrag", "a"]
    texts = TEXTS | {"a": "Tolkstöd till dem.", "b": "Stöd till dem."}
    assert Library(texts).find("stöd")[0] == "b"


def test_a_title_weighs_more_and_all_words_more_than_one():
    titles = Library({"tolk": "om grupper", "grupper": "om tolk", "annat": "om inget"})
    assert titles.find("tolk") == ["tolk", "grupper"]
    assert Library(TEXTS | {"Mandat": "mandat mandat"}).find("styrgrupp med mandat")[0] == "Styrning"


@pytest.mark.parametrize(
    ("asked", "title", "found", "how"),
    [
        ("försörjningsstöd", "Bidrag", "försörjningsstöd", How.SAME),
        ("försörjningsstödet", "Bidrag", "försörjningsstöd", How.INFLECTED),
        ("stöd", "Bidrag", "försörjningsstöd", How.PART),
        ("socialbidrag", "Bidrag", "försörjningsstöd", How.NEAR),
        ("försörjningsstöf", "Bidrag", "försörjningsstöd", How.SPELLING),
        ("språkhinder", "Tolk", "tolk", How.NEAR),
        ("praktikplatser", "Unga", "praktik", How.PART),
    ],
)
def test_a_hit_says_how_it_answers(library, asked, title, found, how):
    explained = library.explain(asked, title)
    assert (found, how) in [(match.found, match.how) for match in explained.matches]
    (start, end), *_ = explained.places["text"]
    assert TEXTS[title][start:end].lower() == found


def test_a_phrase_is_named_once(library):
    assert [match.found for match in library.explain("ungdom", "Unga").matches].count("unga") == 0
    assert "unga vuxna" in [match.found for match in library.explain("uvas", "Unga").matches]


@pytest.mark.parametrize(
    ("asked", "first"),
    [("styrgruppskonferens", "Styrning"), ("tolkbeställningar", "Tolk"), ("lägenhetsbrist", "Bostad")],
)
def test_a_compound_that_nobody_has_written_is_found_by_the_half_that_somebody_has(library, asked, first):
    assert library.find(asked)[0] == first
    assert library.ask(asked).suggestion == ""


def test_a_misspelt_word_is_suggested_as_it_may_have_been_meant(library):
    assert library.ask("Vår styrgruppp, nu").suggestion == "Vår styrgrupp, nu"
    assert library.ask("styrgrupp").suggestion == ""


def test_the_telling_words_of_a_text_find_its_like(library):
    texts = {"title": "", "terms": "", "text": "Familjer i lägenheter hos ett bostadsbolag under vintern."}
    question = telling_question(texts, library.lexicon, library.known, len(TEXTS))
    words = [wanted.words[0] for wanted in question.wanted]
    assert set(words) == {"familjer", "lägenheter", "bostadsbolag", "vintern"}


def test_a_word_that_half_of_all_texts_hold_tells_nothing():
    texts = {str(number): "kommun " + ("lots" if number == 1 else "") for number in range(9)}
    library = Library(texts)
    question = telling_question({"text": "en kommun med lots"}, library.lexicon, library.known, 9)
    assert [wanted.words[0] for wanted in question.wanted] == ["lots"]


@given(st.dictionaries(st.integers(0, 3 * SHELF - 1), st.integers(1, 255), max_size=50))
def test_postings_survive_being_packed(weights):
    shelves = {number // SHELF for number in weights}
    rows = [(shelf, packed({n: w for n, w in weights.items() if n // SHELF == shelf})) for shelf in shelves]
    again = {number: weight for shelf, data in rows for number, weight in unpacked(data, shelf).items()}
    assert again == weights
    postings = joined(reversed(rows))
    assert postings.documents.tolist() == sorted(weights)
    np.testing.assert_allclose(postings.weights, [weights[number] / 255 for number in sorted(weights)], rtol=1e-6)


def test_marked_pieces_are_the_text():
    assert [(piece.text, piece.marked) for piece in marked("ett två tre", [(4, 7)])] == [
        ("ett ", False), ("två", True), (" tre", False),
    ]  # fmt: skip


@given(st.lists(st.sampled_from(["tolk", "samtal", "kommun"]), min_size=1, max_size=200), st.integers(20, 200))
def test_a_snippet_is_short_and_shows_something_marked(words, length):
    text = " ".join(words)
    places = []
    at = 0
    for word in words:
        if word == "tolk":
            places.append((at, at + 4))
        at += len(word) + 1
    pieces = snippet(text, places, length)
    assert sum(len(piece.text) for piece in pieces) <= length + 8
    assert any(piece.marked for piece in pieces) == bool(places)
    assert all(piece.text == "tolk" for piece in pieces if piece.marked)
