"""What a row or column label says: total, part, sex, plan or outcome, unit."""

from __future__ import annotations

import re
from functools import lru_cache

from samsyn.core.tables.numbers import plain

NOTES = re.compile(r"(?:[*†‡¹²³⁰⁴-⁹]+|(?<=[a-zåäö%])\s?\d{1,2}\))+\s*$", re.I)
WORDS = re.compile(r"[a-zåäöéü0-9]+(?:[:.\-–][a-zåäöéü0-9]+)*", re.I)
TOTAL = re.compile(
    r"^(?:total(?:t|en|er|er|summa|a)?|tot|summa|delsumma|deltotal"
    r"|delsummering|subtotal|sub-total|grand|s:a|sum|samtliga"
    r"|sammanlagt|sammantaget|all|alla|totalsumma|slutsumma|hela)$"
)
HINT = re.compile(r"tot|sum|saml|samt|samman|all|hela|s:a|grand|sub", re.I)  # cheap; every word of TOTAL has one
PART_OF = re.compile(r"^(?:varav|därav|var av|of which|inkl\w*|exkl\w*|utöver|dessutom)\b")
NOT_ADDITIVE = re.compile(
    r"\b(?:per|andel\w*|procent|genomsnitt\w*|median\w*|snitt\w*|kvot\w*|index|grad|average|mean|share|rate|percent"
    r"|medel(?:ålder|värde|tal|inkomst|lön|liv|kostnad|tid|betyg|längd|temp)\w*|procentenheter)\b"
    r"|%|\bø\b|-grad\b|(?:kostnad|kr|timmar|tim|sek|belopp)\s?/\s?\w"
)
LABEL_COLUMN = re.compile(
    r"^(?:(?:[a-zåäö.-]+ )?(?:id|nr|nummer|kod|löpnr|löpnummer"
    r"|diarienr|diarienummer|dnr|postnr|postnummer|kommunkod|orgnr"
    r"|organisationsnummer|telefon|årtal|year|datum|startdatum|slutdatum|date|id-nr|versionsnr)"
    r"|#|rad|år|start|slut|månad|kvartal|vecka|sida|sid|rang|ranking|plats|födelseår|personnummer|ålder)$"
)
AMOUNT = re.compile(
    r"\b(?:antal\w*|deltagare|personer|individer|kvinnor|män|timmar"
    r"|belopp|budget\w*|utfall\w*|kostnad\w*|kronor|kr|tkr|mkr|stöd|bidrag"
    r"|\w*finansiering|intäkt\w*|utgift\w*|totalt|summa)\b"
)
CHANGE = re.compile(
    r"\b(?:\w*avvikelse\w*|differens\w*|diff|skillnad\w*|förändring\w*|ökning|minskning|netto|kvar|återst\w*)\b"
)
PLAN = re.compile(r"\b(?:p|plan|planerad\w*|planerat|budget\w*|beviljad\w*|beslutad\w*|förväntad\w*|mål|planned)\b")
ACTUAL = re.compile(r"\b(?:f|faktisk\w*|fakt|utfall\w*|actual|resultat|verklig\w*|redovisad\w*)\b")
WOMEN = re.compile(r"\b(?:kvinnor|kvinna|kv|k|kvinnors|women|female|flickor)\b")
MEN = re.compile(r"\b(?:män|man|m|mäns|men|male|pojkar)\b")
MONEY = re.compile(
    r"\b(?:kr|kronor|sek|kostnad\w*|belopp|tkr|mkr|mnkr|tsek|msek|euro|eur|budget\w*|intäkt\w*|utgift\w*)\b"
)
SCALE = re.compile(r"\b(?P<unit>tkr|kkr|tsek|mkr|mnkr|msek|miljoner kronor|tusental|tusental kronor|tusen kronor)\b")
SCALED = {"tkr": 3, "kkr": 3, "tsek": 3, "tusental": 3, "tusental kronor": 3, "tusen kronor": 3}
PERCENT = re.compile(r"%|\bprocent\b|\bandel(?:ar)?\b")
YEAR = re.compile(r"^(?:19|20)\d\d$")
DATE = re.compile(
    r"^\d{4}-\d{1,2}(?:-\d{1,2})?$|^\d{1,2}/\d{1,2}(?:[ -]\d{2,4})?$|^\d{6}-\d{4}$|^\d{1,2}[.:]\d\d[.:]\d\d$"
)
OVERLAP = re.compile(
    r"flera (?:svar|alternativ|val|insatser|kategorier|grupper)|fler än (?:ett|en)\b"
    r"|mer än (?:ett|en) (?:svar|insats|kategori|grupp|gång)"
    r"|dubbelräkn|överlappa|unika (?:personer|individer|deltagare)|samma person kan|släpar|stämmer inte summan"
    r"|summerar inte|inte summera|bortfall|uppgift saknas för|partiellt"
)
ROUNDED = re.compile(r"avrund")


@lru_cache(maxsize=20_000)
def normal(label: str) -> str:
    """Lower case, one space, no footnote mark, no ending colon.

    >>> normal("Totalt\\u00a0antal*:")
    'totalt antal'
    """
    text = plain(label).lower().rstrip(":").strip()
    return re.sub(r"\s+", " ", NOTES.sub("", text)).strip(" .:")


@lru_cache(maxsize=20_000)
def is_total(label: str) -> bool:
    """The label names a sum: its first or last word does.

    >>> is_total("Summa kostnader"), is_total("Antal deltagare tot"), is_total("Totalentreprenad")
    (True, True, False)
    """
    if HINT.search(label) is None:
        return False
    words = WORDS.findall(normal(label))
    return bool(words) and (TOTAL.match(words[0]) is not None or TOTAL.match(words[-1]) is not None)


def is_only_total(label: str) -> bool:
    """Nothing but a word for a sum."""
    words = WORDS.findall(normal(label))
    return 0 < len(words) <= 2 and all(TOTAL.match(word) for word in words)


def is_part_of(label: str) -> bool:
    """A row of the kind "varav …", already counted in another row."""
    return PART_OF.match(normal(label)) is not None


def is_additive(label: str) -> bool:
    """False for averages, shares and other figures whose total is not a sum."""
    return NOT_ADDITIVE.search(normal(label)) is None


def says_amount(label: str) -> bool:
    """The label names something that is counted or paid, so its total is a sum."""
    return AMOUNT.search(normal(label)) is not None and is_additive(label)


def part_of(label: str) -> str:
    """ "plan", "actual" or "". Planned wins: "planerat utfall" is a plan."""
    text = normal(label)
    return "plan" if PLAN.search(text) else "actual" if ACTUAL.search(text) else ""


def sex_of(label: str) -> str:
    """ "women", "men" or ""; a label that names both says neither."""
    text = normal(label)
    women, men = WOMEN.search(text) is not None, MEN.search(text) is not None
    return "" if women == men else "women" if women else "men"
