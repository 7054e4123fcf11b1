"""What an account answers, as pictures, tables and sentences. The words are those of the report: `samsyn.valuing`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samsyn.apps.economics.naming import tongue
from samsyn.apps.economics.presenters import pictures
from samsyn.apps.economics.presenters.chains import chain_facts
from samsyn.apps.economics.presenters.wording import as_table
from samsyn.valuing import tables, telling
from samsyn.valuing.tongue import STILL
from samsyn.web.tables import Cell, Table

Result = Mapping[str, Any]
TURNS = 8  # numbers shown of those that turn the answer


def answer_words(result: Result) -> dict[str, Any]:
    """Everything the page shows of a whole answer."""
    said, tables_of = tongue(), _tables(result)
    sides = (telling.break_even(result, side, said) for side in telling.SIDES)
    sentences = (telling.expected(result, said), telling.losers(result, said), telling.paid_back(result, said), *sides)
    head, _named = telling.assumptions(result, said)
    return {
        **brief_words(result),
        **tables_of,
        "sentences": [text for text in sentences if text],
        "made_of": telling.made_of(result, said),
        "potential": telling.potential(result, said),
        "years": pictures.years(result),
        "turns_picture": pictures.turns(result, TURNS),
        "knowing": telling.knowing(result, said),
        "chance": telling.what_chance_does(result, said),
        "tax": telling.tax(result, said),
        "assumed_head": head,
        "assumed": _assumed(result),
        "notices": list(dict.fromkeys(said.name(one) for one in result["notices"])),
        "fine_print": f"{telling.premises(result, said)} {telling.standing(result, said)}",
    }


def brief_words(result: Result) -> dict[str, Any]:
    """What is shown of an answer while the chain is being moved."""
    said = tongue()
    return {
        "headline": headline(result),
        "valued_in": telling.premises(result, said),
        "sentences": [telling.losers(result, said), telling.paid_back(result, said)],
        "by_actor": by_actor(result),
        "picture": pictures.by_actor(result),
        "chain": chain_facts(result),
        "fine_print": telling.premises(result, said),
    }


def headline(result: Result) -> str:
    """One sentence: worth to society, with its band and chance."""
    return telling.headline(result, tongue())


def by_actor(result: Result) -> Table:
    """One row a party, with the losers marked."""
    said = tongue()
    table = tables.actors(result, said, parts=False)
    rows = [
        [Cell(row[0], note=said("förlorar", "loses") if line.seen["present_value"]["mean"] < -STILL else ""), *row[1:]]
        for line, row in zip(telling.by_actor(result, said), table.rows, strict=True)
    ]
    return as_table(table, rows)


def _tables(result: Result) -> dict[str, Table | None]:
    said = tongue()
    found = {
        "turns": tables.deciding(result, said, TURNS),
        "known": tables.knowing(result, said),
        "luck": tables.luck(result, said),
        "terms": tables.terms(result, said),
    }
    return {name: as_table(table) if table and table.rows else None for name, table in found.items()}


def _assumed(result: Result) -> list[dict[str, str]]:
    said = tongue()
    return [
        {
            "label": said.name(one["name"]),
            "text": said.with_unit(one["value"], one["unit"]),
            "note": one["why_en" if said.english else "why"],
        }
        for one in result["assumptions"]
    ]
