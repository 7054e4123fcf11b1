"""A scenario file that lacks something, or says two things, is told where, what and what to do; all of it at once."""

from __future__ import annotations

from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.core.valuation.bank_faults import BadValue
from samsyn.core.valuation.distributions import Beta, Fixed, Gamma, Uniform
from samsyn.core.valuation.model import BadModel
from samsyn.core.valuation.scenario import LINKS
from samsyn.core.valuation.scenario_reading import read_scenario
from samsyn.parameters.shipped import shipped_bank
from tests.core.valuation.bank_examples import bank as small_bank
from tests.core.valuation.bank_examples import price as a_price
from tests.core.valuation.bank_examples import value as a_value
from tests.core.valuation.scenario_examples import (
    Raw,
    about,
    changed,
    faults,
    flow,
    moving,
    names,
    number,
    ran,
    read,
    scenario,
    seen,
    with_values,
)

NEEDED = (
    "format", "code", "name", "name.sv", "name.en", "about", "source", "price_year", "first_year", "years", "values",
    "states", "flows", "chain", "chain.works", *(f"chain.{link}" for link in LINKS), "values.service.value",
    "values.service.unit", "values.service.source", "values.service.price_year", "chain.effect.value",
    "chain.effect.unit", "chain.effect.source", "states.0.code", "states.0.name", "moves.0.from", "moves.0.to",
    "moves.0.yearly", "flows.0.kind", "flows.0.amount", "flows.0.name", "flows.4.move.from", "flows.4.move.to",
    "costs.0.payer", "costs.0.amount", "costs.0.name",
)  # fmt: skip


def test_the_examples_are_whole() -> None:
    assert faults(scenario()) == ()
    assert faults(moving()) == ()
    assert faults(moving(cycles_per_year=12)) == ()


@pytest.mark.parametrize("path", NEEDED)
def test_what_is_needed_is_missed_by_its_path_with_a_remedy(path: str) -> None:
    found = faults(changed(scenario(), path, None))
    assert path in {each.field for each in found}
    fault = next(each for each in found if each.field == path)
    assert "saknas" in fault.problem
    assert fault.remedy
    assert all(each.remedy and each.problem for each in found)


@pytest.mark.parametrize(
    "path", [path for path in NEEDED if path not in ("values", "states", "states.0.code", "chain")]
)
def test_a_missing_field_is_no_avalanche(path: str) -> None:
    """At most the field, and what names it."""
    found = faults(changed(scenario(), path, None))
    assert len(found) <= 4, [str(each) for each in found]


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("yeers", "years"),
        ("values.service.sourse", "source"),
        ("chain.efect", "effect"),
        ("states.0.band", "bands"),
        ("moves.0.by_yaer", "by_year"),
        ("flows.0.pajer", "payer"),
        ("costs.0.yeear", "year"),
        ("discount.mian", "main"),
        ("values.service.spread.sdd", "sd"),
        ("chain.works.fromm", "from"),
    ],
)
def test_a_misspelt_field_is_no_field(path: str, near: str) -> None:
    (fault,) = faults(changed(scenario(), path, 1))
    assert (fault.field, fault.remedy) == (path, f"Menade du {near}?")


