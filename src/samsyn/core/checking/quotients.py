"""Find the shares and ratios that a table shows: by what their headers name, and by fit over the rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from samsyn.core.checking.families import Family, IntArray, lines_to_cells
from samsyn.core.checking.meaning import Measures, Quantity
from samsyn.core.tables.grid import NUMBER, FloatArray
from samsyn.core.tables.labels import CHANGE, is_additive, is_only_total, is_total, normal
from samsyn.core.tables.structure import Sheet

MOST_COLUMNS = 60
SAMPLE = 40
BITS = 4.0  # powers of ten against coincidence that a fit must reach


def named_ratios(sheet: Sheet, measures: Measures, by_row: bool) -> list[Family]:
    """Ratios whose line, numerator and denominator are all named by definitions. by_row: measures stand on rows."""
    grid = sheet.grid
    body = [r for block in sheet.blocks for r in block.rows]
    if by_row and len(body) > 500:
        return []
    lines = body if by_row else sheet.columns
    cross = np.asarray(sheet.columns if by_row else body, np.intp)
    named: dict[Quantity, int] = {}
    for line in lines:
        where = (line, slice(None)) if by_row else (slice(None), line)
        percent = bool(grid.percent[where][sheet.quantity[where]].any())
        path = sheet.row_labels(line)[-1:] if by_row else list(sheet.paths[line])
        quantity = measures.named(path, percent, sheet.caption)
        if quantity is not None:
            named.setdefault(quantity, line)
    found: list[Family] = []
    for quantity, line in named.items():
        terms = measures.terms(quantity)
        if terms is None:
            continue
        top, base = (_line_of(named, term) for term in terms)
        if top is None or base is None or line in (top, base):
            continue
        percent = measures.by_code[quantity.measure].percent
        scale = 100.0 if percent else _money_scale(sheet, line, top, base, cross, by_row)
        words = f"{_label(sheet, line, by_row)} = {_label(sheet, top, by_row)} / {_label(sheet, base, by_row)}"
        family = _family(sheet, line, top, base, cross, by_row, scale, words, "measure")
        if percent:
            family.kind = "share"
        if not _other_definition(family):
            found.append(family)
    return found


def _money_scale(sheet: Sheet, line: int, top: int, base: int, cross: IntArray, by_row: bool) -> float:
    """Costs in thousands and a cost per person in kronor: the power of ten nearest to what most cells show."""
    value = sheet.grid.value[:, cross] if by_row else sheet.grid.value[cross].T
    with np.errstate(all="ignore"):
        off = np.log10(value[line] / (value[top] / value[base]))
    known = off[np.isfinite(off)]
    nearest = 3 * round(float(np.median(known)) / 3) if len(known) else 0
    return 10.0**nearest if abs(nearest) <= 6 else 1.0


def _other_definition(family: Family) -> bool:
    """No row of three or more holds and most are far off: the label means something else here."""
    tested = family.tested
    if tested.sum() < 3 or (family.holds & ~family.trivial).any():
        return False
    target = family.sheet.grid.value[family.target[:, 0], family.target[:, 1]][tested]
    with np.errstate(all="ignore"):
        off = np.abs(family.computed[tested] - target) / np.maximum(np.abs(target), 1e-9)
    return bool(np.median(off) > 0.25)


def _line_of(named: dict[Quantity, int], wanted: Quantity) -> int | None:
    """The line of a quantity; a ratio that names no part is of the outcome where both are shown."""
    tries = [wanted.part] if wanted.part else ["", "actual"]
    for part in [*tries, ""]:
        line = named.get(Quantity(wanted.measure, wanted.sex, part, wanted.context))
        if line is not None:
            return line
    return None


def _label(sheet: Sheet, line: int, by_row: bool) -> str:
    return (sheet.row_label(line) if by_row else sheet.column_label(line)) or f"kolumn {line + 1}"


def _family(
    sheet: Sheet, line: int, top: int, base: int, cross: IntArray, by_row: bool, scale: float, words: str, reason: str,
    form: str = "quotient",
) -> Family:  # fmt: skip
    target = lines_to_cells(np.array([line]), cross, by_row)[:, 0]
    operands = lines_to_cells(np.array([top, base]), cross, by_row)
    shown = sheet.quantity[target[:, 0], target[:, 1]] & (sheet.grid.kind[target[:, 0], target[:, 1]] == NUMBER)
    return Family(
        "ratio", sheet, "change" if form == "change" else "quotient", target[shown], operands[shown], words, reason,
        None, scale,
    )  # fmt: skip


def fitted_quotients(sheet: Sheet, by_row: bool, taken: set[int], most_cross: int | None = None) -> list[Family]:
    """Lines that on most cross lines equal one line divided by another (ratio, share or change)."""
    grid = sheet.grid
    body = [r for block in sheet.blocks for r in block.rows]
    if by_row and len(body) > MOST_COLUMNS:
        return []
    lines = np.asarray(body if by_row else sheet.columns, np.intp)
    cross = np.asarray(sheet.columns if by_row else body, np.intp)
    if not 3 <= len(lines) <= MOST_COLUMNS or len(cross) < 2:
        return []
    sample = cross if len(cross) <= SAMPLE else cross[np.linspace(0, len(cross) - 1, SAMPLE).astype(np.intp)]
    rows, columns = (lines, sample) if by_row else (sample, lines)
    where = np.ix_(rows, columns)
    value = np.where(sheet.quantity[where] & (grid.kind[where] == NUMBER), grid.value[where], np.nan)
    half = grid.half[where]
    slack = np.where(grid.exact[where], 0.0, half)
    percent = grid.percent[where] & (grid.kind[where] == NUMBER)
    if not by_row:
        value, half, slack, percent = value.T, half.T, slack.T, percent.T
    found: list[Family] = []
    shares = percent.any(axis=1)
    for i in range(len(lines)):
        if int(lines[i]) in taken or (is_total(_label(sheet, int(lines[i]), by_row)) and not shares[i]):
            continue
        family = _fit(sheet, by_row, lines, cross, i, value, half, slack, shares)
        if family is not None:
            found.append(family)
    return found


def _fit(
    sheet: Sheet, by_row: bool, lines: IntArray, cross: IntArray, i: int,
    value: FloatArray, half: FloatArray, slack: FloatArray, shares: np.typing.NDArray[np.bool_],
) -> Family | None:  # fmt: skip
    target, room = value[i], half[i]
    able = np.flatnonzero(~shares & (np.arange(len(lines)) != i))
    if len(able) < 2:
        return None
    label = _label(sheet, int(lines[i]), by_row)
    forms = [("quotient", 100.0 if shares[i] else 1.0)]
    if shares[i]:
        forms.append(("change", 100.0))
    elif not is_additive(label):
        forms += [("quotient", scale) for scale in (1e3, 1e6, 1e-3, 100.0)]
    best: tuple[float, int, int, str, float, int, int] | None = None
    top, base = value[able][:, None, :], value[able][None, :, :]
    top_slack, base_slack = slack[able][:, None, :], slack[able][None, :, :]
    with np.errstate(all="ignore"):
        plain = top / base
        spread = np.nan_to_num((top_slack + np.abs(plain) * base_slack) / np.abs(base))
        often = (np.abs(target[:, None] - target[None, :]) < 1e-9).sum(axis=0).clip(1)  # equal values prove once
        for form, scale in forms:
            guess = scale * (plain - (1.0 if form == "change" else 0.0))
            chance = np.clip(2 * (room + scale * spread) / np.maximum(np.abs(target), 1e-12), 1e-9, 1.0)
            near = np.abs(guess - target) <= room + scale * spread + 1e-9 * np.abs(target)
            real = np.isfinite(guess) & ~np.isnan(target) & (base > 0) & (target != 0) & (top != base)
            hits, tried = (near & real).sum(axis=2), real.sum(axis=2)
            bits = np.where(near & real, -np.log10(chance) / often, 0.0).sum(axis=2) - 2.0 * (tried - hits)
            good = (hits >= 2) & (3 * hits >= 2 * tried)
            score = np.where(good, bits, 0.0)
            a, b = divmod(int(np.argmax(score)), score.shape[1])
            if score[a, b] > 0 and (best is None or score[a, b] > best[0]):
                best = (float(score[a, b]), int(able[a]), int(able[b]), form, scale, int(hits[a, b]), int(tried[a, b]))
    if best is None or not _enough(best, label, shares[i], len(able)):
        return None
    _, a, b, form, scale, _, _ = best
    names = [_label(sheet, int(lines[j]), by_row) for j in (a, b)]
    words = (
        f"{label} = {names[0]} / {names[1]}"
        if form == "quotient"
        else f"{label} = förändring från {names[1]} till {names[0]}"
    )
    family = _family(sheet, int(lines[i]), int(lines[a]), int(lines[b]), cross, by_row, scale, words, "fit", form)
    if shares[i]:
        family.kind = "share"
    return family


def _enough(best: tuple[float, int, int, str, float, int, int], label: str, share: bool, able: int) -> bool:
    """Bits beyond the number of pairs tried; a header that names a ratio, share or change needs fewer."""
    bits, hits = best[0], best[5]
    pairs = np.log10(max(2, able * able))
    text = normal(label)
    if share or not is_additive(text) or CHANGE.search(text):
        return bool(hits >= 2 and bits >= pairs + 1.0)
    return bool(hits >= 3 and bits >= pairs + BITS)


def fitted_shares_of_total(sheet: Sheet, taken: set[int], by_row: bool = False) -> list[Family]:
    """Percentages of one line against the total of a line of numbers: Antal | Andel, with a row Totalt."""
    grid = sheet.grid
    found: list[Family] = []
    lines = [r for block in sheet.blocks for r in block.rows] if by_row else sheet.columns
    if len(lines) > 2 * MOST_COLUMNS:
        return []
    for block in sheet.blocks:
        cross = sheet.columns if by_row else block.rows
        if len(cross) > 2_000 or len(cross) < 2:
            continue
        totals = [x for x in cross if is_total(sheet.column_label(x, block) if by_row else sheet.row_label(x))]
        own = lines if not by_row else block.rows
        for line in own:
            if line in taken:
                continue
            at = [(line, x) if by_row else (x, line) for x in cross]
            shares = [x for x, cell in zip(cross, at, strict=True) if grid.percent[cell] and sheet.quantity[cell]]
            if len(shares) < 2:
                continue
            family = _share_of_total(sheet, line, own, shares, totals, by_row)
            if family is not None:
                found.append(family)
    return found


def _share_of_total(
    sheet: Sheet, line: int, lines: Sequence[int], shares: Sequence[int], totals: Sequence[int], by_row: bool
) -> Family | None:
    grid = sheet.grid
    best: Family | None = None
    near = sorted((other for other in lines if other != line), key=lambda other: (abs(other - line), other > line))[:8]
    for other in near:
        for total in totals:
            cells = np.array([(line, x) if by_row else (x, line) for x in shares], np.intp)
            tops = np.array([(other, x) if by_row else (x, other) for x in shares], np.intp)
            base = (other, total) if by_row else (total, other)
            if grid.kind[base] != NUMBER or grid.percent[base] or not sheet.quantity[base]:
                continue
            operands = np.stack([tops, np.broadcast_to(np.asarray(base, np.intp), tops.shape)], axis=1)
            words = (
                f"{_label(sheet, line, by_row)} = andel av "
                f"{_label(sheet, other, by_row)}, {_label(sheet, total, not by_row)}"
            )
            family = Family("share", sheet, "quotient", cells, operands, words, "fit", None, 100.0)
            plain = family.tested & ~np.isin(np.asarray(shares), totals)
            hits, tried = int((family.holds & plain).sum()), int(plain.sum())
            beside = other == line - 1 and hits >= 1 and tried <= 3  # Antal | Andel side by side
            enough = beside or (hits >= 2 and 3 * hits >= 2 * tried)
            if tried and enough and (best is None or hits > best.holds.sum()):
                best = family
    return best


def hundred(sheet: Sheet, families: Sequence[Family]) -> list[Family]:
    """Percentages that a line called Totalt says make 100 %."""
    grid = sheet.grid
    if not grid.percent.any():
        return []
    explained = {family.goal(n) for family in families for n in range(len(family.target))}
    found: list[Family] = []
    for block in sheet.blocks:
        if len(block.rows) > 200:
            continue
        for c in sheet.columns:
            shares = [r for r in block.rows if grid.percent[r, c] and sheet.quantity[r, c]]
            totals = [r for r in shares if is_only_total(sheet.row_label(r)) and abs(grid.value[r, c] - 100) < 1e-9]
            parts = [r for r in shares if r not in totals]
            if len(totals) != 1 or len(parts) < 2 or totals[0] not in (shares[0], shares[-1]):
                continue
            if any((r, c) in explained for r in parts):
                continue
            cells = np.array([[totals[0], c]], np.intp)
            operands = np.array([[(r, c) for r in parts]], np.intp)
            family = Family(
                "share", sheet, "sum", cells, operands, f"{_label(sheet, c, False)}: andelarna blir 100 %", "label"
            )
            if family.holds[0] or abs(family.computed[0] - 100) <= 10:
                found.append(family)
    return found
