"""What points at somebody, in words, with what can be done about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from samsyn.core.anonymity import Found
from samsyn.web.sentences import in_tongue

AROUND = 40  # signs of the text shown on each side


def found_rows(text: str, found: Iterable[Found], confirmed: Collection[str]) -> list[dict[str, Any]]:
    """Each place with the words around it, what it is and what to write instead; those said to be nobody are ticked."""
    return [
        {
            "before": _cut(text[max(0, each.start - AROUND) : each.start], each.start > AROUND, left=True),
            "words": text[each.start : each.end],
            "after": _cut(text[each.end : each.end + AROUND], each.end + AROUND < len(text), left=False),
            "kind": "error" if each.stops else "warning",
            "what": in_tongue(each.what),
            "remedy": in_tongue(each.remedy),
            "may_be_confirmed": each.may_be_confirmed,
            "confirmed": text[each.start : each.end] in confirmed,
        }
        for each in found
    ]


def _cut(text: str, more: bool, *, left: bool) -> str:
    if not more:
        return text
    return "…" + text if left else text + "…"
