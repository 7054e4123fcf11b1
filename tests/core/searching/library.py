"""A few texts in memory, searched as a store would: what the core needs from one, in thirty lines."""

from __future__ import annotations

import numpy as np

from samsyn.core.searching.analysis import analyse
from samsyn.core.searching.asking import Question, ask
from samsyn.core.searching.compounds import Lexicon
from samsyn.core.searching.explaining import Explained, explain
from samsyn.core.searching.ranking import USUAL, Postings, rank, weights_of
from samsyn.parameters.words import shipped_language


class Library:
    """Texts by title; a title is searched too."""

    def __init__(self, texts: dict[str, str], learnt: tuple[str, ...] = ()) -> None:
        self.lexicon = Lexicon(shipped_language(), learnt)
        self.fields = [{"title": title, "terms": "", "text": text} for title, text in texts.items()]
        held: dict[str, dict[int, int]] = {}
        for number, fields in enumerate(self.fields):
            for term, weight in weights_of(self.analysed(fields), USUAL).items():
                held.setdefault(term, {})[number] = weight
        self.postings = {
            term: Postings(np.array(sorted(found)), np.array([found[n] / 255 for n in sorted(found)], np.float32))
            for term, found in held.items()
        }

    def analysed(self, fields):
        return {name: analyse(text, self.lexicon) for name, text in fields.items()}

    def known(self, terms):
        return {term: len(self.postings[term].documents) for term in terms if term in self.postings}

    def ask(self, text: str) -> Question:
        return ask(text, self.lexicon, self.known)

    def find(self, text: str) -> list[str]:
        """Titles, best first."""
        ranked = rank(self.ask(text), self.postings, len(self.fields), len(self.fields))
        return [self.fields[number]["title"] for number in ranked.documents]

    def explain(self, text: str, title: str) -> Explained:
        fields = next(each for each in self.fields if each["title"] == title)
        return explain(self.ask(text), self.analysed(fields), fields)
