"""A user's own prices stand beside the shipped ones, in versions, and never over them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from samsyn.core.quantities import Money
from samsyn.core.valuation.bank import BadValue, Missing
from samsyn.core.valuation.bank_prices import PRICE_NEEDS
from tests.core.valuation.bank_examples import Raw, bank, index, price, value, without

DAY = date(2022, 1, 1)


def own(amount: Any = 1200, version: int = 1, **changes: Any) -> Raw:
    year = "formula" if isinstance(amount, str) else 2022
    return price(version=version, values={DAY: value(value=amount, price_year=year)}, **changes)


def test_the_shipped_price_is_still_reached() -> None:
    found = bank().with_own([own()])
    assert found.price("bed_day", 2022).money() == Money(Decimal(1000), 2022)
    assert found.price("eget:bed_day", 2022).money() == Money(Decimal(1200), 2022)
    assert (found.find("bed_day").own, found.find("eget:bed_day").own) == (False, True)


def test_every_version_is_kept_and_the_latest_answers() -> None:
    found = bank().with_own([own(1300, version=2)]).with_own([own(1200, version=1)]).with_own([own(1400, version=3)])
    answers = [found.price(f"eget:bed_day{each}", 2022).amount.point for each in ("", "@1", "@2", "@3")]
    assert answers == [1400, 1200, 1300, 1400]
    with pytest.raises(Missing):
        found.find("eget:bed_day@4")


def test_a_version_is_not_written_over() -> None:
    first = bank().with_own([own(1200)])
    assert first.with_own([own(1200)]).own == first.own, "the same again changes nothing"
    with pytest.raises(BadValue, match=r"version 1 finns redan och är en annan. Ge det ändrade priset nästa nummer"):
        first.with_own([own(1250)])


@pytest.mark.parametrize("field", [*PRICE_NEEDS, "version"])
def test_an_own_price_carries_the_same_facts(field: str) -> None:
    with pytest.raises(BadValue) as caught:
        bank().with_own([without(own(), field)])
    assert [(each.file, each.field) for each in caught.value.faults] == [("egna priser", field)]


def test_an_own_price_may_be_under_a_licence_that_stays_at_home() -> None:
    assert bank().with_own([own(licence="closed")]).find("eget:bed_day").licence == "closed"


def test_own_formulas_may_name_shipped_and_own_prices() -> None:
    found = bank().with_own([own(code="half"), own("bed_day / 2 + eget:half", code="sum")])
    assert found.price("eget:sum", 2022).money() == Money(Decimal(1700), 2022)
    with pytest.raises(BadValue, match="eget:other, som inte finns"):
        bank().with_own([own("eget:other / 2")])
    with pytest.raises(BadValue, match="cirkel"):
        bank().with_own([own("eget:bed_day / 2")])


def test_an_own_index_fills_in_the_years_that_are_missing() -> None:
    more = index(values={year: {"value": 100 + year, "source": "Egen", "quality": 1} for year in (2022, 2023)})
    found = bank().with_own([own(index="eget:base", code="mine")], indices=[more])
    assert found.uprated(found.price("eget:mine", 2022), 2023).steps[0].index == "eget:base"
    assert found.uprated(found.price("bed_day", 2022), 2023, by="eget:base").amount.point is not None
    assert set(found.indices["base"].values) == {2021, 2022, 2024}
    with pytest.raises(BadValue, match="finns redan och är ett annat"):
        found.with_own([], indices=[index(values={})])


def test_the_bank_that_was_added_to_is_unchanged() -> None:
    before = bank()
    after = before.with_own([own()])
    assert before.own == {}
    assert before.fingerprint != after.fingerprint


def assumed(**changes: Any) -> Raw:
    """An own price that nobody has a source for."""
    facts = value(value=1200, price_year=2022, quality=3, source=None, why={"sv": "Nämndens gissning", "en": "A guess"})
    return {**own(), "values": {DAY: {**facts, **changes}}}


def test_an_own_price_without_a_source_is_an_assumption_that_says_why() -> None:
    quote = bank().with_own([assumed()]).price("eget:bed_day", 2022)
    assert (quote.source, quote.why["sv"]) == ("", "Nämndens gissning")


@pytest.mark.parametrize("changes", [{"why": None}, {"quality": 2}, {"quality": 1}])
def test_without_a_source_nothing_but_an_assumption_will_do(changes: Raw) -> None:
    with pytest.raises(BadValue) as caught:
        bank().with_own([assumed(**changes)])
    assert {each.field for each in caught.value.faults} & {f"values.{DAY}.source", f"values.{DAY}.why"}


def test_a_shipped_price_always_has_a_source() -> None:
    with pytest.raises(BadValue, match="source"):
        bank(price(values={DAY: value(quality=3, source=None, why={"sv": "a", "en": "a"})}))


def test_a_version_that_is_not_the_latest_says_so() -> None:
    found = bank().with_own([own(1200), own(1300, version=2)])
    assert [notice.code for notice in found.price("eget:bed_day@1", 2022).notices] == ["newer"]
    assert found.price("eget:bed_day@1", 2022).amount.point == 1200
    for code in ("eget:bed_day@2", "eget:bed_day", "bed_day"):
        assert found.price(code, 2022).notices == ()


def test_an_own_price_is_carried_back_to_years_before_it_was_known() -> None:
    found = bank().with_own([own(1200)])
    quote = found.price("eget:bed_day", 2021)
    assert [notice.code for notice in quote.notices] == ["later"]
    assert found.uprated(quote, 2021).amount.point == pytest.approx(Decimal(1200) * 50 / 52)
    with pytest.raises(Missing):
        found.price("bed_day", 2021)


def test_what_should_be_looked_over_holds_own_prices_by_their_latest_version() -> None:
    found = bank().with_own([own(review_by=date(2025, 1, 1)), own(version=2, review_by=date(2026, 1, 1))])
    assert "eget:bed_day" not in found.due_for_review(date(2025, 6, 1))
    assert "eget:bed_day" in found.due_for_review(date(2026, 6, 1))


def test_entries_may_come_from_json() -> None:
    raw = price(version=1, review_by="2027-06-30", values={"2022-01-01": value(value="1200.50")})
    assert bank().with_own([{**raw, "code": "eget:bed_day"}]).price("eget:bed_day", 2022).amount.point == Decimal(
        "1200.50"
    )
