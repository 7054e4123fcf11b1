"""What a bokslut may be where counts were protected before they came: the least and the most, over all they may be.

A count that is shown as 15 was 13 to 17; one shown as fewer than five was 0 to 4. Every combination of whole numbers
that does not contradict itself is tried where they are few enough; otherwise the corners, where the extremes lie as
long as the worth goes one way with each count. How those who began were spread over states is bounded for itself: the
worth is a mean of what each state gives, which is least and most when the dear states have as many or as few as may be.
Source: docs/methods/bokslut.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product

from samsyn.core.valuation.books import Books, Observed, Values, fault_of, start_of
from samsyn.core.valuation.bridge import BadBridge

MOST = 4_096  # combinations tried one by one
BEGAN = "began."


@dataclass(frozen=True)
class Bounds:
    """The least and the most of the outcome in SEK, of what it takes to break even, and of the share who succeeded.

    needed: easiest first; None where nothing would do.
    """

    end: tuple[float, float]
    needed: tuple[float | None, float | None]
    reached: tuple[float, float] | None


def bounds_of(books: Books, observed: Observed) -> Bounds | None:
    """None where every count is known."""
    if not any(low < high for low, high in observed.between.values()):
        return None
    seen = list(possible(books, observed))
    if not seen:
        raise BadBridge("Talen motsäger varandra hur de än var före avrundningen. Rätta dem.")
    ends = list(_ends(books, observed, seen))
    volumes = [(each.starters, each.completed) for each in seen]
    corners = [one for one in ends if _outermost(one.seen, volumes)]
    needed = [books.needed(replace(one.seen, began=began)) for one in corners for began in (one.least, one.most)]
    worths = [worth for one in ends for worth in one.between]
    shares = [each.reached[0] / each.reached[1] for each in possible(books, observed, shares=True) if each.reached]
    return Bounds(
        end=(min(worths), max(worths)),
        needed=(
            min((one for one in needed if one is not None), default=None),
            None if None in needed else max(one for one in needed if one is not None),
        ),
        reached=(min(shares), max(shares)) if shares else None,
    )


def possible(books: Books, observed: Observed, *, shares: bool = False) -> Iterable[Observed]:
    """Every outcome that would have been shown like this one. shares: vary who reached the goal, and nothing else.

    Without a comparison who reached the goal changes no sum, and stays. With a difference estimated elsewhere it
    changes none either, but how many were followed says how many may have completed.
    """
    counts = {"starters": observed.starters, "completed": observed.completed}
    told = {} if observed.reached is None else dict(zip(("reached", "followed"), observed.reached, strict=True))
    if observed.compared is not None:
        counts |= told | dict(zip(("compared_reached", "compared"), observed.compared, strict=True))
    elif shares or observed.difference is not None:
        counts |= told
    else:
        observed = replace(observed, reached=None)
    for values in _combined(counts, observed.between):
        one = _with(observed, values)
        if not fault_of(books.scenario, one):
            yield one


def _combined(counts: Mapping[str, int], between: Mapping[str, tuple[int, int]]) -> Iterable[Values]:
    ends = {name: between.get(name, (value, value)) for name, value in counts.items()}
    ranges = [range(low, high + 1) for low, high in ends.values()]
    size = 1
    for each in ranges:
        size *= len(each)
    if size > MOST:
        every = {end for pair in ends.values() for end in pair}
        ranges = [sorted({low, high} | {end for end in every if low < end < high}) for low, high in ends.values()]  # type: ignore[misc]
    return (dict(zip(ends, values, strict=True)) for values in product(*ranges))


def _with(observed: Observed, values: Values) -> Observed:
    whole = {name: int(value) for name, value in values.items()}
    reached = (whole["reached"], whole["followed"]) if "reached" in whole else observed.reached
    compared = (whole["compared_reached"], whole["compared"]) if "compared" in whole else observed.compared
    return replace(
        observed, starters=whole["starters"], completed=whole["completed"], reached=reached, compared=compared
    )


@dataclass(frozen=True)
class _End:
    """What one possible outcome is worth, at the least and the most, and where people then began."""

    seen: Observed
    between: tuple[float, float]
    least: Mapping[str, int]
    most: Mapping[str, int]


def _ends(books: Books, observed: Observed, seen: list[Observed]) -> Iterable[_End]:
    flats = [books.flat(each) for each in seen]
    began = {code: observed.between.get(f"{BEGAN}{code}", (n, n)) for code, n in observed.began.items()}
    if not any(low < high for low, high in began.values()):
        for each, worth in zip(seen, books.worth(flats), strict=True):
            yield _End(each, (worth, worth), observed.began, observed.began)
        return
    codes = list(began)
    alone = [{start_of(other): float(other == code) for other in books.starts} for code in codes]
    worths = books.worth([{**flat, **start} for flat in flats for start in alone])
    for at, each in enumerate(seen):
        here = worths[at * len(codes) : (at + 1) * len(codes)]
        tried = {mean_of(here, counts): counts for counts in weightings(here, list(began.values()))}
        least, most = (dict(zip(codes, tried[end], strict=True)) for end in (min(tried), max(tried)))
        yield _End(each, (min(tried), max(tried)), least, most)


def weightings(worths: list[float], counts: list[tuple[int, int]]) -> Iterable[list[int]]:
    """The counts at which a mean of `worths` weighed by them is least, and most, are among these.

    counts: the least and the most that each may be. Everything below some worth has as many as it may and the rest as
    few, or the other way about.
    >>> sorted(mean_of([0.0, 10.0], each) for each in weightings([0.0, 10.0], [(0, 4), (6, 6)]))[::5]
    [6.0, 10.0]
    """
    order = sorted(range(len(worths)), key=lambda at: worths[at])
    for turn in range(len(order) + 1):
        for many_first in (False, True):
            found = [0] * len(order)
            for place, at in enumerate(order):
                found[at] = counts[at][(place < turn) == many_first]
            if any(found):
                yield found


def mean_of(worths: list[float], counts: list[int]) -> float:
    """The mean of worths, each counted so many times."""
    return sum(worth * many for worth, many in zip(worths, counts, strict=True)) / sum(counts)


def _outermost(one: Observed, volumes: list[tuple[int, int]]) -> bool:
    """Whether nobody else has both as few (or many) who began and as few (or many) who completed."""
    starters = [pair[0] for pair in volumes]
    completed = [pair[1] for pair in volumes if pair[0] == one.starters]
    return one.starters in (min(starters), max(starters)) and one.completed in (min(completed), max(completed))
