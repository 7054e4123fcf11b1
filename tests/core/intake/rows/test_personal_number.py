"""Personal numbers: every way they are written, and never in clear. All numbers are made here, for nobody."""

from __future__ import annotations

import copy
import pickle
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from samsyn.core.intake.rows.masking import masked_number, masked_text
from samsyn.core.intake.rows.personal_number import NotANumber, read_personal_number

TODAY = date(2026, 11, 21)


def made(day: str, serial: str = "123") -> str:
    """Ten or twelve digits with a right check digit, from "900101" or "19900101"."""
    return day + serial + luhn.calc_check_digit(day[-6:] + serial)


def read(text: str, today: date = TODAY):
    return read_personal_number(text, today)


NUMBER = made("19900101")
LAST = NUMBER[-4:]


@pytest.mark.parametrize(
    "text",
    [
        NUMBER,
        f"19900101-{LAST}",
        f"19900101+{LAST}",
        f"900101-{LAST}",
        f"900101{LAST}",
        f" 900101 {LAST} ",
        f"1990 01 01 - {LAST}",
        f"1990-01-01-{LAST}",
        f"900101–{LAST}",
        f"900101\u2011{LAST}",
        f"19900101\u00a0{LAST}",
        f"\ufeff900101-{LAST}",
    ],
)
def test_every_way_of_writing_gives_the_same(text):
    assert read(text) == read(NUMBER)


def test_what_a_number_tells():
    number = read(NUMBER)
    assert (number.digits, number.kind) == (NUMBER, "personal")
    assert (number.birth_date, number.birth_year, number.sex) == (date(1990, 1, 1), 1990, "man")
    assert read(made("19900101", "124")).sex == "woman"


@pytest.mark.parametrize(
    ("text", "today", "year"),
    [
        ("100101-", date(2026, 1, 1), 2010),
        ("270101-", date(2026, 1, 1), 1927),
        ("261231-", date(2026, 11, 21), 1926),  # not born yet this year
        ("261121-", date(2026, 11, 21), 2026),  # born today
        ("261122-", date(2026, 11, 21), 1926),
        ("260101+", date(2026, 11, 21), 1926),  # turns 100 this year
        ("261231+", date(2026, 11, 21), 1926),
        ("270101+", date(2026, 11, 21), 1827),
        ("100101+", date(2026, 11, 21), 1910),
        ("000229-", date(2026, 11, 21), 2000),
    ],
)
def test_the_century_of_ten_digits(text, today, year):
    day, sign = text[:6], text[6:]
    assert read(f"{day}{sign}{made(day)[-4:]}", today).birth_year == year


def test_twelve_digits_keep_their_century_whatever_the_sign():
    number = made("19210101")
    assert read(f"{number[:8]}-{number[8:]}").birth_year == 1921


def test_samordningsnummer():
    number = read("701063-2391")  # the example of Skatteverket's SKV M 2010:3
    assert (number.kind, number.birth_date, number.sex) == ("coordination", date(1970, 10, 3), "man")
    assert number.digits == "197010632391"


@pytest.mark.parametrize("day", ["19700060", "19700160", "19700071", "19700290"])
def test_samordningsnummer_with_a_day_that_does_not_exist_keeps_its_year(day):
    number = read(made(day))
    assert (number.kind, number.birth_date, number.birth_year) == ("coordination", None, 1970)


