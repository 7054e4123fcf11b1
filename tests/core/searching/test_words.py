"""Inflected forms meet in one stem, and words that only look alike do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.searching.compounds import Lexicon
from samsyn.core.searching.language import BadWords, language_from
from samsyn.core.searching.spelling import near_spellings
from samsyn.core.searching.words import tokens
from samsyn.parameters.words import shipped_language

LANGUAGE = shipped_language()


@pytest.mark.parametrize(
    "forms",
    [
        "skola skolan skolor skolans skolorna",
        "kvinna kvinnan kvinnor kvinnorna",
        "man mannen män männen",
        "regel regeln regler reglerna",
        "förälder föräldern föräldrar föräldrarna",
        "vuxen vuxna",
        "bostad bostaden bostäder bostäderna",
        "tjänsteman tjänstemän tjänstemännen",
        "bistånd biståndet",
        "hinder hindret hindren",
        "strategi strategin strategier",
        "närvaro närvaron",
        "projekt projektet projekten projektens",
        "mandat mandatet mandaten",
        "insats insatsen insatser insatserna",
        "gruppinsats gruppinsatser",
        "utbilda utbildade utbildning utbildningar",
        "implementera implementering implementerats",
        "samverka samverkar samverkan",
        "sjukskriven sjukskrivna sjukskrivning",
        "arbetslös arbetslösa arbetslöshet",
        "handlingsplan handlingsplanen handlingsplaner",
        "deltar deltog deltagare deltagarna",
        "dator datorn datorer",
    ],
)
def test_forms_of_a_word_share_a_stem(forms):
    assert len({LANGUAGE.stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("pair", ["tid tidning", "ord ordning", "för förening", "led ledning"])
def test_words_that_only_look_alike_do_not(pair):
    one, other = pair.split()
    assert LANGUAGE.stem(one) != LANGUAGE.stem(other)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("försörjningsstödet", "försörjning stöd"),
        ("ungdomsarbetslöshet", "ungdom arbetslös"),
        ("gruppsamtal", "grupp samtal"),
        ("skolmisslyckanden", "skola misslyckande"),
        ("kvinnojouren", "kvinna jour"),
        ("styrgruppsmöte", "styrgrupp möte"),
        ("arbetsmarknadsenhet", "arbetsmarknad enhet"),
        ("samtal", ""),
        ("insatser", ""),
        ("handläggare", ""),
        ("ordning", ""),
    ],
)
def test_a_compound_is_taken_apart_where_its_parts_are_known(word, parts):
    lexicon = Lexicon(LANGUAGE, learnt=[LANGUAGE.stem("jour")])
    assert lexicon.parts(word) == tuple(LANGUAGE.stem(part) for part in parts.split())


def test_a_word_of_the_texts_is_learnt_as_a_part():
    assert Lexicon(LANGUAGE).parts("kattgrupper") == ()
    assert Lexicon(LANGUAGE, learnt=["katt"]).parts("kattgrupper") == ("katt", LANGUAGE.stem("grupp"))


def test_tokens_know_their_place():
    text = "HVB-hemmet: 18-årsgräns!"
    assert [text[token.start : token.end] for token in tokens(text)] == ["HVB", "hemmet", "18", "årsgräns"]


@given(st.text(max_size=200))
def test_any_text_has_words_with_a_stem(text):
    for token in tokens(text):
        assert LANGUAGE.stem(token.word)
        Lexicon(LANGUAGE).parts(token.word)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäö", min_size=5, max_size=12), st.data())
def test_one_slip_is_reached_from_either_side(word, data):
    wrong = data.draw(st.sampled_from(sorted(near_spellings(word))))
    assert len(wrong) < 4 or word in near_spellings(wrong)


@pytest.mark.parametrize(
    ("near", "named"),
    [
        ([{"code": "a", "words": ["en", "två"]}], "a saknar source"),
        ([{"code": "a", "words": ["en"], "source": "vår"}], "a behöver minst två ord"),
        ([{"code": "a", "words": ["en", "två"], "source": "vår"}] * 2, "a står två gånger"),
        ([{"code": "a", "words": ["en", "!"], "source": "vår"}], "”!”"),
    ],
)
def test_a_list_that_does_not_hold_is_named(near, named):
    words = {"silent": "och", "irregular": {"män": "man"}, "last_part": {"män": "man"}, "no_part": "ande"}
    with pytest.raises(BadWords, match=named):
        language_from({**words, "whole": "samtal", "parts": "grupp"}, near)
    with pytest.raises(BadWords, match="parts saknas"):
        language_from({**words, "whole": "samtal", "parts": ""}, [])
