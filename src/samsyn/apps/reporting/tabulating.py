"""Tables of figures: subjects down, plan, outcome and change across. Nothing is typed; every cell is a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from samsyn.apps.reporting.changes import change_between
from samsyn.apps.reporting.content import Cell, Column, Row, TableBlock
from samsyn.apps.reporting.wording import bare, cell_of, name_of, unit_of
from samsyn.core.tables.figure import Figure
from samsyn.web.formats import MISSING

Subjects = Sequence[tuple[str, Mapping[str, Figure]]]  # name and figures by "<measure>.<part>"; "Totalt" may be last


def text_table(caption: str, headings: Sequence[str], rows: Sequence[Sequence[str]], note: str = "") -> TableBlock:
    """A table of words."""
    return TableBlock(
        caption,
        tuple(Column(heading) for heading in headings),
        tuple(Row(tuple(Cell(text or MISSING) for text in row)) for row in rows),
        note,
    )


def plan_and_outcome_table(caption: str, code: str, subjects: Subjects, total: str = "Totalt") -> TableBlock:
    """Plan, outcome, difference, and difference as a share of the plan, of one measure for every subject."""
    headings = [_("Plan"), _("Utfall"), _("Skillnad"), _("Skillnad som andel av planen")]
    rows = [_row(name, code, figures, total) for name, figures in subjects]
    return TableBlock(
        caption,
        (Column(_("Insats")), *(Column(heading, numeric=True) for heading in headings)),
        tuple(rows),
        table_note(code, subjects, total),
    )


def _row(name: str, code: str, figures: Mapping[str, Figure], total: str) -> Row:
    plan, outcome = figures.get(f"{code}.plan"), figures.get(f"{code}.outcome")
    cells = (Cell(name), cell_of(plan), cell_of(outcome), *_changes(plan, outcome))
    return Row(cells, "total" if name == total else "")


def shares_table(caption: str, code: str, subjects: Subjects, total: str = "Totalt") -> TableBlock:
    """A share with its n/N, plan and outcome, and the difference in percentage points."""
    headings = [_("Plan (n/N)"), _("Utfall (n/N)"), _("Skillnad, procentenheter")]
    full = [_row(name, code, figures, total) for name, figures in subjects]
    return TableBlock(
        caption,
        (Column(_("Insats")), *(Column(heading, numeric=True) for heading in headings)),
        tuple(Row(row.cells[:4], row.kind) for row in full),
        table_note(code, subjects, total),
    )


def outcome_table(caption: str, codes: Mapping[str, str], subjects: Subjects, total: str = "Totalt") -> TableBlock:
    """Outcomes of several measures side by side; codes maps measure to heading."""
    rows = [
        Row(
            (Cell(name), *(cell_of(figures.get(f"{code}.outcome")) for code in codes)),
            "total" if name == total else "",
        )
        for name, figures in subjects
    ]
    columns = (Column(_("Insats")), *(Column(heading, numeric=True) for heading in codes.values()))
    return TableBlock(caption, columns, tuple(rows))


def table_note(code: str, subjects: Subjects, total: str) -> str:
    """Whom the total speaks of, which need not be whom the rows speak of, and what is printed otherwise."""
    last, figures = subjects[-1]
    figure = figures.get(f"{code}.outcome") or figures.get(f"{code}.plan")
    whom = f"{last}: {figure.population}." if last == total and figure is not None else ""
    return " ".join(text for text in (whom, contradictions_note(code, subjects)) if text)


def contradictions_note(code: str, subjects: Subjects) -> str:
    """Which of the values differ from what is printed elsewhere."""
    told = [
        _("%(subject)s, %(part)s: tryckt %(printed)s")
        % {
            "subject": name,
            "part": _("utfall") if part == "outcome" else _("plan"),
            "printed": bare(figure, figure.printed),
        }
        for name, figures in subjects
        for part in ("plan", "outcome")
        if (figure := figures.get(f"{code}.{part}")) is not None and figure.contradicted
    ]
    if not told:
        return ""
    return _("Annat värde finns i tryck: %(told)s.") % {"told": "; ".join(told)}


def paired_table(caption: str, names: Mapping[str, str], subjects: Subjects, total: str = "Totalt") -> TableBlock:
    """Plan and outcome of a few measures side by side: the numbers of a chart that shows them together."""
    headings = [f"{name}, {part}" for name in names.values() for part in (_("plan"), _("utfall"))]
    rows = [
        Row(
            (Cell(name), *(cell_of(figures.get(f"{code}.{part}")) for code in names for part in ("plan", "outcome"))),
            "total" if name == total else "",
        )
        for name, figures in subjects
    ]
    columns = (Column(_("Insats")), *(Column(heading, numeric=True) for heading in headings))
    return TableBlock(caption, columns, tuple(rows))


def measures_table(caption: str, codes: Sequence[str], figures: Mapping[str, Figure]) -> TableBlock:
    """One subject: a row for each measure with its unit, plan, revised plan where there is one, outcome and change."""
    revised = any(f"{code}.revised" in figures for code in codes)
    headings = [_("Plan"), *([_("Reviderad plan")] if revised else []), _("Utfall"), _("Skillnad mot plan")]
    rows = []
    for code in codes:
        picked = [figures.get(f"{code}.{part}") for part in ("plan", "revised", "outcome")]
        plan, outcome = picked[0], picked[2]
        known = next(figure for figure in picked if figure is not None)
        cells = [cell_of(figure) for figure in (picked if revised else (plan, outcome))]
        rows.append(Row((Cell(f"{name_of(known)}, {unit_of(known)}"), *cells, *_changes(plan, outcome))))
    columns = [Column(_("Mått")), *(Column(heading, numeric=True) for heading in headings)]
    return TableBlock(caption, (*columns, Column(_("Skillnad som andel av planen"), numeric=True)), tuple(rows))


def own_shares_table(caption: str, codes: Sequence[str], figures: Mapping[str, Figure]) -> TableBlock:
    """One subject: a row for each share, with n/N and the difference in percentage points."""
    headings = [_("Plan (n/N)"), _("Utfall (n/N)"), _("Skillnad, procentenheter")]
    rows = []
    for code in codes:
        plan, outcome = figures.get(f"{code}.plan"), figures.get(f"{code}.outcome")
        name = name_of(next(figure for figure in (outcome, plan) if figure is not None))
        rows.append(Row((Cell(name), cell_of(plan), cell_of(outcome), _changes(plan, outcome)[0])))
    columns = (Column(_("Mått")), *(Column(heading, numeric=True) for heading in headings))
    return TableBlock(caption, columns, tuple(rows))


def _changes(plan: Figure | None, outcome: Figure | None) -> tuple[Cell, Cell]:
    if plan is None or outcome is None:
        return Cell(MISSING), Cell(MISSING)
    change = change_between(plan, outcome)
    return change.amount_cell, change.share_cell
