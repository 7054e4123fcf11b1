"""Numbers as people write them in Sweden: 1 234,5 · 12,5 % · 1 234 kr · 3 tkr. Exact, never by way of floats."""

from __future__ import annotations

import re
from decimal import Decimal

from samsyn.core.intake.rows.errors import NotRead
from samsyn.core.quantities import rounded
from samsyn.core.tables.numbers import SCALES, plain

GROUPED = r"[0-9]{1,3}(?:[ '][0-9]{3})+"
NUMBER = re.compile(rf"(?P<sign>[-+–−]?) ?(?P<whole>{GROUPED}|[0-9]+)(?:(?P<mark>[.,])(?P<decimals>[0-9]+))?")
POINTED = re.compile(r"(?P<sign>[-+–−]?) ?(?P<whole>[0-9]{1,3}(?P<group>[.,])[0-9]{3}(?:(?P=group)[0-9]{3})*)")
POINTED_TAIL = re.compile(r"(?P<mark>[.,])(?P<decimals>[0-9]+)")
EXPONENT = re.compile(r"[-+]?[0-9]+([.,][0-9]+)?E[-+]?[0-9]+", re.IGNORECASE)
MONEY = re.compile(
    r"(?P<number>.*?)\s*(?P<unit>kr(?:onor)?|sek|:-|" + "|".join(map(re.escape, SCALES)) + r")?\.?", re.I
)
MOST_DIGITS = 18

NO_NUMBER = ("Det är inget tal.", "Skriv siffror med decimalkomma, till exempel 1 234,5.")
NO_WHOLE = ("Det är inget heltal.", "Skriv ett heltal, till exempel 12.")
NO_MONEY = ("Det är inget belopp.", "Skriv kronor med decimalkomma, till exempel 1 234,50.")


def read_decimal(text: str) -> Decimal:
    """A number; "62 %" is 0.62. NotRead for anything else, and for 1.234, which can be read in two ways.

    >>> read_decimal("1 234,5"), read_decimal("62,5 %"), read_decimal("−3")
    (Decimal('1234.5'), Decimal('0.625'), Decimal('-3'))
    """
    bare = plain(text)
    percent = bare.endswith("%")
    number = _number(bare.removesuffix("%").rstrip(), NO_NUMBER)
    return number.scaleb(-2) if percent else number


def read_integer(text: str) -> int:
    """A whole number; "12,0" is 12. NotRead for one with decimals or a sign of per cent.

    >>> read_integer("1\\u00a0234")
    1234
    """
    number = _number(plain(text), NO_WHOLE)
    if number != number.to_integral_value():
        raise NotRead(*NO_WHOLE)
    return int(number)


def read_money(text: str) -> Decimal:
    """Kronor, rounded to öre as printed tables are; kr, SEK and :- may follow, and tkr or mkr multiply.

    >>> read_money("1 234,50 kr"), read_money("12,5 tkr")
    (Decimal('1234.50'), Decimal('12500.00'))
    """
    match = MONEY.fullmatch(plain(text))
    number = _number(match["number"] if match else "", NO_MONEY)
    scale = SCALES.get((match["unit"] or "").lower(), 0) if match else 0
    return rounded(number.scaleb(scale), 2)


def written(number: Decimal | int) -> str:
    """The number as the readers above take it back, every digit kept.

    >>> written(Decimal("1234.50")), written(Decimal("1E+3"))
    ('1234,5', '1000')
    """
    exact = Decimal(number)
    whole = exact == exact.to_integral_value()
    return (f"{int(exact)}" if whole else f"{exact.normalize():f}").replace(".", ",")


def _number(bare: str, otherwise: tuple[str, str]) -> Decimal:
    match = NUMBER.fullmatch(bare)
    whole, mark, decimals = (match["whole"], match["mark"], match["decimals"]) if match else ("", "", "")
    if match is None and (match := POINTED.match(bare)):
        tail = POINTED_TAIL.fullmatch(bare, match.end())
        if match.end() < len(bare) and (tail is None or tail["mark"] == match["group"]):
            raise NotRead(*otherwise)
        whole, mark, decimals = match["whole"], tail and tail["mark"], tail and tail["decimals"]
    if match is None:
        if EXPONENT.fullmatch(bare):
            raise NotRead(
                "Excel har kortat talet, så att siffror är borta.", "Gör kolumnen bredare och spara om filen."
            )
        raise NotRead(*otherwise)
    if mark == "." and decimals and len(decimals) == 3 and whole.isdigit() and whole[0] != "0" and len(whole) < 4:
        raise NotRead(
            "Punkten kan vara både tusentalsavskiljare och decimaltecken.", "Skriv till exempel 1234 eller 1,234."
        )
    digits = "".join(sign for sign in whole if sign.isdigit())
    if len(digits) + len(decimals or "") > MOST_DIGITS:
        raise NotRead(f"Talet har fler än {MOST_DIGITS} siffror.", "Kontrollera att rätt kolumn är vald.")
    number = Decimal(f"{digits}.{decimals}" if decimals else digits)
    return -number if match["sign"] and match["sign"] != "+" else number
