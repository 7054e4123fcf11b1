"""Protected tables as a station with people would hand them over, made from people who are only numbers."""

from __future__ import annotations

import datetime

from samsyn.apps.evaluation import delivered as words
from samsyn.apps.evaluation.actions import receive
from samsyn.core.disclosure.rules import ORDINARY, Rules
from samsyn.core.disclosure.tables import CountTable, Dimension, protect
from samsyn.core.disclosure.wire import fingerprint

UP_TO = datetime.date(2026, 6, 30)
STATES = ("Ingen planering eller sjukskriven", "Planering, förberedande insats eller arbetssökande",
          "Arbete, studier eller egen försörjning", "Annat", words.UNANSWERED)  # fmt: skip


def table(code, title, population, dimensions, counts, rules: Rules = ORDINARY, previous=None, on=UP_TO):
    """counts: how many stand in each cell, by categories. Answers the protected table and its memory."""
    members = {key: frozenset(f"{'/'.join(key)}/{number}" for number in range(many)) for key, many in counts.items()}
    exact = CountTable(code, title, population, f"till och med {UP_TO}", dimensions, members)
    crossing = frozenset(dimension.code for dimension in dimensions)
    return protect(exact, rules, previous, chosen=[crossing], shrink=True, on=on)


def by_sex(women: int, men: int, unknown: int = 0, code=words.BY_SEX, population=words.PERSONS, **more):
    counts = {(words.WOMEN, "Antal"): women, (words.MEN, "Antal"): men, (words.UNKNOWN, "Antal"): unknown}
    title = "Personer efter kön" if population == words.PERSONS else "Deltaganden efter kön"
    return table(code, title, population, (words.SEX, words.NUMBER), counts, **more)


def endings(women: tuple, men: tuple, **more):
    counts = {
        (sex, ending): many
        for sex, found in ((words.WOMEN, women), (words.MEN, men))
        for ending, many in zip(words.ENDING.categories, found, strict=True)
    }
    return table(words.BY_ENDING, "Hur insatsen slutade", words.ENDED, (words.SEX, words.ENDING), counts, **more)


def states(occasion: str, women: tuple, men: tuple, **more):
    title = f"Sysselsättning {words.OCCASIONS[occasion]}"
    side = Dimension(f"{occasion}.occupation", title, STATES)
    counts = {
        (sex, state): many
        for sex, found in ((words.WOMEN, women), (words.MEN, men))
        for state, many in zip(STATES, found, strict=True)
    }
    code = words.state_code(occasion, "occupation")
    return table(code, title, words.AT[occasion], (words.SEX, side), counts, **more)


def moves(*many: int):
    side = Dimension("move.months_3.occupation", "Steg", words.MOVES)
    counts = {(way,): number for way, number in zip(words.MOVES, many, strict=True)}
    code, population = words.moves_code("months_3", "occupation"), words.paired("months_3", "Sysselsättning")
    return table(code, "Steg i sysselsättning", population, (side,), counts)


def usual():
    """The tables of a project with eighty women and forty men."""
    return [
        by_sex(81, 42)[0],
        by_sex(90, 47, code=words.PARTICIPATIONS_BY_SEX, population=words.PARTICIPATIONS)[0],
        states("before", (40, 30, 2, 1, 8), (20, 15, 1, 1, 5))[0],
        states("months_3", (10, 20, 25, 2, 13), (8, 9, 13, 1, 4))[0],
        moves(46, 22, 11, 7)[0],
        endings((40, 15, 6, 8, 3), (18, 9, 4, 6, 1))[0],
    ]


def hand_over(project, by, tables=None, **more):
    tables = usual() if tables is None else tables
    values = {"number": 1, "rules_version": "vanlig-1", "population": words.PERSONS, "up_to": UP_TO} | more
    return receive(project=project, tables=tables, by=by, **{"sha256": fingerprint(tables), **values})
