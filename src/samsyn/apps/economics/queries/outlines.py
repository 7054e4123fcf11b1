"""What is read of an answer where several stand beside each other: worth by party, certainty, cost and premises.

The only place that knows where in an answer these are; comparisons, the portfolio page and reports read outlines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samsyn.core.valuation.cube import PUBLIC, SOCIETY, WELLBEING

EFFECT = "chain.effect"
UNDIVIDED = "undivided"  # public money whose payer or receiver the account does not name
LEAST = 0.5  # kronor, under which nobody gains or loses


@dataclass(frozen=True)
class Premises:
    """What must be alike for amounts to be subtracted or added: kronor of which year, over which years, at what rate.

    basis: what a resource is taken to cost. tax_factor: what a krona of public money costs society. term: years of it.
    """

    price_year: int
    first_year: int
    years: int
    term: int
    rate: float
    basis: str
    tax_factor: float


@dataclass(frozen=True)
class Side:
    """One party's present value in SEK (mean, low, high: nine of ten), first term, payback, chance and what it pays.

    payback_year: None where it never is. cost: present value of its part of the effort's own cost, positive.
    """

    code: str
    mean: float
    low: float
    high: float
    first_term: float
    payback_year: int | None
    chance: float
    cost: float
    parts: tuple[str, ...]
    moves: bool

    @property
    def banded(self) -> bool:
        return self.low != self.high

    @property
    def spread(self) -> dict[str, float]:
        return {"mean": self.mean, "low": self.low, "high": self.high}


@dataclass(frozen=True)
class Party:
    """What one party gains in all and pays of the effort: present values in SEK, means."""

    code: str
    mean: float
    cost: float


@dataclass(frozen=True)
class Outline:
    """An answer in short. sides: society, the public sector, then each party.

    break_even: the least effect that carries the effort for society; None where none does or it cannot be asked, which
    `asked` tells apart. effect_unit: of both. grades: evidence grade → how many values have it. assumed_swing: how much
    of all that uncertain values move the answer, one at a time, comes from values that nobody has a source for; None
    where nothing is uncertain.
    """

    premises: Premises
    sides: tuple[Side, ...]
    starters: float
    asked: bool
    break_even: float | None
    expected: float | None
    effect_unit: str
    numbers: int
    assumed: int
    assumed_swing: float | None
    effect_grade: int | None
    grades: Mapping[int, int]
    hash: str

    def side(self, code: str) -> Side | None:
        return next((one for one in self.sides if one.code == code), None)

    @property
    def society(self) -> Side:
        return self.sides[0]

    @property
    def cost(self) -> float:
        """Of the effort itself, whoever pays, without the cost of taxes: present value in SEK, positive."""
        return self._without_taxes("cost")

    @property
    def cost_per_starter(self) -> float | None:
        return self.cost / self.starters if self.starters else None

    @property
    def parties(self) -> tuple[Party, ...]:
        """Those that are no part of another, and public money that the account has not split: together society."""
        within = {SOCIETY, PUBLIC, *(part for one in self.sides for part in one.parts)}
        own = [one for one in self.sides if one.code not in within]
        rest = Party(
            UNDIVIDED,
            self._without_taxes("mean") - sum(one.mean for one in own),
            self.cost - sum(one.cost for one in own),
        )
        found = [Party(one.code, one.mean, one.cost) for one in own]
        return tuple([*found, rest] if abs(rest.mean) > LEAST or rest.cost > LEAST else found)

    @property
    def payers(self) -> list[Party]:
        return sorted((one for one in self.parties if one.cost > LEAST), key=lambda one: -one.cost)

    @property
    def winners(self) -> list[Party]:
        return sorted((one for one in self.parties if one.mean > LEAST), key=lambda one: -one.mean)

    @property
    def losers(self) -> list[Party]:
        return sorted((one for one in self.parties if one.mean < -LEAST), key=lambda one: one.mean)

    def _without_taxes(self, name: str) -> float:
        public = self.side(PUBLIC)
        extra = (self.premises.tax_factor - 1) * getattr(public, name) if public else 0.0
        return float(getattr(self.society, name) - extra)


def outline_of(result: Mapping[str, Any]) -> Outline:
    """The short of a whole answer."""
    found = result["break_even"].get(SOCIETY)
    sources = result["sources"]
    graded = [one["grade"] for one in sources if one["grade"]]
    effect = next((one for one in sources if found and one["code"] == found["code"]), None)
    effect = effect or next((one for one in sources if one["code"] == EFFECT), None)
    return Outline(
        premises=_premises(result),
        sides=tuple(_side(code, seen) for code, seen in result["perspectives"].items() if code != WELLBEING),
        starters=result["chain"]["starters"]["mean"],
        asked=bool(found),
        break_even=found["effect"] if found else None,
        expected=found["expected"] if found else None,
        effect_unit=effect["unit"] if effect else "1",
        numbers=len(sources),
        assumed=len(result["assumptions"]),
        assumed_swing=_assumed_swing(result),
        effect_grade=(effect["grade"] or None) if effect else None,
        grades={grade: graded.count(grade) for grade in sorted(set(graded))},
        hash=result["hash"],
    )


def _premises(result: Mapping[str, Any]) -> Premises:
    fields = ("price_year", "first_year", "years", "term", "basis", "tax_factor")
    return Premises(rate=result["discount_rate"], **{name: result[name] for name in fields})


def _side(code: str, seen: Mapping[str, Any]) -> Side:
    worth = seen["present_value"]
    return Side(
        code=code,
        mean=worth["mean"],
        low=worth["low"],
        high=worth["high"],
        first_term=seen["first_term"]["mean"],
        payback_year=seen["payback_year"],
        chance=seen["p_gain"],
        cost=-seen["cost"]["mean"],
        parts=tuple(seen["parts"]),
        moves=any(one["mean"] < -LEAST for one in seen["by_year"]),
    )


def _assumed_swing(result: Mapping[str, Any]) -> float | None:
    assumed = {one["code"] for one in result["assumptions"]}
    swings = {one["code"]: abs(one["at_high"] - one["at_low"]) for one in result["tornado"]}
    whole = sum(swings.values())
    return sum(swing for code, swing in swings.items() if code in assumed) / whole if whole else None
