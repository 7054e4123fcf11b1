"""Where a method is used or an example has taken root, county by county, on any day since the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samsyn.apps.knowledge.models import IN_USE, Example, Method, Stage
from samsyn.apps.knowledge.queries.adoption import Place, logs_of
from samsyn.apps.organisations.places import County, county_of
from samsyn.core.evidence.adoption import Standing

LONGEST = 30  # years to choose among


class Root(StrEnum):
    """How firmly something stands at a place, the firmest first."""

    VERIFIED = "verified"
    USED = "used"
    DECIDED = "decided"
    TRIED = "tried"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Rooted:
    """One organisation or place at one time. since: the year it came to stand so; None where nobody has said.

    key: the organisation's, to tell savings by; None for a place that is no organisation.
    """

    name: str
    county: County | None
    root: Root
    since: int | None = None
    key: int | None = None


@dataclass(frozen=True)
class SpreadOver:
    """The whole spread over time. by_year: where everything stood at the end of each year, for the last one today.

    undated: places that nobody has said a year for; they stand in the last year only.
    """

    by_year: Mapping[int, tuple[Rooted, ...]]
    undated: tuple[Rooted, ...] = ()

    @property
    def years(self) -> list[int]:
        return sorted(self.by_year)

    @property
    def latest(self) -> int:
        return max(self.by_year)

    def chosen(self, asked: str | None) -> int:
        """The year asked for in the address, or the latest where it is not one of them."""
        return int(asked) if asked and asked.isdecimal() and int(asked) in self.by_year else self.latest

    def counts(self, year: int) -> Counter[Root]:
        return Counter(one.root for one in self.by_year[year])


def by_county(rooted: Iterable[Rooted]) -> tuple[dict[str, list[Rooted]], list[Rooted]]:
    """Those whose county is known, by its code, and those that have none: both are shown, nobody is left out."""
    found: dict[str, list[Rooted]] = {}
    nowhere = []
    for one in rooted:
        if one.county is None:
            nowhere.append(one)
        else:
            found.setdefault(one.county.code, []).append(one)
    return found, nowhere


def of_method(log: Sequence[Place], today: date) -> SpreadOver:
    """The log of one method. Its organisations should have been read with their parents."""
    starts = [place.rows[0].on.year for place in log if place.rows[0].on <= today]
    where = [(place, place.organisation, county_of(place.organisation)) for place in log]
    return SpreadOver({
        year: tuple(
            Rooted(organisation.brief, county, _root(at), _since(at), organisation.pk)
            for place, organisation, county in where
            if (at := place.on(min(date(year, 12, 31), today)))
        )
        for year in _years(starts, today)
    })  # fmt: skip


def _root(at: Standing) -> Root:
    stage = Stage(at.stage.value)
    if stage in IN_USE:
        return Root.VERIFIED if at.verified else Root.USED
    return Root(stage.value)


def _since(at: Standing) -> int:
    return (at.in_use_since or at.since).year


def of_example(example: Example, today: date) -> SpreadOver:
    """The places of one example, by the years that its sources give. example.spread should be prefetched."""
    rows = [(row, county_of(row.municipality)) for row in example.spread.all()]
    named = [(row, county, row.municipality.brief if row.municipality else row.place) for row, county in rows]
    undated = tuple(
        Rooted(name, county, Root.STOPPED if row.until and row.until < today.year else Root.USED, row.until)
        for row, county, name in named
        if row.since is None
    )
    by_year = {
        year: tuple(
            Rooted(name, county, Root.STOPPED, row.until)
            if row.until and row.until < year
            else Rooted(name, county, Root.USED, row.since)
            for row, county, name in named
            if row.since and row.since <= year
        )
        for year in _years([row.since for row, _county in rows if row.since and row.since <= today.year], today)
    }
    by_year[today.year] += undated
    return SpreadOver(by_year, undated)


@dataclass(frozen=True)
class Together:
    """Every method and every good example over the years; the two are never added to each other.

    Each row of the two stands for one method (or example) in one county, as firmly as it stands anywhere there: the
    same method counts once in each county where it is, so counties do not add up to the country.
    """

    methods: SpreadOver
    examples: SpreadOver

    def standing(self, year: int, roots: Iterable[Root]) -> int:
        """How many different methods stand so in at least one county; one may stand in several ways at once."""
        asked = set(roots)
        return len({one.key for one in self.methods.by_year[year] if one.root in asked})


def together(methods: Iterable[Method], examples: Iterable[Example], today: date) -> Together:
    """All of them at once; three questions for the logs, however many. Examples as `of_example` wants them."""
    methods = list(methods)
    logs = logs_of(methods, today)
    used = [(one.pk, one.name, of_method(logs[one.pk], today)) for one in methods if logs[one.pk]]
    rooted = [(one.pk, one.name, of_example(one, today)) for one in examples]
    years = sorted({today.year}.union(*(over.by_year for _key, _name, over in used + rooted)))
    return Together(_side_by_side(used, years), _side_by_side(rooted, years))


def _side_by_side(each: Sequence[tuple[int, str, SpreadOver]], years: Sequence[int]) -> SpreadOver:
    by_year = {
        year: tuple(row for key, name, over in each for row in _once_a_county(key, name, over.by_year.get(year, ())))
        for year in years
    }
    return SpreadOver(by_year, tuple(row for _key, _name, over in each for row in over.undated))


def _once_a_county(key: int, name: str, rooted: Iterable[Rooted]) -> list[Rooted]:
    """One row a county, and one for all that have none: the firmest there, since the first year anybody stood so."""
    places: dict[County | None, list[Rooted]] = {}
    for one in rooted:
        places.setdefault(one.county, []).append(one)
    found = []
    for county, here in places.items():
        root = min((one.root for one in here), key=list(Root).index)
        since = min((one.since for one in here if one.root == root and one.since), default=None)
        found.append(Rooted(name, county, root, since, key))
    return found


def _years(starts: Sequence[int], today: date) -> range:
    """From the first year to this one, at most LONGEST."""
    return range(max(min(starts, default=today.year), today.year - LONGEST + 1), today.year + 1)
