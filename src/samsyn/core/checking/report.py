"""What the checker says: relations it verified, and findings with a place, a figure and a remedy."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

FindingKind = Literal["sum", "share", "ratio", "classes", "repeat", "claim", "base"]
Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
Cell = tuple[int, int, int]  # table, row, column; all from 0


@dataclass(frozen=True)
class Where:
    """A place in words, and its cell where it has one.

    table: "Tabell 3: caption", counted through the document; "" for running text.
    text: what stands there, or the sentence.
    paragraph counts the document's paragraphs from 0.
    """

    table: str = ""
    row: str = ""
    column: str = ""
    text: str = ""
    cell: Cell | None = None
    paragraph: int | None = None
    page: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """The four words of the interface, then positions for those who highlight them."""
        place: dict[str, Any] = {"table": self.table or None, "row": self.row or None, "column": self.column or None}
        place |= {"text": self.text, "cell": list(self.cell) if self.cell else None}
        return place | {"paragraph": self.paragraph, "page": self.page}

    @property
    def spoken(self) -> str:
        """How a message names the place."""
        parts = [
            self.table.split(":")[0],
            f"raden {self.row}" if self.row else "",
            self.column and f"kolumnen {self.column}",
        ]
        return ", ".join(part for part in parts if part) or "texten"


@dataclass(frozen=True)
class Suggestion:
    """The one cell that would make everything hold, as printed now and as it would be printed."""

    where: Where
    printed: str
    value: str

    def as_dict(self) -> dict[str, Any]:
        return {"where": self.where.as_dict(), "printed": self.printed, "value": self.value}


@dataclass(frozen=True)
class Finding:
    """Something that does not hold. printed is what stands there, computed what the document itself gives instead."""

    kind: FindingKind
    severity: Severity
    where: Where
    printed: str
    computed: str
    message: str
    suggestion: Suggestion | None = None
    cells: tuple[Cell, ...] = ()  # every cell that the relation joins, for highlighting

    def as_dict(self) -> dict[str, Any]:
        """The finding as `samsyn check --json` prints it."""
        return {
            "kind": self.kind,
            "severity": self.severity,
            "where": self.where.as_dict(),
            "printed": self.printed,
            "computed": self.computed,
            "message": self.message,
            "suggestion": self.suggestion.as_dict() if self.suggestion else None,
        }

    @property
    def table_index(self) -> int | None:
        return self.where.cell[0] if self.where.cell else None

    @property
    def row_index(self) -> int | None:
        return self.where.cell[1] if self.where.cell else None

    @property
    def column_index(self) -> int | None:
        return self.where.cell[2] if self.where.cell else None


@dataclass(frozen=True)
class Relation:
    """A relation that was tried: formula in words, whether it holds, and for how many cells it was tried at once.

    message says all of it in one line; it is made here.
    """

    kind: FindingKind
    where: Where
    formula: str
    holds: bool
    count: int = 1
    message: str = ""

    def __post_init__(self) -> None:
        verdict = "stämmer" if self.holds else "stämmer inte"
        times = f" ({self.count} gånger)" if self.count > 1 else ""
        object.__setattr__(self, "message", f"{self.where.spoken}: {self.formula} – {verdict}{times}")

    def as_dict(self) -> dict[str, Any]:
        place = self.where.as_dict()
        return {"kind": self.kind, "where": place, "formula": self.formula, "holds": self.holds, "count": self.count}


@dataclass(frozen=True)
class Report:
    """Everything about one document."""

    tables: int = 0
    relations: tuple[Relation, ...] = ()
    findings: tuple[Finding, ...] = ()
    name: str = field(default="", compare=False)

    @property
    def relations_verified(self) -> int:
        """How many single relations held."""
        return sum(relation.count for relation in self.relations if relation.holds)

    @property
    def contradicts(self) -> bool:
        """Exit status 1: at least one error or warning."""
        return any(finding.severity != "note" for finding in self.findings)

    def as_dict(self, file: str = "") -> dict[str, Any]:
        """One entry of "files" in `samsyn check --json`."""
        return {
            "file": file or self.name,
            "tables": self.tables,
            "relations_verified": self.relations_verified,
            "findings": [finding.as_dict() for finding in self.findings],
        }

    def named(self, name: str) -> Report:
        return replace(self, name=name)
