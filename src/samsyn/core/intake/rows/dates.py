"""Dates and weeks as people write them in Sweden, and as Excel stores them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from samsyn.core.intake.rows.errors import NotRead
from samsyn.core.tables.numbers import plain

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
NUMBER_OF = {name[:length]: at for at, name in enumerate(MONTHS, start=1) for length in range(3, len(name) + 1)}

TIME = r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
YEAR_FIRST = re.compile(rf"([0-9]{{4}}|[0-9]{{2}})([-./])([0-9]{{1,2}})\2([0-9]{{1,2}}){TIME}")
TOGETHER = re.compile(r"([0-9]{4}|[0-9]{2})([0-9]{2})([0-9]{2})")
SWEDISH = re.compile(r"(?:den )?([0-9]{1,2})/([0-9]{1,2})[ ,]*[- ][ ]*([0-9]{4}|[0-9]{2})")
DAY_FIRST = re.compile(rf"([0-9]{{1,2}})([-./])([0-9]{{1,2}})\2([0-9]{{4}}){TIME}")
NAMED = re.compile(r"(?:den )?([0-9]{1,2})(?::?[ae])?[ -]*([a-zåäö]{3,9})\.?[ -]*([0-9]{4}|[0-9]{2})", re.IGNORECASE)
SERIAL = re.compile(r"([1-9][0-9]{4})(?:[.,][0-9]+)?")
WEEK_LAST = re.compile(r"([0-9]{4}|[0-9]{2})[ ,-]*(?:vecka|v|w)\.?[ ]*([0-9]{1,2})", re.IGNORECASE)
WEEK_FIRST = re.compile(r"(?:vecka|v|w)\.?[ ]*([0-9]{1,2})[ ,/-]+([0-9]{4}|[0-9]{2})", re.IGNORECASE)
WEEK_TOGETHER = re.compile(r"(20[0-9]{2}|[0-9]{2})([0-9]{2})")
WEEK_ALONE = re.compile(r"(?:vecka|v|w)\.?[ ]*[0-9]{1,2}", re.IGNORECASE)

EARLIEST, LATEST = 1850, 2150  # years outside are slips of the finger
AHEAD = 10  # two digits mean a year at most this far ahead of today
LEAP_BUG = 60  # Excel counts 1900-02-29, which never was, as day 60
MOST_SERIAL = 2_958_465  # 9999-12-31

NO_DATE = ("Det är inget datum.", "Skriv år, månad och dag: 2024-03-05.")
NO_WEEK = ("Det är ingen vecka.", "Skriv år och vecka: 2024 v. 12.")


def read_date(text: str, today: date) -> date:
    """A date; NotRead when it does not exist or can be read in two ways. today settles years of two digits.

    >>> today = date(2026, 11, 21)
    >>> {str(read_date(text, today)) for text in ("2024-03-05", "20240305", "5/3 2024", "5 mars 2024", "45356")}
    {'2024-03-05'}
    """
    bare = " ".join(plain(text).split())
    if (match := YEAR_FIRST.fullmatch(bare)) and (len(match[1]) == 4 or match[2] == "-"):
        return _date(match[1], match[3], match[4], today)
    if match := TOGETHER.fullmatch(bare):
        return _date(match[1], match[2], match[3], today)
    if match := SWEDISH.fullmatch(bare):
        return _date(match[3], match[2], match[1], today)
    if match := DAY_FIRST.fullmatch(bare):
        _refuse_ambiguous(match)
        return _date(match[4], match[3], match[1], today)
    if (match := NAMED.fullmatch(bare)) and (month := NUMBER_OF.get(match[2].lower())):
        return _date(match[3], str(month), match[1], today)
    if match := SERIAL.fullmatch(bare):
        return from_serial(int(match[1]))
    _refuse_week(bare, today)
    raise _no_date(bare)


def _refuse_week(bare: str, today: date) -> None:
    """A week is seven days, and nobody but the writer knows which: the remedy names the first and the last of them."""
    if WEEK_LAST.fullmatch(bare) or WEEK_FIRST.fullmatch(bare):
        monday = read_week(bare, today)
        raise NotRead("Det är en vecka, inte en dag.", f"Skriv dagen, från {monday} till {monday + timedelta(days=6)}.")


def read_week(text: str, today: date) -> date:
    """The Monday of a week (ISO 8601, as in Swedish calendars); a date gives the Monday of its week.

    >>> {str(read_week(text, date(2026, 11, 21))) for text in ("2024 v. 12", "v.12 2024", "2024W12", "2412")}
    {'2024-03-18'}
    """
    bare = " ".join(plain(text).split())
    if match := WEEK_LAST.fullmatch(bare) or WEEK_TOGETHER.fullmatch(bare):
        return _monday(match[1], match[2], today)
    if match := WEEK_FIRST.fullmatch(bare):
        return _monday(match[2], match[1], today)
    if WEEK_ALONE.fullmatch(bare):
        raise NotRead("Året saknas.", NO_WEEK[1])
    try:
        day = read_date(text, today)
    except NotRead:
        raise NotRead(*NO_WEEK) from None
    return day - timedelta(days=day.weekday())


def from_serial(serial: int) -> date:
    """The day that Excel stores as a number: 1 is 1900-01-01. NotRead for 60, the 29 February that never was.

    >>> str(from_serial(59)), str(from_serial(61)), str(from_serial(45356))
    ('1900-02-28', '1900-03-01', '2024-03-05')
    """
    if not 0 < serial <= MOST_SERIAL or serial == LEAP_BUG:
        raise NotRead("Talet är inget datum i Excel.", NO_DATE[1])
    return date(1899, 12, 31) + timedelta(days=serial - (serial > LEAP_BUG))


def written_week(monday: date) -> str:
    """
    >>> written_week(date(2024, 3, 18))
    '2024 v. 12'
    """
    year, week, _ = monday.isocalendar()
    return f"{year} v. {week}"


def _date(year: str, month: str, day: str, today: date) -> date:
    full = _year(year, today)
    try:
        return date(full, int(month), int(day))
    except ValueError:
        raise NotRead("Datumet finns inte i kalendern.", NO_DATE[1]) from None


def _year(year: str, today: date) -> int:
    if len(year) == 2:
        latest = today.year + AHEAD
        return latest - (latest - int(year)) % 100
    if not EARLIEST <= int(year) <= LATEST:
        raise NotRead(f"År {int(year)} är inte rimligt.", "Kontrollera året.")
    return int(year)


def _refuse_ambiguous(match: re.Match[str]) -> None:
    """5.3.2024 is a fifth of March everywhere; 5/3/2024 is a third of May in American files."""
    day, month = int(match[1]), int(match[3])
    if match[2] != "." and day <= 12 and month <= 12 and day != month:
        raise NotRead("Dag och månad kan bytas om: datumet kan läsas på två sätt.", NO_DATE[1])


def _monday(year: str, week: str, today: date) -> date:
    full = _year(year, today)
    try:
        return date.fromisocalendar(full, int(week), 1)
    except ValueError:
        weeks = date(full, 12, 28).isocalendar().week
        raise NotRead(f"År {full} har veckorna 1–{weeks}.", "Kontrollera veckan och året.") from None


def _no_date(bare: str) -> NotRead:
    if re.fullmatch(r"(19|20)[0-9]{2}", bare):
        return NotRead("Det är bara ett år: månad och dag saknas.", NO_DATE[1])
    if re.fullmatch(r"[0-9]{1,2}/[0-9]{1,2}|[0-9]{1,2} [a-zåäö]{3,9}\.?", bare, re.IGNORECASE):
        return NotRead("Året saknas.", NO_DATE[1])
    return NotRead(*NO_DATE)
