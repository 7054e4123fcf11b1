"""Claims with both calculations, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from samsyn.apps.evaluation.queries import Checked, Verdict
from samsyn.apps.evaluation.queries.gathering import page_words
from samsyn.core.tables.formula import Answer
from samsyn.web.formats import MISSING, number, percent
from samsyn.web.sentences import in_tongue

TAGS = {
    Verdict.FOLLOWS: "success", Verdict.ROWS_ONLY: "warning", Verdict.PRINTED_ONLY: "warning", Verdict.NOT: "error",
    Verdict.UNKNOWN: "neutral",
}  # fmt: skip


def verdict_label(verdict: Verdict) -> str:
    return {
        Verdict.FOLLOWS: _("följer av siffrorna"),
        Verdict.ROWS_ONLY: _("följer bara av raderna, inte av den tryckta summan"),
        Verdict.PRINTED_ONLY: _("följer bara av den tryckta summan, inte av raderna"),
        Verdict.NOT: _("följer inte"),
        Verdict.UNKNOWN: _("går inte att räkna ut"),
    }[verdict]


def claim_rows(checked: Iterable[Checked]) -> list[dict[str, Any]]:
    """What the page of claims shows, in printed order."""
    return [_row(number_, one) for number_, one in enumerate(checked, start=1)]


def _row(order: int, one: Checked) -> dict[str, Any]:
    return {
        "order": order,
        "claim": one.claim,
        "tag": TAGS[one.verdict],
        "verdict": verdict_label(one.verdict),
        "from_rows": answer_text(one, one.from_rows),
        "from_printed": answer_text(one, one.from_printed),
        "reason": reason_text(one),
        "comparisons": comparison_rows(one.from_rows),
        "page": page_words(one.claim.page),
        "keys": one.keys,
    }


def answer_text(one: Checked, answer: Answer | None) -> str:
    """A computed value as the claim would print it, and with one digit more."""
    if answer is None or answer.value is None:
        return ""
    if one.stated is not None and one.stated.percent:
        return f"{percent(answer.value, one.stated.decimals)} ({percent(answer.value, one.stated.decimals + 1)})"
    decimals = one.stated.decimals if one.stated is not None else 2
    return number(answer.value, decimals)


def reason_text(one: Checked) -> str:
    """Why nothing could be computed."""
    if one.reason == "no_formula":
        return _("Påståendet är inte knutet till några siffror.")
    if one.reason == "in_words":
        return _("Värdet är skrivet i ord, så jämförelsen får göras av den som läser.")
    return in_tongue(one.reason)


def comparison_rows(answer: Answer | None) -> list[dict[str, Any]]:
    """Each comparison of a claim without a number of its own, and whether it holds."""
    if answer is None:
        return []
    return [
        {
            "text": each.text, "holds": each.holds, "tag": "success" if each.holds else "error",
            "word": _("stämmer") if each.holds else _("stämmer inte"),
            "values": f"{number(each.left)} – {number(each.right)}",
        }
        for each in answer.comparisons
    ]  # fmt: skip


def claims_summary(checked: Iterable[Checked]) -> str:
    """How many claims got which verdict."""
    counts: dict[Verdict, int] = {}
    for one in checked:
        counts[one.verdict] = counts.get(one.verdict, 0) + 1
    return "; ".join(f"{counts[v]} {verdict_label(v)}" for v in Verdict if v in counts) or MISSING
