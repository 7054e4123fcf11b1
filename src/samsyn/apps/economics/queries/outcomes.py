"""What is already known of a project's outcome: counts in protected deliveries, figures entered, and money spent.

A delivered count is never more exact than it was shown: 15 was 13 to 17, "fewer than five" 0 to 4, and a row that
stands unchanged may have changed by as many as the rules let pass. What is offered here is confirmed by the writer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.evaluation import delivered as words
from samsyn.apps.evaluation.models import DeliveredRelease
from samsyn.apps.evaluation.queries import project_figures
from samsyn.apps.evaluation.queries.deliveries import Delivered, releases_of, whole
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.models.projects import State
from samsyn.apps.portfolio.queries.money import plan_and_outcome
from samsyn.core.disclosure.cells import ProtectedCell
from samsyn.core.disclosure.crossing import TOTAL
from samsyn.core.disclosure.rules import Rules
from samsyn.core.disclosure.shown import ProtectedTable
from samsyn.core.valuation.bank_faults import Missing
from samsyn.core.valuation.scenario import Scenario
from samsyn.core.valuation.uprating import factor_of
from samsyn.parameters.shipped import shipped_bank

AFTER = ("months_12", "months_6", "months_3", "exit")  # the latest first: what lasts is worth more than what began
MAIN = "occupation"
VOLUMES = {"starters": "participants", "completed": "completed"}
BEGAN = "began."


@dataclass(frozen=True)
class Count:
    """A count as it is known: the number to reckon with, and the least and the most it may be."""

    value: int
    low: int
    high: int

    def __add__(self, other: Count) -> Count:
        return Count(self.value + other.value, self.low + other.low, self.high + other.high)

    def within(self, low: int, high: int) -> Count:
        """The same, when it is known from elsewhere to lie between these too."""
        low, high = max(self.low, low), max(min(self.high, high), max(self.low, low))
        return Count(min(max(self.value, low), high), low, high)

    @property
    def exact(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True)
class Offer:
    """A count with its source: in words, and the page where it stands. table: its code, empty outside deliveries."""

    count: Count
    where: str
    url: str
    table: str = ""


@dataclass(frozen=True)
class Ground:
    """A delivered table that an outcome can be read from. states: those that may be the goal; froms: those one may have
    come from, in a matrix; empty where the table says only where people are."""

    code: str
    title: str
    states: tuple[str, ...]
    froms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picked:
    """Which table the outcome is read from, which of its states are the goal, and which one must have come from."""

    table: str
    states: tuple[str, ...]
    froms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spent:
    """What the project has cost so far in SEK, in the prices of the years it was spent. by_year: None for no year."""

    amount: Decimal
    by_year: tuple[tuple[int | None, Decimal], ...]
    url: str

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({year for year, _amount in self.by_year if year}))

    def in_prices_of(self, year: int) -> Decimal | None:
        """The same by the price base amount; None where a year is unknown or has none."""
        index, moved = shipped_bank().indices["prisbasbelopp"], Decimal()
        for spent, amount in self.by_year:
            if spent is None:
                return None
            try:
                moved += amount * factor_of(index, spent, year)
            except Missing:
                return None
        return moved


@dataclass(frozen=True)
class Outcome:
    """Everything known. counts: by the names of `settlement.Observed.between`. newest: a later delivery than `release`.

    goal: in words, what the picked states are. hidden: whether the picked table does not show them. going_on: whether
    the project is not over yet.
    """

    counts: Mapping[str, Offer]
    grounds: tuple[Ground, ...] = ()
    picked: Picked | None = None
    release: DeliveredRelease | None = None
    newest: DeliveredRelease | None = None
    goal: str = ""
    hidden: bool = False
    spent: Spent | None = None
    going_on: bool = False


def release_of(project: Project, number: int | None) -> DeliveredRelease | None:
    """The delivery with the number, the latest without one."""
    rows = releases_of(project)
    return rows.filter(number=number).first() if number else rows.first()


def outcome_of(
    project: Project, scenario: Scenario, number: int | None = None, picked: Picked | None = None
) -> Outcome:
    """What a bokslut of the scenario may take from what is known of the project. number: of a certain delivery."""
    release = release_of(project, number)
    found = _delivered(whole(release), scenario, picked) if release else Outcome({})
    newest = release_of(project, None)
    return replace(
        found,
        counts={**found.counts, **_entered(project)},  # what somebody has entered stands, as in the follow-up
        newest=newest if newest and release and newest.number > release.number else None,
        spent=_spent(project),
        going_on=project.state_on(timezone.localdate()) == State.RUNNING,
    )


def _delivered(delivered: Delivered, scenario: Scenario, picked: Picked | None) -> Outcome:
    moves = bool(scenario.chain.works.moves)
    grounds = tuple(_grounds(delivered, moves))
    chosen = _chosen(delivered, grounds, picked)
    counts: dict[str, tuple[Count, str]] = {}
    for name, measure in VOLUMES.items():
        place = words.MEASURES[measure]
        table = delivered.table(place.table)
        count = table and _at(table, place.key, place.column)
        if table and count:
            counts[name] = (count, table.code)
    table = delivered.table(chosen.table) if chosen else None
    pair = _reached(table, chosen) if table and chosen else None
    if table and pair:
        counts |= {"reached": (pair[0], table.code), "followed": (pair[1], table.code)}
    if moves:
        counts |= {f"{BEGAN}{code}": found for code, found in _began(delivered, scenario).items()}
    return Outcome(
        counts={name: _offer(delivered.release, *found) for name, found in counts.items()},
        grounds=grounds,
        picked=chosen,
        release=delivered.release,
        goal=_goal(table, chosen) if chosen and table else "",
        hidden=bool(table) and pair is None,
    )


def _grounds(delivered: Delivered, moves: bool) -> Iterable[Ground]:
    """Tables in which the goal may stand, the latest occasion and the main dimension first."""
    starts = ("steps.", "moves.") if moves else ("state.",)
    found = [table for table in delivered.tables if table.code.startswith(starts)]
    found = [table for table in found if table.code.split(".")[1] in AFTER]
    for table in sorted(found, key=lambda each: _order(each.code)):
        states = tuple(column for column in table.columns if column != words.UNANSWERED)
        froms = tuple(table.dimensions[0].categories) if table.code.startswith("steps.") else ()
        yield Ground(table.code, table.title, states, froms)


def _order(code: str) -> tuple[int, int, int]:
    kind, occasion, dimension = code.split(".", 2)
    return int(dimension != MAIN), AFTER.index(occasion), int(kind == "moves")


def _chosen(delivered: Delivered, grounds: Sequence[Ground], picked: Picked | None) -> Picked | None:
    """What was picked, as far as the tables have it; otherwise the first table that shows its natural goal."""
    ground = next((each for each in grounds if picked and each.code == picked.table), None)
    if ground and picked:
        states = tuple(each for each in ground.states if each in picked.states)
        froms = tuple(each for each in ground.froms if each in picked.froms)
        return replace(
            _natural(ground), **({"states": states} if states else {}), **({"froms": froms} if froms else {})
        )
    natural = [_natural(each) for each in grounds]
    shows = (each for each in natural if (table := delivered.table(each.table)) and _reached(table, each))
    return next(shows, natural[0] if natural else None)


def _natural(ground: Ground) -> Picked:
    """The highest state of occupation, a step up, or the last state there is; from every other."""
    shape = Ladder.objects.common().shape.dimension(MAIN)
    work = max(shape.states, key=lambda state: state.order or 0).label
    goal = next((each for each in (words.UP, work) if each in ground.states), ground.states[-1])
    return Picked(ground.code, (goal,), tuple(each for each in ground.froms if each != goal))


def _reached(table: ProtectedTable, picked: Picked) -> tuple[Count, Count] | None:
    """Those who reached the goal, of those who are known. None where the table does not say."""
    if picked.froms:
        cells = [_at(table, (one,), other) for one in picked.froms for other in picked.states if one != other]
        totals = [_at(table, (one,), TOTAL) for one in picked.froms]
        followed = _sum(totals)
    else:
        cells = [_at(table, table.top, state) for state in picked.states]
        followed = _answered(table)
    reached = _sum(cells)
    if reached is None or followed is None or not followed.high:
        return None
    return reached.within(0, followed.high), followed.within(reached.low, followed.high)


def _answered(table: ProtectedTable) -> Count | None:
    """Everybody in the table but those who have not answered, as closely as the parts and the total let it be known."""
    total = _at(table, table.top, TOTAL)
    if words.UNANSWERED not in table.columns:
        return total
    silent = _at(table, table.top, words.UNANSWERED)
    parts = _sum([_at(table, table.top, column) for column in table.columns if column != words.UNANSWERED])
    if total is None or silent is None:
        return parts
    rest = Count(total.value - silent.value, max(0, total.low - silent.high), total.high - silent.low)
    return rest.within(parts.low, parts.high) if parts else rest


def _began(delivered: Delivered, scenario: Scenario) -> dict[str, tuple[Count, str]]:
    """Where people stood before, for the states of the scenario that are called the same in the delivery."""
    found: dict[str, tuple[Count, str]] = {}
    called = {str(state.name["sv"]).casefold(): state.code for state in scenario.states}
    for table in delivered.tables:
        if table.code.startswith("state.before."):
            for column in table.columns:
                code, count = called.get(column.casefold()), _at(table, table.top, column)
                if code and count:
                    found.setdefault(code, (count, table.code))
    return found


def _at(table: ProtectedTable, key: tuple[str, ...], column: str) -> Count | None:
    """One cell, or the total of a row; None where it is withheld, or joined with another."""
    try:
        row = table.row(*key)
        cell = row.total if column == TOTAL else row.cells[table.columns.index(column)]
    except (KeyError, ValueError):
        return None
    return None if row.together else _count(cell, table.rules)


def _count(cell: ProtectedCell, rules: Rules) -> Count | None:
    shown = None if cell.status == "merged" else cell.count(rules)
    if shown is None:
        return None
    loose = rules.freeze - 1 if cell.status == "frozen" else 0
    value = (shown.lowest + shown.highest) // 2 if shown.value is None else shown.value
    return Count(value, max(0, shown.lowest - loose), shown.highest + loose)


def _sum(counts: Iterable[Count | None]) -> Count | None:
    known = list(counts)
    if not known or None in known:
        return None
    return sum((each for each in known if each), Count(0, 0, 0))


def _offer(release: DeliveredRelease, count: Count, code: str) -> Offer:
    where = _("leverans %(n)s från %(who)s, till och med %(day)s") % {
        "n": release.number, "who": release.organisation, "day": release.up_to.isoformat(),
    }  # fmt: skip
    return Offer(count, where, f"{reverse('delivered', args=[release.pk])}#{code}", code)


def _goal(table: ProtectedTable, picked: Picked) -> str:
    states = ", ".join(_(each) for each in picked.states)
    if picked.froms:
        names = {"title": _(table.title), "froms": ", ".join(_(each) for each in picked.froms), "states": states}
        return _("%(title)s: från %(froms)s till %(states)s") % names
    return f"{_(table.title)}: {states}"


def _entered(project: Project) -> dict[str, Offer]:
    """Volumes that somebody has entered or that are printed, exact as they stand."""
    figures = project_figures(project)
    found = {}
    for name, measure in VOLUMES.items():
        figure = figures.get(f"{measure}.outcome")
        if figure is None or figure.value is None or figure.protection or figure.value != int(figure.value):
            continue
        value, source = int(figure.value), figure.provenance
        where = source.text or source.formula or _("uppföljningen")
        url = source.url or reverse("project-follow-up", args=[project.pk])
        found[name] = Offer(Count(value, value, value), where, url)
    return found


def _spent(project: Project) -> Spent | None:
    money = plan_and_outcome(project)
    amount = money.total.amounts["outcome"]
    if amount is None:
        return None
    by_year = tuple((row.year, spent) for row in money.rows if (spent := row.amounts["outcome"]) is not None)
    return Spent(amount, by_year, reverse("project-economy", args=[project.pk]))
