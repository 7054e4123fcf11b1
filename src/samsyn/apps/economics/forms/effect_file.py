"""What `samsyn effect --json` wrote, as the fields of a bokslut. The file holds an effect and counts, and no person."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from math import isfinite
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from samsyn.apps.economics.models import Comparison
from samsyn.apps.economics.models.settlements import STATED

MOST_BYTES = 500_000
COUNTS = ("reached", "followed", "compared_reached", "compared")
POINTS = ("stated", "stated_low", "stated_high")
# What the file decides alone: what it does not say is emptied, so that two comparisons are never mixed.
DECIDED = ("comparison", "compared_reached", "compared", *POINTS, "stated_doubted")


def read_effect(sent: UploadedFile) -> dict[str, str]:
    """The fields as they are written in the form. ValidationError says why the file gives none, and what to do."""
    if (sent.size or 0) > MOST_BYTES:
        raise ValidationError(_("Filen är för stor för att vara ett svar från samsyn effect. Välj filen med svaret."))
    try:
        whole = json.loads(sent.read().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ValidationError(
            _("Filen går inte att läsa som JSON. Kör samsyn effect med --json och spara svaret i en fil.")
        ) from None
    if not isinstance(whole, Mapping) or "settlement" not in whole:
        raise ValidationError(_("Filen är inget svar från samsyn effect. Kör kommandot med --json och spara svaret."))
    facts = whole["settlement"]
    if facts is None:
        raise ValidationError(
            _(
                "Svaret går inte att föra in: bokslutet tar en skillnad mellan andelar, med en jämförelse där var och "
                "en räknas för sig."
            )
        )
    fields = _fields(facts) if isinstance(facts, Mapping) else None
    if fields is None:
        raise ValidationError(_("Filen är ändrad eller skadad. Kör samsyn effect igen och välj det nya svaret."))
    return fields | {"source": _source(whole)}


def _fields(facts: Mapping[str, Any]) -> dict[str, str] | None:
    comparison, doubted = facts.get("comparison"), facts.get("stated_doubted", False)
    needed = (*POINTS, "compared") if comparison in STATED else COUNTS
    if not comparison or comparison not in Comparison.values or any(facts.get(name) is None for name in needed):
        return None
    if not all(_whole(facts[name]) for name in COUNTS if name in facts) or not isinstance(doubted, bool):
        return None
    fields = {"comparison": str(comparison)} | {name: str(facts[name]) for name in COUNTS if name in facts}
    if comparison in STATED:
        if not all(_share(facts[name]) for name in POINTS):
            return None
        fields |= {name: f"{100 * facts[name]:.3f}".replace(".", ",") for name in POINTS}
        fields |= {"stated_doubted": "on"} if doubted else {}
    return fields


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _share(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value) and -1 <= value <= 1


def _source(whole: Mapping[str, Any]) -> str:
    """Which file and method, without the folders: they may say more than anybody meant to."""
    name = re.split(r"[/\\]", str(whole.get("file", "")))[-1]
    return ", ".join(filter(None, ["samsyn effect", name[:200], str(whole.get("method", ""))[:200]]))
