"""Many rows at once, under the row locks, where PostgreSQL refuses COPY: columns travel as texts and are unnested."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import connection, models

PIECE = 5_000
PART, NULL = "\x1f", "\x1e"  # between values, and for none: control signs that no sound text holds


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows on their way into a table. texts: each column as one text, where the store and the values allow it."""

    model: type[models.Model]
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    texts: list[str] | None

    @classmethod
    def of(cls, model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Piece:
        """Asks the store for nothing, so it can be made ahead."""
        return cls(model, columns, rows, _joined(rows) if connection.vendor == "postgresql" and rows else None)

    def insert(self) -> None:
        if not self.rows:
            return
        fields = _fields(self.model, self.columns)
        names = ", ".join(_quoted(field.column) for field in fields)
        into = f"INSERT INTO {_quoted(self.model._meta.db_table)} ({names})"
        marks = ", ".join(["%s"] * len(fields))
        _run(f"{into} SELECT * FROM {_unnested(fields)}", f"{into} VALUES ({marks})", fields, self.rows, self.texts)  # noqa: S608


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert rows of plain values in the order of the columns (attnames). Answers how many.

    No signals, no defaults of Django's: every column without a database default is named. Several times as fast as
    the ORM's bulk_create, which makes an object of each row first.
    """
    made = 0
    for piece in pieces(rows):
        Piece.of(model, columns, piece).insert()
        made += len(piece)
    return made


def update(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Give rows new values: the primary key first in each, then the columns (attnames).

    No signals: whoever calls has asked whether the rows may be changed.
    """
    fields = [model._meta.pk, *_fields(model, columns)]
    key, *names = [_quoted(field.column) for field in fields]
    table, new = _quoted(model._meta.db_table), ", ".join([key, *names])
    together = ", ".join(f"{name} = new.{name}" for name in names)
    alone = ", ".join(f"{name} = %s" for name in names)
    for piece in pieces(rows):
        _run(
            f"UPDATE {table} SET {together} FROM {_unnested(fields)} AS new({new}) WHERE {table}.{key} = new.{key}",  # noqa: S608
            f"UPDATE {table} SET {alone} WHERE {key} = %s",  # noqa: S608
            [*fields[1:], fields[0]],
            [[*row[1:], row[0]] for row in piece],
            _joined(piece) if connection.vendor == "postgresql" else None,
        )


def _run(
    at_once: str, one_by_one: str, fields: Sequence[models.Field], rows: Iterable[Sequence[Any]],
    texts: list[str] | None,
) -> None:  # fmt: skip
    """The rows in one statement where they are joined to texts, otherwise row by row."""
    with connection.cursor() as cursor:
        if texts is not None:
            cursor.execute(at_once, texts)
            return
        prepared = [
            [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]
            for row in rows
        ]
        cursor.executemany(one_by_one, prepared)


def _joined(piece: Sequence[Sequence[Any]]) -> list[str] | None:
    """Each column as one text: an array would be quoted value by value. None when a text would be cut wrongly."""
    columns = []
    for column in zip(*piece, strict=True):
        first = next((value for value in column if value is not None), None)
        write = next((how for kind, how in WRITTEN.items() if isinstance(first, kind)), str)
        texts = [NULL if value is None else write(value) for value in column]
        joined = PART.join(texts)
        if (
            not joined
            or joined.count(PART) >= len(texts)
            or (NULL in joined and joined.count(NULL) != column.count(None))
        ):
            return None
        columns.append(joined)
    return columns


WRITTEN: dict[type, Callable[[Any], str]] = {
    bytes: lambda value: "\\x" + value.hex(),
    memoryview: lambda value: "\\x" + value.hex(),
    datetime: datetime.isoformat,  # before date, of which it is a kind
    date: date.isoformat,
}


def _fields(model: type[models.Model], columns: Sequence[str]) -> list[models.Field]:
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    return [by_name[name] for name in columns]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _unnested(fields: Sequence[models.Field]) -> str:
    kinds = [field.rel_db_type(connection) if field.primary_key else field.db_type(connection) for field in fields]
    arrays = (f"string_to_array(%s, E'\\x1f', E'\\x1e')::{kind}[]" for kind in kinds)
    return f"unnest({', '.join(arrays)})"


def pieces(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """The same rows, PIECE at a time."""
    source = iter(rows)
    while piece := list(islice(source, PIECE)):
        yield piece


def ahead(made: Iterable[Any]) -> Iterator[Any]:
    """The same pieces, each made in a thread of its own while the one before it is being stored.

    For work that asks the store for nothing: sealing takes about as long as storing, and the two share no lock.
    """
    source, done = iter(made), object()
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(next, source, done)
        while (piece := coming.result()) is not done:
            coming = maker.submit(next, source, done)
            yield piece
