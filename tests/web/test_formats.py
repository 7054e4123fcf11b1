"""Numbers and dates in two languages."""

import datetime
from decimal import Decimal

import pytest
from django.template import engines
from django.utils import translation

from samsyn.core.quantities import Money, Share
from samsyn.web import formats

HARD = "\u00a0"


def soft(text: str) -> str:
    return text.replace(HARD, " ")


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        (1234567.84, 1, "1 234 567,8", "1,234,567.8"),
        (Decimal("2.345"), 2, "2,35", "2.35"),
        (-5, 0, "−5", "−5"),
        ("5240", 0, "5 240", "5,240"),
        (0, 0, "0", "0"),
        (None, 0, "–", "–"),
    ],
)
def test_a_number_follows_the_language(value, decimals, swedish, english):
    assert soft(formats.number(value, decimals)) == swedish
    with translation.override("en"):
        assert formats.number(value, decimals) == english


def test_a_share_brings_its_base():
    share = Share(415, 585, "avslutade deltagare")
    assert soft(formats.percent(share)) == "71 % (415/585)"
    with translation.override("en"):
        assert formats.percent(share) == "71% (415/585)"


def test_an_amount_keeps_its_unit_on_the_same_line():
    assert formats.sek(1234567) == f"1{HARD}234{HARD}567{HARD}kr"
    assert soft(formats.sek(Money(Decimal("18900"), 2024))) == "18 900 kr"


def test_a_missing_value_is_a_dash_and_never_a_zero():
    assert {formats.percent(None), formats.sek(None), formats.isodate(None), formats.difference(None)} == {"–"}


def test_a_moment_is_told_in_local_time():
    moment = datetime.datetime(2026, 11, 21, 23, 30, tzinfo=datetime.UTC)
    assert soft(formats.isodate(moment)) == "2026-11-22 00:30"
    assert formats.isodate(datetime.date(2026, 11, 21)) == "2026-11-21"


def test_a_year_has_no_thousands():
    assert formats.plainnumber(2026) == "2026"
    assert formats.plainnumber(Decimal("1234.50")) == "1234,5"
    assert formats.plainnumber(Decimal("1E+3")) == "1000"


@pytest.mark.parametrize(("change", "written"), [(12, "+12"), (-3, "−3"), (0, "±0")])
def test_a_change_shows_its_sign(change, written):
    assert formats.difference(change) == written


def test_a_text_that_is_no_number_is_refused_by_name():
    with pytest.raises(ValueError, match="”tolv” är inget tal"):
        formats.number("tolv")


def test_the_filters_write_the_same():
    source = "{{ n|number:1 }}|{{ s|percent }}|{{ n|sek }}|{{ d|isodate }}|{{ y|plainnumber }}|{{ n|difference }}"
    values = {"n": 1234.5, "s": 0.714, "d": datetime.date(2026, 1, 2), "y": 2026}
    written = engines["django"].from_string("{% load samsyn %}" + source).render(values)
    assert soft(written) == "1 234,5|71 %|1 235 kr|2026-01-02|2026|+1 235"
