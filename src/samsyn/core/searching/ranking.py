"""How much a term in a text weighs (BM25F), and which texts answer a question best.

Source: Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond (2009), sections 3.5 and 3.6.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samsyn.core.searching.analysis import Analysed
from samsyn.core.searching.asking import Question, Slot

K1 = 1.2
FIELDS = ("title", "terms", "text")
WEIGHT = {"title": 2.5, "terms": 1.5, "text": 1.0}
SHORTENED = {"title": 0.3, "terms": 0.2, "text": 0.5}  # how much a long field is held against a word in it (b)
USUAL = {"title": 6.0, "terms": 6.0, "text": 40.0}  # lengths in words, until the texts themselves have been counted
COVER = 0.5  # what remains of a hit that answers next to nothing of the question
ENOUGH = 0.4  # of a word's greatest weight: from there on the word counts as answered in full
FLOOR = 0.05  # hits below this share of the best one are left out
STEPS = 255  # weights are kept in one byte

Doubles = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Postings:
    """The texts that hold a term: their numbers, rising, and what the term weighs in each, 0–1."""

    documents: npt.NDArray[np.int64]
    weights: Doubles


@dataclass(frozen=True)
class Ranked:
    """Numbers of the texts that answer, best first, and their scores."""

    documents: npt.NDArray[np.int64]
    scores: Doubles


def weights_of(fields: Mapping[str, Analysed], usual: Mapping[str, float]) -> dict[str, int]:
    """Term → what it weighs in a text of these fields, 1–255. usual: length of each field in an ordinary text."""
    often: dict[str, float] = {}
    for name in FIELDS:
        field = fields[name]
        long = 1 - SHORTENED[name] + SHORTENED[name] * field.length / max(usual.get(name) or USUAL[name], 1.0)
        share = WEIGHT[name] / long
        for unit in field.units:
            often[unit.term] = often.get(unit.term, 0.0) + unit.weight * share
    return {term: max(1, round(STEPS * count / (K1 + count))) for term, count in often.items()}


def rarity(found: int, among: int) -> float:
    """What a term tells: more the fewer texts hold it (inverse document frequency, never below zero)."""
    return float(np.log1p((among - found + 0.5) / (found + 0.5)))


def rank(question: Question, postings: Mapping[str, Postings], among: int, size: int) -> Ranked:
    """The texts that answer best. among: how many texts there are. size: above every text's number."""
    total = np.zeros(size, np.float32)
    covered = np.zeros(size, np.float32)
    asked = 0.0
    for wanted in question.wanted:
        best = np.zeros(size, np.float32)
        most = 0.0
        for option in wanted.options:
            score = np.zeros(size, np.float32)
            telling = 0.0
            for slot in option:
                telling += _add(score, slot, postings, among)
            np.maximum(best, score, out=best)
            most = max(most, telling)
        if not most:
            most = rarity(0, among)  # nobody has the word: what is found lacks it
        total += best * wanted.weight
        covered += np.minimum(1.0, best / (ENOUGH * most)) * most * wanted.weight
        asked += most * wanted.weight
    if asked:
        total *= COVER + (1 - COVER) * covered / asked
    return _best(total)


def _add(score: Doubles, slot: Slot, postings: Mapping[str, Postings], among: int) -> float:
    """Add what the slot weighs in each text; answer the most it could weigh."""
    best: Doubles | None = None
    most = 0.0
    for way in slot:
        found = postings.get(way.term)
        if found is None or not len(found.documents):
            continue
        telling = way.weight * rarity(len(found.documents), among)
        most = max(most, telling)
        if best is None:
            best = np.zeros(len(score), np.float32)
        best[found.documents] = np.maximum(best[found.documents], telling * found.weights)
    if best is not None:
        score += best
    return most


def _best(total: Doubles) -> Ranked:
    highest = float(total.max(initial=0.0))
    if highest <= 0:
        return Ranked(np.empty(0, np.int64), np.empty(0, np.float32))
    found = np.flatnonzero(total >= FLOOR * highest)
    order = np.lexsort((found, -total[found]))
    return Ranked(found[order], total[found[order]])
