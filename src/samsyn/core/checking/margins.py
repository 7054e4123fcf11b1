"""Sums, shares and ratios inside one table: find the relations, weigh the failing ones, say what would mend them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from samsyn.core.checking.blocks import sums_over_blocks
from samsyn.core.checking.families import Family
from samsyn.core.checking.meaning import Measures
from samsyn.core.checking.mending import Instance, Mend, mends_of
from samsyn.core.checking.quotients import fitted_quotients, fitted_shares_of_total, hundred, named_ratios
from samsyn.core.checking.report import Finding, Relation, Severity, Suggestion, Where
from samsyn.core.checking.sums import is_rounded, sums_of
from samsyn.core.checking.wording import amount, bare, formula, place, table_name
from samsyn.core.tables.labels import is_additive, is_total
from samsyn.core.tables.structure import Sheet

MOST_FINDINGS = 200  # of one table; beyond that the table is read wrongly or wholly broken
SHOWN_ONE_BY_ONE = 200  # relations of a family listed singly by --explain


def families_of(sheet: Sheet, measures: Measures) -> list[Family]:
    """All believed relations of a table."""
    if not sheet.columns:
        return []
    quotients = named_ratios(sheet, measures, False) + named_ratios(sheet, measures, True)
    columns, rows = _targets(quotients)
    sums = _all_sums(sheet, columns, rows)
    if _short_of(sheet, sums) and is_rounded(sheet):
        sheet.grid.exact[:] = False
        sums = _all_sums(sheet, columns, rows)
    adding_columns = {int(c) for f in sums if f.words.endswith("rader") for c in f.target[f.holds & ~f.trivial][:, 1]}
    adding_rows = {int(r) for f in sums if f.words.endswith("kolumner") for r in f.target[f.holds & ~f.trivial][:, 0]}
    percent_columns = {c for c in sheet.columns if sheet.grid.percent[:, c].any()}
    fitted = fitted_quotients(sheet, False, columns | (adding_columns - percent_columns))
    if not fitted:
        fitted = fitted_quotients(sheet, True, rows | adding_rows)
    fitted = _once(fitted, quotients)
    columns, rows = _targets(quotients + fitted)
    shares = fitted_shares_of_total(sheet, columns)
    if not shares:
        shares = fitted_shares_of_total(sheet, rows, by_row=True)
    thousands = _thousands([*quotients, *fitted], sums)
    if thousands:
        sheet.grid.exact[:, sorted(thousands)] = False
    if thousands or any(_touches(family, columns, rows) for family in sums):
        sums = _all_sums(sheet, columns, rows)
    found = [*sums, *quotients, *fitted, *shares]
    return found + hundred(sheet, found)


def _all_sums(sheet: Sheet, columns: set[int], rows: set[int]) -> list[Family]:
    return sums_of(sheet, columns, rows) + sums_over_blocks(sheet, columns)


def _short_of(sheet: Sheet, sums: Sequence[Family]) -> bool:
    """A sum misses, or a total that a label announces was not found."""
    if any(family.reported.any() for family in sums):
        return True
    rows = {int(r) for family in sums for r in family.target[:, 0]}
    columns = {int(c) for family in sums for c in family.target[:, 1]}
    if any(is_total(sheet.column_label(c)) and c not in columns for c in sheet.columns):
        return True
    return any(
        is_total(sheet.row_label(r)) and r not in rows for block in sheet.blocks for r in block.rows[:MOST_FINDINGS]
    )


def _thousands(quotients: Sequence[Family], sums: Sequence[Family]) -> set[int]:
    """Columns in thousands, as a cost per person in kronor gives away: they and what adds to them are rounded."""
    columns = {
        int(f.operands[0, 0, 1]) for f in quotients if f.form == "quotient" and f.scale >= 1_000 and len(f.target)
    }
    for family in sums:
        own = {*family.target[:, 1].tolist(), *family.operands[:1].reshape(-1, 2)[:, 1].tolist()}
        if len(own) > 1 and own & columns and len(set(family.target[:, 1].tolist())) == 1:
            columns |= own
    return columns


def _touches(family: Family, columns: set[int], rows: set[int]) -> bool:
    """The sum uses a line that has turned out to be a quotient."""
    own_columns = {
        *family.target[:1, 1].tolist(),
        *family.operands[:1, :, 1].ravel().tolist(),
        *family.target[:, 1].tolist(),
    }
    own_rows = {
        *family.target[:1, 0].tolist(),
        *family.operands[:1, :, 0].ravel().tolist(),
        *family.target[:, 0].tolist(),
    }
    return bool(own_columns & columns or own_rows & rows)


def _targets(quotients: Sequence[Family]) -> tuple[set[int], set[int]]:
    """Columns and rows whose every cell is the result of a quotient."""
    columns: set[int] = set()
    rows: set[int] = set()
    for family in quotients:
        if len(family.target) and len(set(family.target[:, 1].tolist())) == 1:
            columns.add(int(family.target[0, 1]))
        elif len(family.target):
            rows.add(int(family.target[0, 0]))
    return columns, rows


def _once(fitted: Sequence[Family], named: Sequence[Family]) -> list[Family]:
    """a = b / c is also c = b / a: keep the one whose target is called a ratio or is rounded."""
    seen = {frozenset(family.cells(0)) for family in named if len(family.target)}
    kept: list[Family] = []

    def derived(family: Family) -> tuple[bool, bool, float]:
        row, column = family.goal(0)
        words = family.sheet.column_label(column), family.sheet.row_label(row)
        grid = family.sheet.grid
        called = family.kind == "share" or not all(is_additive(word) for word in words)
        return (not called, bool(grid.exact[row, column]), -float(grid.half[row, column] == 0.5))

    for family in sorted((family for family in fitted if len(family.target)), key=derived):
        key = frozenset(family.cells(0))
        if key not in seen:
            seen.add(key)
            kept.append(family)
    return kept


def check_margins(sheet: Sheet, measures: Measures) -> tuple[list[Family], list[Relation], list[Finding]]:
    """Relations and findings of one table."""
    families = families_of(sheet, measures)
    failing: list[Instance] = [
        (f, int(n)) for f, family in enumerate(families) for n in family.reported.nonzero()[0][:MOST_FINDINGS]
    ][:MOST_FINDINGS]
    mends = mends_of(families, failing)
    rounded = _rounding(families, failing)
    findings: list[Finding] = []
    told: set[Instance] = set()
    for f, n in _ordered(families, failing):
        if (f, n) in told:
            continue
        mend = mends.get((f, n))
        same = sorted(mend.mends) if mend else [(f, n)]
        told.update(same)
        finding = _finding(families, (f, n), same, mend)
        if (f, n) in rounded:
            hint = " Avvikelsen är så liten att den kan bero på avrundning."
            finding = replace(finding, severity="note", message=finding.message + hint, suggestion=None)
        findings.append(finding)
    return families, _relations(families), findings


def _rounding(families: Sequence[Family], failing: Sequence[Instance]) -> set[Instance]:
    """Whole numbers may be rounded thousands without saying so: then several sums miss by a little and none by much.

    One slip is told from that by one cell that all failing sums share.
    """
    small: set[Instance] = set()
    shared: set[tuple[int, int]] | None = None
    for f, n in failing:
        family = families[f]
        if family.form != "sum" or family.reason == "block":
            continue
        miss = abs(float(family.sheet.grid.value[family.goal(n)]) - float(family.computed[n]))
        if miss > 0.5 * (family.operands.shape[1] + 1):
            return set()
        small.add((f, n))
        shared = set(family.cells(n)) & (shared if shared is not None else set(family.cells(n)))
    return small if len(small) >= 2 and not shared else set()


def _ordered(families: Sequence[Family], failing: Sequence[Instance]) -> list[Instance]:
    """Sums along a row first, then those that name the fewest cells."""

    def rank(each: Instance) -> tuple[bool, bool, int]:
        family = families[each[0]]
        along = bool((family.operands[each[1], :, 0] == family.target[each[1], 0]).all())
        return family.kind != "sum", not along, family.operands.shape[1]

    return sorted(failing, key=rank)


def _finding(families: Sequence[Family], first: Instance, same: Sequence[Instance], mend: Mend | None) -> Finding:
    family, n = families[first[0]], first[1]
    sheet = family.sheet
    target = family.goal(n)
    where = place(sheet, target)
    computed = amount(sheet, target, float(family.computed[n]))
    suggestion = None
    if mend is not None:
        suggestion = Suggestion(
            place(sheet, mend.cell), sheet.grid.text(*mend.cell), amount(sheet, mend.cell, mend.value)
        )
    cells = tuple(dict.fromkeys((sheet.index, *cell) for f, m in same for cell in families[f].cells(m)))
    severity = min((_severity(families[f], m) for f, m in same), key=("error", "warning", "note").index)
    message = _message(family, n, where, computed, suggestion, len(same))
    return Finding(family.kind, severity, where, where.text, computed, message, suggestion, cells[:400])


def _severity(family: Family, n: int) -> Severity:
    """A miss of less than one printed unit in a rounded figure is a note; a division that lacks some a warning."""
    grid = family.sheet.grid
    target = family.goal(n)
    miss = abs(float(grid.value[target]) - float(family.computed[n]))
    if family.form != "sum" and miss < 2 * float(grid.half[target]):
        return "note"
    if family.reason == "block" or (family.reason == "fit" and family.form == "sum"):
        return "warning"
    return "error"


def _message(family: Family, n: int, where: Where, computed: str, suggestion: Suggestion | None, count: int) -> str:
    sheet = family.sheet
    target = family.goal(n)
    shown = bare(sheet, target)
    sums = formula(family, n)
    if family.reason == "block":
        text = (
            f"{where.table.split(':')[0]}: "
            f"{family.words.replace(' fördelar ', ' ska fördela raden ')} i kolumnen {where.column}, "
            f"men {sums}, inte {shown}."
        )
    elif family.form == "sum":
        text = f"{where.spoken}: där står {shown}, men {sums}."
    else:
        grid = sheet.grid
        near = abs(float(grid.value[target]) - float(family.computed[n])) < 2 * float(grid.half[target])
        if near:
            exact = amount(sheet, target, float(family.computed[n]), more=2)
            text = f"{where.spoken}: där står {shown}, men kvoten är {exact}, som avrundas till {computed} ({sums})."
        else:
            text = f"{where.spoken}: där står {shown}, men {sums}."
    if suggestion is None:
        return text + " Kontrollera vilket värde som är fel mot underlaget."
    held = "stämmer allt" if count == 1 else f"stämmer alla {count} samband som nu brister"
    return text + (
        f" Om {suggestion.printed} på raden {suggestion.where.row}, kolumnen {suggestion.where.column}, "
        f"vore {suggestion.value} {held}. Jämför med underlaget och rätta."
    )


def _relations(families: Sequence[Family]) -> list[Relation]:
    found: list[Relation] = []
    for family in families:
        tested = family.tested.nonzero()[0]
        if len(tested) <= SHOWN_ONE_BY_ONE:
            for n in tested:
                if family.holds[n] or family.reported[n]:
                    where = place(family.sheet, family.goal(int(n)))
                    words = f"{family.words}: {formula(family, int(n))}"
                    found.append(Relation(family.kind, where, words, bool(family.holds[n])))
            continue
        where = Where(table=table_name(family.sheet), text=family.words)
        held, failed = int(family.holds.sum()), int(family.reported.sum())
        if held:
            found.append(Relation(family.kind, where, family.words, True, held))
        if failed:
            found.append(Relation(family.kind, where, family.words, False, failed))
    return found
