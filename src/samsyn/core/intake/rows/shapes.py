"""A shape says which columns an import has, what each may hold, and which of them tell one row from another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from samsyn.core.intake.rows.words import normalised

Kind: TypeAlias = Literal[
    "text", "personal_number", "integer", "decimal", "money", "yes_no", "sex", "date", "week", "minutes", "hours",
    "choice",
]  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """One of the answers of a column. code is what is kept; label is what people write, aliases what else they may."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.code, self.label, *self.aliases)


@dataclass(frozen=True)
class Column:
    """One column. unique: no two rows of a file may hold the same. minutes and hours both give minutes, and differ in
    what a bare number means. ValueError when the kind is unknown, or choices and kind do not go together."""

    code: str
    label: str
    kind: Kind
    required: bool = False
    aliases: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    unique: bool = False
    help: str = ""

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            raise ValueError(f"Kolumnen {self.label} har det okända slaget {self.kind}.")
        if bool(self.choices) != (self.kind == "choice"):
            raise ValueError(f"Kolumnen {self.label}: svarsalternativ hör till slaget choice, som alltid har dem.")
        _refuse_doubles("kod", [choice.code for choice in self.choices])
        _refuse_doubles("text", [choice.label for choice in self.choices])
        if any(not normalised(choice.label) or choice.label != choice.label.strip() for choice in self.choices):
            raise ValueError(f"Kolumnen {self.label}: varje svarsalternativ behöver minst en bokstav eller siffra.")


@dataclass(frozen=True)
class Shape:
    """The columns of an import and of its export. key: codes that together tell which record a row is about.

    ValueError when two columns have the same code or header, or the key names a column that is not there.
    >>> shape = Shape("people", "Deltagare", (Column("name", "Namn", "text"),), key=("name",))
    >>> shape.column("name").label
    'Namn'
    """

    code: str
    label: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    version: int = 1

    def __post_init__(self) -> None:
        _refuse_doubles("kod", [column.code for column in self.columns])
        _refuse_doubles("rubrik", [normalised(column.label) for column in self.columns])
        if missing := set(self.key) - {column.code for column in self.columns}:
            raise ValueError(f"Nyckeln i {self.label} nämner kolumner som inte finns: {', '.join(sorted(missing))}.")

    def column(self, code: str) -> Column:
        """The column with this code; KeyError when there is none."""
        for column in self.columns:
            if column.code == code:
                return column
        raise KeyError(f"{self.label} har ingen kolumn {code}.")

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(column.code for column in self.columns)


def _refuse_doubles(what: str, names: list[str]) -> None:
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"Samma {what} står två gånger: {', '.join(twice)}.")
