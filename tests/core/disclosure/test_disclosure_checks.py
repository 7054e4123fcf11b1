"""A receiver sees what is wrong with a table from the table alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from samsyn.core.disclosure.cells import ProtectedCell, ProtectedRow
from samsyn.core.disclosure.checks import faults
from samsyn.core.disclosure.counts import ProtectedCount
from samsyn.core.disclosure.rules import ORDINARY
from samsyn.core.disclosure.shown import ProtectedTable
from samsyn.core.disclosure.tables import protect

from .drawing import table

DRAWING = """
            | Arbete | Studier | Annat
    Kvinnor |     22 |      13 |     9
    Män     |     18 |      12 |     2
"""


def good() -> ProtectedTable:
    return protect(table(DRAWING), ORDINARY, chosen=[frozenset({"group", "outcome"})])[0]


def first_row(**change: object) -> Callable[[ProtectedTable], ProtectedTable]:
    return lambda shown: replace(shown, rows=(replace(shown.rows[0], **change), *shown.rows[1:]))  # type: ignore[arg-type]


def first_cell(cell: ProtectedCell) -> Callable[[ProtectedTable], ProtectedTable]:
    return lambda shown: first_row(cells=(cell, *shown.rows[0].cells[1:]))(shown)


def uniform(shown: ProtectedTable) -> ProtectedTable:
    cells = (ProtectedCell("value", 40), ProtectedCell("class"), ProtectedCell("class"))
    return first_row(cells=cells, total=ProtectedCell("value", 40))(shown)


def of(people: int | None) -> Callable[[ProtectedTable], ProtectedTable]:
    def change(shown: ProtectedTable) -> ProtectedTable:
        *rows, top = shown.rows
        count = None if people is None else ProtectedCount(people, 5, 5)
        total = ProtectedCell("withheld", why="depth") if people is None else ProtectedCell("value", people)
        return replace(shown, people=count, rows=(*rows, replace(top, total=total)))

    return change


def test_a_good_table_has_no_faults() -> None:
    assert faults(good()) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (first_cell(ProtectedCell("value", 3)), "mindre eller noggrannare"),
        (first_cell(ProtectedCell("value", 0)), "mindre eller noggrannare"),
        (first_cell(ProtectedCell("value", 23)), "mindre eller noggrannare"),
        (first_cell(ProtectedCell("class", 5)), "bär ändå ett tal"),
        (first_cell(ProtectedCell("withheld", 5, "size")), "bär ändå ett tal"),
        (first_cell(ProtectedCell("value")), "sägs visa ett tal"),
        (first_cell(ProtectedCell("withheld")), "status och skäl"),
        (first_cell(ProtectedCell("value", 20, since="2026")), "status och skäl"),
        (first_cell(ProtectedCell("merged", 20)), "inte namngivna"),
        (first_cell(ProtectedCell("frozen", 20, since="2026")), "radens version"),
        (first_row(version=0), "radens version"),
        (first_row(cells=()), "en cell för varje kolumn"),
        (first_row(key=("Okänd",)), "kategorierna i deras ordning"),
        (lambda shown: replace(shown, rows=shown.rows[::-1]), "kategorierna i deras ordning"),
        (lambda shown: replace(shown, rows=shown.rows[:-1]), "kategorierna i deras ordning"),
        (lambda shown: replace(shown, people=None), "ett annat än totalen"),
        (uniform, "nästan alla"),
        (of(15), "färre än 20"),
        (of(None), "djupare än"),
        (of(60), "djupare än"),
    ],
)
def test_what_is_wrong_is_named(change: Callable[[ProtectedTable], ProtectedTable], says: str) -> None:
    found = faults(change(good()))
    assert any(says in fault for fault in found), found
    assert all(fault.startswith("Utfall: ") for fault in found)


def test_a_fault_names_its_row() -> None:
    assert "raden Kvinnor" in faults(first_cell(ProtectedCell("value", 3))(good()))[0]
    top: ProtectedRow = good().rows[-1]
    broken = replace(good(), rows=(*good().rows[:-1], replace(top, cells=(ProtectedCell("value", 3), *top.cells[1:]))))
    assert "raden totalen" in faults(broken)[0]
