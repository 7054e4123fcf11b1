"""No value without its facts; every fault of a file is told at once, in Swedish, with a remedy."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from samsyn.core.quantities import Money, PriceYearMismatch
from samsyn.core.valuation.bank import BadValue, Missing, read_bank
from samsyn.core.valuation.bank_prices import PRICE_NEEDS, VALUE_NEEDS
from tests.core.valuation.bank_examples import Raw, bank, faults, files, index, names, price, value, without

DAY = date(2022, 1, 1)


def test_the_example_is_whole() -> None:
    assert faults(files()) == ()
    assert bank().price("bed_day", 2022).money() == Money(Decimal(1000), 2022)


@pytest.mark.parametrize("field", PRICE_NEEDS)
def test_a_price_without_one_of_its_facts_is_refused(field: str) -> None:
    found = faults(files(without(price(), field)))
    assert [(each.file, each.field) for each in found] == [("prices.yaml", field)]
    assert found[0].problem == "saknas."
    assert found[0].remedy


@pytest.mark.parametrize("field", VALUE_NEEDS)
def test_a_value_without_one_of_its_facts_is_refused(field: str) -> None:
    found = faults(files(price(values={DAY: without(value(), field)})))
    assert [(each.entry, each.field) for each in found] == [("bed_day", f"values.2022-01-01.{field}")]
    assert found[0].remedy


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_an_empty_source_is_no_source(empty: str | None) -> None:
    (fault,) = faults(files(price(values={DAY: value(source=empty)})))
    assert str(fault) == (
        "prices.yaml, bed_day, values.2022-01-01.source: saknas. Skriv varifrån uppgiften kommer, med år eller sida. "
        "Finns ingen källa är den ett antagande."
    )


def test_all_faults_are_told_not_only_the_first() -> None:
    raw = files(
        price(unit="kr/person/fortnight", values={DAY: value(quality=4, source=None)}), price(code="B 2", bearer="x")
    )
    raw["indices.yaml"]["indices"][0]["values"][2022]["source"] = ""
    with pytest.raises(BadValue) as caught:
        read_bank(raw)
    assert sorted((each.entry, each.field) for each in caught.value.faults) == [
        ("B 2", "bearer"),
        ("B 2", "code"),
        ("base", "values.2022.source"),
        ("bed_day", "unit"),
        ("bed_day", "values.2022-01-01.quality"),
        ("bed_day", "values.2022-01-01.source"),
    ]
    assert len(str(caught.value).splitlines()) == 6


def test_a_misspelt_field_is_no_field() -> None:
    (fault,) = faults(files(price(values={DAY: value(aproximate=["value"])})))
    assert (fault.field, fault.remedy) == ("values.2022-01-01.aproximate", "Menade du approximate?")


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"value": -1}, "value", "mindre än 0"),
        ({"value": float("nan")}, "value", "inget tal"),
        ({"value": True}, "value", "inget tal"),
        ({"value": "2 +"}, "value", "går inte att läsa"),
        ({"value": "2 < 3"}, "value", "går inte att läsa"),
        ({"value": "__import__('os')"}, "value", "går inte att läsa"),
        ({"low": 1, "range_of": "age"}, "high", "saknas"),
        ({"low": 2, "high": 1, "range_of": "age"}, "low", "mer än high"),
        ({"low": 1, "high": 2}, "range_of", "saknas"),
        ({"low": 1, "high": 2, "range_of": "mood"}, "range_of", "finns inte"),
        ({"price_year": "2022"}, "price_year", "är inget år"),
        ({"price_year": "unknown"}, "price_year", "är inget år"),
        ({"price_year": "formula"}, "price_year", "är inget år"),
        ({"value": "base / 50"}, "price_year", "stämmer inte med uttrycket"),
        ({"quality": 3}, "why", "saknas"),
        ({"approximate": ["source"]}, "approximate", "finns inte"),
        ({"parts": {"a": 600, "b": 300}}, "parts", "blir 900 och inte 1000"),
        ({"average": "ungefär"}, "", "ungefär"),
    ],
)
def test_a_value_that_says_two_things_is_refused(changes: Raw, field: str, said: str) -> None:
    found = faults(files(price(values={DAY: value(**changes)})))
    assert len(found) == 1
    assert found[0].field.startswith(f"values.2022-01-01.{field}" if field else "values")
    assert said in str(found[0])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "transfer"}, "receiver"),
        ({"kind": "transfer", "receiver": "region"}, "receiver"),
        ({"kind": "wellbeing"}, "ledger"),
        ({"kind": "production"}, "ledger"),
        ({"kind": "mixed", "ledger": "none"}, "kind"),
        ({"bearer": "individual"}, "ledger"),
        ({"ledger": "economic"}, "ledger"),
        ({"licence": "closed"}, "licence"),
        ({"index": "kpi"}, "index"),
        ({"review_by": "nästa år"}, "review_by"),
        ({"values": {}}, "values"),
        ({"values": {"undated": value(price_year="unknown"), DAY: value()}}, "values"),
        ({"values": {"undated": value()}}, "values.undated.price_year"),
        ({"values": [value()]}, "values"),
        ({"within": "nothing"}, "within"),
        ({"name": {"sv": "Vårddygn"}}, "name.en"),
        ({"code": "base"}, "code"),
        ({"unit": ["kr"]}, "unit"),
    ],
)
def test_a_price_that_cannot_be_booked_is_refused(changes: Raw, field: str) -> None:
    found = faults(files(price(**changes)))
    assert field in [each.field for each in found]


def test_no_code_twice() -> None:
    assert [each.problem for each in faults(files(price(), price()))] == ["finns redan."]


@pytest.mark.parametrize("raw", [None, [], "prices", {"prices": [None]}, {"prices": [{"code": 3}]}])
def test_a_file_of_another_kind_is_told_and_not_stumbled_on(raw: Any) -> None:
    found = faults({"odd.yaml": raw})
    assert found
    assert {each.file for each in found} == {"odd.yaml"}


def test_formulas_are_computed_in_the_year_asked() -> None:
    share = price(code="share", values={DAY: value(value="2.5 * base", price_year="formula")})
    both = price(code="both", values={DAY: value(value="share + base / 2", price_year="formula")})
    found = bank(share, both)
    assert found.price("share", 2022).money() == Money(Decimal("130000.0"), 2022)
    assert found.price("both", 2024).money() == Money(Decimal("195000.0"), 2024)
    assert found.price("share", 2024).quality == 2, "no better than the index it is computed from"
    with pytest.raises(Missing, match=r"Basbelopp saknar värde för 2023. I banken finns 2021, 2022, 2024"):
        found.price("share", 2023)


@pytest.mark.parametrize(
    ("formulas", "said"),
    [
        ({"a": "2 * unheard_of"}, "unheard_of, som inte finns"),
        ({"a": "2 * a"}, "cirkel"),
        ({"a": "b + 1", "b": "c + 1", "c": "a + 1"}, "cirkel"),
        ({"a": "base / (base - base)"}, "noll"),
        ({"a": "base + bed_day_2021"}, "2022 års och 2021 års priser"),
    ],
)
def test_formulas_that_lead_nowhere_are_refused(formulas: dict[str, str], said: str) -> None:
    older = price(code="bed_day_2021", values={date(2021, 1, 1): value(price_year=2021)})
    wrong = [
        price(code=code, values={DAY: value(value=formula, price_year="formula")}) for code, formula in formulas.items()
    ]
    found = faults(files(older, *wrong))
    assert {each.entry for each in found} == set(formulas)
    assert all(said in str(each) for each in found)


def test_a_formula_has_to_give_what_was_printed() -> None:
    right = value(value="2.5 * base", price_year="formula", printed={"value": 130001})
    assert faults(files(price(values={DAY: right}))) == ()
    (fault,) = faults(files(price(values={DAY: {**right, "printed": {"value": 130002}}})))
    assert "ger 130000.0, men tryckt är 130002" in fault.problem


def test_the_last_value_that_has_begun_is_in_force() -> None:
    values = {date(2020, 1, 1): value(value=1, price_year=2020), date(2022, 7, 1): value(value=2, price_year=2022)}
    found = bank(price(values=values))
    assert [found.price("bed_day", year).amount.point for year in (2020, 2021, 2022, 2030)] == [1, 1, 2, 2]
    assert [each.code for each in found.price("bed_day", 2030).notices] == ["older"]
    with pytest.raises(Missing, match="bed_day har inget värde för 2019: det första börjar 2020-01-01"):
        found.price("bed_day", 2019)
    with pytest.raises(Missing, match="Menade du bed_day"):
        found.price("bed_days", 2020)


def test_a_range_has_no_middle() -> None:
    quote = bank(price(values={DAY: value(value=None, low=100, high=300, range_of="provider")})).price("bed_day", 2022)
    assert (quote.amount.point, quote.amount.low, quote.amount.high) == (None, 100, 300)
    with pytest.raises(Missing, match="har bara ett spann"):
        quote.money()


def test_an_undated_amount_says_so_and_has_no_price_year() -> None:
    raw = value(price_year="unknown", quality=3, why=names("Sidan är odaterad"))
    quote = bank(price(values={"undated": raw})).price("bed_day", 2022)
    assert quote.price_year is None
    assert [each.code for each in quote.notices] == ["undated"]
    with pytest.raises(Missing, match="saknar prisår"):
        quote.money()


def test_average_marginal_and_releasable_are_kept_apart() -> None:
    raw = value(marginal=400, releasable="base / 100")
    quote = bank(price(values={DAY: {**raw, "value": "base / 50", "price_year": "formula"}})).price("bed_day", 2022)
    assert [each and each.point for each in (quote.average, quote.marginal, quote.releasable)] == [1040, 400, 520]


def test_a_model_value_is_compared_with_but_never_booked() -> None:
    raw = price(kind="mixed", ledger="none", group="model_values", bearer="society")
    found = bank(raw)
    assert not found.find("bed_day").bookable
    assert [each.code for each in found.price("bed_day", 2022).notices] == ["not_bookable"]


def test_a_fingerprint_tells_banks_apart() -> None:
    assert bank().fingerprint == bank().fingerprint
    assert bank().fingerprint != bank(price(values={DAY: value(value=1001)})).fingerprint


def test_what_should_have_been_looked_over() -> None:
    assert bank().due_for_review(date(2027, 6, 30)) == ()
    assert bank().due_for_review(date(2027, 7, 1)) == ("bed_day", "base", "empty")


def test_an_index_has_its_facts_too() -> None:
    raw = files()
    raw["indices.yaml"]["indices"] = [index(values={2021: {"value": 0, "quality": 1}, "i fjol": {}})]
    fields = {each.field for each in faults(raw) if each.entry == "base"}
    assert {"values.2021.source", "values.2021.value", "values.i fjol", "values.i fjol.value"} <= fields


def test_price_years_are_not_mixed_when_asked_for_a_later_year() -> None:
    """The index moves with the year asked, the price does not: their sum would mix two price years."""
    total = price(code="total", values={DAY: value(value="bed_day + base", price_year="formula")})
    found = bank(price(), total)
    assert found.price("total", 2022).money() == Money(Decimal(53000), 2022)
    with pytest.raises(PriceYearMismatch):
        found.price("total", 2024)