@pytest.mark.parametrize(
    ("path", "value", "field", "said"),
    [
        # numbers
        ("values.service.value", "mycket", "values.service.value", "är inget tal"),
        ("values.service.value", True, "values.service.value", "är inget tal"),
        ("values.service.price_year", 1850, "values.service.price_year", "mindre än 1990"),
        ("values.service.grade", 7, "values.service.grade", "7 finns inte"),
        ("values.service.grade", 2.5, "values.service.grade", "2.5 finns inte"),
        ("values.service.quality", 0, "values.service.quality", "0 finns inte"),
        ("values.service.source", 3, "values.service.source", "ska vara en text"),
        ("values.found.spread", {"sd": 0.9}, "values.found.spread", "ryms inte i en andel"),
        ("values.found.spread", {"low": 0.3, "high": 0.2}, "values.found.spread", "mindre än högsta"),
        ("values.found.spread", {"low": 0.2, "high": 0.3}, "values.found.spread", "ligger inte mellan"),
        ("values.found.spread", {"family": "uniform", "low": 0, "high": 1}, "values.found.value", "spridningen säger"),
        ("values.found.spread", {"family": "cauchy", "sd": 1}, "values.found.spread.family", "cauchy finns inte"),
        ("years", 0, "years", "mindre än 1"),
        ("years", 2.5, "years", "inget heltal"),
        ("cycles_per_year", 365, "cycles_per_year", "större än 12"),
        ("discount.main", 3.5, "discount.main", "större än 1"),
        ("discount", 0.035, "discount", "ska bestå av fält"),
        ("tax_factor", 0.3, "tax_factor", "mindre än 1"),
        # shares
        ("chain.reach.value", 70, "chain.reach.value", "70 är ingen andel"),
        ("chain.anyway.value", -0.1, "chain.anyway.value", "-0.1 är ingen andel"),
        ("chain.effect.value", 25, "chain.effect.value", "25 är ingen andel"),
        ("chain.people.value", -3, "chain.people.value", "mindre än 0"),
        ("chain.lag.value", -1, "chain.lag.value", "mindre än 0"),
        ("chain.intake", [0.5, 0.4], "chain.intake", "ska bli 1 tillsammans"),
        ("chain.intake", [0.1] * 10, "chain.intake", "har 10 år, men kalkylen 6"),
        # names of things
        ("format", "samsyn-konto/9", "format", "finns inte"),
        ("code", "Två Ord", "code", "är ingen kod"),
        ("basis", "total", "basis", "total finns inte"),
        ("states.1.code", "out", "states", "samma kod"),
        ("states.0.bands", [3, 1], "states.0.bands", "stigande"),
        ("states.0.bands", [0.5], "states.0.bands", "kortare än en period"),
        ("moves.0.to", "school", "moves.0.to", "school finns inte"),
        ("moves.0.to", "out", "moves.0.to", "samma läge som from"),
        ("moves.0.by_band", [1, 1, 1, 1], "moves.0.by_band", "har 4 tal, men det finns 3"),
        ("moves.0.by_year", [1] * 7, "moves.0.by_year", "har 7 tal, men det finns 6"),
        ("moves.0.by_year", [-1], "moves.0.by_year", "mindre än 0"),
        ("flows.0.payer", "nobody", "flows.0.payer", "nobody finns inte"),
        ("flows.0.state", "school", "flows.0.state", "school finns inte"),
        ("flows.0.kind", "gift", "flows.0.kind", "gift finns inte"),
        ("flows.0.since", 6, "flows.0.until", "inget flödar"),
        ("flows.4.move", {"from": "out", "to": "out"}, "flows.4.move", "Flytten out > out finns inte"),
        ("costs.0.per", "month", "costs.0.per", "month finns inte"),
        ("costs.0.year", 6, "costs.0.year", "större än 5"),
        ("chain.works", {"from": "out", "to": "school"}, "chain.works", "school är inget läge"),
        ("chain.works", {"from": "out", "to": "out"}, "chain.works", "Säg vad som är att lyckas"),
        ("chain.works", {"from": "out"}, "chain.works", "Säg vad som är att lyckas"),
        ("chain.works", {"from": "out", "moves": [{"from": "out", "to": "work"}]}, "chain.works", "Säg vad som"),
        ("chain.works", {"moves": [{"from": "work", "to": "school"}]}, "chain.works.moves", "work > school finns inte"),
        ("chain.anyway_of", "everybody", "chain.anyway_of", "everybody finns inte"),
        ("start", {"out": 1}, "start", "alla börjar i out"),
        ("together", [{"codes": ["nothing"], "matrix": [[1]]}], "together.0.codes", "nothing finns inte"),
        ("together", [{"codes": ["service", "output"], "matrix": [[1, 0.5]]}], "together.0.matrix", "2 rader"),
        ("together", [{"codes": ["service", "output"], "matrix": 0.5}], "together.0.matrix", "2 rader"),
        ("together", [{"codes": ["service"], "matrix": [[1]]}] * 2, "together", "två grupper"),
        # who pays whom
        ("flows.1.receiver", None, "flows.1.receiver", "från en part till en annan"),
        ("flows.1.receiver", "social_insurance", "flows.1.receiver", "från en part till en annan"),
        ("flows.0.receiver", "individual", "flows.0.payer", "förbrukas av den som betalar"),
        ("flows.2.payer", "region", "flows.2.payer", "betalas inte av någon"),
        ("flows.3.receiver", None, "flows.3.receiver", "saknas"),
        # expressions
        ("flows.0.amount", "service * hours", "flows.0.amount", "hours finns inte bland värdena"),
        ("flows.0.amount", 90000, "flows.0.amount", "90000 står utan källa"),
        ("flows.0.amount", "90000", "flows.0.amount", "90000 står utan källa"),
        ("flows.0.amount", "2 * 45000", "flows.0.amount", "står utan källa"),
        ("flows.0.amount", 0.5, "flows.0.amount", "0.5 står utan källa"),
        ("flows.0.amount", True, "flows.0.amount", "är inget tal"),
        ("flows.0.amount", "service + " * 14 + "service", "flows.0.amount", "är 147 tecken, högst 140"),
        ("flows.0.amount", "service +", "flows.0.amount", "går inte att läsa"),
        ("flows.0.amount", "service service", "flows.0.amount", "går inte att läsa"),
        ("flows.0.amount", "service < found", "flows.0.amount", "går inte att läsa"),
        ("flows.0.amount", "__import__('os')", "flows.0.amount", "går inte att läsa"),
        ("moves.0.yearly", 0.2, "moves.0.yearly", "0.2 står utan källa"),
        ("costs.0.amount", 5_000_000, "costs.0.amount", "5000000 står utan källa"),
        ("chain.reach", 0.7, "chain.reach", "0.7 står utan källa"),
        ("chain.reach", "unheard_of", "chain.reach", "unheard_of finns inte"),
        ("flows.0.marginal", 0.4, "flows.0.marginal", "0.4 står utan källa"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_its_path_with_a_remedy(path: str, value: Any, field: str, said: str) -> None:
    found = [each for each in faults(changed(scenario(discount={"main": 0.04}), path, value)) if each.field == field]
    assert found, "no fault there"
    assert any(said in each.problem for each in found), [str(each) for each in found]
    assert all(each.remedy for each in found)


@pytest.mark.parametrize("plain", [0, 1, "0", "1", "1 - found", "(service + benefit) / 2"])
def test_nought_and_one_need_no_source(plain: Any) -> None:
    assert faults(changed(scenario(), "flows.0.amount", plain)) == ()


@pytest.mark.parametrize("code", ["Två ord", "2nd", "och", "chain.effect", "a-b", "å"])
def test_a_value_has_a_code_that_an_expression_can_hold(code: str) -> None:
    found = faults(with_values(scenario(), {code: number(1)}))
    assert [(each.field, each.problem) for each in found] == [(f"values.{code}", f"{code} är ingen kod.")]


def test_an_assumption_stands_in_for_a_source() -> None:
    raw = changed(scenario(), "values.service.source", None)
    raw["values"]["service"]["assumption"] = "Antas"
    value = read(raw).values["service"]
    assert value.assumed
    assert value.why == "Antas"


def test_an_assumption_may_be_said_in_both_languages_and_then_in_both() -> None:
    raw = changed(scenario(), "values.service.source", None)
    raw["values"]["service"]["assumption"] = {"sv": "Antas", "en": "Assumed"}
    value = read(raw).values["service"]
    assert (value.assumed, value.why, value.why_en) == (True, "Antas", "Assumed")
    raw["values"]["service"]["assumption"] = {"sv": "Antas"}
    assert [(each.field, each.problem) for each in faults(raw)] == [("values.service.assumption.en", "saknas.")]
    raw["values"]["service"]["assumption"] = ["Antas"]
    assert [(each.field, each.problem) for each in faults(raw)] == [("values.service.assumption", "ska vara en text.")]


def test_all_faults_are_told_at_once() -> None:
    raw = scenario(years=0, basis="total")
    raw["values"]["service"] = {"value": "dyrt"}
    raw["flows"][0] |= {"payer": "nobody", "amount": 7}
    raw["flows"][1].pop("receiver")
    raw["chain"]["reach"]["value"] = 70
    with pytest.raises(BadValue) as caught:
        read(raw)
    paths = {each.field for each in caught.value.faults}
    assert {
        "years", "basis", "values.service.value", "values.service.unit", "values.service.source", "flows.0.payer",
        "flows.0.amount", "flows.1.receiver", "chain.reach.value",
    } <= paths  # fmt: skip
    assert len(str(caught.value).splitlines()) == len(caught.value.faults)


def test_faults_name_the_file() -> None:
    with pytest.raises(BadValue, match=r"^mitt\.yaml, years: saknas"):
        read_scenario(changed(scenario(), "years", None), shipped_bank(), "mitt.yaml")


def paths_of(raw: Any, above: str = "") -> list[str]:
    inside = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    found = [above] if above else []
    for key, value in inside:
        found += paths_of(value, f"{above}.{key}" if above else str(key))
    return found


WHOLE = moving(
    together=[{"codes": ["service", "output"], "matrix": [[1, 0.5], [0.5, 1]]}],
    notes=[names("Anmärkning")],
    tax_factor=1.1,
)
ODD = [None, [], {}, "x", "", 0, -1, 10**6, 0.5, True, [None], [[]], {"a": 1}, [{}], ["out", "work"], "1/0"]


@settings(max_examples=300)
@given(st.sampled_from([path for path in paths_of(WHOLE) if "." in path or path != "format"]), st.sampled_from(ODD))
def test_a_file_of_another_shape_is_told_and_not_stumbled_on(path: str, odd: Any) -> None:
    """Whatever stands wherever: it is read, or refused with faults that say what to do; nothing else."""
    raw = deepcopy(WHOLE)
    *above, last = path.split(".")
    at: Any = raw
    for step in above:
        at = at[int(step)] if isinstance(at, list) else at[step]
    at[int(last) if isinstance(at, list) else last] = odd
    found = faults(raw)
    assert all(fault.problem and fault.remedy for fault in found)
    if not found:
        with suppress(BadModel):
            assert np.isfinite(ran(raw, draws=3).cube.gain).all()


@pytest.mark.parametrize("raw", [None, [], "kalkyl", 3, {}, {"format": "samsyn-konto/1"}])
def test_what_is_no_scenario_at_all_is_told(raw: Any) -> None:
    assert len(faults(raw)) > 5


# grades


def graded_to(path: str, raw: Raw, grade: int, **more: Any):
    raw = deepcopy(raw)
    *above, last = path.split(".")
    at = raw
    for step in above:
        at = at[step]
    at[last] = {**at[last], "grade": grade, **more}
    code = path if path.startswith("chain") else last
    return read(raw).values[code]


@pytest.mark.parametrize("link", [link for link in LINKS if link != "people"])
def test_poor_evidence_of_any_link_never_flatters(link: str) -> None:
    for raw in (scenario(), moving()):
        sure, poor = deepcopy(raw), deepcopy(raw)
        poor["chain"][link]["grade"] = 6
        better, worse = (seen(ran(each, draws=2000)).mean() for each in (sure, poor))
        assert worse < better, link


def test_a_grade_moves_and_widens_as_the_bank_says() -> None:
    effect = graded_to("chain.effect", scenario(), 4)
    assert effect.known == Beta(0.5, 0.1)
    assert (effect.used.mean, effect.used.sd) == pytest.approx((0.5 * 0.85, 0.16))
    anyway = graded_to("chain.anyway", scenario(), 4)
    assert anyway.used.mean == pytest.approx(0.3 + 0.15 * 0.7)
    ratio = graded_to("chain.effect", moving(), 4)
    assert ratio.used.mean == pytest.approx(1 + 0.85 * 0.5)


def test_what_the_effort_costs_is_moved_up_and_what_is_saved_down() -> None:
    office = graded_to("values.office", scenario(), 5)
    assert office.bears == "cost"
    assert office.used.mean == pytest.approx(1.25 * 700_000)
    assert graded_to("values.service", scenario(), 5).used.mean == pytest.approx(0.75 * 90_000)


def test_a_bare_number_with_a_grade_gets_the_least_spread_of_it() -> None:
    raw = changed(scenario(), "chain.effect", number(0.5))
    for grade, least in ((1, 0.05), (4, 0.2), (6, 0.3)):
        used = graded_to("chain.effect", raw, grade).used
        assert isinstance(used, Beta)
        assert used.sd == pytest.approx(least * used.mean)
    assert isinstance(read(raw).values["chain.effect"].used, Fixed), "without a grade it is taken as known"


def test_grading_again_gives_the_same() -> None:
    """A page that moves a value has to grade it as the file was graded."""
    one = read(changed(scenario(), "chain.anyway.grade", 5))
    value = one.values["chain.anyway"]
    assert value.with_known(value.known, one.grades.values()) == value


# prices


def priced(bank=None, price_year: int = 2022, **fields: Any):
    raw = with_values(scenario(price_year=price_year), {"bed": {"price": "bed_day", **fields}})
    for value in raw["values"].values():
        if "price_year" in value:
            value["price_year"] = price_year
    return read_scenario(raw, bank or small(), "prov")


def small(**changes: Any):
    whole, few = shipped_bank(), small_bank(a_price(**changes))
    return replace(whole, prices=few.prices, indices=few.indices, units=few.units, conversions=few.conversions)


def test_a_price_of_the_bank_brings_its_source_and_gets_a_band() -> None:
    value = priced(yearly=True).values["bed"]
    assert (value.source, value.quality, value.price) == ("Påhittad lista 2022", 1, "bed_day")
    assert isinstance(value.known, Gamma)
    assert value.known.mean == 365_000
    assert value.known.sd == pytest.approx(365_000 * 0.15 / 1.645, rel=0.001)


def test_a_price_of_another_year_says_how_it_was_carried() -> None:
    value = priced(price_year=2024).values["bed"]
    assert value.known.mean == pytest.approx(1000 * 65 / 52)
    assert value.notices


def test_a_range_is_even_and_a_point_between_ends_has_its_band_there() -> None:
    day = next(iter(a_price()["values"]))
    even = priced(small(values={day: a_value(value=None, low=800, high=1400, range_of="provider")})).values["bed"]
    assert even.known == Uniform(800, 1400)
    around = priced(small(values={day: a_value(low=800, high=1400, range_of="provider")})).values["bed"]
    assert (around.known.mean, around.known.sd) == pytest.approx((1000, 600 / 3.29), rel=0.001)


def test_a_range_over_different_cases_says_so() -> None:
    day = next(iter(a_price()["values"]))
    ages = priced(small(values={day: a_value(value=None, low=800, high=1400, range_of="age")})).values["bed"]
    assert "cases" in {notice.code for notice in ages.notices}


def test_so_many_times_a_price_needs_a_source_of_its_own() -> None:
    with pytest.raises(BadValue, match=r"values\.bed\.source: saknas"):
        priced(times=12)
    value = priced(times=12, assumption="En gång i månaden").values["bed"]
    assert value.known.mean == 12_000
    assert value.why == "En gång i månaden"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"price": "bed_days"}, "Menade du bed_day"),
        ({"price": 7}, "inte en text"),
        ({"value": 3}, "är inget fält här"),
    ],
)
def test_a_price_that_is_not_there_is_told(fields: Raw, said: str) -> None:
    with pytest.raises(BadValue) as caught:
        priced(**fields)
    assert said in str(caught.value)


