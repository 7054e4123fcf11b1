"""One model of eight states for the benches of accounts: written as a scenario of ours, and for two peers.

All numbers are invented. 38 parameters are uncertain: 29 yearly chances, 8 yearly costs and one effect.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from samsyn.core.valuation.scenario import Scenario

STATES, YEARS, RATE = 8, 40, 0.03
PAYERS = ("employment_service", "social_insurance", "justice", "other_state", "municipality", "region", "other")
PARTS = (0.18, 0.22, 0.06, 0.04, 0.3, 0.15, 0.05)  # of a state's cost that each payer bears
EFFECT = (1.25, 0.1)  # mean and spread of the factor on every move up
EVERYTHING = slice(None)


@lru_cache(maxsize=1)
def chances() -> dict[tuple[int, int], tuple[float, float]]:
    """Mean and spread of the yearly chance of each of the 29 moves."""
    chosen = np.random.default_rng(7)
    steps = [(at, at + 1) for at in range(STATES - 1)] + [(at, at - 1) for at in range(1, STATES)]
    others = [(a, b) for a in range(STATES) for b in range(STATES) if abs(a - b) > 1]
    picked = steps + [others[at] for at in sorted(chosen.choice(len(others), 29 - len(steps), replace=False))]
    found = {}
    for source, target in sorted(picked):
        mean = float(np.round(chosen.uniform(0.02, 0.12) if abs(source - target) == 1 else 0.02, 4))
        found[source, target] = (mean, round(mean * 0.2, 5))
    return found


def costs() -> list[tuple[float, float]]:
    """Mean and spread of each state's yearly cost, in kronor."""
    return [(400_000.0 - 45_000.0 * at, 0.15 * (400_000.0 - 45_000.0 * at)) for at in range(STATES)]


def up(source: int, target: int) -> bool:
    return target > source


def raw(by_year: tuple[float, ...] = ()) -> dict[str, Any]:
    """The scenario as a file holds it. by_year: factors that make every move vary from year to year."""
    invented = {"assumption": "Påhittat, för mätningar"}
    both = {"sv": "Påhittat", "en": "Invented"}
    values: dict[str, Any] = {
        f"chance_{a}_{b}": {"value": mean, "unit": "1", "spread": {"sd": sd, "family": "beta"}, **invented}
        for (a, b), (mean, sd) in chances().items()
    }
    for at, (mean, sd) in enumerate(costs()):
        values[f"cost_{at}"] = {
            "value": mean, "unit": "kr/person/år", "price_year": 2024, "spread": {"sd": sd, "family": "gamma"},
            **invented,
        }  # fmt: skip
    for payer, part in zip(PAYERS, PARTS, strict=True):
        values[f"part_{payer}"] = {"value": part, "unit": "1", **invented}
    one = {"value": 1, "unit": "1", **invented}
    nought = {"value": 0, "unit": "1", **invented}
    effect = {"value": EFFECT[0], "unit": "gånger", "spread": {"sd": EFFECT[1], "family": "lognormal"}, **invented}
    return {
        "format": "samsyn-konto/1", "code": "career", "name": both, "about": both, "source": "påhittad",
        "price_year": 2024, "first_year": 2024, "years": YEARS, "discount": {"main": RATE, "beside": [RATE]},
        "values": values,
        "states": [{"code": f"state_{at}", "name": both} for at in range(STATES)],
        "start": {"state_0": "1"},
        "moves": [
            {"from": f"state_{a}", "to": f"state_{b}", "yearly": f"chance_{a}_{b}", "by_year": list(by_year)}
            for a, b in chances()
        ],
        "flows": [
            {
                "state": f"state_{at}", "kind": "resource", "payer": payer, "amount": f"cost_{at} * part_{payer}",
                "name": both,
            }
            for at in range(STATES) for payer in PAYERS
        ],
        "chain": {
            "works": {"moves": [{"from": f"state_{a}", "to": f"state_{b}"} for a, b in chances() if up(a, b)]},
            "people": {**one, "unit": "personer"}, "need": one, "reach": one, "start": one, "completion": one,
            "effect": effect, "anyway": nought, "attribution": one, "displacement": nought, "drop_off": nought,
            "lag": {**nought, "unit": "år"},
        },
    }  # fmt: skip


def scenario(by_year: tuple[float, ...] = ()) -> Scenario:
    from samsyn.core.valuation.scenario_reading import read_scenario
    from samsyn.parameters.shipped import shipped_bank

    return read_scenario(raw(by_year), shipped_bank(), "career")
