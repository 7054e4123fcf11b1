"""A user's own draft is checked in a limited child process. The report is kept; the file is not."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction

from samsyn.apps.audit.actions import record
from samsyn.apps.evaluation.models import CheckedDraft
from samsyn.checker import CheckedFile, check_bytes
from samsyn.core.tables import Paragraph, Table

ROWS_KEPT = 200  # of a table; beyond that only rows near a finding are kept
AROUND = 2
FINDINGS_KEPT = 500


def check_draft(*, user, name: str, data: bytes) -> CheckedDraft:
    """Check an uploaded draft and keep what was found. Unreadable (with reason and remedy) when it cannot be read.

    The reading happens before the transaction begins: it may take seconds, and must not hold the store meanwhile.
    """
    checked = check_bytes(name, data, keep_document=True, explain=True)
    return _keep(user, name, data, checked)


@transaction.atomic
def _keep(user, name: str, data: bytes, checked: CheckedFile) -> CheckedDraft:
    findings = checked.report["findings"]
    draft = CheckedDraft(
        user=user,
        name=name[-255:],
        sha256=hashlib.sha256(data).hexdigest(),
        document={"blocks": _blocks(checked)},
        report={**checked.report, "findings": findings[:FINDINGS_KEPT], "relations": list(checked.relations)[:2000]},
        errors=sum(finding["severity"] == "error" for finding in findings),
        warnings=sum(finding["severity"] == "warning" for finding in findings),
    )
    draft.full_clean(exclude=["document", "report"])
    draft.save()
    record("draft_checked", by=user, target=draft, errors=draft.errors, warnings=draft.warnings)
    return draft


def _blocks(checked: CheckedFile) -> list[dict[str, Any]]:
    """What the page needs to show: tables, and of the running text only headings and paragraphs with a finding."""
    marked_rows: dict[int, set[int]] = {}
    marked_text: set[int] = set()
    for finding in checked.report["findings"]:
        for place in (finding["where"], (finding.get("suggestion") or {}).get("where") or {}):
            if place.get("cell"):
                marked_rows.setdefault(place["cell"][0], set()).add(place["cell"][1])
            elif place.get("paragraph") is not None:
                marked_text.add(place["paragraph"])
    blocks: list[dict[str, Any]] = []
    tables = paragraphs = 0
    for block in checked.document.blocks if checked.document else ():
        if isinstance(block, Table):
            blocks.append(_table(block, tables, marked_rows.get(tables, set())))
            tables += 1
        elif isinstance(block, Paragraph):
            if block.level or paragraphs in marked_text:
                blocks.append(
                    {"text": block.text[:3000], "level": block.level, "number": paragraphs, "page": block.page}
                )
            paragraphs += 1
    return blocks


def _table(table: Table, number: int, marked: set[int]) -> dict[str, Any]:
    near = {row + step for row in marked for step in range(-AROUND, AROUND + 1)}
    keep = [r for r in range(len(table.rows)) if r < ROWS_KEPT or r in near][: ROWS_KEPT * 3]
    return {
        "table": number,
        "name": table.name,
        "page": table.page,
        "header_rows": table.header_rows,
        "of": len(table.rows),
        "numbers": keep,
        "rows": [[str(cell) for cell in table.rows[r]] for r in keep],
    }


@transaction.atomic
def remove_draft(*, draft: CheckedDraft, by) -> None:
    """Remove a draft's report for good."""
    record("draft_removed", by=by, target=draft)
    draft.delete()
