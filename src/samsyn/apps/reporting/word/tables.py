"""A table in Word: a header row that repeats, rows that do not break, digits to the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import ngettext

from samsyn.apps.reporting.content import Cell, TableBlock
from samsyn.apps.reporting.word.xml import attribute, paragraph, run

WIDTH = 9070  # twentieths of a point: 160 mm
LETTER, PADDING = 96, 150  # a letter at 8.5 points, and the cell's margins
KEPT_TOGETHER = 12  # rows; a short table is not parted by a page
WIDEST = 42  # letters a column may ask for before it breaks lines


def table_xml(table: TableBlock, styles: Mapping[str, str]) -> str:
    """The table itself; its caption and note are paragraphs of their own."""
    widths = column_widths(table)
    has_total = int(bool(table.rows) and table.rows[-1].kind == "total")
    look = f'w:val="06{6 if has_total else 2}0" w:firstRow="1" w:lastRow="{has_total}" w:firstColumn="0"'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = _row(
        [Cell(column.label) for column in table.columns], table, widths, styles, heading=True, bold=True, keep=True
    )
    together = len(table.rows) <= KEPT_TOGETHER
    body = "".join(
        _row(row.cells, table, widths, styles, bold=row.kind == "total", keep=together and row is not table.rows[-1])
        for row in table.rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{styles["Samsyntabell"]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook {look} w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={attribute(table.caption)}/>"
        f"<w:tblDescription w:val={attribute(description(table))}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
    )


def description(table: TableBlock) -> str:
    """The table's text alternative: its columns and how many rows it has."""
    rows = ngettext("%(count)s rad", "%(count)s rader", len(table.rows)) % {"count": len(table.rows)}
    return f"{rows}: {', '.join(column.label for column in table.columns)}."


def _row(
    cells: Sequence[Cell], table, widths, styles, *, heading: bool = False, bold: bool = False, keep: bool = False
) -> str:
    properties = "<w:cantSplit/><w:tblHeader/>" if heading else "<w:cantSplit/>"
    drawn = []
    for index, cell in enumerate(cells):
        right = table.columns[index].numeric if index < len(table.columns) else cell.numeric
        style = styles["Tabelltal" if right else "Tabelltext"]
        inside = paragraph(style, run(cell.text, bold=bold) if cell.text else "", "<w:keepNext/>" if keep else "")
        drawn.append(f'<w:tc><w:tcPr><w:tcW w:w="{widths[index]}" w:type="dxa"/></w:tcPr>{inside}</w:tc>')
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(drawn)}</w:tr>"


def column_widths(table: TableBlock) -> list[int]:
    """Widths that sum to the page's: no word or number is broken while there is room, the rest by length of text."""
    texts = [
        [column.label, *(row.cells[index].text for row in table.rows)] for index, column in enumerate(table.columns)
    ]
    least = [max((_longest_word(text) for text in column), default=1) * LETTER + PADDING for column in texts]
    wanted = [min(max(_wish(column)), WIDEST) * LETTER + PADDING for column in texts]
    if sum(least) >= WIDTH:
        return _scaled(least)
    spare = WIDTH - sum(least)
    wish = [max(want - low, 0) for want, low in zip(wanted, least, strict=True)]
    total = sum(wish) or 1
    share = min(1.0, spare / total)
    widths = [low + int(one * share) for low, one in zip(least, wish, strict=True)]
    return _scaled(widths)


def _wish(column: list[str]) -> list[int]:
    """Letters asked for by the heading, which may break in two, and by each cell."""
    return [len(column[0]) // 2, *(len(text) for text in column[1:])]


def _scaled(widths: list[int]) -> list[int]:
    factor = WIDTH / sum(widths)
    scaled = [int(width * factor) for width in widths]
    scaled[0] += WIDTH - sum(scaled)
    return scaled


def _longest_word(text: str) -> int:
    return max((len(word) for word in text.replace("–", "– ").replace("/", "/ ").split(" ")), default=1)
