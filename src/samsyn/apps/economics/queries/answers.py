"""What an account answers: the engine's result, kept for as long as neither the account nor the engine has changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import cache

from samsyn import __version__
from samsyn.apps.economics.models import FrozenAccount
from samsyn.apps.economics.queries.own_prices import bank_for
from samsyn.apps.organisations.models import Organisation
from samsyn.core.valuation.bank_faults import BadValue
from samsyn.core.valuation.distributions import BadDistribution
from samsyn.core.valuation.model import BadModel
from samsyn.core.valuation.scenario import Scenario, Value
from samsyn.core.valuation.scenario_reading import read_scenario

# The engine is imported by those who ask it: a server that reckons nothing does not carry the compiled loops.
DRAWS = 10_000
TRIED = 2_000  # draws while somebody moves a slider; the account itself is answered with DRAWS
STEPS = 100  # of a slider
KEPT = 24 * 3600  # seconds
THREADS = min(2, os.cpu_count() or 1)


@dataclass(frozen=True)
class Answered:
    """A scenario and what it gives; or why it gives nothing, as sentences in Swedish."""

    scenario: Scenario | None
    result: dict[str, Any] | None
    faults: tuple[str, ...] = ()


def scenario_of(contents: Mapping[str, Any], organisation: Organisation | None = None) -> Scenario:
    """The contents as the engine reads them, on the organisation's bank. BadValue lists every fault."""
    return read_scenario(contents, bank_for(contents, organisation))


def frozen_scenario(frozen: FrozenAccount) -> Scenario:
    """The scenario as it was frozen."""
    return scenario_of(frozen.contents, frozen.account.organisation)


def answer_of(contents: Mapping[str, Any], draws: int = DRAWS, organisation: Organisation | None = None) -> Answered:
    """The whole result, from the cache where the same question has been answered before."""
    from samsyn.core.valuation.results import result_of, run_scenario

    try:
        scenario = scenario_of(contents, organisation)
    except BadValue as fault:
        return Answered(None, None, tuple(str(each) for each in fault.faults))
    key = _key(contents, draws, organisation)
    result = cache.get(key)
    if result is None:
        try:
            result = result_of(run_scenario(scenario, draws, threads=THREADS), __version__)
        except (BadModel, BadDistribution, ValueError) as fault:
            return Answered(scenario, None, (str(fault),))
        cache.set(key, result, KEPT)
    return Answered(scenario, result)


def answer_with(
    contents: Mapping[str, Any], means: Mapping[str, float], organisation: Organisation | None = None
) -> Answered:
    """What the account would answer with other means of some values: few draws, nothing kept."""
    from samsyn.core.valuation.results import brief_of, run_scenario

    try:
        scenario = moved(scenario_of(contents, organisation), means)
        return Answered(scenario, brief_of(run_scenario(scenario, TRIED, threads=THREADS), __version__))
    except BadValue as fault:
        return Answered(None, None, tuple(str(each) for each in fault.faults))
    except (BadModel, BadDistribution, ValueError) as fault:
        return Answered(None, None, (str(fault),))


def moved(scenario: Scenario, means: Mapping[str, float]) -> Scenario:
    """The scenario with other means of some values; each keeps its spread in proportion, and its grade.

    A slider that stands where it stood moves nothing, however the value was rounded to stand there.
    """
    values = dict(scenario.values)
    for code, mean in means.items():
        if code in values and round(values[code].known.mean * STEPS) != round(mean * STEPS):
            values[code] = _moved(values[code], mean, scenario)
    return replace(scenario, values=values)


def _moved(value: Value, mean: float, scenario: Scenario) -> Value:
    share = mean / value.known.mean if value.known.mean else 1.0
    return value.with_known(value.known.moved(mean, value.known.sd * share), scenario.grades.values())


def _key(contents: Mapping[str, Any], draws: int, organisation: Organisation | None) -> str:
    bank = bank_for(contents, organisation).fingerprint
    asked = json.dumps([contents, draws, __version__, bank], sort_keys=True, ensure_ascii=False)
    return f"account-{hashlib.sha256(asked.encode()).hexdigest()}"
