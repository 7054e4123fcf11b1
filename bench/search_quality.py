"""How well search answers 84 questions with known answers, beside plain full-text search in SQLite and PostgreSQL.

Half of the questions were used for tuning; the others were held out. Both halves are printed.
"""

from __future__ import annotations

import datetime
import json
import re
import sqlite3
import sys
from collections.abc import Callable, Sequence

from tests.knowledge.measured import Asked, measure, questions, texts

from bench._stores import SERVER, answers, in_child, ready, stores
from samsyn.parameters.words import shipped_language

MODULE = "bench.search_quality"


def main() -> None:
    """Ours on each store, then the others; recall@5 and nDCG@10 for both halves."""
    asked = questions()
    print(f"  {len(texts())} documents, {len(asked)} questions          tuning: R@5  nDCG@10   held out: R@5  nDCG@10")
    found: dict[str, dict[str, list[str]]] = {}
    with stores("samsyn_bench_quality") as places:
        for store, address in places.items():
            found[store] = in_child(MODULE, address)
            _line(f"Samsyn, {store}", asked, found[store].__getitem__)
    _line("SQLite FTS5, all words", asked, _fts5(" "))
    _line("SQLite FTS5, any word", asked, _fts5(" OR "))
    if answers():
        _line("PostgreSQL swedish, all words", asked, _tsvector("&"))
        _line("PostgreSQL swedish, any word", asked, _tsvector("|"))
        same = sum(found["SQLite"][one.text] == found["PostgreSQL"][one.text] for one in asked)
        print(f"  the same answers in the same order on both stores: {same} of {len(asked)} questions")
    for how in sorted({one.how for one in asked}):
        some = [one for one in asked if one.how == how]
        ours, plain = measure(some, found["SQLite"].__getitem__), measure(some, _fts5(" OR "))
        print(f"    {how:10} {ours.questions:3} questions: nDCG@10 {ours.gain:.2f}, FTS5 any word {plain.gain:.2f}")


def _line(name: str, asked: Sequence[Asked], find: Callable[[str], Sequence[str]]) -> None:
    tuned, held = (measure([one for one in asked if one.held_out is out], find) for out in (False, True))
    print(f"  {name:44} {tuned.recall:12.3f} {tuned.gain:8.3f} {held.recall:15.3f} {held.gain:8.3f}")


def _fts5(between: str) -> Callable[[str], list[str]]:
    """Plain full-text search as SQLite ships it, the title weighing three times the text."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE found USING fts5(key UNINDEXED, title, text, tokenize = 'unicode61')")
    rows = [(each.key, each.title, " ".join([each.text, *each.about])) for each in texts()]
    database.executemany("INSERT INTO found VALUES (?, ?, ?)", rows)

    # Else "all words" would ask for every "i" and "av". Any word does better with them than without.
    silent = shipped_language().silent if between == " " else frozenset()

    def find(text: str) -> list[str]:
        words = between.join(f'"{word}"' for word in re.findall(r"\w+", text) if word.lower() not in silent)
        answer = "SELECT key FROM found WHERE found MATCH ? ORDER BY bm25(found, 0, 3, 1), rowid LIMIT 10"
        return [key for (key,) in database.execute(answer, (words,))]

    return find


def _tsvector(between: str) -> Callable[[str], list[str]]:
    """Plain full-text search as PostgreSQL ships it, with its Swedish dictionary."""
    import psycopg

    connection = psycopg.connect(SERVER, autocommit=True)
    connection.execute("CREATE TEMP TABLE found (at serial, key text, words tsvector)")
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO found (key, words) VALUES (%s, setweight(to_tsvector('swedish', %s), 'A')"
            " || setweight(to_tsvector('swedish', %s), 'D'))",
            [(each.key, each.title, " ".join([each.text, *each.about])) for each in texts()],
        )

    def find(text: str) -> list[str]:
        rows = connection.execute(
            "SELECT key FROM found, to_tsquery('swedish', %s) AS asked WHERE words @@ asked"
            " ORDER BY ts_rank_cd(words, asked, 1) DESC, at LIMIT 10",
            [between.join(f"'{word}'" for word in re.findall(r"\w+", text))],
        )
        return [key for (key,) in rows]

    return find


def child() -> None:
    """Every question answered as the search page answers a reader, on the database of the environment."""
    ready()
    from tests.knowledge.measured import finder

    from samsyn.apps.organisations.models import Kind, Membership, Organisation, User
    from samsyn.web import registry

    home = Organisation.objects.create(name="Ekby kommun", kind=Kind.MUNICIPALITY)
    reader = User.objects.create(email="rut@exempel.se", name="Rut")
    Membership.objects.create(user=reader, organisation=home, role="reader", starts=datetime.date(2020, 1, 1))
    find = finder(home, reader, registry._documents)
    json.dump({one.text: find(one.text)[:10] for one in questions()}, sys.stdout)


if __name__ == "__main__" and sys.argv[1:2] == ["child"]:
    child()
