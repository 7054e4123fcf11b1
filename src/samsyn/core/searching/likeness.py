"""What is like a text: the words that tell most about it, asked for all at once."""

from __future__ import annotations

from collections.abc import Mapping

from samsyn.core.searching.analysis import analyse
from samsyn.core.searching.asking import How, Known, Question, Wanted, Way
from samsyn.core.searching.compounds import Lexicon
from samsyn.core.searching.language import NEAR
from samsyn.core.searching.ranking import FIELDS, K1, WEIGHT, rarity

TELLING = 24  # words of a text that are asked for
NEARLY = 0.4
TOO_COMMON = 0.25  # a word in more than this share of all texts tells nothing


def telling_question(texts: Mapping[str, str], lexicon: Lexicon, known: Known, among: int) -> Question:
    """The most telling words of a text as a question: often in it, rarely elsewhere. texts: field → text."""
    often: dict[str, float] = {}
    shown: dict[str, str] = {}
    for name in FIELDS:
        found = analyse(texts.get(name, ""), lexicon)
        for unit in found.units:
            if unit.weight == 1 and not unit.term.startswith(NEAR) and not unit.term.isdigit():
                often[unit.term] = often.get(unit.term, 0.0) + WEIGHT[name]
                shown.setdefault(unit.term, found.tokens[unit.first].word)
    groups = {NEAR + code for term in often for code in lexicon.language.near.get(term, ())}
    here = known({*often, *groups})
    weight = {
        term: count / (K1 + count) * rarity(here[term], among)
        for term, count in often.items()
        if 0 < here.get(term, 0) <= max(2, TOO_COMMON * among)
    }
    best = sorted(weight, key=lambda term: (-weight[term], term))[:TELLING]
    wanted = []
    for term in best:
        near = (NEAR + code for code in lexicon.language.near.get(term, ()))
        ways = (
            Way(term, 1.0, How.SAME),
            *(Way(code, NEARLY, How.NEAR) for code in near if here.get(code, among) <= TOO_COMMON * among),
        )
        wanted.append(Wanted((shown[term],), ((ways,),), weight=often[term] / (K1 + often[term])))
    return Question(tuple(wanted))
