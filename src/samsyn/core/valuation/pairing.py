"""Two calculations beside each other: the difference draw by draw, with what is the same fact in both drawn once.

Every parameter has a stream of its own named by its code (`draws.py`), so two scenarios drawn from one seed get equal
draws of a value that says the same in both. That is what a difference needs: a price that both rest on cancels. But the
streams go by code alone, and two efforts may each have a `chain.effect` without it being the same effect. So whatever
is not the same fact is drawn anew for the second, from streams that the first does not use; taking those as unrelated
makes the band rather too wide than too narrow.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

import numpy as np

from samsyn.core.valuation.cube import WELLBEING, Spread, spread_of
from samsyn.core.valuation.distributions import Floats
from samsyn.core.valuation.draws import Table, draw_table
from samsyn.core.valuation.engine import run
from samsyn.core.valuation.results import Run
from samsyn.core.valuation.scenario import Scenario, Value

CHAIN = "chain."


class NotAlike(ValueError):
    """Calculations that cannot be subtracted from each other."""


@dataclass(frozen=True)
class Difference:
    """The first's present value less the second's, from one side. chance: the share of the draws where it is more."""

    spread: Spread
    chance: float


def same_facts(first: Scenario, second: Scenario, *, same_people: bool) -> frozenset[str]:
    """Codes of values that say the same in both: number, band, evidence and where it comes from.

    same_people: both are about the same effort; otherwise the links of the chain are about different people, and are
    not the same fact however alike they are written.
    """
    alike = {
        code
        for code, value in first.values.items()
        if code in second.values
        and (same_people or not code.startswith(CHAIN))
        and _fact(value) == _fact(second.values[code])
    }
    for scenario in (first, second):  # what moves together is drawn together, so the whole group is shared or nothing
        for group in scenario.together:
            if not alike.issuperset(group.codes) or group not in first.together or group not in second.together:
                alike -= set(group.codes)
    return frozenset(alike)


def _fact(value: Value) -> dict[str, object]:
    return asdict(replace(value, name={}, notices=()))


def differences(first: Run, second: Run, shared: frozenset[str]) -> Mapping[str, Difference]:
    """First less second from every side that both have, by the side's code.

    Both must be drawn from the same seed, as often. The draws are centred on the difference of the two calculations'
    own means, so that what is said here is what their own results say. NotAlike where years or draws do not match.
    """
    if (first.seed, first.table.draws) != (second.seed, second.table.draws):
        raise NotAlike("Kalkylerna är dragna olika många gånger eller ur olika frön.")
    if _measure(first) != _measure(second):
        raise NotAlike("Kalkylerna har olika prisår, tidshorisont eller kalkylränta.")
    other = _drawn_apart(second, shared)
    sides = {one.code: one for one in second.perspectives}
    found = {}
    for side in first.perspectives:
        if side.code in sides and side.code != WELLBEING:
            mine, theirs = first.present(side), second.present(sides[side.code])
            apart = mine - other.present(sides[side.code])
            found[side.code] = _difference(apart - apart.mean() + (mine.mean() - theirs.mean()))
    return found


def _measure(done: Run) -> tuple[int, int, float]:
    return done.scenario.price_year, done.scenario.years, done.scenario.rates[0]


def _difference(apart: Floats) -> Difference:
    return Difference(spread_of(apart), float((apart > 0).mean()))


def _drawn_apart(second: Run, shared: frozenset[str]) -> Run:
    """The second calculation with everything that is its own drawn from streams of its own."""
    known = {code: one for code, one in second.plan.known.items() if code not in shared}
    if not any(one.sd > 0 for one in known.values()):
        return second
    groups = [group for group in second.scenario.together if group.codes[0] not in shared]
    own = draw_table(known, second.table.draws, _own(second.seed), groups, threads=second.threads)
    values = np.array([own[code] if code in known else second.table[code] for code in second.table.codes])
    table = Table(second.table.codes, values)
    return Run(second.scenario, second.plan, table, run(second.plan, table, second.threads), second.seed)


def _own(seed: int) -> int:
    """Another seed that follows from this one."""
    return int.from_bytes(hashlib.blake2b(f"apart/{seed}".encode(), digest_size=7).digest(), "big")
