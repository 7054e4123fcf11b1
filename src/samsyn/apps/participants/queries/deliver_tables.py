"""The fixed tables of a release, made from one row of facts a person. Exact: they never leave the station."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from samsyn.apps.evaluation import delivered as words
from samsyn.apps.participants.models import SupportLength
from samsyn.apps.participants.queries.follow_up_splits import AGES
from samsyn.core.disclosure.background import Background, Union
from samsyn.core.disclosure.crossing import CountTable, Dimension
from samsyn.core.followup.classes import Classes
from samsyn.core.followup.dosage import HOURS
from samsyn.core.followup.ladders import Dimension as Side
from samsyn.core.followup.ladders import State
from samsyn.core.followup.reasons import Reason

# Days from a referral to its answer. A fortnight is the station's own limit for a stalled stream; the others are
# assumptions, chosen to part a week from a month.
DAYS = Classes((0, 8, 15, 31), "dagar", below=False)
KINDS = {True: words.FORWARD, None: words.NEITHER, False: words.OTHERWISE}
SUPPORT = [str(label) for value, label in SupportLength.choices if value != SupportLength.UNKNOWN]


@dataclass(frozen=True, slots=True)
class Counted:
    """One person, or one participation or referral: a pseudonym, the populations it is in, and a category for each
    dimension that says anything about it."""

    member: str
    populations: frozenset[str]
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Shape:
    """One table before anybody stands in it."""

    code: str
    title: str
    population: str
    dimensions: tuple[Dimension, ...]

    @property
    def crossing(self) -> frozenset[str]:
        return frozenset(dimension.code for dimension in self.dimensions)


@dataclass(frozen=True)
class Plan:
    """What a project's release is made of: categories come from definitions, never from those who happen to be there.

    sides: dimensions of the common ladder that the project follows; occasions: those it asks on, in order of time.
    senders: names of the project's parties. kinds: kinds of sender. reasons: why somebody may leave, no wrong entries.
    """

    sides: Sequence[Side] = ()
    occasions: Sequence[str] = ()
    senders: Sequence[str] = ()
    kinds: Sequence[str] = ()
    reasons: Sequence[Reason] = field(default=())

    def shapes(self) -> list[Shape]:
        """Every table of the release, in the order it is read."""
        one, number = words.PERSONS, words.NUMBER
        return [
            Shape(words.BY_SEX, "Personer efter kön", one, (words.SEX, number)),
            Shape(words.PARTICIPATIONS_BY_SEX, "Deltaganden efter kön", words.PARTICIPATIONS, (words.SEX, number)),
            Shape(words.BY_AGE, "Personer efter ålder vid start", one, (self.ages, number)),
            Shape(words.BY_SENDER, "Personer efter vem som anvisade", one, (self.by_sender, number)),
            Shape(words.BY_SUPPORT, "Personer efter tid med offentligt stöd", one, (self.support, number)),
            *(shape for side in self.sides for shape in self._states(side)),
            *(shape for side in self.sides for shape in self._steps(side)),
            Shape(words.BY_ENDING, "Hur insatsen slutade", words.ENDED, (words.SEX, words.ENDING)),
            Shape(words.BY_REASON, "Varför insatsen slutade", words.ENDED, (self.by_reason,)),
            Shape(words.BY_HOURS, "Timmar per person", one, (self.hours,)),
            Shape(words.BY_WAITING, "Dagar från anvisning till svar", words.REFERRED, (self.by_kind, self.waiting)),
        ]

    @property
    def ages(self) -> Dimension:
        return Dimension("age", "Ålder vid start", (*(each.label for each in AGES.all), words.UNKNOWN))

    @property
    def by_sender(self) -> Dimension:
        return Dimension("sender", "Anvisad av", tuple(self.senders))

    @property
    def support(self) -> Dimension:
        return Dimension("support_length", "Tid med offentligt stöd", (*SUPPORT, words.UNKNOWN))

    @property
    def hours(self) -> Dimension:
        return Dimension("hours", "Timmar", (*(each.label for each in HOURS.all), words.UNKNOWN))

    @property
    def by_kind(self) -> Dimension:
        return Dimension("sender_kind", "Slag av avsändare", tuple(self.kinds))

    @property
    def waiting(self) -> Dimension:
        classes = tuple(each.label for each in DAYS.all)
        return Dimension("waiting", "Svar", (*classes, words.NOT_ANSWERED, words.WITHDRAWN))

    @property
    def by_reason(self) -> Dimension:
        return Dimension("reason", "Orsak", tuple(name for name, _kind in self.named_reasons()))

    def named_reasons(self) -> list[tuple[str, str]]:
        """Why somebody may have left, and how it has then ended. To have gone through goes before what is said."""
        order = (words.FORWARD, words.NEITHER, words.OTHERWISE)
        left = {reason.label: KINDS[reason.positive] for reason in self.reasons if not reason.completed}
        return [
            (words.COMPLETED, words.COMPLETED),
            *sorted(left.items(), key=lambda pair: order.index(pair[1])),
            (words.UNKNOWN, words.UNKNOWN),
        ]

    def _states(self, side: Side) -> Iterable[Shape]:
        for occasion in self.occasions:
            title = f"{side.label} {words.OCCASIONS[occasion]}"
            states = (*(state.label for state in side.states), words.UNANSWERED)
            column = Dimension(at(occasion, side.code), title, states)
            code = words.state_code(occasion, side.code)
            yield Shape(code, title, words.AT[occasion], (words.SEX, column))

    def _steps(self, side: Side) -> Iterable[Shape]:
        states = tuple(state.label for state in side.states)
        for occasion in self.compared():
            then, population = words.OCCASIONS[occasion], words.paired(occasion, side.label)
            before = Dimension(at("before", side.code), words.OCCASIONS["before"].capitalize(), states)
            after = Dimension(at(occasion, side.code), then.capitalize(), states)
            title = f"{side.label} före start och {then}"
            yield Shape(words.steps_code(occasion, side.code), title, population, (before, after))
            if side.ordered:
                moves = Dimension(move(occasion, side.code), "Steg", tuple(_ways(side)))
                title = f"Steg i {side.label.lower()} från före start till {then}"
                yield Shape(words.moves_code(occasion, side.code), title, population, (moves,))

    def compared(self) -> list[str]:
        return [each for each in words.STEPS_TO if "before" in self.occasions and each in self.occasions]

    def background(self) -> Background:
        """How the populations and categories hang together, for the attacker who tries the release."""
        inside = dict(words.INSIDE)
        unions = [_together("ending", kind, "reason", names) for kind, names in self._by_ending().items()]
        for side in self.sides:
            for occasion in self.compared():
                inside[words.paired(occasion, side.label)] = words.AT[occasion]
                unions += list(_moves(side, occasion)) if side.ordered else []
        plain = frozenset({words.SEX.code, words.NUMBER.code})
        missing = frozenset({words.UNKNOWN, words.UNANSWERED})
        return Background(inside, plain, missing, {words.PERSONS: words.PARTICIPATIONS}, tuple(unions))

    def _by_ending(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name, kind in self.named_reasons():
            found[kind].append(name)
        return found


def at(occasion: str, side: str) -> str:
    """The code of the dimension "state at that occasion": the same in every table, so that an attacker sees it too."""
    return f"{occasion}.{side}"


def move(occasion: str, side: str) -> str:
    """The code of the dimension "steps up and down until that occasion"."""
    return f"move.{occasion}.{side}"


def moved(one: State, other: State) -> str:
    """Which way somebody went between two states of an ordered dimension."""
    if one.order is None or other.order is None:
        return words.OUTSIDE
    return words.SAME if one.order == other.order else words.UP if other.order > one.order else words.DOWN


def tables(shapes: Iterable[Shape], counted: Iterable[Counted], up_to: date) -> list[CountTable]:
    """Everybody put in their places.

    KeyError when nothing is said of somebody in a dimension of their population; ValueError when what is said is no
    category of it.
    """
    rows = list(counted)
    return [_table(shape, [row for row in rows if shape.population in row.populations], up_to) for shape in shapes]


def _table(shape: Shape, rows: Iterable[Counted], up_to: date) -> CountTable:
    members: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows:
        facts = {words.NUMBER.code: words.NUMBER.categories[0], **row.facts}
        members[tuple(facts[dimension.code] for dimension in shape.dimensions)].add(row.member)
    cells = {key: frozenset(who) for key, who in members.items()}
    period = f"till och med {up_to.isoformat()}"
    return CountTable(shape.code, shape.title, shape.population, period, shape.dimensions, cells)


def _together(dimension: str, category: str, finer: str, names: Iterable[str]) -> Union:
    return Union((dimension, category), tuple(frozenset({(finer, name)}) for name in names))


def _ways(side: Side) -> Mapping[str, list[tuple[State, State]]]:
    """The ways one can go between the states of an ordered dimension, each with the pairs of states it is made of."""
    pairs = [(one, other) for one in side.states for other in side.states]
    found = {way: [pair for pair in pairs if moved(*pair) == way] for way in words.MOVES}
    return {way: those for way, those in found.items() if those}


def _moves(side: Side, occasion: str) -> Iterable[Union]:
    before, after, code = at("before", side.code), at(occasion, side.code), move(occasion, side.code)
    for way, pairs in _ways(side).items():
        cells = tuple(frozenset({(before, one.label), (after, other.label)}) for one, other in pairs)
        yield Union((code, way), cells)
