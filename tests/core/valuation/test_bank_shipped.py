"""The bank that ships: whole, sourced or called an assumption, and every candidate accounted for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from samsyn.core.valuation.bank import BadValue, Bank, Missing, Quote
from samsyn.parameters.shipped import contents, shipped_bank, valuation_files

BANK = shipped_bank()
VALUES = [(price, value) for price in BANK.prices.values() for value in price.values]
COLUMNS = {
    "employment_service", "social_insurance", "municipality", "region", "justice", "other", "production",
}  # fmt: skip


@pytest.fixture(scope="module")
def bank() -> Bank:
    return BANK


def answer(code: str, year: int) -> Quote:
    return BANK.price(code, year)


@pytest.mark.parametrize(("price", "value"), VALUES, ids=lambda each: getattr(each, "code", ""))
def test_every_value_has_source_and_quality_and_answers(price, value) -> None:
    assert value.source
    assert value.quality in (1, 2, 3)
    assert value.why or value.quality < 3, "an uncertain value says why"
    quote = answer(price.code, value.since.year if value.since else 2024)
    amounts = (quote.amount.point, quote.amount.low, quote.amount.high)
    assert any(each is not None and each > 0 for each in amounts)
    assert price.review_by > date(2026, 11, 22)


def test_all_words_are_in_two_languages(bank: Bank) -> None:
    for entries in (bank.prices, bank.indices, bank.rates, bank.actors, bank.refunds, bank.grades, bank.assumptions,
                    bank.units, bank.conversions, bank.groups, bank.licences, bank.left_out):  # fmt: skip
        for entry in entries.values():
            assert entry.name["sv"]
            assert entry.name["en"]


def test_every_candidate_is_a_price_or_left_out_with_a_reason(bank: Bank) -> None:
    used = {row for _, value in VALUES for row in value.candidates}
    used |= {row for index in bank.indices.values() for value in index.values.values() for row in value.candidates}
    used |= {row for rate in bank.rates.values() for row in rate.candidates}
    left_out = {row for entry in bank.left_out.values() for row in entry.candidates}
    assert used | left_out == set(range(1, bank.candidates + 1)) == set(range(1, 67))
    assert not used & left_out
    assert left_out == {30, 40, 41}


def test_what_has_no_source_is_called_an_assumption_and_none_is_nought(bank: Bank) -> None:
    assert {"anyway", "attribution", "displacement", "drop_off", "releasable_share", "release_lag"} <= set(
        bank.assumptions
    )
    for each in bank.assumptions.values():
        assert 0 < each.low < each.value < each.high
        assert each.why["sv"]
    rules = [value for refund in bank.refunds.values() for value in refund.values]
    assert all(value.source and (value.why or not value.assumption) for value in rules)


def test_defaults_do_not_flatter(bank: Bank) -> None:
    """Together they leave well under half of what a calculation without them would show."""
    kept = 1 - bank.assumptions["anyway"].value
    kept *= bank.assumptions["attribution"].value * (1 - bank.assumptions["displacement"].value)
    assert kept < Decimal("0.3")
    assert bank.assumptions["releasable_share"].value <= bank.assumptions["marginal_share"].value < 1


def test_poorer_evidence_costs_more(bank: Bank) -> None:
    grades = sorted(bank.grades.values(), key=lambda grade: grade.order)
    assert len(grades) == 6
    assert all(
        a.moved < b.moved and a.widened < b.widened and a.least_spread < b.least_spread for a, b in pairwise(grades)
    )


def test_three_rates_side_by_side_and_the_tax_factor_off(bank: Bank) -> None:
    discount = {rate.value for rate in bank.rates.values() if rate.kind == "discount"}
    assert discount == {Decimal("0.03"), Decimal("0.035"), Decimal("0.04")}
    assert bank.base_rate.code == "discount_3_5"
    assert (bank.rates["tax_factor"].value, bank.rates["tax_factor"].active) == (Decimal("1.3"), False)
    assert bank.rates["discount_3"].assumption


def test_the_seven_columns_and_the_tree(bank: Bank) -> None:
    assert {actor.column for actor in bank.actors.values() if actor.column} == COLUMNS
    assert bank.above("social_committee") == ("municipality", "public_sector", "society")
    assert {actor.code for actor in bank.actors.values() if not bank.above(actor.code)} == {"society"}
    ends = {actor.code for actor in bank.actors.values()} - {actor.parent for actor in bank.actors.values()}
    assert {code for code in ends if bank.actors[code].column is None} == {"individual"}


@pytest.mark.parametrize("year", [2021, 2022, 2023])
def test_guarantee_level_is_what_was_printed(year: int) -> None:
    printed = {2021: (106148, 120428), 2022: (119784, 134274), 2023: (12 * 10850, 12 * 12163)}[year]
    amount = answer("sickness_compensation_guarantee", year).amount
    assert amount.low is not None
    assert amount.high is not None
    assert abs(amount.low - printed[0]) <= 12, "the month was rounded to whole kronor"
    assert abs(amount.high - printed[1]) <= 12


@pytest.mark.parametrize("code", ["sickness_compensation_maximum", "sickness_benefit_maximum"])
def test_the_price_base_amount_gives_the_next_years_printed_amount(code: str) -> None:
    """An observation of the index at work: 2022 uprated is 2023 as printed, to the krona."""
    moved = BANK.uprated(answer(code, 2022), 2023).amount.point
    assert moved is not None
    assert abs(moved - answer(code, 2023).money().sek) <= 1


def test_fee_and_state_part_make_the_price_before_the_reduction(bank: Bank) -> None:
    whole = {"emergency": 7400, "investigation": 6100, "treatment": 4900, "lockable": 7500, "special": 13200}
    rule = bank.refunds["sis_subsidy"].on(date(2020, 8, 1))
    assert rule is not None
    assert rule.included
    for kind, printed in whole.items():
        fee, rest = (answer(f"sis_lvu_{kind}{part}", 2020).money() for part in ("", "_state_part"))
        assert (fee + rest).sek.quantize(Decimal(1)) == printed
        assert abs(rest.sek - printed * rule.share) < 1
    assert bank.refunds["sis_subsidy"].on(date(2021, 1, 1)) is None
    assert bank.refunds["sis_subsidy"].on(date(2020, 1, 1)) is None


def test_a_year_in_prison_is_what_the_source_says() -> None:
    year = BANK.yearly(answer("prison_day", 2019))
    assert round(year.money().sek / 1_000_000, 2) == Decimal("1.17")


def test_approximate_amounts_stay_approximate() -> None:
    assert answer("social_assistance", 2012).approximate == ("value",)
    assert "approximate" in [each.code for each in answer("social_assistance", 2012).notices]


def test_the_implied_value_is_derived_uncertain_and_never_booked(bank: Bank) -> None:
    quote = answer("exclusion_trelleborg", 2015)
    assert (quote.derived, quote.quality, quote.amount.point) == (True, 3, None)
    assert not bank.find("exclusion_trelleborg").bookable


def test_no_amount_stands_in_two_ledgers(bank: Bank) -> None:
    for price in bank.prices.values():
        public = "public_sector" in (price.bearer, *bank.above(price.bearer))
        assert (price.ledger == "fiscal") == (price.kind in ("resource", "transfer") and public)
        assert (price.receiver is not None) == (price.kind == "transfer")


# The consumer price index of each June, 1980 = 100: Statistics Sweden, settled figures; 2024 read at Björn Lundén.
JUNE = {
    2005: 280.40, 2006: 284.68, 2007: 289.95, 2008: 302.45, 2009: 300.17, 2010: 302.97, 2011: 311.28, 2012: 314.45,
    2013: 313.99, 2014: 314.70, 2015: 313.33, 2016: 316.54, 2017: 321.97, 2018: 328.60, 2019: 334.47, 2020: 336.84,
    2021: 341.32, 2022: 370.95, 2023: 405.49, 2024: 415.86,
}  # fmt: skip


def test_every_price_base_amount_is_what_the_law_makes_of_june_the_year_before(bank: Bank) -> None:
    """36 396 kr by the change since June 1997, to whole hundreds: one June 1997 must explain every year."""
    amounts = {year: float(each.value) for year, each in bank.indices["prisbasbelopp"].values.items()}
    assert set(amounts) == set(range(2006, 2027))
    reckoned = {year: 36_396 * JUNE[year - 1] for year in amounts if year - 1 in JUNE}
    assert len(reckoned) == 20
    least = max(reckoned[year] / (amounts[year] + 50) for year in reckoned)
    most = min(reckoned[year] / (amounts[year] - 50) for year in reckoned)
    assert least < most < 257.5


def test_the_two_indices_of_prices_follow_each_other(bank: Bank) -> None:
    consumer = {year: float(each.value) for year, each in bank.indices["kpi"].values.items()}
    assert set(consumer) == set(range(2006, 2024))
    base = {year: float(each.value) for year, each in bank.indices["prisbasbelopp"].values.items()}
    for year in set(consumer) - {2006}:
        apart = (base[year + 1] / base[year]) / (consumer[year] / consumer[year - 1])
        assert 0.96 < apart < 1.04, year


def test_years_without_an_index_are_said(bank: Bank) -> None:
    with pytest.raises(Missing, match=r"Arbetskostnadsindex \(AKI\) saknar värde för 2015. I banken finns inga år"):
        bank.uprated(answer("sip_meeting_hour", 2015), 2024)
    with pytest.raises(Missing, match=r"Konsumentprisindex \(KPI\) saknar värde för 2024"):
        bank.uprated(answer("prison_day", 2019), 2024, by="kpi")
    with pytest.raises(Missing, match="Prisbasbelopp saknar värde för 2005"):
        bank.uprated(answer("prison_day", 2019), 2005)


def test_an_index_value_read_at_second_hand_is_told_where_it_is_used(bank: Bank) -> None:
    moved = bank.uprated(answer("prison_day", 2019), 2024)
    assert moved.amount.point == pytest.approx(answer("prison_day", 2019).amount.point * 57_300 / 46_500)
    assert [each.code for each in moved.notices] == ["index_quality"]


def test_labour_cost_can_be_uprated_by_the_price_base_amount_when_told(bank: Bank) -> None:
    moved = bank.uprated(answer("labour_cost_care", 2023), 2024, by="prisbasbelopp")
    assert [each.code for each in moved.notices] == ["other_index"]


def test_nothing_that_may_not_be_spread_is_shipped(bank: Bank) -> None:
    assert all(bank.licences[price.licence].use for price in bank.prices.values())


def test_all_files_are_read_and_have_a_version(bank: Bank) -> None:
    assert set(bank.versions) == set(valuation_files())
    assert all(bank.versions.values())


def test_a_key_written_twice_is_a_fault() -> None:
    assert contents("a: {b: 1}", "ok.yaml") == {"a": {"b": 1}}
    with pytest.raises(BadValue, match=r"dubbel.yaml, rad 2, 2022-01-01: står två gånger"):
        contents("values:\n  2022-01-01: 1\n  2022-01-01: 2\n", "dubbel.yaml")