@pytest.mark.parametrize(
    ("text", "sex", "digits"),
    [
        ("19900101Tf29", "woman", "19900101TF29"),
        ("19900101-TF10", "man", "19900101TF10"),
        ("19900101-T123", "woman", "19900101T123"),
        ("900101-T132", "man", "19900101T132"),
        ("19900101TM29", "man", "19900101TM29"),
        ("19900101 tk19", "woman", "19900101TK19"),
    ],
)
def test_numbers_that_stand_in_for_one(text, sex, digits):
    number = read(text)
    assert (number.kind, number.sex, number.digits, number.birth_date) == ("temporary", sex, digits, date(1990, 1, 1))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10), "Kontrollsiffran"),
        (made("19900230"), "datum som inte finns"),
        (made("19901301"), "datum som inte finns"),
        (made("19900100"), "datum som inte finns"),
        (made("900229"), "datum som inte finns"),
        (made("19900192"), "datum som inte finns"),
        (made("20261122"), "framtiden"),
        ("556016-0680", "organisationsnummer"),
        ("900101", "födelsedatum"),
        ("19900101-XXXX", "födelsedatum"),
        ("900101-****", "födelsedatum"),
        ("900101-0000", "födelsedatum"),
        ("101013123", "9 siffror"),
        ("1990010112345", "13 siffror"),
        ("7", "1 siffra;"),
        ("1,99001E+11", "Excel har kortat"),
        ("1.99001011234E+11", "Excel har kortat"),
        ("Kim", "inget personnummer"),
        ("19900101TQ29", "inget personnummer"),
        ("١٩٩٠٠١٠١١٢٣٤", "inget personnummer"),
        ("17900101-1234", "datum som inte finns"),
    ],
)
def test_what_is_refused_says_why_and_what_to_do(text, reason):
    with pytest.raises(NotANumber, match=reason) as refusal:
        read(text)
    assert refusal.value.remedy.endswith(".")


def test_a_lost_zero_says_who_took_it():
    with pytest.raises(NotANumber, match="tagit bort nollor") as refusal:
        read("101013123")
    assert "text i Excel" in refusal.value.remedy


def test_nothing_shows_the_last_four():
    number = read(NUMBER)
    assert number.masked == str(number) == f"{number}" == "19900101-****"
    assert repr(number) == "PersonalNumber(19900101-****)"
    assert LAST not in repr([number, {"a": number}])
    assert copy.copy(number) == pickle.loads(pickle.dumps(number)) == number


days = st.dates(date(1850, 1, 1), TODAY)
serials = st.integers(1, 999).map("{:03d}".format)


@given(days, serials)
def test_twelve_digits_come_back_as_they_are(day, serial):
    number = read(made(f"{day:%Y%m%d}", serial))
    assert number.birth_date == day
    assert number.digits == made(f"{day:%Y%m%d}", serial)


@given(st.dates(TODAY - timedelta(days=36_000), TODAY), serials)
def test_ten_digits_mean_the_twelve_of_somebody_under_a_hundred(day, serial):
    assert read(made(f"{day:%y%m%d}", serial)) == read(made(f"{day:%Y%m%d}", serial))


@given(days, serials, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(day, serial, place, change):
    number = made(f"{day:%Y%m%d}", serial)
    at = 2 + place
    wrong = number[:at] + str((int(number[at]) + change) % 10) + number[at + 1 :]
    with pytest.raises(NotANumber) as refusal:
        read(wrong)
    assert wrong[-4:] not in str(refusal.value)


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_refused(text):
    try:
        remedy, digits = "", read(text).digits
    except NotANumber as refusal:
        remedy, digits = refusal.remedy, ""
    assert remedy.endswith(".") != (len(digits) == 12)


@given(
    days, serials, st.sampled_from(["{0}{1}", "{0}-{1}", "{0}+{1}", "{0} {1}", "x{0}-{1}y", "{0} - {1}"]), st.booleans()
)
def test_a_mask_covers_the_last_four_however_they_are_written(day, serial, form, short):
    number = made(f"{day:%y%m%d}" if short else f"{day:%Y%m%d}", serial)
    text = form.format(number[:-4], number[-4:])
    assert masked_number(text).endswith("-****")
    assert masked_text(text).strip("xy") == f"{number[:-4]}-****"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("19900101-12345", "19900101-****"),
        ("9001011234", "900101-****"),
        ("90010112", "9001-****"),
        ("1234", "****"),
        ("saknas", "saknas"),
        ("19900101TF29", "199001-****"),
    ],
)
def test_misspelled_numbers_are_covered_too(text, shown):
    assert masked_number(text) == shown


@pytest.mark.parametrize("text", ["2024-03-05", "45356", "1 234,50", "v. 12 2024", "Kim Ek", "2024-03-05 13:30"])
def test_other_texts_are_left_alone(text):
    assert masked_text(text) == text
