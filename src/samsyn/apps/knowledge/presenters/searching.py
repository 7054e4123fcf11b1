"""Hits in words: the marked title and snippet, and what each was found by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, overload

from django.utils.translation import gettext_lazy as _

from samsyn.apps.knowledge.models import SearchDocument
from samsyn.apps.knowledge.queries.searching import search
from samsyn.core.searching.analysis import analyse
from samsyn.core.searching.asking import How, Question
from samsyn.core.searching.compounds import Lexicon
from samsyn.core.searching.explaining import Match, Piece, explain, marked, snippet
from samsyn.web import registry

HOW = {
    How.SAME: "",
    How.INFLECTED: _("böjt"),
    How.PART: _("del av ord"),
    How.NEAR: _("nära i mening"),
    How.SPELLING: _("annan stavning"),
}


def found_for(user, text: str, kind: str = "") -> registry.Found | None:
    """The searcher of the search page. None when nothing has been indexed."""
    hits = search(user, text, kind)
    if hits is None:
        return None
    kinds = [(each.kind, each.label, hits.kinds[each.kind]) for each in registry.documents().values()]
    return registry.Found(
        hits=Explaining(hits.documents, hits.question, hits.lexicon),
        kinds=tuple(sorted((each for each in kinds if each[2]), key=lambda each: -each[2])),
        suggestion=hits.question.suggestion,
        more=hits.more,
    )


class Explaining(Sequence[registry.Explained]):
    """Hits that are explained when they are looked at: a page explains its own, not all hundred."""

    def __init__(self, documents: Sequence[SearchDocument], question: Question, lexicon: Lexicon) -> None:
        self._documents, self._question, self._lexicon = documents, question, lexicon

    def __len__(self) -> int:
        return len(self._documents)

    @overload
    def __getitem__(self, at: int) -> registry.Explained: ...
    @overload
    def __getitem__(self, at: slice) -> list[registry.Explained]: ...
    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [explained(each, self._question, self._lexicon) for each in self._documents[at]]
        return explained(self._documents[at], self._question, self._lexicon)


def explained(document: SearchDocument, question: Question, lexicon: Lexicon) -> registry.Explained:
    """A document as a hit on the question."""
    about = " · ".join([*(name for _group, name in document.terms), document.place]).strip(" ·")
    texts = {"title": document.title, "terms": about, "text": document.text}
    why = explain(question, {name: analyse(text, lexicon) for name, text in texts.items()}, texts)
    shown = "terms" if why.places["terms"] and not why.places["text"] else "text"
    source = registry.documents().get(document.kind)
    return registry.Explained(
        title=_pieces(marked(document.title, why.places["title"])),
        href=document.href,
        kind=str(source.label) if source else "",
        snippet=_pieces(snippet(texts[shown], why.places[shown])),
        reasons=tuple((match.found, str(HOW[match.how])) for match in _once(why.matches)),
    )


def _once(matches: Sequence[Match]) -> list[Match]:
    return list({match.found: match for match in reversed(matches)}.values())[::-1]


def _pieces(pieces: Sequence[Piece]) -> tuple[tuple[str, bool], ...]:
    return tuple((piece.text, piece.marked) for piece in pieces)
