"""From a file with people, how it went and who took part, to an effect against those who did not.

The file is read in a child process and nothing of it is kept. Which method answers follows from how the comparison came
about, which is asked for and never guessed. Nothing here needs Django or a database; docs/methods/effekt.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

from samsyn.core.evidence import (
    SHARE,
    Assignment,
    Estimate,
    NoComparison,
    NotEstimable,
    difference_in_differences,
    doubly_robust,
    matched,
    no_comparison,
    randomised,
    unadjusted,
    weighted,
)
from samsyn.core.evidence.samples import Floats
from samsyn.core.intake import Unreadable
from samsyn.core.intake.rows.errors import NotRead
from samsyn.core.intake.rows.numbers import read_decimal
from samsyn.core.intake.rows.sheet import Rows
from samsyn.core.intake.rows.words import normalised

ASSIGNED = {"lot": Assignment.LOT, "waiting": Assignment.LOT_WAITING, "queue": Assignment.QUEUE}
YES, NO = {"ja", "j", "yes", "true", "sant"}, {"nej", "n", "no", "false", "falskt"}
# What R, Stata and people write where nothing is known.
UNKNOWN = {"", "na", "n/a", "nan", "null", ".", "-", "okänd", "okänt", "saknas"}
MOST_WORDS = 20  # different words in a column that is taken as a kind
DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
POINTED = re.compile(r"[-+−]?(?=\.?\d)(?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d+)?(?:e[-+]?\d+)?", re.IGNORECASE)
NO_POINTED = ("Det är inget tal.", "Skriv det med decimalpunkt, till exempel 1234.5.")
NO_PERIOD = ("Det är ingen period.", "Skriv ett år, ett tal, ÅÅÅÅ-MM eller ÅÅÅÅ-MM-DD.")


class Unasked(ValueError):
    """The question does not fit the file: why, and what to do. Swedish."""


@dataclass(frozen=True)
class Question:
    """Which column is what, and how the comparison came about; an empty name is a column that there is none of.

    outcome, participated, before, group, person, period: headers. known: headers of what was known before the start.
    assigned: key of ASSIGNED. start: the first period with the intervention. unit: "" for a share, where the outcome is
    yes or no. point: numbers are written with a decimal point.
    """

    outcome: str
    participated: str
    assigned: str = ""
    known: tuple[str, ...] = ()
    before: str = ""
    group: str = ""
    person: str = ""
    period: str = ""
    start: str = ""
    unit: str = ""
    point: bool = False


@dataclass(frozen=True)
class Answer:
    """found: the effect, or that there is none to compare with. beside: the same reckoned in other ways, by which one
    sees how much hangs on the method. refused: ways that gave no number, with why. rows: of the file.
    comparison: how it came about, by a bokslut's word for it. counts: participants and comparison who reached the goal,
    of those known, where the outcome is yes or no for each person.
    """

    found: Estimate | NoComparison
    rows: int
    beside: tuple[Estimate, ...] = ()
    refused: tuple[str, ...] = ()
    comparison: str = ""
    counts: tuple[tuple[int, int], tuple[int, int]] | None = None


@dataclass(frozen=True)
class Columns:
    """The rows of a file by header. Cells do not show in repr: they are about people."""

    rows: Rows = field(repr=False)
    point: bool = False

    def __post_init__(self) -> None:
        if not self.rows.below:
            raise Unasked("Filen har inga rader under rubrikerna. Kontrollera att rätt blad är valt.")

    @property
    def names(self) -> list[str]:
        return [header for header in self.rows.headers if header]

    def cells(self, name: str) -> list[str]:
        """A column as text, one cell a row. Unasked where the file has no such header."""
        known = {normalised(header): at for at, header in enumerate(self.rows.headers) if header}
        at = known.get(normalised(name))
        if at is None:
            raise Unasked(f"Filen har ingen kolumn som heter {name}. Den har: {', '.join(self.names)}.")
        below = self.rows.cells[self.rows.headers_row_index + 1 :]
        return [row[at].strip() if at < len(row) else "" for row in below]

    def names_in(self, name: str) -> list[str]:
        """A column that says who or which group a row is about. Unasked names the row that says nothing."""
        cells = self.cells(name)
        for at, cell in enumerate(cells):
            if normalised(cell) in UNKNOWN:
                raise Unasked(f"Rad {self.row(at)}, kolumnen {name}: cellen är tom. Fyll i den, eller ta bort raden.")
        return cells

    def row(self, at: int) -> int:
        """As Excel numbers it."""
        return self.rows.headers_row_index + at + 2

    def numbers(self, name: str, read: Callable[[str], float] | None = None) -> Floats:
        """A column of numbers, ja as 1 and nej as 0, NaN where nothing is known. Unasked names the row that is none."""
        read = read or self._read
        return np.array([self._number(name, at, cell, read) for at, cell in enumerate(self.cells(name))])

    def kinds(self, name: str) -> dict[str, Floats]:
        """A column that was known before the start: numbers as they are, words as one column for each but the most
        common. Unasked where there are too many different words, or a word among numbers."""
        cells = self.cells(name)
        told = [cell for cell in cells if normalised(cell) not in UNKNOWN]
        words = set(told)
        if 2 * sum(map(self._is_number, told)) > len(told):  # one odd cell among numbers is a fault, and no kind
            return {name: self.numbers(name)}
        if len(words) > MOST_WORDS:
            raise Unasked(
                f"Kolumnen {name} har {len(words)} olika ord; högst {MOST_WORDS} går att jämföra. Slå ihop några av "
                "dem, eller utelämna kolumnen."
            )
        unknown = np.array([normalised(cell) in UNKNOWN for cell in cells])
        by_size = sorted(words, key=lambda word: (-cells.count(word), word))
        return {
            f"{name}: {word}": np.where(unknown, np.nan, np.array([cell == word for cell in cells], dtype=float))
            for word in by_size[1:]
        }

    def _number(self, name: str, at: int, cell: str, read: Callable[[str], float]) -> float:
        if normalised(cell) in UNKNOWN:
            return float("nan")
        try:
            return read(cell)
        except NotRead as fault:
            more = "" if self.point or read != self._read else " Har talen decimalpunkt: ange --decimal-point."
            raise Unasked(f"Rad {self.row(at)}, kolumnen {name}: {fault.message} {fault.remedy}{more}") from None

    def _is_number(self, cell: str) -> bool:
        try:
            self._read(cell)
        except NotRead:
            return False
        return True

    def _read(self, cell: str) -> float:
        word = normalised(cell)
        if word in YES or word in NO:
            return float(word in YES)
        return _pointed(cell) if self.point else float(read_decimal(cell))


def _pointed(cell: str) -> float:
    """A number with a decimal point, and commas between thousands.

    >>> _pointed("1,234.5"), _pointed("62.5 %")
    (1234.5, 0.625)
    """
    bare = cell.removesuffix("%").strip()
    if not POINTED.fullmatch(bare):
        raise NotRead(*NO_POINTED)
    number = float(bare.replace(",", "").replace("−", "-"))
    return number / 100 if cell.endswith("%") else number


def read_file(path: Path) -> Rows:
    """The rows of an .xlsx, .csv, .tsv or .txt. Unreadable with reason and remedy."""
    from samsyn.sandbox import read_rows

    if path.is_dir():
        raise Unreadable("Det är en mapp.", "Ange en fil.")
    if not path.exists():
        raise Unreadable("Filen finns inte.", "Kontrollera namnet och mappen.")
    return read_rows(path, path.name)


def columns_of(rows: Rows) -> list[str]:
    """The headers that a question can be asked of. Unasked where there is nothing under them."""
    return Columns(rows).names


def estimate(rows: Rows, question: Question) -> Answer:
    """What the file says of the effect. Unasked or NotEstimable say why it says nothing."""
    columns = Columns(rows, question.point)
    if not question.outcome or not question.participated:
        raise Unasked("Ange både --outcome, hur det gick, och --participated, vem som deltog.")
    _refuse_twice(question)
    outcome, took_part = columns.numbers(question.outcome), _took_part(columns, question.participated)
    unit = _unit(question, outcome[~np.isnan(outcome)])
    if took_part.all():
        people = len(set(columns.cells(question.person))) if question.person else rows.below
        return Answer(no_comparison(people), rows.below)
    if question.person or question.period or question.start:
        return Answer(_over_time(columns, question, outcome, took_part, unit), rows.below, comparison="change")
    # Where whole groups were drawn, two counts would say that each person was drawn alone.
    counts = _counted(outcome, took_part) if unit == SHARE and not question.group else None
    if question.assigned:
        found = _drawn(columns, question, outcome, took_part, unit)
        return replace(found, comparison=ASSIGNED[question.assigned].name.lower(), counts=counts)
    if question.known:
        return replace(_likened(columns, question, outcome, took_part, unit), comparison="alike", counts=counts)
    raise Unasked(
        "Säg hur jämförelsen kom till: --assigned lot, waiting eller queue om en lott eller en kö avgjorde; --known "
        "med det som var känt före starten om gruppen bara liknar deltagarna; --person, --period och --start om "
        "utfallet är mätt både före och efter."
    )


def _unit(question: Question, known: Floats) -> str:
    """What the outcome is counted in. SHARE only where it is a fraction, for it is told as percentage points."""
    word = question.unit or question.outcome
    fractions = bool(((known >= 0) & (known <= 1)).all())
    if np.isin(known, (0, 1)).all() and not question.unit:
        return SHARE
    if normalised(word).startswith(SHARE):
        if fractions:
            return SHARE
        if question.unit:
            raise Unasked(
                "Andelar skrivs mellan 0 och 1, eller med procenttecken. Är talen procent: --unit procentenheter."
            )
        return "procentenheter" if bool((np.abs(known) <= 100).all()) else question.outcome
    return word


def _counted(outcome: Floats, took_part: Floats) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """How many reached the goal of how many known, on each side; None where the outcome is no yes or no."""
    sides = [outcome[(took_part == side) & ~np.isnan(outcome)] for side in (1, 0)]
    if not all(np.isin(side, (0, 1)).all() for side in sides):
        return None
    taking_part, compared = ((int(side.sum()), len(side)) for side in sides)
    return taking_part, compared


def _refuse_twice(question: Question) -> None:
    """Unasked where a column is to be two things: an outcome that is also its own background explains itself away."""
    asked = (question.outcome, question.participated, question.before, question.group, question.person, question.period)
    seen: set[str] = set()
    for name in filter(None, (*asked, *question.known)):
        if normalised(name) in seen:
            raise Unasked(f"Kolumnen {name} är angiven som två saker. Ta bort den ena.")
        seen.add(normalised(name))


def _took_part(columns: Columns, name: str) -> Floats:
    found = columns.numbers(name)
    if not np.isin(found, (0, 1)).all():
        row = columns.row(int(np.flatnonzero(~np.isin(found, (0, 1)))[0]))
        raise Unasked(f"Rad {row}, kolumnen {name}: skriv 1 eller ja för den som deltog, 0 eller nej för jämförelsen.")
    return found


def _background(columns: Columns, names: Iterable[str]) -> dict[str, Floats]:
    return {word: column for name in names for word, column in columns.kinds(name).items()}


def _drawn(columns: Columns, question: Question, outcome: Floats, took_part: Floats, unit: str) -> Answer:
    """By lot or queue: adjusted for what was known where anything is, with the plain difference beside it."""
    background = _background(columns, question.known)
    if question.before:
        background[question.before] = columns.numbers(question.before)
    drawn = partial(
        randomised, outcome, took_part, unit=unit, assignment=ASSIGNED[question.assigned],
        clusters=columns.names_in(question.group) if question.group else None,
    )  # fmt: skip
    found, plain = drawn(covariates=background or None), drawn()
    return Answer(found, len(outcome), () if found == plain else (plain,))


def _likened(columns: Columns, question: Question, outcome: Floats, took_part: Floats, unit: str) -> Answer:
    """Against those who are like the participants. The doubly robust answers: it bears that one of two models is wrong.

    Effects on whole groups, where nobody was drawn, are not told apart from what the groups were before.
    """
    if question.group:
        raise Unasked("--group hör till en lott eller en kö. Utan den: mät före och efter, med --person och --period.")
    background = _background(columns, question.known)
    before = columns.numbers(question.before) if question.before else None
    found = doubly_robust(outcome, took_part, background, unit=unit, before=before)
    beside, refused = [], []
    ways: tuple[tuple[str, Callable[[], Estimate]], ...] = (
        ("vägning", lambda: weighted(outcome, took_part, background, unit=unit, before=before)),
        ("matchning", lambda: matched(outcome, took_part, background, unit=unit, before=before)),
        ("ojusterad skillnad", lambda: unadjusted(outcome, took_part, unit=unit)),
    )
    for name, way in ways:
        try:
            beside.append(way())
        except NotEstimable as fault:
            refused.append(f"{name}: {fault}")
    return Answer(found, len(outcome), tuple(beside), tuple(refused))


def _over_time(columns: Columns, question: Question, outcome: Floats, took_part: Floats, unit: str) -> Estimate:
    for name, said in (("person", question.person), ("period", question.period), ("start", question.start)):
        if not said:
            raise Unasked(f"Före och efter kräver --person, --period och --start tillsammans; --{name} saknas.")
    if question.known or question.before or question.assigned:
        raise Unasked(
            "Före och efter håller var och en mot sig själv: --known, --before och --assigned hör inte dit. "
            "Ta bort dem."
        )
    try:
        start = _when(question.start)
    except NotRead:
        raise Unasked(f"--start {question.start}: skriv ett år, ett tal, ÅÅÅÅ-MM eller ÅÅÅÅ-MM-DD.") from None
    return difference_in_differences(
        outcome, columns.names_in(question.person), columns.numbers(question.period, _when), took_part,
        start=start, unit=unit, clusters=columns.names_in(question.group) if question.group else None,
    )  # fmt: skip


def _when(cell: str) -> float:
    """A period as a number: a year, a count, or a day (the first of a month, where no day is told) in years.

    >>> _when("2024"), _when("2023-07-02"), _when("2024-01")
    (2024.0, 2023.4986301369863, 2024.0)
    """
    told = DAY.fullmatch(cell)
    try:
        if told is None:
            return float(read_decimal(cell))
        day = date(int(told[1]), int(told[2]), int(told[3] or 1))
    except (NotRead, ValueError):
        raise NotRead(*NO_PERIOD) from None
    first = date(day.year, 1, 1)
    return day.year + (day - first).days / (date(day.year + 1, 1, 1) - first).days
