"""Tables of people drawn as numbers."""

from __future__ import annotations

from samsyn.core.disclosure.tables import CountTable, Dimension


def table(drawing: str, *, code: str = "utfall", crossings: tuple[frozenset[str], ...] = ()) -> CountTable:
    """A table of rows and columns, or of columns alone when the only row is called Alla.

    The same drawing gives the same people, and a cell that grows keeps those it had.
    """
    head, *lines = (line.split("|") for line in drawing.strip().splitlines())
    columns = tuple(cell.strip() for cell in head[1:])
    rows = {line[0].strip(): [int(cell) for cell in line[1:]] for line in lines}
    outcome, group = Dimension("outcome", "Utfall", columns), Dimension("group", "Grupp", tuple(rows))
    alone = tuple(rows) == ("Alla",)
    members = {
        (column,) if alone else (row, column): people(f"{row}/{column}", count)
        for row, counts in rows.items()
        for column, count in zip(columns, counts, strict=True)
    }
    dimensions = (outcome,) if alone else (group, outcome)
    return CountTable(code, "Utfall", "deltagare som avslutat", "2026", dimensions, members, crossings)


def triple(size: int, crossings: tuple[frozenset[str], ...] = ()) -> CountTable:
    """Women and men, young and older, by three outcomes: so many in each finest cell."""
    sex, age = Dimension("sex", "Kön", ("Kvinnor", "Män")), Dimension("age", "Ålder", ("Unga", "Äldre"))
    outcome = Dimension("outcome", "Utfall", ("Arbete", "Studier", "Annat"))
    members = {
        (a, b, c): people(f"{a}/{b}/{c}", size)
        for a in sex.categories
        for b in age.categories
        for c in outcome.categories
    }
    return CountTable("t", "Tre", "deltagare", "2026", (sex, age, outcome), members, crossings)


def people(name: str, count: int) -> frozenset[str]:
    """So many pseudonyms."""
    return frozenset(f"{name}/{number}" for number in range(count))


def figures(row) -> list[int | str]:
    """The cells of a protected row with its total last: the figure, or the first letter of why there is none."""
    return [_figure(cell) for cell in (*row.cells, row.total)]


def _figure(cell) -> int | str:
    if cell.status == "withheld":
        return f"-{cell.why}"
    return "<" if cell.value is None else cell.value
