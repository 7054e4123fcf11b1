"""A checked draft: its tables with marked cells beside the findings that mark them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.evaluation.models import CheckedDraft
from samsyn.apps.evaluation.presenters.printed import ORDER, place_text, severity_word, suggestion_text
from samsyn.core.tables.numbers import printed
from samsyn.web.sentences import in_tongue, phrase_in_tongue


def draft_page(draft: CheckedDraft) -> dict[str, Any]:
    """Blocks of the document in order, each with its findings, numbered through the document."""
    findings = sorted(draft.report.get("findings", []), key=_place)
    shown = [_finding(number, finding) for number, finding in enumerate(findings, start=1)]
    blocks = [_block(block, shown) for block in draft.document.get("blocks", [])]
    placed = {one["number"] for block in blocks for one in block["findings"]}
    return {
        "summary": summary(draft),
        "blocks": [block for block in blocks if block["kind"] == "table" or block["findings"] or block["level"]],
        "loose": [one for one in shown if one["number"] not in placed],
        "relations": [relation_text(each) for each in draft.report.get("relations", [])],
        "verified": draft.report.get("relations_verified", 0),
        "count": len(shown),
    }


def summary(draft: CheckedDraft) -> str:
    """How many of what; and that silence means something."""
    verified = draft.report.get("relations_verified", 0)
    tried = ngettext("%(n)d samband stämmer", "%(n)d samband stämmer", verified) % {"n": verified}
    tables = draft.report.get("tables", 0)
    read = ngettext("%(n)d tabell lästes", "%(n)d tabeller lästes", tables) % {"n": tables}
    found = draft.report.get("findings", [])
    if not found:
        return _("%(read)s. %(tried)s och inget säger emot.") % {"read": read, "tried": tried}
    counts = {key: sum(one["severity"] == key for one in found) for key in ("error", "warning", "note")}
    words = [
        ngettext("%(n)d fel", "%(n)d fel", counts["error"]) % {"n": counts["error"]},
        ngettext("%(n)d varning", "%(n)d varningar", counts["warning"]) % {"n": counts["warning"]},
        ngettext("%(n)d notering", "%(n)d noteringar", counts["note"]) % {"n": counts["note"]},
    ]
    return f"{read}. {', '.join(words)}. {tried}."


def _place(finding: dict[str, Any]) -> tuple:
    where = finding["where"]
    cell = where.get("cell")
    if cell:
        return (0, *cell, ORDER.get(finding["severity"], 3))
    return (1, where.get("paragraph") or 0, 0, 0, ORDER.get(finding["severity"], 3))


def _finding(number: int, finding: dict[str, Any]) -> dict[str, Any]:
    where = finding["where"]
    place = place_text(where.get("row"), where.get("column"))
    return {
        "number": number,
        "severity": finding["severity"],
        "severity_text": severity_word(finding["severity"]),
        "title": f"{number}. {place or _('I texten')}",
        "message": in_tongue(finding["message"]),
        "printed": finding.get("printed") or "",
        "computed": phrase_in_tongue(finding.get("computed") or ""),
        "suggestion": suggestion_text(finding.get("suggestion")),
        "cell": tuple(where["cell"]) if where.get("cell") else None,
        "paragraph": where.get("paragraph"),
    }


def _block(block: dict[str, Any], findings: list[dict[str, Any]]) -> dict[str, Any]:
    if "rows" not in block:
        own = [one for one in findings if one["cell"] is None and one["paragraph"] == block["number"]]
        return {"kind": "text", "text": block["text"], "level": block["level"], "findings": own}
    own = [one for one in findings if one["cell"] and one["cell"][0] == block["table"]]
    marks: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for one in own:
        marks.setdefault(one["cell"][1:], []).append(one)
    heads = block["header_rows"] or 1
    rows = [
        {
            "head": r < heads,
            "cells": [
                {"text": text, "numeric": printed(text) is not None, "marks": marks.get((r, c), [])}
                for c, text in enumerate(row)
            ],
        }
        for r, row in zip(block["numbers"], block["rows"], strict=True)
    ]
    name = block["name"] or _("Tabell %(number)s") % {"number": block["table"] + 1}
    return {
        "kind": "table", "name": name, "number": block["table"], "level": 0, "findings": own,
        "head": [row for row in rows if row["head"]], "rows": [row for row in rows if not row["head"]],
        "left_out": block["of"] - len(block["numbers"]),
    }  # fmt: skip


def relation_text(relation: dict[str, Any]) -> str:
    """One relation that was tried, in words."""
    where = relation.get("where") or {}
    place = place_text(*(where.get(key) for key in ("table", "row", "column")))
    formula = phrase_in_tongue(relation.get("formula") or relation.get("message") or "")
    verdict = _("stämmer") if relation.get("holds", True) else _("stämmer inte")
    times = relation.get("count", 1)
    tail = f" ({times} ×)" if times > 1 else ""
    return f"{place}: {formula} – {verdict}{tail}" if place else f"{formula} – {verdict}{tail}"
