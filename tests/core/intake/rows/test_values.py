"""What people write in cells, and what it is read as."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.intake.rows.errors import NotRead
from samsyn.core.intake.rows.shapes import Choice, Column, Kind
from samsyn.core.intake.rows.values import (
    from_serial,
    read_choice,
    read_date,
    read_decimal,
    read_hours,
    read_integer,
    read_minutes,
    read_money,
    read_sex,
    read_week,
    read_yes_no,
    reader_of,
)
from samsyn.core.intake.rows.words import NEAR, Neighbours, likeness

TODAY = date(2026, 11, 21)
MARCH_5 = date(2024, 3, 5)
SENDERS = (
    Choice("af", "Arbetsförmedlingen", ("AF",)),
    Choice("fk", "Försäkringskassan", ("FK",)),
    Choice("under", "< 1 år"),
    Choice("over", "> 1 år"),
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u2009234\u202f567", "1234567"),
        ("1234,5", "1234.5"),
        ("1234.5", "1234.5"),
        ("1.5", "1.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234", "1.234"),
        ("0.125", "0.125"),
        ("−5", "-5"),
        ("–5", "-5"),
        ("- 5", "-5"),
        ("+5", "5"),
        ("62 %", "0.62"),
        ("62,34%", "0.6234"),
        ("007", "7"),
    ],
)
def test_decimals(text, number):
    assert read_decimal(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "12 st",
        "1 23",
        "1 2345",
        "1,2,3",
        "1.234.5",
        "1,23.4",
        "1..2",
        "12-14",
        "1e5",
        "1,5E+03",
        "٣",
        "%",
        "9" * 19,
    ],
)
def test_what_is_no_number(text):
    with pytest.raises(NotRead) as refusal:
        read_decimal(text)
    assert refusal.value.remedy


def test_a_point_before_three_digits_is_asked_about():
    with pytest.raises(NotRead, match="tusentalsavskiljare") as refusal:
        read_decimal("1.234")
    assert "1234 eller 1,234" in refusal.value.remedy


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("12,0", 12), ("1 234", 1234), ("-3", -3)])
def test_integers(text, number):
    assert read_integer(text) == number


@pytest.mark.parametrize("text", ["12,5", "50 %", "tolv"])
def test_what_is_no_integer(text):
    with pytest.raises(NotRead, match="heltal"):
        read_integer(text)


@pytest.mark.parametrize(
    ("text", "kronor"),
    [
        ("1 234,50 kr", "1234.50"),
        ("1234:-", "1234"),
        ("SEK", None),
        ("99 SEK", "99"),
        ("12,5 tkr", "12500"),
        ("1,2 mkr", "1200000"),
        ("10 kronor", "10"),
        ("1,005", "1.01"),
        ("10 euro", None),
        ("kr", None),
    ],
)
def test_money(text, kronor):
    if kronor is None:
        with pytest.raises(NotRead, match="belopp"):
            read_money(text)
    else:
        assert read_money(text) == Decimal(kronor)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05", "20240305", "5/3 2024", "5/3-24", "5/3, 2024", "5 mars 2024", "den 5 mars 2024", "5 mar. 2024",
        "24-03-05", "240305", "5.3.2024", "05.03.2024", "2024/3/5", "2024.03.05", "2024-03-05 00:00:00",
        "2024-03-05T13:30", "45356", "45356,5", " 2024-03-05 ", "5:e mars 2024", "5 MARS 2024",
    ],
)  # fmt: skip
def test_dates(text):
    assert read_date(text, TODAY) == MARCH_5


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2024-02-30", "finns inte"),
        ("31/4 2024", "finns inte"),
        ("5/3/2024", "två sätt"),
        ("03-05-2024", "två sätt"),
        ("2024", "bara ett år"),
        ("5/3", "Året saknas"),
        ("5 mars", "Året saknas"),
        ("0204-03-05", "inte rimligt"),
        ("05/03/24", "inget datum"),
        ("5 marsch 2024", "inget datum"),
        ("v. 10 2024", "en vecka, inte en dag"),
        ("2024 v. 54", "har veckorna 1–52"),
        ("3", "inget datum"),
        ("vet inte", "inget datum"),
        ("2024-03-05-1234", "inget datum"),
    ],
)
def test_what_is_no_date(text, reason):
    with pytest.raises(NotRead, match=reason):
        read_date(text, TODAY)


@pytest.mark.parametrize(("text", "day"), [("13/3/2024", date(2024, 3, 13)), ("3/3/2024", date(2024, 3, 3))])
def test_a_day_that_can_only_be_read_one_way(text, day):
    assert read_date(text, TODAY) == day


@pytest.mark.parametrize(("text", "year"), [("36-01-01", 2036), ("37-01-01", 1937), ("65-01-01", 1965)])
def test_years_of_two_digits(text, year):
    assert read_date(text, TODAY).year == year


def test_the_leap_day_that_never_was():
    assert [from_serial(at) for at in (1, 59, 61)] == [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1)]
    for at in (0, 60, -1, 2_958_466):
        with pytest.raises(NotRead, match="inget datum i Excel"):
            from_serial(at)
    assert from_serial(2_958_465) == date(9999, 12, 31)


@pytest.mark.parametrize(
    "text",
    ["2024 v. 12", "2024 v 12", "v.12 2024", "v 12, 2024", "v12-2024", "Vecka 12 2024", "2024W12", "2024-W12", "2412",
     "202412", "24 v.12", "w12 2024", "2024 vecka 12", "2024-03-18", "2024-03-24", "20/3 2024"],
)  # fmt: skip
def test_weeks_give_their_monday(text):
    assert read_week(text, TODAY) == date(2024, 3, 18)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("v. 12", "Året saknas"), ("2024 v. 53", "veckorna 1–52"), ("2024 v. 0", "veckorna"), ("12", "ingen vecka")],
)
def test_what_is_no_week(text, reason):
    with pytest.raises(NotRead, match=reason):
        read_week(text, TODAY)


def test_a_year_with_53_weeks():
    assert read_week("2026 v. 53", TODAY) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("90", 90), ("90 min", 90), ("90 minuter", 90), ("90m", 90), ("1:30", 90), ("01:30:00", 90), ("1 h 30", 90),
     ("1h30", 90), ("1 h 30 min", 90), ("1 tim 30 min", 90), ("1 timme och 30 minuter", 90), ("1,5 tim", 90),
     ("1.5 timmar", 90), ("1,5h", 90), ("2 t", 120), ("0", 0), ("25:30", 1530)],
)  # fmt: skip
def test_minutes(text, minutes):
    assert read_minutes(text) == minutes


@pytest.mark.parametrize(("text", "minutes"), [("1,5", 90), ("2", 120), ("90 min", 90), ("1:30", 90), ("0,33", 20)])
def test_a_bare_number_of_hours(text, minutes):
    assert read_hours(text) == minutes


@pytest.mark.parametrize("text", ["1,5", "halv dag", "1:75", "-30", "1 h 30 h", "", "9" * 9])
def test_what_is_no_time(text):
    with pytest.raises(NotRead):
        read_minutes(text)


@pytest.mark.parametrize(("text", "sex"), [("kvinna", "woman"), ("K", "woman"), ("Män", "man"), ("m.", "man")])
def test_sex(text, sex):
    assert read_sex(text) == sex


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Ja", True), ("j", True), ("X", True), ("1", True), ("SANT", True), ("nej", False), ("0", False)],
)
def test_yes_and_no(text, answer):
    assert read_yes_no(text) is answer


@pytest.mark.parametrize("read", [read_sex, read_yes_no])
@pytest.mark.parametrize("text", ["kanske", "2", "-", ""])
def test_neither(read, text):
    with pytest.raises(NotRead, match="varken"):
        read(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [("Arbetsförmedlingen", "af"), ("ARBETSFÖRMEDLINGEN ", "af"), ("A.F.", "af"), ("fk", "fk"), ("<  1 ÅR", "under")],
)
def test_choices(text, code):
    assert read_choice(text, SENDERS) == code


def test_a_near_choice_is_proposed_and_never_taken():
    with pytest.raises(NotRead) as refusal:
        read_choice("Arbetsförmedligen", SENDERS)
    assert refusal.value.remedy == "Menade du ”Arbetsförmedlingen”?"


@given(st.lists(st.text("abcdeå", min_size=1, max_size=9), max_size=5), st.text("abcdeå", max_size=9))
def test_the_nearest_is_found_as_by_comparing_with_all(spellings, text):
    scores = {spelling: likeness(text, spelling) for spelling in spellings}
    near = [spelling for spelling, score in scores.items() if score >= NEAR and score == max(scores.values())]
    assert Neighbours(spellings).nearest(text) == next(iter(near), None)


def test_spellings_that_may_mean_two_choices_are_refused():
    with pytest.raises(NotRead):
        read_choice("1 år", SENDERS)


def test_the_choices_are_told_when_none_is_near():
    with pytest.raises(NotRead) as refusal:
        read_choice("Kyrkan", tuple(Choice(str(at), f"Alternativ {at}") for at in range(10)))
    assert "”Alternativ 0”" in refusal.value.remedy
    assert refusal.value.remedy.endswith("eller något av 2 till.")


def test_labels_go_before_codes():
    swapped = (Choice("1", "2"), Choice("2", "1"))
    assert [read_choice(text, swapped) for text in "12"] == ["2", "1"]


@pytest.mark.parametrize("text", ["", "  ", "\u00a0", "-", "–", ".."])
def test_no_answer_is_missing(text):
    assert reader_of(Column("a", "A", "integer"), TODAY)(text) is None
    with pytest.raises(NotRead, match="saknas"):
        reader_of(Column("a", "A", "integer", required=True), TODAY)(text)


@pytest.mark.parametrize("text", ["#DIV/0!", "#N/A", "#VÄRDEFEL!", "#SAKNAS!", "########", "#NAME?"])
@pytest.mark.parametrize("kind", ["text", "decimal"])
def test_errors_of_excel_are_no_values(text, kind: Kind):
    with pytest.raises(NotRead, match="fel från Excel"):
        reader_of(Column("a", "A", kind), TODAY)(text)


def test_a_dash_and_a_hash_are_text_in_a_text_column():
    read = reader_of(Column("a", "A", "text"), TODAY)
    assert [read(text) for text in ("-", "#1 i kön", " två\r\nrader ")] == ["-", "#1 i kön", "två\nrader"]


ALL_KINDS: list[Column] = [
    Column(kind, kind, kind, choices=SENDERS if kind == "choice" else ()) for kind in Kind.__args__
]


@given(st.text(max_size=25), st.sampled_from(ALL_KINDS))
def test_any_text_is_read_or_refused_with_a_remedy(text, column):
    try:
        reader_of(column, TODAY)(text)
        told = ""
    except NotRead as refusal:
        told = str(refusal)
    assert told[-1:] in ("", ".", "?")


@given(st.dates(date(1927, 5, 18), date(2173, 10, 13)))
def test_serials_agree_with_counting_days(day):
    assert from_serial((day - date(1899, 12, 30)).days) == day


@given(st.integers(0, 30_000), st.sampled_from(["{m} min", "{h}:{r:02d}", "{h} h {r}", "{h} tim {r} min"]))
def test_every_way_to_write_a_time_agrees(minutes, form):
    text = form.format(m=minutes, h=minutes // 60, r=minutes % 60)
    assert read_minutes(text) == read_hours(text) == minutes
    assert timedelta(minutes=minutes) >= timedelta(0)
