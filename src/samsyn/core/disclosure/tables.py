"""Protect a table: true figures in, a table that may leave out (R2–R6)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from samsyn.core.disclosure.cells import ProtectedCell, ProtectedRow
from samsyn.core.disclosure.counts import ProtectedCount, depth_shown, protected
from samsyn.core.disclosure.crossing import TOTAL, CountTable, Dimension, Key
from samsyn.core.disclosure.published import Published, shape_of
from samsyn.core.disclosure.renewal import Renewal, may_renew
from samsyn.core.disclosure.rows import Limit, limit_of
from samsyn.core.disclosure.rules import Rules
from samsyn.core.disclosure.shown import ProtectedTable, Unreadable

__all__ = [
    "TOTAL",
    "CountTable",
    "Dimension",
    "NotTheSame",
    "ProtectedCell",
    "ProtectedRow",
    "ProtectedTable",
    "Published",
    "TooDeep",
    "Unreadable",
    "protect",
]


class TooDeep(ValueError):
    """The table is broken down further than the number of people allows (R4)."""


class NotTheSame(ValueError):
    """The table cannot be compared with what was published under its code."""


def protect(
    table: CountTable,
    rules: Rules,
    previous: Published | None = None,
    *,
    correction: bool = False,
    chosen: Collection[frozenset[str]] = (),
    shrink: bool = False,
    on: date | None = None,
    held: Collection[Key] = (),
) -> tuple[ProtectedTable, Published]:
    """Make the table that may leave, and the memory that the next release of it needs.

    previous: what protect gave back at the last release, None at the first. correction: a whole new version, every row
    renewed. chosen: the pairs and triples of dimension codes that may be crossed where R4 wants a choice. shrink:
    deliver the coarser margins of a table that is too deep, instead of raising TooDeep. on: the day of release, told
    where a row is frozen. held: rows of which nothing is said this time (attack.protect_all names them).
    NotTheSame when previous is another table, or has other dimensions or rules and this is no correction.
    """
    _comparable(table, rules, previous, correction)
    rows = table.rows()
    kept = None if correction else previous
    before, changes = (kept.rows, kept.changes(rows)) if kept else ({}, {})
    top = (TOTAL,) * (len(table.dimensions) - 1)
    people = _people(table, rules) if may_renew([top], changes, rules) else before[top].row.total.count(rules)
    depth = depth_shown(people, rules)
    limits = {key: limit_of(key, table.dimensions, depth, chosen) for key in rows}
    if not shrink and set(limits.values()) != {Limit.COLUMNS}:
        raise TooDeep(_too_deep(table, people, rules))
    version = previous.version + 1 if previous else 1
    released = on.isoformat() if on else table.period
    renewal = Renewal(table.code, rules, table.dimensions, rows, before, changes, limits, version, released)
    shown, memory = renewal.make(frozenset(held))
    named = (table.code, table.title, table.population, table.period, table.dimensions)
    return (
        ProtectedTable(*named, tuple(shown), people, rules, version, released),
        Published(table.code, rules.version, shape_of(table.dimensions), version, {**before, **memory}),
    )


def _people(table: CountTable, rules: Rules) -> ProtectedCount | None:
    return protected(len(table.people), rules) if len(table.people) >= rules.fewest else None


def _comparable(table: CountTable, rules: Rules, previous: Published | None, correction: bool) -> None:
    if previous is None:
        return
    if previous.code != table.code:
        raise NotTheSame(f"{table.title}: det tidigare släppet gäller tabellen {previous.code}, inte {table.code}.")
    same = (rules.version, shape_of(table.dimensions)) == (previous.rules_version, previous.shape)
    if not same and not correction:
        raise NotTheSame(
            f"{table.title}: indelningen eller reglerna är andra än i det tidigare släppet. Släpp tabellen som en hel "
            "ny version (rättelse), eller ge den en ny kod."
        )


def _too_deep(table: CountTable, people: ProtectedCount | None, rules: Rules) -> str:
    if people is None:
        return f"{table.title}: färre än {rules.fewest} personer. Visa text, inga tal, tills fler har kommit med."
    return (
        f"{table.title}: omkring {people.text} personer är för få för att korsa så många indelningar. Välj färre, "
        "namnge korsningen bland dem som valts ut, eller lämna de grövre marginalerna."
    )
