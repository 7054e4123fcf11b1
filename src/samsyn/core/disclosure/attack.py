"""Try to find people in a release with all earlier ones at hand, and coarsen it until that fails (R7)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from samsyn.core.disclosure.background import NOTHING, Background
from samsyn.core.disclosure.crossing import CountTable, Key
from samsyn.core.disclosure.knowledge import Changes, Knowledge, Release, known_from, learn_changes
from samsyn.core.disclosure.leaks import Leak, certain, impossible, small, uniform
from samsyn.core.disclosure.published import Change, Published, shape_of
from samsyn.core.disclosure.rows import withheld
from samsyn.core.disclosure.rules import Rules
from samsyn.core.disclosure.shown import ProtectedTable
from samsyn.core.disclosure.tables import NotTheSame, protect

__all__ = ["Leak", "StillLeaking", "changes_of", "protect_all", "releasable"]


class StillLeaking(ValueError):
    """Nothing more can be withheld and people can still be found: nothing is released."""


def releasable(
    tables: Release,
    earlier: Sequence[Release] = (),
    changes: Changes | None = None,
    background: Background = NOTHING,
) -> list[Leak]:
    """Every leak of a release, by subtraction and interval propagation over all its tables and all earlier releases.

    earlier: oldest first. changes: how the people of each row changed since it was published; with it the release is
    also tried against somebody who knows who they are. background: how populations and categories hang together. An
    empty list means that nothing was found, not that nothing is there: propagation sees one sum at a time, and nobody's
    outside knowledge.
    """
    knowledge = known_from(tables, earlier, background)
    bounds = knowledge.unknowns.solve()
    if not bounds.possible:
        return list(impossible(knowledge))
    leaks = [*small(knowledge, bounds), *uniform(knowledge, bounds)]
    if changes:
        learned = _learned(knowledge, tables, changes)
        if learned:
            learned -= _learned(known_from(_silent(tables), earlier, background), tables, changes)
        leaks += sorted(learned, key=repr)
    return leaks


def _learned(knowledge: Knowledge, tables: Release, changes: Changes) -> set[Leak]:
    learn_changes(knowledge, tables, changes)
    return set(certain(knowledge, knowledge.unknowns.solve()))


def _silent(tables: Release) -> list[ProtectedTable]:
    """The same release when it tells only how many there are: what follows from it does not follow from its figures."""
    return [
        replace(
            table,
            rows=tuple(
                withheld(row.key, len(row.cells), "size", row.version, row.total if row.key == table.top else None)
                for row in table.rows
            ),
        )
        for table in tables
    ]


def protect_all(
    tables: Sequence[CountTable],
    rules: Rules,
    previous: Mapping[str, Published] | None = None,
    *,
    earlier: Sequence[Release] = (),
    correction: bool = False,
    chosen: Collection[frozenset[str]] = (),
    shrink: bool = False,
    on: date | None = None,
    background: Background = NOTHING,
    stricter: Mapping[str, Rules] | None = None,
) -> tuple[tuple[ProtectedTable, ...], dict[str, Published]]:
    """Protect the tables of one release together, and withhold rows, then tables, until no attack gets through.

    previous: by code of table, as given back at the last release. earlier: the tables of all earlier releases, oldest
    first. background: how populations and categories hang together. stricter: other rules for single tables, by code.
    The rest as in tables.protect. NotTheSame when tables said to be about the same people are not. StillLeaking
    when withholding all rows is not enough, or when the figures contradict each other and so come from a fault.
    """
    _same_people(tables)
    memory = dict(previous or {})
    changes = changes_of(tables, memory)
    held: dict[str, set[Key]] = {table.code: set() for table in tables}
    while True:
        made = [
            protect(
                table,
                (stricter or {}).get(table.code, rules),
                memory.get(table.code),
                correction=correction,
                chosen=chosen,
                shrink=shrink,
                on=on,
                held=held[table.code],
            )
            for table in tables
        ]
        shown = tuple(table for table, _ in made)
        leaks = releasable(shown, earlier, changes, background)
        if not leaks:
            return shown, memory | {published.code: published for _, published in made}
        _hold(leaks, shown, held)


def _same_people(tables: Sequence[CountTable]) -> None:
    found: dict[tuple[str, str], CountTable] = {}
    for table in tables:
        first = found.setdefault((table.population, table.period), table)
        if first.people != table.people:
            raise NotTheSame(
                f"{first.title} och {table.title} sägs gälla samma personer ({table.population}, {table.period}) men "
                "gör det inte. Ta med en kategori för dem där uppgift saknas, eller ge populationerna olika namn."
            )


def changes_of(tables: Sequence[CountTable], memory: Mapping[str, Published]) -> dict[tuple[str, Key], Change]:
    """How every row has changed since it was published: what somebody knows who knows the people.

    Tables that have got other dimensions since cannot be compared.
    """
    return {
        (table.code, key): change
        for table in tables
        if table.code in memory and memory[table.code].shape == shape_of(table.dimensions)
        for key, change in memory[table.code].changes(table.rows()).items()
    }


def _hold(leaks: list[Leak], shown: Sequence[ProtectedTable], held: dict[str, set[Key]]) -> None:
    """Hold the rows that leak, those broken down before the one of everybody; where they are held already, more."""
    keys = {table.code: {row.key for row in table.rows} for table in shown}
    finer = {table.code: keys[table.code] - {table.top} for table in shown}
    rows = {code: {leak.place.key for leak in leaks if leak.place.code == code} & keys[code] for code in keys}
    leaking = {code: rows[code] & finer[code] for code in keys}
    broken_down = {code: finer[code] if rows[code] else set() for code in keys}
    whole = {code: keys[code] if rows[code] else set() for code in keys}
    impossible = any(leak.kind == "impossible" for leak in leaks)
    for more in () if impossible else (leaking, broken_down, rows, whole, keys):
        if any(more[code] - held[code] for code in keys):
            for code in keys:
                held[code] |= more[code]
            return
    raise StillLeaking("Tabellerna kan inte släppas: personer går att hitta i dem, hur mycket som än hålls inne.")
