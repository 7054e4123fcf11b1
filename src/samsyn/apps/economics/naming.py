"""Names of the bank and of scenarios, and the tongue of the report, in the reader's language."""

from __future__ import annotations

from samsyn.core.valuation.entries import Names
from samsyn.core.valuation.scenario import Value
from samsyn.valuing.tongue import Tongue
from samsyn.web.formats import in_english


def said(names: Names) -> str:
    """The English name for an English page, where there is one; otherwise the Swedish."""
    return str((in_english() and names.get("en")) or names["sv"])


def reason_of(value: Value) -> str:
    """Why a number is assumed: in English for an English page, where somebody has said it so."""
    return (in_english() and value.why_en) or value.why


def tongue() -> Tongue:
    return Tongue(in_english())
