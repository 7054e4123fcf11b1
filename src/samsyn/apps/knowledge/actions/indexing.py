"""Making the index, and keeping it with what is saved. No trail: the index holds nothing that the rows do not."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

import numpy as np
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from samsyn.apps.knowledge.models import SearchDocument, SearchIndex, SearchPosting, SearchWord
from samsyn.apps.knowledge.queries.searching import GIVEN, KIND, index, lexicon_of, with_place
from samsyn.core.searching.analysis import analyse
from samsyn.core.searching.blocks import packed, shelf_of, unpacked
from samsyn.core.searching.compounds import LEARNT, Lexicon
from samsyn.core.searching.language import Language
from samsyn.core.searching.ranking import FIELDS, STEPS, weights_of
from samsyn.core.searching.words import tokens
from samsyn.parameters.words import shipped_language
from samsyn.web import registry

TOGETHER = 2000  # rows written in one go
ALONE_IN = 3  # documents in which a word stands by itself before compounds are taken apart by it
LONGEST = 20_000  # letters of a text that are indexed; longer ones are cut


@transaction.atomic
def make_index() -> int:
    """Make the whole index anew from what the stations have. Answers how many documents it holds."""
    SearchIndex.objects.update(touched=F("touched") + 1)  # whoever comes first goes first
    before = index()
    for model in (SearchPosting, SearchWord, SearchDocument):
        model.objects.all().delete()
    language = shipped_language()
    alone, usual = _counted(language)
    learnt = {stem for stem, count in alone.items() if count >= ALONE_IN and len(stem) >= LEARNT and stem.isalpha()}
    count = _write_all(Lexicon(language, learnt), learnt, usual)
    SearchIndex.objects.update_or_create(
        pk=1,
        defaults={
            "version": before.version + 1 if before else 1,
            "fingerprint": language.fingerprint,
            "usual": usual,
            "documents": count,
            "made_at": timezone.now(),
        },
    )
    return count


def _everything() -> Iterator[SearchDocument]:
    numbers = itertools.count(1)
    for kind, documents in registry.documents().items():
        for each in documents.source(None):
            yield _copied(kind, each, next(numbers))


def _counted(language: Language) -> tuple[Counter[str], dict[str, float]]:
    """In how many documents each word stands by itself, and the usual length of each field."""
    alone: Counter[str] = Counter()
    lengths: Counter[str] = Counter()
    copied = 0
    for copied, row in enumerate(_everything(), start=1):  # noqa: B007 (counted)
        found = {name: [token.word for token in tokens(text)] for name, text in _texts(row).items()}
        lengths.update({name: sum(word not in language.silent for word in words) for name, words in found.items()})
        alone.update({language.stem(word) for words in found.values() for word in words})
    return alone, {name: round(lengths[name] / max(copied, 1), 2) for name in FIELDS}


def _write_all(lexicon: Lexicon, learnt: set[str], usual: Mapping[str, float]) -> int:
    """Documents, words and postings, one shelf at a time, so that no more than a shelf is held in memory."""
    numbers: dict[str, int] = {}
    count: Counter[str] = Counter()
    written = 0
    for shelf, rows in itertools.groupby(_everything(), key=lambda row: shelf_of(row.number)):
        postings: dict[str, dict[int, int]] = defaultdict(dict)
        for batch in _batches(rows):
            for row in batch:
                weights = _weights(row, lexicon, usual)
                for term, weight in weights.items():
                    postings[term][row.number] = weight
                row.words = _as_bytes(numbers.setdefault(term, len(numbers) + 1) for term in weights)
            SearchDocument.objects.bulk_create(batch)
            written += len(batch)
        count.update({term: len(found) for term, found in postings.items()})
        for batch in _batches(postings.items()):
            SearchPosting.objects.bulk_create(
                SearchPosting(word_id=numbers[term], shelf=shelf, data=packed(found)) for term, found in batch
            )
    for batch in _batches(numbers.items()):
        SearchWord.objects.bulk_create(
            SearchWord(number=number, text=term, documents=count[term], part=term in learnt) for term, number in batch
        )
    return written


def refresh(kind: str, keys: Collection[int]) -> None:
    """Read these things anew: those that are gone leave the index. Does nothing before the index has been made."""
    if not SearchIndex.objects.exists():
        return
    with transaction.atomic():
        SearchIndex.objects.update(touched=F("touched") + 1)  # whoever comes first goes first
        made = index()
        if made is None:
            return
        lexicon = lexicon_of(made)
        # Read after the lock: what came last is what stays.
        documents = {each.key: each for each in registry.documents()[kind].source(keys)}
        for key in sorted(set(keys)):
            _refresh_one(kind, key, documents.get(key), lexicon, made)


def _refresh_one(kind: str, key: int, document: registry.Document | None, lexicon: Lexicon, made: SearchIndex) -> None:
    old = SearchDocument.objects.filter(kind=kind, key=key).first()
    if document is None:
        if old is not None:
            _put(old.number, _from_bytes(old.words), {})
            old.delete()
            SearchIndex.objects.update(documents=F("documents") - 1)
        return
    last = 0 if old else SearchDocument.objects.aggregate(most=Max("number"))["most"] or 0
    row = _copied(kind, document, old.number if old else last + 1)
    if old is not None and _texts(old) == _texts(row) and [tuple(pair) for pair in old.terms] == list(row.terms):
        SearchDocument.objects.filter(pk=row.pk).update(href=row.href)
        return
    row.words = _put(row.number, _from_bytes(old.words) if old else [], _weights(row, lexicon, made.usual))
    row.save(force_insert=old is None)
    if old is None:
        SearchIndex.objects.update(documents=F("documents") + 1)


def _put(number: int, before: list[int], weights: Mapping[str, int]) -> bytes:
    """Let the words of a document be these, and none of those before. Answers the words' numbers as bytes."""
    numbers = dict(SearchWord.objects.filter(text__in=weights).values_list("text", "pk"))
    first = 1 + (SearchWord.objects.aggregate(most=Max("number"))["most"] or 0)
    new_words = {term: first + at for at, term in enumerate(sorted(set(weights) - set(numbers)))}
    SearchWord.objects.bulk_create(SearchWord(number=number, text=term) for term, number in new_words.items())
    numbers |= new_words
    now = {numbers[term]: weight for term, weight in weights.items()}
    shelf = shelf_of(number)
    rows = {row.word_id: row for row in SearchPosting.objects.filter(shelf=shelf, word__in={*before, *now})}
    changed, new, empty = [], [], []
    for word in sorted({*before, *now}):
        row = rows.get(word)
        found = unpacked(bytes(row.data), shelf) if row else {}
        found.pop(number, None)
        if word in now:
            found[number] = now[word]
        if row is None:
            new.append(SearchPosting(word_id=word, shelf=shelf, data=packed(found)))
        elif found:
            row.data = packed(found)
            changed.append(row)
        else:
            empty.append(row.pk)
    SearchPosting.objects.bulk_create(new)
    SearchPosting.objects.bulk_update(changed, ["data"])
    SearchPosting.objects.filter(pk__in=empty).delete()
    SearchWord.objects.filter(pk__in=set(now) - set(before)).update(documents=F("documents") + 1)
    SearchWord.objects.filter(pk__in=set(before) - set(now)).update(documents=F("documents") - 1)
    return _as_bytes(now)


