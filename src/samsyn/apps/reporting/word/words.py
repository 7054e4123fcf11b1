"""The fixed words of a report in the language it is written in."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from samsyn.core.quantities import NBSP


@dataclass(frozen=True)
class Words:
    table: str
    chart: str
    contents: str
    tables: str
    page: str
    of: str

    def numbers_in(self, number: int) -> str:
        return _("Talen finns i tabell%(space)s%(number)s.") % {"space": NBSP, "number": number}


def words() -> Words:
    return Words(
        table=_("Tabell"),
        chart=_("Diagram"),
        contents=_("Innehåll"),
        tables=_("Tabeller"),
        page=_("Sida"),
        of=_("av"),
    )
