"""Personnummer, samordningsnummer and the numbers that stand in for them.

Sources: folkbokföringslagen (1991:481) § 18 and § 18 a (form, "+" from the year a person turns 100, day + 60);
Skatteverket on samordningsnummer (month and day may be 00 where they are not known); IVO and SCB on persons without a
number or with protected identity (T and three digits, or TF and two; the third sign even for a woman, odd for a man).
The check digit is python-stdnum's.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from stdnum import luhn

from samsyn.core.intake.rows.errors import NotRead
from samsyn.core.intake.rows.masking import COVER

Kind: TypeAlias = Literal["personal", "coordination", "temporary"]
Sex: TypeAlias = Literal["woman", "man"]

DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"\u200b": "", "\ufeff": ""})
NUMBER = re.compile(
    r"(?P<century>18|19|20)?(?P<year>[0-9]{2})-?(?P<month>[0-9]{2})-?(?P<day>[0-9]{2})(?P<sign>[-+]?)"
    r"(?P<tail>[0-9]{4}|T[0-9]{3}|T[FMK][0-9]{2})"
)
ONLY_DATE = re.compile(r"(?:18|19|20)?[0-9]{6}[-+]?(?:[X*?#_]{1,4}|000[0-9])?")
SHORTENED = re.compile(r"[0-9][.,]?[0-9]*E\+?[0-9]+")
COORDINATION = 60
LETTERS: dict[str, Sex] = {"TM": "man", "TK": "woman"}

EXPECTED = "Det är inget personnummer eller samordningsnummer."
FORM = "Skriv ÅÅÅÅMMDD-NNNN, eller ÅÅÅÅMMDD-TF29 om personen saknar svenskt nummer eller har skyddad identitet."
AS_TEXT = "Formatera kolumnen som text i Excel, hämta numren på nytt från källan, eller skriv alla tolv siffrorna."


class NotANumber(NotRead):
    """A text that is no personal number. The message never repeats the text."""


@dataclass(frozen=True, slots=True, repr=False)
class PersonalNumber:
    """A personal number as the registers write it; repr and str cover the last four signs.

    digits: twelve signs, "199001011234", or "19900101TF29" for a temporary one. birth_date: None where the number
    holds no day that exists. birth_year: four digits. sex: "woman" or "man", as the number has it.
    """

    digits: str
    kind: Kind
    birth_date: date | None
    birth_year: int
    sex: Sex

    @property
    def masked(self) -> str:
        """The birth date, and nothing that singles out the person."""
        return f"{self.digits[:8]}-{COVER}"

    def __repr__(self) -> str:
        return f"PersonalNumber({self.masked})"

    def __str__(self) -> str:
        return self.masked


def read_personal_number(text: str, today: date) -> PersonalNumber:
    """Read 10 or 12 digits, with or without signs and spaces; NotANumber says what is wrong.

    today settles the century of 10 digits: the latest birth date that has been, or with "+" the latest that makes
    the person turn 100 this year or earlier.
    >>> read_personal_number("811228-9874", date(2026, 11, 21))
    PersonalNumber(19811228-****)
    >>> read_personal_number("19811228 9874", date(2026, 11, 21)).sex
    'man'
    """
    signs = "".join(text.split()).translate(DASHES).upper()
    match = NUMBER.fullmatch(signs)
    if match is None or match["tail"].startswith("000"):  # birth numbers run from 001
        raise _no_number(signs)
    tail, day = match["tail"], int(match["day"])
    coordination = tail.isdigit() and day > COORDINATION - 1
    kind: Kind = "temporary" if not tail.isdigit() else "coordination" if coordination else "personal"
    birth_year, birth_date = _born(match, day - COORDINATION if coordination else day, today, kind)
    year = f"{birth_year:04d}"
    if kind != "temporary" and not luhn.is_valid(year[2:] + match["month"] + match["day"] + tail):
        raise NotANumber(
            "Kontrollsiffran stämmer inte: någon siffra är fel eller har bytt plats.",
            "Jämför med underlaget och rätta.",
        )
    return PersonalNumber(
        digits=year + match["month"] + match["day"] + tail,
        kind=kind,
        birth_date=birth_date,
        birth_year=birth_year,
        sex=LETTERS.get(tail[:2]) or ("man" if int(tail[2]) % 2 else "woman"),
    )


def _born(match: re.Match[str], day: int, today: date, kind: Kind) -> tuple[int, date | None]:
    """The year, and the day where it exists: only a samordningsnummer may lack one."""
    month = int(match["month"])
    if month > 12 or day > 31 or (kind != "coordination" and not (month and day)):
        raise _no_such_day(month)
    for year in _years(match, today):
        born = None
        with suppress(ValueError):
            born = date(year, month, day)
        if (born or date(year, 1, 1)) <= today:
            if born is None and kind != "coordination":
                raise _no_such_day(month)
            return year, born
    raise NotANumber("Födelsedatumet ligger i framtiden.", "Kontrollera året.")


def _years(match: re.Match[str], today: date) -> list[int]:
    """The years that the number may mean, latest first."""
    if match["century"]:
        return [int(match["century"] + match["year"])]
    turned = today.year - 100 if match["sign"] == "+" else today.year
    latest = turned - (turned - int(match["year"])) % 100
    return [latest, latest - 100]


def _no_such_day(month: int) -> NotANumber:
    if month >= 20:
        return NotANumber("Det liknar ett organisationsnummer: månaden är 20 eller mer.", FORM)
    return NotANumber("Numret börjar med ett datum som inte finns.", "Kontrollera år, månad och dag.")


def _no_number(signs: str) -> NotANumber:
    if SHORTENED.fullmatch(signs):
        return NotANumber("Excel har kortat numret, så att de sista siffrorna är borta.", AS_TEXT)
    if ONLY_DATE.fullmatch(signs):
        return NotANumber("Det är ett födelsedatum: de fyra sista tecknen saknas.", FORM)
    digits = sum(sign.isdigit() for sign in signs)
    if digits in (10, 12) and not signs.strip("0123456789+-"):
        return _no_such_day(0)
    if digits and not signs.strip("0123456789+-"):
        amount = "1 siffra" if digits == 1 else f"{digits} siffror"
        zero = " Excel kan ha tagit bort nollor i början." if digits in (7, 8, 9, 11) else ""
        return NotANumber(f"Numret har {amount}; ett personnummer har 10 eller 12.{zero}", AS_TEXT if zero else FORM)
    return NotANumber(EXPECTED, FORM)
