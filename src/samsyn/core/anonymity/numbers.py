"""Personal numbers in all the ways people write them.

They are read by `samsyn.core.intake.rows.personal_number`; here only the place in running text is found. A number with
a slip still tells who it is, since day of birth and place in the register are there, so it stops too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from stdnum import luhn

from samsyn.core.anonymity.found import Found, Part, Sure
from samsyn.core.anonymity.lexicon import Lexicon
from samsyn.core.intake.rows.errors import NotRead
from samsyn.core.intake.rows.personal_number import read_personal_number

CENTURIES_UNTIL = date(2099, 12, 31)  # two digits of a year mean 2000–2099 or, where that is no day, 1900–1999
SPACE, DASH = " \u00a0\u2009", r"+–—−‑./:\-"
GAP = rf"[{SPACE}]?[{DASH}]?[{SPACE}]?"
LETTERS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
COVERED = r"[Xx*#?]{4}|[0-9][Xx*#?]{3}|[0-9]{3}[Xx*#?]|[Xx*#?]{2,3}[0-9]{1,2}|[0-9]{2}[Xx*#?]{2}"
TAIL = rf"(?:[0-9OolI]{{4}}|[Tt][0-9]{{3}}|[Tt][FMKfmk][0-9]{{2}}|{COVERED})"
DAY = rf"(?:18|19|20|2O|I9|l9)?[0-9O]{{2}}{GAP}[0-9OI]{{2}}{GAP}[0-9OI]{{2}}"
WRITTEN = re.compile(rf"(?<!\w){DAY}{GAP}{TAIL}(?!\w|[.,][0-9])")
LOOSE = re.compile(rf"(?<![\w,])[0-9](?:[{SPACE}{DASH}]{{0,3}}[0-9OolI]){{7,13}}(?!\w)")  # any grouping
PAIRS = re.compile(r"(?<![0-9])(?:(?:19|20) ?)?[0-9]{2}(?: [0-9]{2}){4}(?![0-9])")
DASHED = re.compile(rf"[0-9]{{6}}[{DASH} ][0-9]{{4}}$")
SLIPPED = re.compile(
    r"(?<![\w-])(?:19|20)?(?:[0-9]{6}[-+–−‑ ][0-9]{3}|[0-9]{6}[-+–−‑][0-9]{5}|[0-9]{5}[-+–−‑][0-9]{4})(?![\w-])"
)
SAID = re.compile(
    r"(?i)\b(?:person-?nummer|personnr|pnr|p-nr|samordnings-?nummer|samnr)\b\D{0,25}"
    r"(?P<number>[0-9][0-9 –−‑+-]{4,16}[0-9TF]{1,3})"
)
ORGANISATION = re.compile(r"[0-9]{2}[2-9][0-9]{3}-?[0-9]{4}")
TWO_DATES = re.compile(
    rf"(?:[{SPACE}]|-[0-9]{{2}}-[0-9]{{2}})[-–−][{SPACE}]?(?:19|20)[0-9]{{2}}$"
)  # "2017-03-01 – 2018"
CENTURIES = ("18", "19", "20")

WHAT = "Det ser ut som ett personnummer: det pekar ut en enda person."
SLIP = "Det ser ut som ett personnummer med något fel i: det pekar ändå ut en enda person."
PARTLY = "Det ser ut som ett personnummer utan de sista tecknen: födelsedagen räcker långt."
REMEDY = "Skriv inte numret. Skriv ”personen” om du behöver nämna vem det gäller."


def personal_numbers(text: str, lexicon: Lexicon) -> Iterator[Found]:
    """Personnummer, samordningsnummer and temporary numbers, with slips and covered signs as well."""
    for start, end, sure, what in _places(text):
        part = Part(start, end, lexicon.coarser["number"])
        yield Found(start, end, "personal_number", sure, True, what, REMEDY, (part,))


def _places(text: str) -> Iterator[tuple[int, int, Sure, str]]:
    for match in WRITTEN.finditer(text):
        if found := _grouped(match[0]):
            yield *match.span(), *found
    for match in LOOSE.finditer(text):
        if _reads(re.sub(r"[^0-9]", "", match[0].translate(LETTERS))):
            yield *match.span(), "certain", WHAT
    for match in PAIRS.finditer(text):
        if _has_day(match[0].replace(" ", "")):
            yield *match.span(), "likely", SLIP
    for match in SLIPPED.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if _has_day(digits) or _has_day(digits[2:]):
            yield *match.span(), "likely", SLIP
    for match in SAID.finditer(text):
        yield *match.span("number"), "certain", WHAT


def _grouped(written: str) -> tuple[Sure, str] | None:
    """What signs grouped as a personal number are; None for a number of an organisation, dates and amounts."""
    signs = re.sub(rf"[{SPACE}./:]", "", written).translate(LETTERS)
    if re.search(r"[Xx*#?]", signs):
        return ("certain", PARTLY) if _has_day(re.sub(r"\D", "", signs)) else None
    if _reads(signs):
        return "certain", WHAT
    digits = re.sub(r"[^0-9]", "", signs)
    if TWO_DATES.search(written) or (ORGANISATION.fullmatch(digits) and luhn.is_valid(digits)):
        return None
    return ("likely", SLIP) if _has_day(digits) or DASHED.search(written) else None


def _reads(signs: str) -> bool:
    try:
        read_personal_number(signs, CENTURIES_UNTIL)
    except NotRead:
        return False
    return True


def _has_day(digits: str) -> bool:
    """The digits begin with a day of birth, with or without century; a samordningsnummer has 60 more."""
    for at in (0, 2) if digits.startswith(CENTURIES) else (0,):
        month, day = digits[at + 2 : at + 4], digits[at + 4 : at + 6]
        if len(day) == 2 and 1 <= int(month) <= 12 and (1 <= int(day) <= 31 or 61 <= int(day) <= 91):
            return True
    return False
