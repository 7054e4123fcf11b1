"""The shipped scenarios: what the sources printed comes out, and what is added is said to be assumed."""

from __future__ import annotations

import copy
import re
from pathlib import Path

import pytest
import yaml

from samsyn.core.valuation.compiling import plan_of
from samsyn.core.valuation.engine import run
from samsyn.core.valuation.results import Run, run_scenario
from samsyn.core.valuation.turning import point
from samsyn.parameters.shipped import scenario_texts, shipped_bank
from samsyn.valuing import page_named, scenario_of
from samsyn.valuing.yaml import Page, page_of
from tests.valuing.conftest import CODES, answer

MILLION = 1e6
PAGE = Path(__file__).parents[2] / "docs" / "anvandare" / "kalkyl.md"
BANK_UNITS = {*shipped_bank().units, "kr", "1", "1/year", "year", "person", "visit"}


def mean(code, *path):
    found = answer(code)
    for step in path:
        found = found[step]
    return found["mean"] / MILLION


def annuity(rate, years):
    return (1 - (1 + rate) ** -years) / rate


def test_trelleborg_gives_the_printed_totals():
    society, public = ("potential", "society"), ("potential", "public")
    assert mean("trelleborg", *society, "present_value") == pytest.approx(600, rel=0.01)
    assert mean("trelleborg", *society, "first_term") == pytest.approx(160, rel=0.01)
    assert mean("trelleborg", *public, "first_term") == pytest.approx(75, rel=0.01)
    assert mean("trelleborg", "perspectives", "society", "benefit") == pytest.approx(150, rel=0.01)
    assert mean("trelleborg", "perspectives", "society", "benefit_first_term") == pytest.approx(40, rel=0.01)
    assert mean("trelleborg", "perspectives", "municipality", "benefit_first_term") == pytest.approx(8, rel=0.01)


def test_the_same_totals_by_pencil():
    yearly = 60 * 0.736
    assert mean("trelleborg", "potential", "society", "present_value") == pytest.approx(yearly * annuity(0.04, 20))
    assert mean("trelleborg", "potential", "society", "first_term") == pytest.approx(yearly * annuity(0.04, 4))
    whole = yearly / 4 * annuity(0.04, 20) - 5 / 1.04
    assert mean("trelleborg", "perspectives", "society", "present_value") == pytest.approx(whole)


def test_faster_integration_gives_the_printed_totals():
    seen = ("snabbare_integration", "perspectives")
    assert mean(*seen, "society", "benefit") == pytest.approx(20, rel=0.01)
    assert mean(*seen, "public", "benefit") == pytest.approx(10, rel=0.01)
    assert mean(*seen, "society", "cost") == pytest.approx(-4, rel=0.01)
    assert mean(*seen, "society", "present_value") == pytest.approx(16, rel=0.01)
    assert mean(*seen, "public", "present_value") == pytest.approx(6, rel=0.01)
    assert mean(*seen, "society", "benefit") == pytest.approx(10 * 0.551 * annuity(0.04, 4))


def test_the_flow_of_the_four_years():
    years = answer("snabbare_integration")["perspectives"]["society"]["by_year"]
    assert [round(year["mean"] / MILLION, 2) for year in years] == [1.35, 5.51, 5.51, 5.51]
    assert [year["year"] for year in years] == [2015, 2016, 2017, 2018]


def test_chance_is_shown_for_ten_people():
    chance = answer("snabbare_integration_kedja")["chance"]
    assert chance["people"] < 10
    assert chance["luck"]["society"]["sd"] > 100_000
    assert chance["both"]["society"]["sd"] > chance["knowledge"]["society"]["sd"]


NEUTRAL = {"reach": 1, "start": 1, "completion": 1, "anyway": 0, "attribution": 1, "displacement": 0, "lag": 0,
           "drop_off": 0}  # fmt: skip
STEPS = ("", "reach", "start", "completion", "grade", "anyway", "attribution", "displacement", "lag", "drop_off")
BRIDGE = re.compile(r"^\| [^|]+ \| (\d+,\d) \|$", re.MULTILINE)


def test_what_the_150_million_become():
    """The bridge printed in docs/anvandare/kalkyl.md, one link at a time from what the source reckons with."""
    whole = yaml.safe_load(scenario_texts()["trelleborg_kedja"])
    raw = copy.deepcopy(whole)
    for link, value in NEUTRAL.items():
        raw["chain"][link] = {key: part for key, part in raw["chain"][link].items() if key != "spread"}
        raw["chain"][link]["value"] = value
    raw["chain"]["effect"].pop("grade")
    found = []
    for step in STEPS:
        if step == "grade":
            raw["chain"]["effect"] = whole["chain"]["effect"]
        elif step:
            raw["chain"][step] = whole["chain"][step]
        found.append(benefit_at_the_means(raw))
    printed = BRIDGE.findall(PAGE.read_text("utf-8").partition("Vad 150 Mkr blir")[2])
    assert [f"{value:.1f}".replace(".", ",") for value in found] == printed


