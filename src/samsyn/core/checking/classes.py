"""Gaps and overlaps between interval labels that follow each other."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samsyn.core.checking.report import Finding, Relation, Severity, Where
from samsyn.core.checking.wording import table_name
from samsyn.core.tables.labels import is_total, normal
from samsyn.core.tables.structure import Sheet

UNIT = r"(?P<unit>\s*(?:år|åringar|månader|mån|veckor|dagar|timmar|tim|h|kr|kronor|tkr|personer|st|%)?\b\.?)"
N = r"(?P<{}>\d{{1,3}}(?: \d{{3}})+|\d+)"
TO = r"\s*(?:-|–|—|till(?: och med)?|t\.?o\.?m\.?|upp till)\s*"
BELOW = r"(?:under|yngre än|mindre än|färre än|kortare än|lägre än|<)"
ABOVE = r"(?:över|äldre än|mer än|fler än|längre än|högre än|mera än|>)"
RANGE = re.compile("^" + N.format("low") + UNIT.replace("unit", "first") + TO + N.format("high") + UNIT + "$")
LESS = re.compile("^" + BELOW + r"\s*" + N.format("high") + UNIT + "$")
MORE = re.compile("^" + ABOVE + r"\s*" + N.format("low") + UNIT + "$")
MOST = re.compile(r"^(?:högst|max|upp till|till och med|t\.?o\.?m\.?|≤|–|-)\s*" + N.format("high") + UNIT + "$")
LEAST = re.compile(r"^(?:minst|från|fr\.?o\.?m\.?|≥)\s*" + N.format("low") + UNIT + "$")
UPWARD = re.compile(
    "^" + N.format("low") + UNIT + r"\s*(?:\+|–|-|(?:och|eller) (?:äldre|över|mer|fler|längre|uppåt|däröver)|uppåt)$"
)
DOWNWARD = re.compile("^" + N.format("high") + UNIT + r"\s*(?:och|eller) (?:yngre|under|mindre|färre|kortare|nedåt)$")
LIMIT = 10**12


@dataclass(frozen=True)
class Interval:
    """Whole numbers from low to high, both included."""

    label: str
    low: int
    high: int
    unit: str
    place: int

    @property
    def width(self) -> int:
        return self.high - self.low + 1

    @property
    def open(self) -> bool:
        return self.low <= -LIMIT or self.high >= LIMIT


def interval(label: str, place: int = 0) -> Interval | None:
    """Read "18–20 år", "över 25", "65 år och äldre"; None for anything else and for years.

    >>> interval("Över 25 år").low, interval("18–20").high
    (26, 20)
    """
    text = normal(label)
    low, high, found = -LIMIT, LIMIT, None
    for pattern, low_more, high_less in (
        (RANGE, 0, 0), (LESS, 0, 1), (MORE, 1, 0), (MOST, 0, 0), (LEAST, 0, 0), (UPWARD, 0, 0), (DOWNWARD, 0, 0),
    ):  # fmt: skip
        found = pattern.match(text)
        if found:
            named = found.groupdict()
            low = int(named["low"].replace(" ", "")) + low_more if named.get("low") else low
            high = int(named["high"].replace(" ", "")) - high_less if named.get("high") else high
            break
    if found is None or low > high:
        return None
    if any(1900 <= edge <= 2100 for edge in (low, high)):
        return None
    return Interval(label.strip(), low, high, (found["unit"] or "").strip(" ."), place)


def check_classes(sheet: Sheet) -> tuple[list[Relation], list[Finding]]:
    """Every run of interval labels in rows or columns."""
    relations: list[Relation] = []
    findings: list[Finding] = []
    for by_row, title, run in _runs(sheet):
        words = ", ".join(each.label for each in run)
        gaps = list(_faults(run))
        where = _where(sheet, run[-1], by_row, title)
        relations.append(Relation("classes", where, f"Klasserna {words} följer på varandra", not gaps))
        findings += [
            Finding("classes", severity, _where(sheet, after, by_row, title), after.label, computed, message, None,
                    tuple((sheet.index, *_cell(sheet, each, by_row)) for each in (before, after)))
            for before, after, severity, computed, message in gaps
        ]  # fmt: skip
    return relations, findings


def _runs(sheet: Sheet) -> Iterator[tuple[bool, str, list[Interval]]]:
    if sheet.grid.shape[0] <= 2_000:
        for block in sheet.blocks:
            labels = [(sheet.row_labels(r)[-1:] or [""])[0] for r in block.rows]
            yield from ((True, block.title, run) for run in _run(labels, block.rows))
    groups: dict[tuple[str, ...], list[int]] = {}
    for c, path in enumerate(sheet.paths):
        if path and c not in sheet.label_columns:
            groups.setdefault(path[:-1], []).append(c)
    for parents, columns in groups.items():
        labels = [sheet.paths[c][-1] for c in columns]
        yield from ((False, " ".join(parents), run) for run in _run(labels, columns))


def _run(labels: Sequence[str], places: Sequence[int]) -> Iterator[list[Interval]]:
    """One run, if most labels that are no totals are intervals. Wider classes that hold several others are left out."""
    pairs = [(label, place) for label, place in zip(labels, places, strict=True) if label and not is_total(label)]
    found = [each for label, place in pairs if (each := interval(label, place)) is not None]
    if len(found) < 2 or 3 * len(found) < 2 * len(pairs) or all(each.open for each in found):
        return
    if len({each.unit for each in found if each.unit}) > 1:
        return  # months and years
    if len({(each.low, each.high) for each in found}) < len(found):
        return  # the same classes for several groups
    within = [
        each for each in found
        if sum(other is not each and each.low <= other.low and other.high <= each.high for other in found) < 1
    ]  # fmt: skip
    ordered = sorted(within, key=lambda each: (each.low, each.high))
    if len(ordered) >= 2 and ordered in (within, within[::-1]):
        yield ordered


def _faults(run: Sequence[Interval]) -> Iterator[tuple[Interval, Interval, Severity, str, str]]:
    for before, after in itertools.pairwise(run):
        unit = after.unit or before.unit
        if after.low > before.high + 1:
            first, last = before.high + 1, after.low - 1
            missing = f"{first}" if first == last else f"{first}–{last}"
            size = last - first + 1
            widths = [each.width for each in (before, after) if not each.open]
            severity: Severity = "warning" if not widths or size <= min(widths) else "note"
            yield (
                before,
                after,
                severity,
                missing,
                (
                    f"Klasserna ”{before.label}” och ”{after.label}” lämnar en lucka: {_with(missing, unit)} hör inte "
                    f"till någon klass. Skriv till exempel ”{_mended(after, first, unit)}” eller ange vart dessa "
                    "räknats."
                ),
            )
        elif after.low <= before.high:
            shared = f"{after.low}" if after.low == before.high else f"{after.low}–{before.high}"
            edge = after.low == before.high and unit not in ("år", "åringar")
            yield (
                before,
                after,
                "note" if edge else "warning",
                shared,
                (
                    f"Klasserna ”{before.label}” och ”{after.label}” överlappar: {_with(shared, unit)} hör till båda. "
                    "Ändra en gräns så att varje värde får en enda klass."
                ),
            )


def _mended(after: Interval, first: int, unit: str) -> str:
    if after.high >= LIMIT:
        return f"{_with(f'{first}', unit)} och över"
    return _with(f"{first}–{after.high}", unit)


def _with(numbers: str, unit: str) -> str:
    return f"{numbers} {unit}" if unit else numbers


def _cell(sheet: Sheet, each: Interval, by_row: bool) -> tuple[int, int]:
    if by_row:
        return each.place, sheet.label_columns[-1] if sheet.label_columns else 0
    return max(0, sheet.header_rows - 1), each.place


def _where(sheet: Sheet, each: Interval, by_row: bool, title: str) -> Where:
    row, column = (each.label, title) if by_row else (title, each.label)
    return Where(table_name(sheet), row, column, each.label, (sheet.index, *_cell(sheet, each, by_row)))
