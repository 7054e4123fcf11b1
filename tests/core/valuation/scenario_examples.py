"""A small scenario with invented numbers, whole in every part, and ways to change and run it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np

import samsyn.parameters
from samsyn.core.valuation.bank_faults import BadValue, Fault
from samsyn.core.valuation.compiling import Account, plan_of
from samsyn.core.valuation.results import Run, run_scenario
from samsyn.core.valuation.scenario import Scenario
from samsyn.core.valuation.scenario_reading import read_scenario
from samsyn.core.valuation.turning import point
from samsyn.parameters.shipped import contents, shipped_bank

Raw = dict[str, Any]
ONES = ("need", "reach", "start", "completion", "attribution")
NOUGHTS = ("anyway", "displacement", "drop_off", "lag")
SCENARIOS = Path(samsyn.parameters.__file__).parent / "valuation" / "scenarios"


def names(word: str) -> Raw:
    return {"sv": word, "en": f"{word} in English"}


def number(value: float, unit: str = "1", **more: Any) -> Raw:
    money = {"price_year": 2024} if unit.startswith("kr") else {}
    return {"value": value, "unit": unit, "source": "Påhittat", **money, **more}


def about(mean: float, sd: float, unit: str = "1", family: str = "") -> Raw:
    return number(mean, unit, spread={"sd": sd, **({"family": family} if family else {})})


def flow(on: Any, kind: str, amount: str, **ends: str) -> Raw:
    """A flow on a state, or on a move when written {from, to}."""
    return {
        "state" if isinstance(on, str) else "move": on,
        "kind": kind,
        "amount": amount,
        "name": names(amount),
        **ends,
    }


def scenario(**changes: Any) -> Raw:
    """A hundred people out of work; four flows; an effort that helps some of them in. Every part can be changed."""
    return deepcopy({
        "format": "samsyn-konto/1", "code": "example", "name": names("Exempel"), "about": names("Påhittat"),
        "source": "Påhittat", "price_year": 2024, "first_year": 2025, "years": 6, "term": 4,
        "discount": {"main": 0.035, "beside": [0.0, 0.05]},
        "values": {
            "service": about(90_000, 20_000, "kr/person/år"),
            "benefit": about(150_000, 10_000, "kr/person/år"),
            "output": about(400_000, 60_000, "kr/person/år"),
            "inquiry": about(12_000, 3_000, "kr"),
            "joy": about(0.4, 0.1, "wellby"),
            "found": about(0.12, 0.03),
            "lost": about(0.2, 0.05),
            "office": about(700_000, 100_000, "kr"),
            "place": about(30_000, 5_000, "kr/person"),
        },
        "states": [
            {"code": "out", "name": names("Utan arbete"), "bands": [1, 3]},
            {"code": "work", "name": names("I arbete")},
        ],
        "moves": [
            {"from": "out", "to": "work", "yearly": "found", "by_band": [1, 0.6, 0.3], "by_year": [1, 1, 0.9]},
            {"from": "work", "to": "out", "yearly": "lost"},
        ],
        "flows": [
            flow("out", "resource", "service", payer="municipality"),
            flow("out", "transfer", "benefit", payer="social_insurance", receiver="individual"),
            flow("work", "production", "output", receiver="production"),
            flow("work", "wellbeing", "joy", receiver="individual"),
            flow({"from": "work", "to": "out"}, "resource", "inquiry", payer="region"),
        ],
        "costs": [
            {"payer": "municipality", "amount": "office", "name": names("Kansli")},
            {"payer": "employment_service", "amount": "place", "per": "start", "name": names("Platser")},
        ],
        "chain": chain(),
        **changes,
    })  # fmt: skip


def chain(**changes: Any) -> Raw:
    """Every link with some doubt about it."""
    return {
        "works": {"from": "out", "to": "work"},
        "people": number(100, "personer"),
        "need": about(0.9, 0.05), "reach": about(0.7, 0.1), "start": about(0.8, 0.1), "completion": about(0.6, 0.1),
        "effect": about(0.5, 0.1), "anyway": about(0.3, 0.1), "attribution": about(0.8, 0.1),
        "displacement": about(0.2, 0.1), "drop_off": about(0.1, 0.05), "lag": about(0.5, 0.2, "år"),
        **changes,
    }  # fmt: skip


def plainly(**changes: Any) -> Raw:
    """A chain in which every link is known, and nothing stands between people and their success."""
    known = {link: number(1) for link in ONES} | {link: number(0) for link in NOUGHTS}
    return chain(**{**known, "lag": number(0, "år"), "effect": number(1), **changes})


def on_moves(**changes: Any) -> Raw:
    """A chain whose effect is how many times as often people find work."""
    works = {"moves": [{"from": "out", "to": "work"}]}
    return chain(**{"works": works, "effect": about(1.5, 0.2, family="gamma"), **changes})


def moving(**changes: Any) -> Raw:
    """The scenario with its effect on moves: everyone begins without work, whatever is done."""
    return scenario(**{"start": {"out": 1}, "chain": on_moves(), **changes})


def read(raw: object) -> Scenario:
    return read_scenario(raw, shipped_bank())


def faults(raw: object) -> tuple[Fault, ...]:
    """What is wrong in the scenario; empty when nothing is."""
    try:
        read(raw)
    except BadValue as error:
        return error.faults
    return ()


def ran(raw: object, draws: int = 400, **options: Any) -> Run:
    return run_scenario(read(raw), draws=draws, **options)


def at_means(raw: object, basis: str = "") -> Run:
    """Every value at its mean, in one draw."""
    one = read(raw)
    from samsyn.core.valuation.engine import run

    plan = plan_of(one, basis)
    table = point(plan.known)
    return Run(one, plan, table, run(plan, table), 0)


def seen(run: Run, code: str = "society", rate: float | None = None) -> np.ndarray:
    """Present value from one side, by draw."""
    return run.present(next(one for one in run.perspectives if one.code == code), rate)


def yearly(run: Run, actor: str, ledger: str = "fiscal", part: str = "gain") -> np.ndarray:
    """One account's sums, shape (years, draws)."""
    return getattr(run.cube, part)[:, run.cube.accounts.index(Account(actor, ledger)), :]


def changed(raw: Raw, path: str, value: Any) -> Raw:
    """A copy with the value at a path such as flows.0.payer replaced; None as value takes it away."""
    copy = deepcopy(raw)
    *above, last = path.split(".")
    at: Any = copy
    for step in above:
        at = at[int(step)] if isinstance(at, list) else at[step]
    if value is None:
        del at[int(last) if isinstance(at, list) else last]
    else:
        at[int(last) if isinstance(at, list) else last] = value
    return copy


def with_values(raw: Raw, change: Mapping[str, Any]) -> Raw:
    return {**raw, "values": {**raw["values"], **change}}


def shipped(name: str) -> Any:
    """A scenario file that ships, as plain values."""
    path = SCENARIOS / f"{name}.yaml"
    return contents(path.read_text("utf-8"), path.name)
