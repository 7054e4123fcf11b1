"""Cells of tables as HTML. Written here and not in a template: a list has hundreds of them, and this is much faster.

A cell is text, or a link or a tag around it, and perhaps a quiet note. The first cell of a row is its heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from samsyn.web.tables import Cell
from samsyn.web.tags import tag_of


def drawn(cells: Iterable[Cell], labels: Sequence[Any] = ()) -> SafeString:
    """A row's cells one after another, each escaped. With `labels` each cell also knows its column's name.

    >>> drawn([Cell("A & B"), Cell("7", numeric=True)])
    '<th scope="row" class="">A &amp; B</th><td class="numeric ">7</td>'
    >>> drawn([Cell("A"), Cell("7")], ["Namn", "Antal"])
    '<th scope="row" class="">A</th><td class="" data-label="Antal">7</td>'
    """
    return SafeString(
        "".join(
            _cell(cell, heading=at == 0, label=labels[at] if 0 < at < len(labels) else "")
            for at, cell in enumerate(cells)
        )
    )


def _cell(cell: Cell, *, heading: bool, label: Any = "") -> str:
    start, end = ('th scope="row"', "th") if heading else ("td", "td")
    css = f"numeric {_escaped(cell.css)}" if cell.numeric else _escaped(cell.css)
    if label and cell.text in (None, "–") and not cell.note:
        css += " nothing"  # a dash in a column says something; a dash in a list of one row's facts does not
    title = f' title="{_escaped(cell.title)}"' if cell.title else ""
    note = f' <span class="quiet">{_escaped(cell.note)}</span>' if cell.note else ""
    label = f' data-label="{_escaped(label)}"' if label else ""
    return f'<{start} class="{css}"{title}{label}>{_inside(cell)}{note}</{end}>'


def _inside(cell: Cell) -> str:
    if cell.tag:
        return drawn_tag(cell.tag, cell.text)
    return f'<a class="ds-link" href="{_escaped(cell.href)}">{_text(cell.text)}</a>' if cell.href else _text(cell.text)


def drawn_tag(kind: str, text: Any) -> SafeString:
    """Severity or status as word, sign and colour; `components/_tag.html` is the same on its own.

    >>> drawn_tag("neutral", "A & B")
    '<span class="ds-tag tag" data-color="neutral">A &amp; B</span>'
    """
    return SafeString(f"{_tag_start(kind)}{_text(text)}</span>")


@lru_cache
def _tag_start(kind: str) -> str:
    look = tag_of(kind)
    sign = f'<span class="tag__sign" aria-hidden="true">{look["sign"]}</span>' if look["sign"] else ""
    return f'<span class="ds-tag tag" data-color="{look["color"]}">{sign}'


def _text(value: Any) -> str:
    return "–" if value is None else _escaped(value)


def _escaped(value: Any) -> str:
    return conditional_escape(value if isinstance(value, str) else localize(value, use_l10n=True))
