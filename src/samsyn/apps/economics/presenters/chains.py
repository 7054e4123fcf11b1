"""From the population to those in whom something changed, in people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from samsyn.apps.economics.naming import tongue

Result = Mapping[str, Any]


def chain_facts(result: Result) -> list[dict[str, str]]:
    """One step a row, each with the share that takes it."""
    said, chain = tongue(), result["chain"]
    link = chain["links"]

    def share(code: str) -> str:
        return said.share(link[code]["mean"])

    def people(code: str) -> str:
        return said.with_unit(chain[code]["mean"], "person")

    rows = [
        {"label": _("Målgruppen"), "text": people("people")},
        {"label": _("har behovet"), "text": people("concerned"), "note": share("need")},
        {"label": _("nås och börjar"), "text": people("starters"),
         "note": _("%(reach)s nås, %(start)s av dem börjar") % {"reach": share("reach"), "start": share("start")}},
        {"label": _("fullföljer"), "text": people("completers"), "note": share("completion")},
    ]  # fmt: skip
    if chain["changed"]:
        note = _("%(effect)s når målet; %(anyway)s hade gjort det ändå, %(other)s hör till andra eller tränger undan")
        other = 1 - link["attribution"]["mean"] * (1 - link["displacement"]["mean"])
        rows.append(
            {
                "label": _("för vilka insatsen gjorde skillnaden"),
                "text": people("changed"),
                "note": note % {"effect": share("effect"), "anyway": share("anyway"), "other": said.share(other)},
            }
        )
    return rows
