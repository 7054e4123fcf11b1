"""Personal numbers are never shown, logged or raised in clear: their last four signs are covered here."""

from __future__ import annotations

import re

COVER = "****"
LIKE_ONE = re.compile(
    r"(?<![0-9])((?:18|19|20)?[0-9]{2}-?[0-9]{2}-?[0-9]{2})"
    r"\s{0,3}[-+‐‑–−]?\s{0,3}(?:[0-9]{4}|T[0-9]{3}|T[FMK][0-9]{2})(?![0-9])",
    re.IGNORECASE,
)
BIRTH_DATE = 6  # digits of a birth date without century
LAST = 4
SHOWN = 80  # signs of a cell that a fault repeats


def masked_text(text: str) -> str:
    """The text with everything that may be a personal number covered, whatever column it stands in.

    >>> masked_text("Ring Kim, 900101-1234, i mars")
    'Ring Kim, 900101-****, i mars'
    """
    return LIKE_ONE.sub(rf"\1-{COVER}", text)


def masked_number(text: str) -> str:
    """What may be shown of a cell in a column of personal numbers: at most its first digits, however it is misspelled.

    >>> masked_number("19900101-123"), masked_number("199001011234"), masked_number("saknas")
    ('199001-****', '19900101-****', 'saknas')
    """
    digits = [sign for sign in text if sign.isdigit()]
    if len(digits) < LAST:
        return masked_text(text)
    shown = BIRTH_DATE + 2 if len(digits) >= BIRTH_DATE + 2 + LAST else min(BIRTH_DATE, len(digits) - LAST)
    return "-".join(filter(None, ("".join(digits[:shown]), COVER)))


def masked_cell(text: str, in_column_of_numbers: bool) -> str:
    """What a fault repeats of a cell, cut where it is long."""
    shown = masked_number(text) if in_column_of_numbers else masked_text(text)
    return shown if len(shown) <= SHOWN else shown[:SHOWN] + "…"
