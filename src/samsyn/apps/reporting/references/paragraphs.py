"""A writer's text as blocks: paragraphs, points that begin with "- ", and references written out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby

from samsyn.apps.reporting.content import Block, ListBlock, Run, Text
from samsyn.apps.reporting.references.formats import CannotWrite, written
from samsyn.apps.reporting.references.parsing import references_in
from samsyn.apps.reporting.references.typed import ORDERED, YEAR
from samsyn.core.quantities import NBSP
from samsyn.core.tables.figure import Figure

_POINT = re.compile(r"^\s*[-–•]\s+")
_NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+")


def blocks_of(text: str, figures: Mapping[str, Figure], style: str = "body") -> tuple[Block, ...]:
    """Empty lines part paragraphs. A reference that no longer leads anywhere is shown as it is written."""
    blocks: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        for kind, lines in groupby(paragraph.split("\n"), key=_kind):
            blocks.append(_block(kind, list(lines), figures, style))
    return tuple(block for block in blocks if not (isinstance(block, Text) and not block.plain.strip()))


def _kind(line: str) -> str:
    if _POINT.match(line):
        return "points"
    return "numbered" if _NUMBERED.match(line) else "text"


def _block(kind: str, lines: list[str], figures: Mapping[str, Figure], style: str) -> Block:
    if kind == "text":
        return Text(runs_of(" ".join(line.strip() for line in lines), figures), style)
    mark = _POINT if kind == "points" else _NUMBERED
    return ListBlock(tuple(runs_of(mark.sub("", line), figures) for line in lines), kind == "numbered")


def runs_of(text: str, figures: Mapping[str, Figure]) -> tuple[Run, ...]:
    runs, at = [], 0
    for reference in references_in(text):
        runs.append(Run(typeset(text[at : reference.start])))
        try:
            runs.append(Run(written(reference.key, reference.format, figures), reference.key))
        except (KeyError, CannotWrite):
            runs.append(Run(text[reference.start : reference.end]))
        at = reference.end
    runs.append(Run(typeset(text[at:])))
    return tuple(run for run in runs if run.text)


def typeset(text: str) -> str:
    """Swedish typography: en dashes between years and as dashes, right quotes, no break before an ordinal's number."""
    text = re.sub(r"\\(?=\S)", "", text)
    text = re.sub(rf"({YEAR})-({YEAR})(?!\d)", r"\1–\2", text)
    text = re.sub(r"(?<=\s)-(?=\s)", "–", text)
    text = text.replace('"', "”")
    return re.sub(rf"(?<!\w)({ORDERED}) (?=\d)", rf"\1{NBSP}", text, flags=re.IGNORECASE)
