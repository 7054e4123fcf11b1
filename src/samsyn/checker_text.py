"""What the checker found, in Swedish, for a person at a terminal."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from samsyn.checker import CheckedFile

SEVERITIES = {"error": "Fel", "warning": "Varning", "note": "Not"}


def as_text(checked: CheckedFile, *, explain: bool) -> str:
    """The findings of one file grouped by table, and with explain every relation that was verified."""
    report = checked.report
    findings = report["findings"]
    lines = [checked.name, f"  {_summary(report)}"]
    for table, group in groupby(findings, key=lambda finding: finding["where"].get("table")):
        lines += ["", f"  {_shortened(str(table)) if table else 'I texten'}"]
        for finding in group:
            lines += _finding(finding)
    if explain:
        lines += ["", "  Kontrollerade samband:", *(f"    {_relation(each)}" for each in checked.relations)]
    return "\n".join([*lines, ""])


def _summary(report: dict[str, Any]) -> str:
    counts = [_counted(report["tables"], "tabell", "tabeller")]
    counts.append(_counted(report["relations_verified"], "samband stämmer", "samband stämmer"))
    for severity, (one, many) in {
        "error": ("fel", "fel"), "warning": ("varning", "varningar"), "note": ("not", "noter"),
    }.items():  # fmt: skip
        number = sum(finding["severity"] == severity for finding in report["findings"])
        counts += [_counted(number, one, many)] if number else []
    return ", ".join(counts) + ("." if report["findings"] else "; inget säger emot.")


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _finding(finding: dict[str, Any]) -> list[str]:
    where = finding["where"]
    place = ", ".join(
        f"{word} {where[key]}"
        for key, word in (("row", "rad"), ("column", "kolumn"))
        if where.get(key) not in (None, "")
    )
    lines = [f"    {SEVERITIES.get(finding['severity'], finding['severity'])}: {finding['message']}"]
    if place:
        lines.append(f"      Plats: {place}")
    if where.get("text") and where["text"] != finding.get("printed"):
        lines.append(f"      Text: {_shortened(str(where['text']), 200)}")
    if finding.get("printed") not in (None, "") or finding.get("computed") not in (None, ""):
        lines.append(f"      Tryckt: {_shown(finding.get('printed'))}   Uträknat: {_shown(finding.get('computed'))}")
    if suggestion := finding.get("suggestion"):
        lines.append(f"      Förslag: {_suggestion(suggestion)}")
    return lines


def _suggestion(suggestion: dict[str, Any]) -> str:
    where = suggestion.get("where") or {}
    place = ", ".join(str(where[key]) for key in ("row", "column") if where.get(key) not in (None, ""))
    return f"{place + ': ' if place else ''}{_shown(suggestion.get('printed'))} → {_shown(suggestion.get('value'))}"


def _relation(relation: dict[str, Any]) -> str:
    where = relation["where"]
    place = ", ".join(_shortened(str(where[key]), 60) for key in ("table", "row", "column") if where.get(key))
    times = f" ({relation['count']} gånger)" if relation.get("count", 1) > 1 else ""
    return (
        f"{'stämmer' if relation['holds'] else 'BRISTER'}: {place + ': ' if place else ''}{relation['formula']}{times}"
    )


def _shown(value: Any) -> str:
    return "–" if value in (None, "") else str(value)


def _shortened(text: str, longest: int = 110) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