def test_what_only_models_say_is_never_counted() -> None:
    mixed = small(kind="mixed", ledger="none", group="model_values", bearer="society")
    with pytest.raises(BadValue, match="blandar flera slag av kostnader"):
        priced(mixed)


def test_an_own_amount_of_another_year_is_carried_with_a_notice() -> None:
    raw = changed(scenario(), "values.office.price_year", 2022)
    value = read(raw).values["office"]
    assert value.known.mean == pytest.approx(700_000 * 57_300 / 48_300)
    assert value.known.sd / value.known.mean == pytest.approx(1 / 7)
    assert [notice.code for notice in value.notices] == ["uprated"]
    assert "från 2022 till 2024" in value.notices[0].sv
    assert value.price_year == 2024
    latest = read(changed(changed(scenario(), "price_year", 2026), "values.office.price_year", 2024)).values["office"]
    assert [notice.code for notice in latest.notices] == ["uprated", "index_quality"], "2026 is at second hand"


def test_an_amount_that_cannot_be_carried_is_told() -> None:
    (fault,) = faults(changed(scenario(), "values.office.price_year", 1995))
    assert fault.field == "values.office.price_year"
    assert "1995" in fault.remedy
    (fault,) = faults(with_values(scenario(), {"office": number(1, "kr", index="unheard_of", price_year=2022)}))
    assert fault.field == "values.office.index"


def test_a_flow_on_both_a_state_and_a_move_is_on_one_too_many() -> None:
    raw = scenario()
    raw["flows"][0]["move"] = {"from": "work", "to": "out"}
    (fault,) = faults(raw)
    assert fault.field == "flows.0.move"


def test_where_the_effect_is_on_moves_other_rules_hold() -> None:
    (fault,) = faults(changed(moving(), "chain.anyway_of", "completers"))
    assert fault.field == "chain.anyway_of"
    assert faults(changed(moving(), "start", None))[0].field == "start"
    raw = changed(moving(), "chain.effect", about(-0.5, 0.1, family="normal"))
    assert [each.field for each in faults(raw)] == ["chain.effect.value"]


def test_a_bank_that_assumes_nothing_is_enough_for_averages() -> None:
    bare = replace(shipped_bank(), assumptions={})
    one = read_scenario(scenario(), bare)
    assert "release_lag" not in one.values
    raw = scenario(flows=[flow("out", "resource", "service", payer="region")])
    assert read_scenario(raw, bare).flows[0].payer == "region"
