"""From one year's prices to another's: steps that can be shown, and nothing uncertain grows sure on the way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.valuation.bank import Missing, Quote
from tests.core.valuation.bank_examples import bank, names, price, value

YEARS = (2021, 2022, 2024)
DAY = date(2022, 1, 1)


def quote(**changes: object) -> Quote:
    return bank(price(values={DAY: value(**changes)})).price("bed_day", 2022)


def test_a_step_is_shown_with_its_index_and_years() -> None:
    found = bank().uprated(quote(value=1040), 2021)
    assert found.amount.point == 1000
    assert found.price_year == 2021
    (step,) = found.steps
    assert step.sv.replace("\u00a0", " ") == "Basbelopp 2022 till 2021: × 50 000 / 52 000"
    assert (step.from_value, step.to_value) == (52000, 50000)
    assert found.notices == ()


@given(
    st.decimals(0, 10_000_000, places=2),
    st.lists(st.sampled_from(YEARS), min_size=1, max_size=6),
)
def test_there_and_back_changes_nothing(amount: Decimal, way: list[int]) -> None:
    start = quote(value=amount)
    there = start
    for year in way:
        there = bank().uprated(there, year).quote
    back = bank().uprated(there, 2022).quote
    assert back.price_year == 2022
    assert abs(back.money().sek - amount) < Decimal("1e-12")


@given(st.decimals(0, 1_000_000, places=2), st.decimals(0, 1_000_000, places=2), st.sampled_from(YEARS))
def test_uprating_keeps_proportions_and_order(one: Decimal, other: Decimal, year: int) -> None:
    low, high = sorted([one, other])
    found = bank().uprated(quote(value=None, low=low, high=high, range_of="age"), year).amount
    assert found.point is None
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.high
    assert abs(found.low * high - found.high * low) < Decimal("1e-9")


@given(st.sampled_from(YEARS), st.sampled_from(YEARS))
def test_a_formula_in_the_index_goes_with_the_index(first: int, second: int) -> None:
    found = bank(price(values={date(2021, 1, 1): value(value="2.48 * base", price_year="formula")}))
    moved = found.uprated(found.price("bed_day", first), second).amount.point
    assert moved is not None
    assert abs(moved - found.price("bed_day", second).money().sek) < Decimal("1e-12")


def test_the_same_year_is_no_step() -> None:
    found = bank().uprated(quote(quality=3, why=names("Osäker")), 2022)
    assert (found.steps, found.notices) == ((), ())


@pytest.mark.parametrize("year", [2021, 2024])
def test_an_uncertain_value_is_never_uprated_in_silence(year: int) -> None:
    found = bank().uprated(quote(quality=3, why=names("Osäker"), approximate=["year"]), year)
    said = {each.code: each for each in found.notices}
    assert {"quality_3", "approximate_year"} <= said.keys()
    assert "osäker (kvalitet 3)" in said["quality_3"].sv
    assert "uncertain (quality 3)" in said["quality_3"].en
    assert found.quote.notices == found.notices, "the notice follows the amount on its way"


def test_an_index_value_at_second_hand_is_told() -> None:
    assert [each.code for each in bank().uprated(quote(), 2024).notices] == ["index_quality"]


def test_a_year_that_is_missing_is_said_and_never_guessed() -> None:
    with pytest.raises(Missing, match=r"Basbelopp saknar värde för 2023. I banken finns 2021, 2022, 2024"):
        bank().uprated(quote(), 2023)
    with pytest.raises(Missing, match=r"Tomt index saknar värde för 2022. I banken finns inga år alls"):
        bank().uprated(quote(), 2021, by="empty")
    with pytest.raises(Missing, match=r"inget index kpi. Välj base, empty"):
        bank().uprated(quote(), 2021, by="kpi")


def test_another_index_can_be_chosen_and_is_told() -> None:
    found = bank(price(index="empty"))
    start = found.price("bed_day", 2022)
    assert [each.code for each in found.uprated(start, 2021, by="base").notices] == ["other_index"]


def test_an_amount_set_in_kronor_stays_and_says_so() -> None:
    found = bank(price(index="none"))
    moved = found.uprated(found.price("bed_day", 2022), 2030)
    assert (moved.amount.point, moved.price_year, moved.steps) == (1000, 2030, ())
    assert [each.code for each in moved.notices] == ["nominal"]


def test_without_a_price_year_there_is_nothing_to_uprate_from() -> None:
    found = bank(price(values={"undated": value(price_year="unknown")}))
    with pytest.raises(Missing, match="källan säger inte vilket års priser"):
        found.uprated(found.price("bed_day", 2022), 2024)


def test_average_marginal_and_releasable_move_together() -> None:
    moved = bank().uprated(quote(value=1040, marginal=520, releasable=104), 2021).quote
    assert [each and each.point for each in (moved.average, moved.marginal, moved.releasable)] == [1000, 500, 100]


def test_a_day_becomes_a_year_by_a_stated_assumption() -> None:
    year = bank().yearly(quote())
    assert (year.amount.point, year.unit) == (365000, "kr/person/year")
    assert [each.code for each in year.notices] == ["conversion"]
    assert bank().yearly(year) == year


def test_a_visit_has_no_year_in_it() -> None:
    found = bank(price(unit="kr/visit"))
    with pytest.raises(Missing, match="Säg hur många det är på ett år"):
        found.yearly(found.price("bed_day", 2022))