def _copied(kind: str, document: registry.Document, number: int) -> SearchDocument:
    return SearchDocument(
        number=number,
        kind=kind,
        key=document.key,
        title=document.title,
        text=document.text[:LONGEST],
        terms=list(document.terms),
        place=document.place[:200],
        href=document.href,
    )


def _texts(row: SearchDocument) -> dict[str, str]:
    """What of a document is read for words, by field."""
    return {
        "title": row.title,
        "terms": " · ".join([*(name for _group, name in row.terms), row.place]),
        "text": row.text,
    }


def _weights(row: SearchDocument, lexicon: Lexicon, usual: Mapping[str, float]) -> dict[str, int]:
    """Terms of a document with their weights: its words, its kind, and what it is said to be about."""
    found = weights_of({name: analyse(text, lexicon) for name, text in _texts(row).items()}, usual)
    given = with_place([(group, name) for group, name in row.terms], row.place)
    found |= {f"{GIVEN}{group}:{name}"[:200]: STEPS for group, name in given}
    found[KIND + row.kind] = STEPS
    return found


def _as_bytes(numbers: Iterable[int]) -> bytes:
    return np.fromiter(numbers, "<u4").tobytes()


def _from_bytes(data: bytes | memoryview) -> list[int]:
    return np.frombuffer(bytes(data), "<u4").tolist()


def _batches(rows: Iterable) -> Iterator[list]:
    rows = iter(rows)
    while batch := list(itertools.islice(rows, TOGETHER)):
        yield batch
