"""The difference between two calculations: shared facts cancel, own ones do not, and the means are the results' own."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from samsyn.core.valuation.cube import SOCIETY
from samsyn.core.valuation.pairing import NotAlike, differences, same_facts
from samsyn.core.valuation.results import run_scenario
from samsyn.core.valuation.scenario_reading import read_scenario
from samsyn.parameters.shipped import contents, scenario_texts, shipped_bank

DRAWS = 4_000


def raw(code: str = "trelleborg_kedja"):
    return copy.deepcopy(contents(scenario_texts()[code], f"{code}.yaml"))


def drawn(facts, draws: int = DRAWS):
    return run_scenario(read_scenario(facts, shipped_bank()), draws)


def with_link(link: str, **fields):
    facts = raw()
    facts["chain"][link] |= fields
    return facts


def sure(facts):
    """Every spread taken away but that of the price of a year."""
    for value in (*facts["values"].values(), *facts["chain"].values()):
        if isinstance(value, dict) and value is not facts["values"]["year_outside"]:
            value.pop("spread", None)
            value.pop("grade", None)
    return facts


def society(first, second, **more):
    shared = same_facts(first.scenario, second.scenario, **more)
    return differences(first, second, shared)[SOCIETY]


def test_streams_go_by_code_so_an_equal_value_is_drawn_equally_in_both():
    first, second = drawn(raw()), drawn(with_link("reach", value=0.4, spread={"low": 0.2, "high": 0.7}))
    assert np.array_equal(first.table["year_outside"], second.table["year_outside"])
    assert not np.array_equal(first.table["chain.reach"], second.table["chain.reach"])


def test_a_calculation_less_itself_is_nought_in_every_draw():
    one = drawn(raw())
    found = society(one, one, same_people=True)
    assert (found.spread.low, found.spread.high, found.chance) == (0, 0, 0)


def test_the_mean_is_the_difference_of_the_two_results():
    first, second = drawn(raw()), drawn(with_link("reach", value=0.4, spread={"low": 0.2, "high": 0.7}))
    for same in (True, False):
        found = society(first, second, same_people=same)
        apart = first.present(first.society).mean() - second.present(second.society).mean()
        assert found.spread.mean == pytest.approx(apart, abs=1e-3)


def test_what_both_rest_on_cancels_and_what_each_has_of_its_own_does_not():
    """Only the price is uncertain: the difference has a far narrower band than either; chance says what it should."""
    first = drawn(sure(raw()))
    second = drawn(sure(with_link("reach", value=0.27)))
    found = society(first, second, same_people=False)
    own = np.quantile(first.present(first.society), [0.05, 0.95])
    assert found.spread.high - found.spread.low < 0.2 * (own[1] - own[0])
    assert found.chance == 1.0


def test_other_people_have_another_effect_even_where_the_numbers_are_the_same():
    one, other = drawn(raw()), drawn(raw())
    assert society(one, other, same_people=True).spread.high == 0
    found = society(one, other, same_people=False)
    assert found.spread.high > 0.5e6
    assert found.spread.mean == pytest.approx(0, abs=1e-3)
    assert 0.4 < found.chance < 0.6


def test_a_fact_is_the_same_only_with_the_same_number_band_source_and_evidence():
    scenario = read_scenario(raw(), shipped_bank())
    for changed in ({"value": 0.26}, {"grade": 3}, {"source": "En annan källa"}):
        other = read_scenario(with_link("effect", **changed), shipped_bank())
        shared = same_facts(scenario, other, same_people=True)
        assert "chain.effect" not in shared
        assert "year_outside" in shared


def test_values_that_move_together_are_shared_together():
    facts = raw()
    facts["together"] = [{"codes": ["municipal", "public"], "matrix": [[1, 0.5], [0.5, 1]]}]
    tied = read_scenario(facts, shipped_bank())
    loose = read_scenario(raw(), shipped_bank())
    assert {"municipal", "public"} <= same_facts(tied, tied, same_people=False)
    assert not {"municipal", "public"} & same_facts(tied, loose, same_people=False)


def test_unlike_calculations_are_refused():
    longer = raw()
    longer["years"] = 25
    with pytest.raises(NotAlike, match="tidshorisont"):
        differences(drawn(raw()), drawn(longer), frozenset())
    with pytest.raises(NotAlike, match="dragna"):
        differences(drawn(raw()), drawn(raw(), 500), frozenset())