def benefit_at_the_means(raw):
    plan = plan_of(scenario_of(Page("bro.yaml", raw, {})))
    table = point(plan.known)
    done = Run(plan.scenario, plan, table, run(plan, table), 1)
    society = done.perspectives[0]
    return float((done.present(society) - done.present(society, part=done.cube.cost))[0]) / MILLION


def test_with_its_chain_the_municipality_loses():
    chain = answer("trelleborg_kedja")
    assert chain["chain"]["concerned"]["mean"] == pytest.approx(60, rel=0.01)
    assert chain["losers"] == ["municipality"]
    assert 1e6 < chain["perspectives"]["society"]["benefit"]["mean"] < 2e6


def test_anyway_at_nought_does_not_carry_trelleborg_with_its_chain():
    """As a note of the scenario says."""
    text = scenario_texts()["trelleborg_kedja"].replace("value: 0.5, spread: {low: 0.2, high: 0.8}", "value: 0")
    done = run_scenario(scenario_of(page_of(text, "utan_anyway.yaml")), draws=500)
    society = done.perspectives[0]
    assert done.scenario.values["chain.anyway"].known.mean == 0
    assert done.present(society).mean() < 0


@pytest.mark.parametrize("code", CODES)
def test_the_page_prints_what_each_account_says(code):
    row = re.search(rf"^\| `{code}` \| .* \| (?:omkring )?(−?\d+) Mkr \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert row is not None
    printed = int(row[1].replace("−", "-"))
    assert mean(code, "perspectives", "society", "present_value") == pytest.approx(printed, abs=0.6)


def test_steps_have_states_bands_costs_on_moves_and_transfers():
    scenario = scenario_of(page_named("stegforflyttning"))
    assert 8 <= len(scenario.states) <= 12
    assert any(state.bands for state in scenario.states)
    assert sum(isinstance(flow.on, tuple) for flow in scenario.flows) >= 2
    assert {flow.payer for flow in scenario.flows if flow.kind == "transfer"} >= {"individual", "social_committee"}
    moves = [scenario.values[move.chance] for move in scenario.moves]
    assert all(value.assumed and value.why for value in moves)


@pytest.mark.parametrize("code", CODES)
def test_only_codes_and_units_of_the_bank_are_used(code):
    scenario, bank = scenario_of(page_named(code)), shipped_bank()
    assert scenario.code == code
    assert {value.unit for value in scenario.values.values()} <= BANK_UNITS
    assert {value.price for value in scenario.values.values() if value.price} <= set(bank.prices)
    assert {flow.payer for flow in scenario.flows if flow.payer} <= set(bank.actors)


@pytest.mark.parametrize("code", CODES)
def test_what_is_called_an_assumption_of_the_bank_is_it(code):
    """A number that says ”Bankens antagande x” has the bank's value and ends."""
    raw, bank = page_named(code).values, shipped_bank()
    written = [*raw["values"].values(), *(link for link in raw["chain"].values() if isinstance(link, dict))]
    for value in written:
        why = value.get("assumption") or {"sv": "", "en": ""}
        if why["sv"].startswith("Bankens antagande"):
            assert why["en"].startswith("The bank's assumption")
            known = bank.assumptions[why["sv"].split()[2].strip(":,.")]
            spread = value["spread"]
            assert (value["value"], spread["low"], spread["high"]) == (
                float(known.value), float(known.low), float(known.high),
            )  # fmt: skip


def test_every_number_has_a_source_or_says_why_it_was_assumed(shipped):
    assert all(bool(one["source"]) != bool(one["assumption"]) or one["price"] for one in shipped["sources"])
    assert {one["code"] for one in shipped["assumptions"]} == {
        one["code"] for one in shipped["sources"] if not one["source"]
    }


def test_every_reason_is_said_in_both_languages(shipped):
    assert all(one["assumption_en"] != one["assumption"] for one in shipped["sources"] if one["assumption"])


def test_actors_add_up_to_society(shipped):
    """Perspectives without a coarser one above them, and what lies with the public sector unsplit."""
    run_actors = shipped["perspectives"]
    assert run_actors["society"]["present_value"]["mean"] == pytest.approx(
        sum(part["mean"] for part in shipped["ledgers"].values()), rel=1e-9
    )


@pytest.mark.parametrize("code", CODES)
def test_names_are_in_two_languages(code):
    raw = yaml.safe_load(scenario_texts()[code])
    for value in [raw["name"], raw["about"], *raw["notes"], *(flow["name"] for flow in raw["flows"])]:
        assert value["sv"].strip()
        assert value["en"].strip()
        assert value["sv"] != value["en"]
