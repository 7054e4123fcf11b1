"""Draw small documents for tests: a table as text, one row a line, cells parted by |."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from samsyn.core.checking import Finding, Report, check
from samsyn.core.parameters import Measure, measure_from
from samsyn.core.tables import Document, Paragraph, Table

ROOT = Path(__file__).parents[3]
FIXTURES = ROOT / "tests" / "fixtures"


@cache
def measures() -> tuple[Measure, ...]:
    text = (ROOT / "src/samsyn/parameters/measures/project.yaml").read_text("utf-8")
    return tuple(measure_from(entry) for entry in yaml.safe_load(text))


def table(drawing: str, name: str = "") -> Table:
    """
    | a | 1 |
    """
    lines = [line.strip() for line in drawing.strip().splitlines()]
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    return Table(tuple(rows), name)


def report(*blocks: str | Table | Paragraph, named: bool = True) -> Report:
    """Check a document of drawings (with a bar) and sentences (without)."""
    shaped = [
        (table(block) if "|" in block else Paragraph(block)) if isinstance(block, str) else block for block in blocks
    ]
    return check(Document("prov", tuple(shaped)), measures() if named else ())


def serious(found: Report) -> list[Finding]:
    return [finding for finding in found.findings if finding.severity != "note"]


def source(number: str, *order: str) -> Report:
    """The figures of a published source and sentences of ours about it, in the order named."""
    raw = yaml.safe_load((FIXTURES / f"kalla_{number}.yaml").read_text("utf-8"))
    blocks: list[Table | Paragraph] = []
    for key in order:
        if key in raw["sentences"]:
            blocks.append(Paragraph(raw["sentences"][key]))
        else:
            several = raw["annexes"] if key == "annexes" else [raw["tables"][key]]
            blocks += [Table(tuple(tuple(row) for row in each["rows"]), each["name"]) for each in several]
    return check(Document(f"källa {number}", tuple(blocks)), measures())


def pairs(found: Report, kind: str) -> set[tuple[str, str]]:
    """What stands there and what it would be, with plain spaces."""
    return {
        (plain(finding.printed), plain(finding.computed)) for finding in found.findings if finding.kind == kind
    }  # fmt: skip


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")
