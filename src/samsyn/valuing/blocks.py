"""What a report is built of, before any of it is Word or a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Text:
    """style: body, lead or bullet."""

    text: str
    style: str = "body"


@dataclass(frozen=True)
class Table:
    """numeric: columns whose cells stand to the right. widths: how the width is shared."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()
    note: str = ""


Block = Heading | Text | Table
