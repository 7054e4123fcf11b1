"""What is found by a question, and what is like something; only what the user may see, best first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, Value

from samsyn.apps.knowledge.models import SearchDocument, SearchIndex, SearchPosting, SearchWord
from samsyn.core.searching.asking import Question, ask
from samsyn.core.searching.blocks import joined
from samsyn.core.searching.compounds import Lexicon
from samsyn.core.searching.likeness import telling_question
from samsyn.core.searching.ranking import Postings, Ranked, rank, rarity
from samsyn.parameters.words import shipped_language
from samsyn.web import registry

KIND, GIVEN = "@", "="  # before a kind and before a given term, where they stand among the words
MOST = 100  # hits of one search; whoever does not find it among them asks otherwise
FIRST, LARGEST = 300, 4000  # hits looked at in one go for what the user may see
RARE = 0.05  # when less than this share of the hits may be seen, everything the user may see is fetched instead
GIVEN_WEIGHT = {"target_group": 0.8, "theme": 0.8, "component": 0.8, "place": 0.5}  # others: none


@dataclass(frozen=True)
class Hits:
    """Documents that answer, best first, without their texts; kinds: how many of each kind; more: beyond these."""

    question: Question
    lexicon: Lexicon
    documents: tuple[SearchDocument, ...]
    kinds: Counter[str]
    more: bool


@dataclass(frozen=True)
class Like:
    """A document like another. shared: given terms that both have, as (group, name)."""

    document: SearchDocument
    score: float
    shared: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Likes:
    """Documents like a text, most alike first, and the question that found them."""

    question: Question
    lexicon: Lexicon
    likes: tuple[Like, ...]


class Vocabulary:
    """The words of the index, asked for a few at a time and remembered while one question is answered."""

    def __init__(self, also: Iterable[str] = ()) -> None:
        """also: terms that will be wanted too, and are asked for with the first ones."""
        self._also = set(also)
        self._found: dict[str, tuple[int, int]] = {}
        self._asked: set[str] = set()

    def known(self, terms: Collection[str]) -> dict[str, int]:
        """How many documents hold each of the terms; those that none holds are left out."""
        new = (self._also | set(terms)) - self._asked
        if new:
            self._asked |= new
            words = SearchWord.objects.filter(text__in=new, documents__gt=0)
            self._found |= {text: (pk, count) for pk, text, count in words.values_list("pk", "text", "documents")}
        return {term: self._found[term][1] for term in terms if term in self._found}

    def postings(self, terms: Collection[str]) -> dict[str, Postings]:
        """The documents of each of the terms that some document holds."""
        self.known(terms)
        names = {self._found[term][0]: term for term in terms if term in self._found}
        rows: dict[int, list[tuple[int, bytes]]] = defaultdict(list)
        found = SearchPosting.objects.filter(word__in=names).order_by()
        for word, shelf, data in found.values_list("word", "shelf", "data"):
            rows[word].append((shelf, bytes(data)))
        return {names[word]: joined(each) for word, each in rows.items()}


def index() -> SearchIndex | None:
    """The index, or None when it has not been made."""
    return SearchIndex.objects.first()


def is_current() -> bool:
    """Whether there is an index, made with the lists of words that ship with this version."""
    made = index()
    return made is not None and made.fingerprint == shipped_language().fingerprint


def lexicon_of(made: SearchIndex) -> Lexicon:
    """The parts of compounds, with what was learnt when the index was made."""
    return _lexicon(made.version, made.made_at.isoformat())


@lru_cache(maxsize=2)
def _lexicon(version: int, made_at: str) -> Lexicon:
    learnt = SearchWord.objects.filter(part=True).values_list("text", flat=True)
    return Lexicon(shipped_language(), learnt)


def search(user, text: str, kind: str = "") -> Hits | None:
    """Documents that answer the text, of one kind or of all. None when nothing has been indexed."""
    made = index()
    if made is None or not made.documents:
        return None
    vocabulary = Vocabulary(also=KindOf.terms())
    lexicon = lexicon_of(made)
    question = ask(text, lexicon, vocabulary.known)
    postings = vocabulary.postings(question.terms() | KindOf.terms())
    kinds = KindOf(postings)
    ranked = rank(question, postings, made.documents, _size(postings))
    seen, more = visible_among(user, kinds.only(ranked.documents, [kind] if kind else ()), MOST, kinds)
    documents = _documents(seen)
    return Hits(question, lexicon, documents, Counter(each.kind for each in documents), more)


def similar_to(
    user, *, title: str, text: str, terms: Iterable[tuple[str, str]] = (), place: str = "",
    kinds: Collection[str] = (), without: tuple[str, int] | None = None, most: int = 10,
) -> Likes | None:  # fmt: skip
    """What is like this: telling words in common, and given terms in common. None when nothing has been indexed.

    kinds: those looked among; none means all. without: kind and key of what is itself asked about.
    """
    made = index()
    if made is None or not made.documents:
        return None
    given = {GIVEN + group + ":" + name: (group, name) for group, name in with_place(terms, place)}
    given = {term: pair for term, pair in given.items() if GIVEN_WEIGHT.get(pair[0])}
    vocabulary = Vocabulary(also={*given, *KindOf.terms()})
    texts = {"title": title, "terms": "", "text": text}
    lexicon = lexicon_of(made)
    question = telling_question(texts, lexicon, vocabulary.known, made.documents)
    postings = vocabulary.postings(question.terms() | set(given) | KindOf.terms())
    kind_of = KindOf(postings)
    scores = _scores(rank(question, postings, made.documents, _size(postings)), _size(postings))
    for term, (group, _name) in given.items():
        if term in postings:
            found = postings[term].documents
            scores[found] += GIVEN_WEIGHT[group] * rarity(len(found), made.documents)
    numbers = kind_of.only(np.flatnonzero(scores > 0), kinds)
    numbers = numbers[np.lexsort((numbers, -scores[numbers]))]
    seen, _more = visible_among(user, numbers, most + 1, kind_of)
    likes = [
        Like(document, float(scores[document.number]), _shared(document, set(given.values())))
        for document in _documents(seen)
        if (document.kind, document.key) != without
    ]
    return Likes(question, lexicon, tuple(likes[:most]))


def with_place(terms: Iterable[tuple[str, str]], place: str) -> list[tuple[str, str]]:
    """Given terms, the places among them: several are parted by commas."""
    places = [("place", name.strip()) for name in place.split(",") if name.strip()]
    return list(dict.fromkeys([*terms, *places]))


class KindOf:
    """The kind of every document, from the postings of the kinds."""

    def __init__(self, postings: Mapping[str, Postings]) -> None:
        self._kinds = list(registry.documents())
        self._of = np.full(_size(postings), -1, np.int16)  # -1: of a station taken out since the index was made
        for at, kind in enumerate(self._kinds):
            if KIND + kind in postings:
                self._of[postings[KIND + kind].documents] = at

    @staticmethod
    def terms() -> set[str]:
        return {KIND + kind for kind in registry.documents()}

    def only(self, numbers: np.ndarray, kinds: Collection[str]) -> np.ndarray:
        """Of these documents, those of the kinds; all known ones when no kind is named."""
        of = self._of[numbers]
        wanted = [self._kinds.index(kind) for kind in kinds if kind in self._kinds]
        return numbers[np.isin(of, wanted) if kinds else of >= 0]

    def parted(self, numbers: np.ndarray) -> dict[str, list[int]]:
        """These documents by kind."""
        of = self._of[numbers]
        return {self._kinds[at]: numbers[of == at].tolist() for at in np.unique(of) if at >= 0}


def visible_among(user, numbers: np.ndarray, most: int, kinds: KindOf) -> tuple[list[int], bool]:
    """The first of these documents that the user may see, in order, and whether there are more of them."""
    sight = Sight(user)
    seen: list[int] = []
    at, take = 0, FIRST
    while at < len(numbers) and len(seen) <= most:
        narrow = at and len(seen) < RARE * at
        batch = numbers[at:] if narrow else numbers[at : at + take]
        parted = kinds.parted(batch)
        may = sight.everything(parted) if narrow else sight.among(parted)
        seen += [number for number in batch.tolist() if number in may]
        at, take = at + len(batch), LARGEST
    return seen[:most], len(seen) > most


class Sight:
    """What a user may see, as each station says; asked for some documents, or for everything at once."""

    def __init__(self, user) -> None:
        self._user = user
        self._rows: dict[str, QuerySet] = {}  # kind → what may be seen of it; costly to put together, so kept

    def among(self, parted: Mapping[str, list[int]]) -> set[int]:
        """Of these documents of each kind, those that may be seen.

        Which of their rows may be seen is asked by the rows' own keys, never joined with the documents: PostgreSQL
        guesses that join to be a row or two, and goes through every pair. SQLite is held to one row at a time: else it
        goes through everything that may be seen, and looks for the keys there.
        """
        numbers = [number for mine in parted.values() for number in mine]
        documents = SearchDocument.objects.filter(number__in=numbers).values_list("number", "kind", "key")
        number_of = {(kind, key): number for number, kind, key in documents}
        keys: dict[str, list[int]] = defaultdict(list)
        for kind, key in number_of:
            keys[kind].append(key)
        seen = self._keys({kind: self._visible_of(kind, mine) for kind, mine in keys.items()})
        return {number_of[each] for each in seen}

    def everything(self, kinds: Iterable[str]) -> set[int]:
        """All documents of these kinds that may be seen: for somebody who sees little of much."""
        keys: dict[str, list[int]] = defaultdict(list)
        for kind, key in self._keys({kind: self._visible(kind) for kind in kinds}):
            keys[kind].append(key)
        rows = [SearchDocument.objects.filter(kind=kind, key__in=mine) for kind, mine in keys.items()]
        return {number for (number,) in _together([each.values_list("number") for each in rows])}

    def _visible(self, kind: str) -> QuerySet:
        if kind not in self._rows:
            self._rows[kind] = registry.documents()[kind].visible(self._user).order_by()
        return self._rows[kind]

    def _visible_of(self, kind: str, keys: list[int]) -> QuerySet:
        visible = self._visible(kind)
        if connection.vendor != "sqlite":
            return visible.filter(pk__in=keys)
        return visible.model._default_manager.filter(Exists(visible.filter(pk=OuterRef("pk"))), pk__in=keys)

    def _keys(self, rows: Mapping[str, QuerySet]) -> list[tuple[str, int]]:
        """Kind and key of all these rows, in one question."""
        kinds = list(rows)
        found = _together([rows[kind].values_list(Value(at), "pk") for at, kind in enumerate(kinds)])
        return [(kinds[at], key) for at, key in found]


def _together(rows: list[QuerySet]) -> Iterable[tuple]:
    """The rows of all these questions, asked as one."""
    asked = [each.order_by() for each in rows]
    return asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0] if asked else ()


def _documents(numbers: list[int]) -> tuple[SearchDocument, ...]:
    found = SearchDocument.objects.defer("words").in_bulk(numbers)
    return tuple(found[number] for number in numbers if number in found)


def _size(postings: Mapping[str, Postings]) -> int:
    """One more than the greatest number of a document that holds any of the words."""
    return 1 + max((int(each.documents[-1]) for each in postings.values() if len(each.documents)), default=0)


def _scores(ranked: Ranked, size: int) -> np.ndarray:
    scores = np.zeros(size, np.float32)
    scores[ranked.documents] = ranked.scores
    return scores


def _shared(document: SearchDocument, given: set[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    theirs = with_place([(group, name) for group, name in document.terms], document.place)
    return tuple(pair for pair in theirs if pair in given)
