"""Consistent tables of many shapes and number formats, for trying the checker.

Nothing here knows how the checker works: a table is drawn as whole numbers first, its margins, shares and ratios are
computed from those, and only then is everything printed, rounded as print rounds. `links` remembers what was computed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from samsyn.core.tables import Table

PLACES = [
    "Bromölla",
    "Hässleholm",
    "Hörby",
    "Höör",
    "Kristianstad",
    "Osby",
    "Perstorp",
    "Simrishamn",
    "Tomelilla",
    "Östra·Göinge",
    "Älmhult",
    "Olofström",
    "Sölvesborg",
    "Karlshamn",
    "Ystad",
    "Lomma",
    "Burlöv",
    "Staffanstorp",
    "Eslöv",
    "Lund",
]
GROUPS = [
    "Unga·vuxna",
    "Nyanlända",
    "Långtidsarbetslösa",
    "Sjukskrivna",
    "Föräldralediga",
    "Arbetsförmedlingen",
    "Socialtjänsten",
    "Vårdcentral",
    "Skola",
    "Egen·ansökan",
    "Försörjningsstöd",
    "Aktivitetsersättning",
    "Sjukpenning",
    "Utan·ersättning",
    "Arbete",
    "Studier",
    "Praktik",
    "SFI/AME",
    "Avbrott",
    "Flytt",
]
POSTS = [
    "Personal",
    "Lokaler",
    "Resor",
    "Material",
    "Utbildning",
    "Konsulter",
    "IT",
    "Kommunikation",
    "Administration",
    "Övrigt",
    "Revision",
    "Indirekta·kostnader",
]
TOTALS = ("Totalt", "Summa", "TOTALT", "Totalt:", "Samtliga", "Tot", "Total", "Summa totalt", "Alla")
FOOTNOTES = ("*", "¹", " 1)", "**", "²", " *")


@dataclass
class Link:
    """target = sum of parts, scale × parts[0] / parts[1], scale × (parts[0] − parts[1]) / parts[1], or a difference."""

    kind: str  # sum, quotient, change, difference
    target: tuple[int, int]
    parts: list[tuple[int, int]]
    scale: float = 1.0


@dataclass
class Made:
    """A table, what was computed in it, and the true printed value and half unit of every number."""

    table: Table
    shape: str
    links: list[Link]
    values: dict[tuple[int, int], float]
    halves: dict[tuple[int, int], float]  # 0 for counted numbers
    write: dict[tuple[int, int], Callable[[float], str]]

    def broken_by(self, cell: tuple[int, int], value: float) -> list[Link]:
        """The links that a new value contradicts beyond all rounding."""
        new = {**self.values, cell: value}
        return [link for link in self.links if cell in (link.target, *link.parts) and self._broken(link, new)]

    def _broken(self, link: Link, values: dict[tuple[int, int], float]) -> bool:
        parts = [values[part] for part in link.parts]
        halves = [self.halves[part] for part in link.parts]
        target, half = values[link.target], self.halves[link.target]
        if link.kind in ("sum", "difference"):
            computed = sum(parts) if link.kind == "sum" else parts[0] - parts[1]
            return abs(target - computed) > sum(halves) + half + 1e-9
        if parts[1] <= 0:
            return False
        corners = [
            link.scale * ((parts[0] + a * halves[0]) / (parts[1] + b * halves[1]) - (link.kind == "change"))
            for a in (-1, 1) for b in (-1, 1)
        ]  # fmt: skip
        return not min(corners) - 2 * half - 1e-9 <= target <= max(corners) + 2 * half + 1e-9

    def changed(self, cell: tuple[int, int], value: float) -> Table:
        """The table with one number printed anew."""
        rows = [list(row) for row in self.table.rows]
        rows[cell[0]][cell[1]] = self.write[cell](value)
        return Table(tuple(tuple(row) for row in rows), self.table.name, header_rows=self.table.header_rows)


@dataclass
class Print:
    """How one table writes its numbers."""

    thousands: str
    decimal: str
    minus: str
    zero: str  # how a zero is printed
    percent: str  # "%", " %" or ""
    money: str  # "", " kr", "kr"
    stored: bool = False  # a workbook: numbers, not text

    def number(self, value: float, decimals: int, unit: str = "") -> str | int | float:
        exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        if self.stored:
            return int(exact) if decimals == 0 else float(exact)
        if exact == 0 and decimals == 0 and not unit:
            return self.zero
        text = f"{abs(exact):,.{decimals}f}".replace(",", "T").replace(".", self.decimal).replace("T", self.thousands)
        return (self.minus if exact < 0 else "") + text + unit


def a_print(rng: np.random.Generator) -> Print:
    thousands, decimal = [
        (" ", ","), ("\u00a0", ","), ("\u2009", ","), ("\u202f", ","), ("", ","), (".", ","),
        (",", "."), ("'", "."), ("", "."),
        (" ", "."),
    ][rng.integers(10)]  # fmt: skip
    zero = ["0", "0", "0", "–", "-", "", "—"][rng.integers(7)]
    return Print(
        thousands, decimal, ["-", "−", "–"][rng.integers(3)], zero, ["%", " %", "\u00a0%", ""][rng.integers(4)],
        ["", "", " kr", " kr", "kr", " SEK"][rng.integers(6)], bool(rng.random() < 0.12),
    )  # fmt: skip


@dataclass
class Column:
    """path: header words; decimals of the print; unit behind numbers; counted: whole numbers without rounding."""

    path: list[str]
    decimals: int = 0
    unit: str = ""
    counted: bool = True
    values: list[float | str | None] = field(default_factory=list)
    links: list[tuple[str, list[int], float]] = field(default_factory=list)  # kind, columns, scale: for every row
    share_of_total: int | None = None  # the column whose total row is the base
    adds: bool = True  # has a total that is a sum


@dataclass
class Rows:
    """labels, and for each total row the rows it sums."""

    labels: list[str]
    totals: dict[int, list[int]]
    others: set[int] = field(default_factory=set)  # rows that are no part of any total ("varav …")


def some(rng: np.random.Generator, words: list[str], n: int) -> list[str]:
    picked = [words[i].replace("·", " ") for i in rng.permutation(len(words))[:n]]
    return picked + [f"{picked[i % len(picked)]} {i}" for i in range(n - len(picked))]


def some_rows(rng: np.random.Generator, words: list[str], large: bool = False) -> Rows:
    """A list of items with a total last or first, with subtotals, with a "varav", or with no total at all."""
    style = rng.choice(["last", "last", "last", "first", "subtotals", "subtotals_first", "none", "varav", "unnamed"])
    n = int(rng.integers(2, 30 if large else 11))
    total = str(rng.choice(TOTALS))
    if style in ("subtotals", "subtotals_first"):
        labels: list[str] = []
        totals: dict[int, list[int]] = {}
        subs: list[int] = []
        names = some(rng, PLACES, 18)
        for group in range(int(rng.integers(2, 4))):
            size = int(rng.integers(2, 5))
            inner = list(range(len(labels), len(labels) + size))
            if style == "subtotals_first":
                inner = [i + 1 for i in inner]
                subs.append(len(labels))
                labels.append(f"Summa del {group + 1}")
            labels += [names.pop() for _ in range(size)]
            if style == "subtotals":
                subs.append(len(labels))
                labels.append(rng.choice(["Delsumma", "Summa", f"Summa område {group + 1}"]))
            totals[subs[-1]] = inner
        labels.append(total)
        totals[len(labels) - 1] = subs
        return Rows([str(label) for label in labels], totals)
    labels = some(rng, words, n)
    if style == "none":
        return Rows(labels, {})
    if style == "first":
        return Rows([total, *labels], {0: list(range(1, n + 1))})
    if style == "varav":
        return Rows([*labels, f"varav {labels[-1].lower()} i ny insats", total], {n + 1: list(range(n))}, {n})
    last = "Hela området" if style == "unnamed" else total
    return Rows([*labels, last], {n: list(range(n))})


def counts(rng: np.random.Generator, n: int) -> list[int]:
    scale = float(rng.choice([4, 20, 90, 700, 9_000, 300_000]))
    drawn = np.floor(rng.gamma(0.9, scale, n)).astype(int)
    drawn[rng.random(n) < rng.choice([0.0, 0.0, 0.15])] = 0
    return [int(value) for value in drawn]


def amounts(rng: np.random.Generator, n: int) -> list[float]:
    scale = float(rng.choice([8_000, 250_000, 4_000_000]))
    return [float(value) for value in np.floor(rng.gamma(1.5, scale, n)) + 100]


def draw(
    rng: np.random.Generator, rows: Rows, values: Callable[[np.random.Generator, int], list[float]]
) -> list[float]:
    """Underlying numbers for items, added up for totals (inner totals first)."""
    drawn: list[float] = [float(value) for value in values(rng, len(rows.labels))]
    for at, inner in sorted(rows.totals.items(), key=lambda item: len(rows.totals) > 1 and item[0] == max(rows.totals)):
        drawn[at] = sum(drawn[i] for i in inner)
    for other in rows.others:
        drawn[other] = float(rng.integers(0, int(drawn[other - 1]) + 1))
    return drawn


def crosstab(rng: np.random.Generator) -> tuple[list[Column], Rows]:
    """Groups by sex, perhaps as plan and outcome, perhaps with a total column first or last, perhaps with shares."""
    rows = some_rows(rng, GROUPS)
    kinds = [["Kvinnor", "Män"], ["Män", "Kvinnor"], ["Flickor", "Pojkar"], ["Kvinnor", "Män", "Okänt"]][
        rng.integers(4)
    ]
    pair = [["P", "F"], ["Plan", "Utfall"], ["Planerat", "Faktiskt"], ["Före", "Efter"], ["2018", "2019"]][
        rng.integers(5)
    ]
    pair = pair if rng.random() < 0.35 else [""]
    columns: list[Column] = []
    where: dict[tuple[str, str], int] = {}
    names = [*kinds]
    total = str(rng.choice(TOTALS))
    place = rng.choice(["last", "last", "first", "none"])
    if place != "none":
        names = [total, *names] if place == "first" else [*names, total]
    shares = rng.random() < 0.35 and place != "none"
    drawn = {(kind, p): draw(rng, rows, counts) for kind in kinds for p in pair}
    for name in names:
        for p in pair:
            where[name, p] = len(columns)
            values = (
                drawn[name, p]
                if name in kinds
                else [sum(drawn[k, p][r] for k in kinds) for r in range(len(rows.labels))]
            )
            columns.append(Column([name, p] if p else [name], values=list(values)))
        if shares and name in kinds[:2]:
            for p in pair:
                where["Andel " + name, p] = len(columns)
                columns.append(
                    Column(
                        ["Andel " + name, p] if p else ["Andel " + name],
                        int(rng.integers(0, 2)),
                        "%",
                        False,
                        adds=False,
                    )
                )
    for p in pair:
        if place != "none":
            columns[where[total, p]].links.append(("sum", [where[k, p] for k in kinds], 1.0))
        for kind in kinds[:2]:
            if ("Andel " + kind, p) in where:
                columns[where["Andel " + kind, p]].links.append(("quotient", [where[kind, p], where[total, p]], 100.0))
    return columns, rows


def projects(rng: np.random.Generator) -> tuple[list[Column], Rows]:
    """Money, persons and what one divided by the other gives."""
    rows = some_rows(rng, PLACES)
    n = len(rows.labels)
    pair = ["P", "F"] if rng.random() < 0.4 else [""]
    scale, unit = [(1.0, ""), (1e3, " tkr"), (1e6, " mkr")][rng.choice(3, p=[0.6, 0.2, 0.2])]
    decimals = 0 if scale < 1e6 else int(rng.integers(1, 3))
    columns: list[Column] = []

    def add(path: list[str], p: str, values: list[float], **more: object) -> int:
        columns.append(Column([*path, p] if p else path, values=list(values), **more))  # type: ignore[arg-type]
        return len(columns) - 1

    money = {"decimals": decimals, "counted": False, "unit": unit if unit else "kr"}
    found: dict[tuple[str, str], int] = {}
    support = {p: draw(rng, rows, amounts) for p in pair}
    own = {p: draw(rng, rows, amounts) for p in pair}
    people = {
        p: [value + (0 if t in rows.totals else 1) for t, value in enumerate(draw(rng, rows, counts))] for p in pair
    }
    for p in pair:
        for at, inner in sorted(
            rows.totals.items(), key=lambda item: len(rows.totals) > 1 and item[0] == max(rows.totals)
        ):
            people[p][at] = sum(people[p][i] for i in inner)
    for name, values in (("Stöd", support), ("Medfinansiering", own)):
        for p in pair:
            found[name, p] = add([name], p, [value / (scale if scale > 1 else 1) for value in values[p]], **money)
    for p in pair:
        both = [(a + b) / scale for a, b in zip(support[p], own[p], strict=True)]
        found["sum", p] = add([str(rng.choice(["Summa kostnader", "Totalt belopp", "Summa"]))], p, both, **money)
        columns[-1].links.append(("sum", [found["Stöd", p], found["Medfinansiering", p]], 1.0))
    for p in pair:
        found["people", p] = add([str(rng.choice(["Deltagare", "Antal deltagare", "Personer"]))], p, people[p])
    if rng.random() < 0.7:
        for p in pair:
            cost = [(a + b) / k if k else None for a, b, k in zip(support[p], own[p], people[p], strict=True)]
            name = str(rng.choice(["Kostnad per deltagare", "Kostnad/deltagare", "Kr per person"]))
            add([name], p, cost, counted=False, adds=False, unit="kr")
            columns[-1].links.append(("quotient", [found["sum", p], found["people", p]], scale))
    if rng.random() < 0.5:
        hours = [k * float(h) for k, h in zip(people[pair[-1]], rng.uniform(2, 30, n), strict=True)]
        hours = [float(int(hour)) for hour in hours]
        for at, inner in sorted(
            rows.totals.items(), key=lambda item: len(rows.totals) > 1 and item[0] == max(rows.totals)
        ):
            hours[at] = sum(hours[i] for i in inner)
        at = add(["Timmar"], pair[-1], hours)
        each = [h / k if k else None for h, k in zip(hours, people[pair[-1]], strict=True)]
        add(["Timmar per deltagare"], pair[-1], each, decimals=1, counted=False, adds=False)
        columns[-1].links.append(("quotient", [at, found["people", pair[-1]]], 1.0))
    return columns, rows


def frequency(rng: np.random.Generator) -> tuple[list[Column], Rows]:
    """Antal and andel of the total, for one or two groups."""
    rows = some_rows(rng, GROUPS)
    while not rows.totals or len(rows.totals) > 1:
        rows = some_rows(rng, GROUPS)
    columns: list[Column] = []
    for group in [["", "Kvinnor", "Män"][rng.integers(3)]] if rng.random() < 0.5 else ["Kvinnor", "Män"]:
        columns.append(Column([group, "Antal"] if group else ["Antal"], values=list(draw(rng, rows, counts))))
        share = Column([group, "Andel"] if group else ["Andel"], int(rng.integers(0, 2)), "%", False, adds=False)
        share.share_of_total = len(columns) - 1
        columns.append(share)
    return columns, rows


def years(rng: np.random.Generator) -> tuple[list[Column], Rows]:
    """A column a year, perhaps with a sum or a change in per cent."""
    rows = some_rows(rng, PLACES, large=True)
    first = int(rng.integers(2005, 2020))
    n = int(rng.integers(2, 7))
    columns = [Column([str(first + i)], values=list(draw(rng, rows, counts))) for i in range(n)]
    extra = rng.choice(["sum", "change", "difference", "none"])
    values = [[float(column.values[r] or 0) for column in columns] for r in range(len(rows.labels))]
    if extra == "sum":
        columns.append(Column([str(rng.choice(TOTALS))], values=[sum(row) for row in values]))
        columns[-1].links.append(("sum", list(range(n)), 1.0))
    elif extra == "change":
        change = [100 * (row[-1] / row[0] - 1) if row[0] else None for row in values]
        columns.append(Column(["Förändring, %"], 1, "%", False, list(change), adds=False))
        columns[-1].links.append(("change", [n - 1, 0], 100.0))
    elif extra == "difference":
        columns.append(Column(["Förändring"], values=[row[-1] - row[0] for row in values]))
        columns[-1].links.append(("difference", [n - 1, 0], 1.0))
    return columns, rows


def budget(rng: np.random.Generator) -> tuple[list[Column], Rows]:
    """Budget, outcome and deviation."""
    rows = some_rows(rng, POSTS)
    scale = float(rng.choice([1.0, 1000.0]))
    plan, actual = draw(rng, rows, amounts), draw(rng, rows, amounts)
    header = ["", " (tkr)"][int(scale > 1)]
    columns = [
        Column(["Budget" + header], 0, "", scale == 1, [value / scale for value in plan]),
        Column(["Utfall" + header], 0, "", scale == 1, [value / scale for value in actual]),
    ]
    if rng.random() < 0.7:
        columns.append(
            Column(
                ["Avvikelse" + header], 0, "", scale == 1, [(b - a) / scale for a, b in zip(plan, actual, strict=True)]
            )
        )
        columns[-1].links.append(("difference", [1, 0], 1.0))
    if rng.random() < 0.4:
        columns.append(
            Column(
                ["Utfall, % av budget"],
                0,
                "%",
                False,
                [100 * b / a for a, b in zip(plan, actual, strict=True)],
                adds=False,
            )
        )
        columns[-1].links.append(("quotient", [1, 0], 100.0))
    return columns, rows


def decoys(rng: np.random.Generator, columns: list[Column], rows: Rows) -> None:
    """Columns that mean nothing to a sum: years, dates, identities, means, remarks. Put last, or first of all."""
    n = len(rows.labels)
    if rng.random() < 0.6:
        return
    for kind in rng.permutation(["id", "year", "date", "mean", "remark", "index"])[: rng.integers(1, 3)]:
        items = [r for r in range(n) if r not in rows.totals]
        if kind == "id":
            values: list[float | str | None] = [str(rng.integers(1000, 99999)) if r in items else "" for r in range(n)]
            column = Column([str(rng.choice(["Projekt-ID", "Diarienr", "Kommunkod", "Postnr"]))], values=values)
        elif kind == "year":
            column = Column(
                ["Startår" if rng.random() < 0 else "År"],
                values=[str(rng.integers(2009, 2024)) if r in items else "" for r in range(n)],
            )
        elif kind == "date":
            column = Column(
                ["Startdatum"],
                values=[
                    f"20{rng.integers(10, 24)}-0{rng.integers(1, 10)}-1{rng.integers(0, 10)}" if r in items else ""
                    for r in range(n)
                ],
            )
        elif kind == "mean":
            values = [float(rng.uniform(18, 60)) for _ in range(n)]
            column = Column(
                [str(rng.choice(["Medelålder", "Genomsnittlig ålder", "Median, månader", "Snittbetyg"]))],
                1,
                "",
                False,
                values,
                adds=False,
            )
        elif kind == "index":
            column = Column(["Index"], 1, "", False, [float(rng.uniform(80, 130)) for _ in range(n)], adds=False)
        else:
            column = Column(
                ["Anmärkning"],
                values=[
                    str(rng.choice(["", "pågår", "se bilaga 2", "avslutad 2019", "3 av 4 klara"])) for _ in range(n)
                ],
            )
        columns.append(column)


SHAPES: dict[str, Callable[[np.random.Generator], tuple[list[Column], Rows]]] = {
    "crosstab": crosstab, "projects": projects, "frequency": frequency, "years": years, "budget": budget,
}  # fmt: skip


def make(rng: np.random.Generator) -> Made:
    """Draw one consistent table."""
    if rng.random() < 0.1:
        return blocks(rng)
    shape = str(rng.choice(list(SHAPES)))
    columns, rows = SHAPES[shape](rng)
    decoys(rng, columns, rows)
    how = a_print(rng)
    headless = shape in ("crosstab", "years") and rng.random() < 0.06 and all(len(c.path) == 1 for c in columns)
    turned = not headless and rng.random() < 0.15 and all(len(c.path) == 1 for c in columns)
    return printed(rng, columns, rows, how, shape, headless, turned)


def printed(
    rng: np.random.Generator, columns: list[Column], rows: Rows, how: Print, shape: str, headless: bool, turned: bool
) -> Made:  # fmt: skip
    """Print the columns; then every link is told in cells of the finished table."""
    depth = 0 if headless else max(len(column.path) for column in columns)
    height, width = depth + len(rows.labels), 1 + len(columns)
    cells: list[list[str | int | float]] = [[""] * width for _ in range(height)]
    corner = str(rng.choice(["", "Projekt", "Grupp", "Kommun", "Post"]))
    for level in range(depth):
        previous = None
        for c, column in enumerate(columns):
            path = [""] * (depth - len(column.path)) + column.path if len(column.path) < depth else column.path
            if len(column.path) < depth:
                path = column.path + [""] * (depth - len(column.path))
            word = path[level]
            group = tuple(path[: level + 1])
            cells[level][c + 1] = word if level == depth - 1 or group != previous else ""
            previous = group
            if level == depth - 1 and word and column.unit == "%" and how.percent == "" and "%" not in word:
                cells[level][c + 1] = f"{word} (%)"
    if depth:
        cells[depth - 1][0] = corner
    values: dict[tuple[int, int], float] = {}
    halves: dict[tuple[int, int], float] = {}
    write: dict[tuple[int, int], Callable[[float], str]] = {}
    for r, label in enumerate(rows.labels):
        cells[depth + r][0] = label + (str(rng.choice(FOOTNOTES)) if rng.random() < 0.03 else "")
    for c, column in enumerate(columns):
        base = column.share_of_total
        if base is not None:
            total = next(iter(rows.totals))
            whole = float(columns[base].values[total])  # type: ignore[arg-type]
            column.values = [100 * float(v) / whole if whole else None for v in columns[base].values]  # type: ignore[arg-type]
        unit = {"%": how.percent, "kr": how.money}.get(column.unit, column.unit)
        for r, value in enumerate(column.values):
            at = (depth + r, c + 1)
            if value is None:
                cells[at[0]][at[1]] = how.zero if how.zero not in ("0",) else ".."
                continue
            if isinstance(value, str):
                cells[at[0]][at[1]] = value
                continue
            text = how.number(value, column.decimals, unit)
            if isinstance(text, str) and text and text not in ("–", "-", "—") and rng.random() < 0.02:
                text += str(rng.choice(FOOTNOTES))
            cells[at[0]][at[1]] = text
            rounded = float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-column.decimals), rounding=ROUND_HALF_UP))
            factor = {" tkr": 1.0, " mkr": 1.0}.get(column.unit, 1.0)
            values[at] = rounded * factor
            halves[at] = 0.0 if column.counted else 0.5 * 10.0**-column.decimals
            write[at] = lambda v, d=column.decimals, u=unit: how.number(v, d, u)  # type: ignore[misc]
    links = _links(columns, rows, depth, values)
    made = Made(Table(tuple(map(tuple, cells)), ""), shape, links, values, halves, write)
    return _turned(made) if turned else made


def _links(columns: list[Column], rows: Rows, depth: int, values: dict[tuple[int, int], float]) -> list[Link]:
    links: list[Link] = []
    for c, column in enumerate(columns):
        for kind, others, scale in column.links:
            for r in range(len(rows.labels)):
                target, parts = (depth + r, c + 1), [(depth + r, o + 1) for o in others]
                if target in values and all(part in values for part in parts):
                    links.append(Link(kind, target, parts, scale))
        if column.share_of_total is not None:
            total = next(iter(rows.totals))
            for r in range(len(rows.labels)):
                target = (depth + r, c + 1)
                if target in values:
                    links.append(
                        Link(
                            "quotient",
                            target,
                            [(depth + r, column.share_of_total + 1), (depth + total, column.share_of_total + 1)],
                            100.0,
                        )
                    )
        if not column.adds:
            continue
        for at, inner in rows.totals.items():
            target, parts = (depth + at, c + 1), [(depth + i, c + 1) for i in inner]
            if target in values and all(part in values for part in parts):
                links.append(Link("sum", target, parts))
    return links


def _turned(made: Made) -> Made:
    """Rows become columns."""
    flip = lambda cell: (cell[1], cell[0])  # noqa: E731
    rows = tuple(zip(*made.table.rows, strict=True))
    links = [Link(k.kind, flip(k.target), [flip(part) for part in k.parts], k.scale) for k in made.links]
    return Made(
        Table(rows, made.table.name), made.shape + " turned", links, {flip(k): v for k, v in made.values.items()},
        {flip(k): v for k, v in made.halves.items()}, {flip(k): v for k, v in made.write.items()},
    )  # fmt: skip


def blocks(rng: np.random.Generator) -> Made:
    """Several small divisions of one total below each other, each with its own header row."""
    how = a_print(rng)
    how.stored = False
    kinds = ["Män", "Kvinnor"] if rng.random() < 0.5 else ["Kvinnor", "Män"]
    whole = [int(value) for value in rng.integers(5, 400, 2)]
    head = ["Totalt", *kinds]
    cells: list[list[str]] = [["Deltagare", *head]]
    numbers: list[tuple[int, list[int]]] = [(1, [sum(whole), *whole])]
    cells.append(["Totalt", "", "", ""])
    links: list[Link] = []
    for title in some(
        rng, ["Ålder", "Anvisade", "Utbildning", "Planering innan", "Försörjning", "Boende"], int(rng.integers(3, 6))
    ):
        cells.append([title, *head])
        n = int(rng.integers(2, 5))
        split = [rng.multinomial(value, rng.dirichlet(np.ones(n))) for value in whole]
        first = len(cells)
        for i, name in enumerate(some(rng, GROUPS, n)):
            row = [int(split[0][i]), int(split[1][i])]
            numbers.append((len(cells), [sum(row), *row]))
            cells.append([name, "", "", ""])
        for c in (1, 2, 3):
            links.append(Link("sum", (1, c), [(first + i, c) for i in range(n)]))
    values: dict[tuple[int, int], float] = {}
    for r, row in numbers:
        links.append(Link("sum", (r, 1), [(r, 2), (r, 3)]))
        for c, value in enumerate(row):
            values[r, c + 1] = float(value)
            cells[r][c + 1] = str(how.number(float(value), 0))
    write = {at: (lambda v: str(how.number(v, 0))) for at in values}
    return Made(Table(tuple(map(tuple, cells)), ""), "blocks", links, values, dict.fromkeys(values, 0.0), write)


def a_slip(rng: np.random.Generator, made: Made, cell: tuple[int, int]) -> float:
    """A value as a person mistypes it: a digit changed, exchanged, lost or doubled, or a few more or less."""
    value = made.values[cell]
    text = str(int(abs(value) * 100 + 0.5)) if made.halves[cell] and made.halves[cell] < 0.5 else str(int(abs(value)))
    scale = 100.0 if made.halves[cell] and made.halves[cell] < 0.5 else 1.0
    digits = list(text)
    at = int(rng.integers(len(digits)))
    way = rng.integers(5)
    if way == 0:
        digits[at] = str((int(digits[at]) + int(rng.integers(1, 10))) % 10)
    elif way == 1 and len(digits) > 1:
        at = max(1, at)
        digits[at - 1], digits[at] = digits[at], digits[at - 1]
    elif way == 2 and len(digits) > 1:
        del digits[at]
    elif way == 3:
        digits.insert(at, digits[at])
    else:
        return value + float(rng.choice([-3, -2, -1, 1, 2, 3])) * max(1.0, 4 * made.halves[cell])
    unit = 2 * made.halves[cell] if made.halves[cell] else 1.0
    new = round(float("".join(digits)) / scale / unit) * unit
    return -new if value < 0 else new
