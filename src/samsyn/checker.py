"""From the bytes of a file to what does not hold in it: reading, checking and the shipped measures together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from samsyn.core.intake.errors import Unreadable
from samsyn.core.parameters import Measure, measure_from
from samsyn.core.tables import Document
from samsyn.sandbox import ask
from samsyn.sandbox_wire import as_wire, document_from

MEASURES = Path(__file__).parent / "parameters" / "measures"
CONTRADICTS = ("error", "warning")


@dataclass(frozen=True)
class CheckedFile:
    """One file: the document as read (None when not asked for), its report, and every verified relation.

    report: {"file", "tables", "relations_verified", "findings"}; error and remedy are set when unreadable.
    """

    name: str
    document: Document | None
    report: dict[str, Any]
    relations: tuple[dict[str, Any], ...] = ()
    error: str = ""
    remedy: str = ""

    @property
    def contradicts(self) -> bool:
        """Whether a finding is an error or a warning; notes alone contradict nothing."""
        return any(finding["severity"] in CONTRADICTS for finding in self.report.get("findings", ()))

    def as_dict(self) -> dict[str, Any]:
        """The entry of `samsyn check --json`."""
        if self.error:
            return {"file": self.name, "error": self.error, "remedy": self.remedy}
        return {**self.report, **({"relations": list(self.relations)} if self.relations else {})}


def check_bytes(name: str, data: bytes, *, keep_document: bool = True, explain: bool = False) -> CheckedFile:
    """Read and check one file in a child process. Unreadable with reason and remedy; nothing else is raised."""
    answer = ask("check", name, data, options={"keep_document": keep_document, "explain": explain})
    document = document_from(answer["document"]) if keep_document else None
    return CheckedFile(name, document, answer["report"], tuple(answer.get("relations", ())))


def check_paths(paths: Iterable[Path], *, explain: bool = False) -> Iterator[CheckedFile]:
    """Check files one after the other; one that cannot be read says why, and the others are still checked."""
    for path in paths:
        try:
            data = _contents(path)
            checked = check_bytes(path.name, data, keep_document=False, explain=explain)
            report = {**checked.report, "file": str(path)}
            yield CheckedFile(str(path), None, report, checked.relations)
        except Unreadable as error:
            yield CheckedFile(str(path), None, {}, error=error.reason, remedy=error.remedy)


def check_here(name: str, data: bytes, *, keep_document: bool, explain: bool) -> dict[str, Any]:
    """What the child does: read, check, and answer with plain lists and objects."""
    from samsyn.core.checking import check
    from samsyn.core.intake import read

    document = read(name, data)
    report = check(document, measures())
    answer: dict[str, Any] = {"report": report.as_dict(file=name)}
    if explain:
        answer["relations"] = [relation.as_dict() for relation in report.relations]
    if keep_document:
        answer["document"] = as_wire(document)
    return answer


@cache
def measures() -> tuple[Measure, ...]:
    """The shipped measure definitions, in the order of their files."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries = [
        entry
        for path in sorted(MEASURES.glob("*.yaml"))
        for entry in yaml.load(path.read_text("utf-8"), Loader=loader)  # noqa: S506 - a safe loader, the fast one
    ]
    return tuple(measure_from(entry) for entry in entries)


def prepare() -> None:
    """Import and load everything a check needs, before the child shuts its doors."""
    import samsyn.core.checking  # noqa: F401

    measures()


def _contents(path: Path) -> bytes:
    from samsyn.core.intake.limits import FILE_BYTES

    try:
        if path.is_dir():
            raise Unreadable("Det är en mapp.", "Ange filerna i mappen.")
        with path.open("rb") as file:
            return file.read(FILE_BYTES + 1)
    except FileNotFoundError:
        raise Unreadable("Filen finns inte.", "Kontrollera namnet och mappen.") from None
    except OSError as error:
        raise Unreadable(f"Filen kan inte öppnas ({error.strerror}).", "Kontrollera behörigheten.") from None
