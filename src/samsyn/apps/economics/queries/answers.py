"""What an account answers: the engine's result, kept for as long as neither the account nor the engine has changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from samsyn import __version__
from samsyn.apps.economics.models import FrozenAccount
from samsyn.apps.economics.queries.own_prices import bank_for
from samsyn.apps.organisations.models import Organisation
from samsyn.core.valuation.bank_faults import BadValue
from samsyn.core.valuation.distributions import BadDistribution
from samsyn.core.valuation.formula import OWN
from samsyn.core.valuation.model import BadModel
from samsyn.core.valuation.scenario import Scenario
from samsyn.core.valuation.scenario_freezing import frozen_form, is_frozen, thawed
from samsyn.core.valuation.scenario_reading import read_scenario
from samsyn.valuing import answer_of as whole_answer

# The engine is imported by those who ask it: a server that reckons nothing does not carry the compiled loops.
DRAWS = 10_000
KEPT = 24 * 3600  # seconds
THREADS = min(2, os.cpu_count() or 1)
SHAPE = 2  # of what is kept; raised when an answer gets other fields


@dataclass(frozen=True)
class Answered:
    """A scenario and what it gives; or why it gives nothing, as sentences in Swedish."""

    scenario: Scenario | None
    result: dict[str, Any] | None
    faults: tuple[str, ...] = ()


def scenario_of(contents: Mapping[str, Any], organisation: Organisation | None = None) -> Scenario:
    """The contents as the engine reads them, on the organisation's bank; frozen ones need none. BadValue lists every
    fault."""
    return thawed(contents) if is_frozen(contents) else read_scenario(contents, bank_for(contents, organisation))


def frozen_scenario(frozen: FrozenAccount) -> Scenario:
    """The scenario as it was frozen, whatever the bank says today."""
    return scenario_of(frozen.contents, frozen.account.organisation)


def frozen_answer(frozen: FrozenAccount) -> Mapping[str, Any]:
    """What was frozen. A copy from before frozen copies held their whole scenario is answered anew from what it has."""
    if is_frozen(frozen.contents):
        return frozen.result  # type: ignore[no-any-return]
    return answer_of(frozen.contents, frozen.result["draws"], frozen.account.organisation).result or frozen.result


def answer_of(contents: Mapping[str, Any], draws: int = DRAWS, organisation: Organisation | None = None) -> Answered:
    """The whole answer, from the cache where the same question has been answered before."""
    from samsyn.core.valuation.results import run_scenario

    try:
        scenario = scenario_of(contents, organisation)
    except BadValue as fault:
        return Answered(None, None, tuple(str(each) for each in fault.faults))
    key = f"account-{asked(contents, draws, organisation)}"
    result = cache.get(key)
    if result is None:
        try:
            result = whole_answer(run_scenario(scenario, draws, threads=THREADS))
        except (BadModel, BadDistribution, ValueError) as fault:
            return Answered(scenario, None, (str(fault),))
        cache.set(key, result, KEPT)
    return Answered(scenario, result)


def contents_to_take(contents: Mapping[str, Any], scenario: Scenario) -> Mapping[str, Any]:
    """The contents as others can read them: an own price is in no bank but the organisation's, so it is written out."""
    own = any(value.price.startswith(OWN) for value in scenario.values.values())
    return frozen_form(scenario) if own else contents


def asked(contents: Mapping[str, Any], draws: int, organisation: Organisation | None) -> str:
    """A fingerprint of the question: the contents, the bank they rest on, the engine and the number of draws."""
    bank = "" if is_frozen(contents) else bank_for(contents, organisation).fingerprint
    text = json.dumps([contents, draws, __version__, SHAPE, bank], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
