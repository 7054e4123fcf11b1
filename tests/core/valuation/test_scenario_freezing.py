"""A frozen scenario reads back as the same scenario, whatever the bank and the store have done meanwhile."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest

from samsyn.core.valuation.bank_faults import BadValue
from samsyn.core.valuation.results import described, fingerprint, run_scenario
from samsyn.core.valuation.scenario_freezing import frozen_form
from samsyn.core.valuation.scenario_reading import read_scenario
from samsyn.parameters.shipped import contents, scenario_texts, shipped_bank

CODES = tuple(scenario_texts())
EMPTY = replace(shipped_bank(), prices={}, indices={}, assumptions={}, grades={}, actors={}, rates={}, fingerprint="")


def shipped(code):
    return contents(scenario_texts()[code], code)


def stored(raw):
    """As a store gives it back: keys in another order, whole numbers without their point."""
    if isinstance(raw, dict):
        keys = random.Random(7).sample(list(raw), len(raw))
        return {key: stored(raw[key]) for key in keys}
    if isinstance(raw, list):
        return [stored(each) for each in raw]
    return int(raw) if isinstance(raw, float) and raw.is_integer() else raw


@pytest.mark.parametrize("code", CODES)
def test_a_frozen_scenario_needs_no_bank(code):
    scenario = read_scenario(shipped(code), shipped_bank())
    frozen = json.loads(json.dumps(frozen_form(scenario)))
    again = read_scenario(stored(frozen), EMPTY)
    assert again == scenario
    assert described(again) == described(scenario)
    assert fingerprint(run_scenario(again, 300)) == fingerprint(run_scenario(scenario, 300))


def test_values_keep_the_order_they_were_written_in():
    scenario = read_scenario(shipped("stegforflyttning"), shipped_bank())
    again = read_scenario(stored(frozen_form(scenario)), EMPTY)
    assert list(again.values) == list(scenario.values)
    assert list(again.actors) == list(scenario.actors)


@pytest.mark.parametrize("code", CODES)
def test_the_order_of_keys_changes_no_answer(code):
    written, found = (read_scenario(raw, shipped_bank()) for raw in (shipped(code), stored(shipped(code))))
    assert fingerprint(run_scenario(written, 300)) == fingerprint(run_scenario(found, 300))


@pytest.mark.parametrize(
    ("broken", "place"),
    [
        (lambda raw: raw.pop("values"), "values"),
        (lambda raw: raw.update(years="tio"), "years"),
        (lambda raw: raw.update(flows=7), "flows"),
        (lambda raw: raw.update(hemligt=1), "hemligt"),
        (lambda raw: raw["values"][0].pop("used"), "values.0.used"),
        (lambda raw: raw["values"][0]["known"].update(family="triangel"), "values.0.known"),
        (lambda raw: raw["chain"].update(intake=[1, "x"]), "chain.intake.1"),
        (lambda raw: raw["actors"][0].update(name="Staten"), "actors.0.name"),
    ],
)
def test_one_that_is_not_whole_is_refused_with_its_place(broken, place):
    raw = json.loads(json.dumps(frozen_form(read_scenario(shipped("trelleborg"), shipped_bank()))))
    broken(raw)
    with pytest.raises(BadValue) as refused:
        read_scenario(raw, shipped_bank())
    assert [fault.field for fault in refused.value.faults] == [place]
