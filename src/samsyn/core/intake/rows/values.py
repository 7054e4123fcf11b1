"""What a cell may hold: for every kind of column a reader (text → value) and a writer (value → text it reads back)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, TypeAlias

from samsyn.core.intake.rows.dates import from_serial, read_date, read_week, written_week
from samsyn.core.intake.rows.durations import read_hours, read_minutes, written_hours
from samsyn.core.intake.rows.errors import NotRead
from samsyn.core.intake.rows.neutral import neutral, plain_again
from samsyn.core.intake.rows.numbers import read_decimal, read_integer, read_money, written
from samsyn.core.intake.rows.personal_number import PersonalNumber, Sex, read_personal_number
from samsyn.core.intake.rows.shapes import Choice, Column
from samsyn.core.intake.rows.words import Neighbours, normalised, unambiguous

__all__ = [
    "from_serial",
    "read_choice",
    "read_date",
    "read_decimal",
    "read_hours",
    "read_integer",
    "read_minutes",
    "read_money",
    "read_sex",
    "read_text",
    "read_week",
    "read_yes_no",
    "reader_of",
    "writer_of",
]

Value: TypeAlias = str | int | bool | Decimal | date | PersonalNumber | None
Read: TypeAlias = Callable[[str], Value]

EXCEL_ERROR = re.compile(r"#(?:[A-ZÅÄÖ]{2,16}[!?]|DIV(?:ISION)?/0!|N/A|#+)")
NOTHING = frozenset({"", "-", "–", "—", "..", "…"})  # how tables and forms say that there is no answer
SEXES: Mapping[str, Sex] = {
    **dict.fromkeys(("kvinna", "kvinnor", "kv", "k", "female", "woman", "f", "flicka", "tjej"), "woman"),
    **dict.fromkeys(("man", "män", "m", "male", "pojke", "kille"), "man"),
}
ANSWERS = {
    **dict.fromkeys(("ja", "j", "x", "1", "sant", "yes", "y", "true"), True),
    **dict.fromkeys(("nej", "n", "0", "falskt", "no", "false"), False),
}
SHOWN_CHOICES = 8


def reader_of(column: Column, today: date) -> Read:
    """The reader of a column: None for an empty cell that may be empty, a value, or NotRead."""
    read = _readers(today)[column.kind] if column.kind != "choice" else choice_reader(column.choices)
    return partial(_read_cell, read, column.required, column.kind == "text")


def _read_cell(read: Read, required: bool, as_text: bool, text: str) -> Value:
    bare = text.strip()
    if not bare or (bare in NOTHING and not as_text):
        if required:
            raise NotRead("Uppgiften saknas.", "Fyll i cellen; kolumnen är obligatorisk.")
        return None
    if EXCEL_ERROR.fullmatch(bare):
        raise NotRead("Cellen visar ett fel från Excel i stället för ett värde.", "Rätta formeln, eller skriv värdet.")
    return read(plain_again(bare))


def _readers(today: date) -> dict[str, Read]:
    return {
        "text": read_text,
        "personal_number": lambda text: read_personal_number(text, today),
        "integer": read_integer,
        "decimal": read_decimal,
        "money": read_money,
        "yes_no": read_yes_no,
        "sex": read_sex,
        "date": lambda text: read_date(text, today),
        "week": lambda text: read_week(text, today),
        "minutes": read_minutes,
        "hours": read_hours,
    }


def read_text(text: str) -> str:
    """The text with line ends as newline."""
    return text[:1] + text[1:].replace("\r\n", "\n").replace("\r", "\n")


def read_sex(text: str) -> Sex:
    """
    >>> read_sex("K"), read_sex("man")
    ('woman', 'man')
    """
    found = SEXES.get(normalised(text))
    if found is None:
        raise NotRead("Det är varken kvinna eller man.", "Skriv kvinna eller man, eller K eller M.")
    return found


def read_yes_no(text: str) -> bool:
    """
    >>> read_yes_no("Ja"), read_yes_no("x"), read_yes_no("nej")
    (True, True, False)
    """
    found = ANSWERS.get(normalised(text))
    if found is None:
        raise NotRead("Det är varken ja eller nej.", "Skriv ja eller nej.")
    return found


def read_choice(text: str, choices: tuple[Choice, ...]) -> str:
    """The code of the choice that a text names by code, label or alias.

    >>> read_choice("arbetsförmedlingen", (Choice("af", "Arbetsförmedlingen"), Choice("fk", "Försäkringskassan")))
    'af'
    """
    return str(choice_reader(choices)(text))


def choice_reader(choices: tuple[Choice, ...]) -> Read:
    """Reads many cells of one column; spellings that name two choices (such as "< 1 år", "> 1 år") must be exact."""
    spelled = [(spelling, choice.code) for choice in choices for spelling in choice.spellings]
    exact = {**dict(reversed(spelled)), **{choice.label: choice.code for choice in choices}}
    folded = unambiguous((_folded(spelling), code) for spelling, code in spelled)
    loose = unambiguous((normalised(spelling), code) for spelling, code in spelled)
    label_of = {spelling: choice.label for choice in choices for spelling in choice.spellings}
    neighbours = Neighbours(label_of)

    def read(text: str) -> str:
        found = exact.get(text) or folded.get(_folded(text)) or loose.get(normalised(text))
        if found is None:
            near = neighbours.nearest(text)
            raise _no_choice(choices) if near is None else _near_choice(label_of[near])
        return found

    return read


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _near_choice(label: str) -> NotRead:
    return NotRead("Det är inget av svarsalternativen.", f"Menade du ”{label}”?")


def _no_choice(choices: tuple[Choice, ...]) -> NotRead:
    shown = ", ".join(f"”{choice.label}”" for choice in choices[:SHOWN_CHOICES])
    more = len(choices) - SHOWN_CHOICES
    remedy = f"Välj {shown} eller något av {more} till." if more > 0 else f"Välj {shown}."
    return NotRead("Det är inget av svarsalternativen.", remedy)


@dataclass(frozen=True)
class _Writer:
    write: Callable[[Any], str]
    bare: bool = False  # figures that this module wrote itself need no neutralising

    def __call__(self, value: Value) -> str:
        if value is None:
            return ""
        text = self.write(value)
        return text if self.bare else neutral(text)


def writer_of(column: Column) -> Callable[[Value], str]:
    """The writer of a column: text that its reader gives the same value for, harmless when opened in Excel."""
    if column.kind == "choice":
        labels = {choice.code: choice.label for choice in column.choices}
        return _Writer(lambda code: labels[code])
    return WRITERS[column.kind]


WRITERS: Mapping[str, _Writer] = {
    "text": _Writer(str),
    "personal_number": _Writer(lambda number: f"{number.digits[:8]}-{number.digits[8:]}", bare=True),
    "integer": _Writer(written, bare=True),
    "decimal": _Writer(written, bare=True),
    "money": _Writer(written, bare=True),
    "yes_no": _Writer(lambda answer: "ja" if answer else "nej"),
    "sex": _Writer(lambda sex: "kvinna" if sex == "woman" else "man"),
    "date": _Writer(date.isoformat, bare=True),
    "week": _Writer(written_week, bare=True),
    "minutes": _Writer(str, bare=True),
    "hours": _Writer(written_hours, bare=True),
}
