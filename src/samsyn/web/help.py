"""The user guide: one template a page, in the order a new person reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class HelpPage:
    """One page of the guide. Its text is in templates/web/help/<slug>.html."""

    slug: str
    title: Any
    summary: Any

    @property
    def template(self) -> str:
        return f"web/help/{self.slug}.html"


HELP_PAGES = (
    HelpPage("kom-igang", _("Kom igång"), _("Logga in, hitta rätt och byt språk.")),
    HelpPage("siffror", _("Så läser du en siffra"), _("Varje tal har en definition, en population och en källa.")),
    HelpPage("granska", _("Granska ett utkast"), _("Ladda upp ett dokument och se vad som inte stämmer.")),
    HelpPage("leverans", _("Leveranser"), _("Vad som lämnas ut om deltagare, och varför talen är avrundade.")),
    HelpPage("rapport", _("Gör en rapport"), _("Word, Excel och PDF ur samma siffror som på sidan.")),
    HelpPage("narvaro", _("Grupper och närvaro"), _("Ta närvaro på telefonen, planera en serie och skriv in samtal.")),
    HelpPage("deltagare", _("Deltagare och anvisningar"), _("Hitta, skriv in, ta emot anvisningar och välj frågor.")),
    HelpPage(
        "uppfoljning-deltagare",
        _("Följ upp deltagare"),
        _("Lägen före och efter, vilka som ska frågas nu, och hur steg och timmar läses."),
    ),
    HelpPage(
        "lasa-in", _("Läs in deltagare"), _("Ur Excel, CSV eller klistrat, utan att något skrivs över av misstag.")
    ),
    HelpPage(
        "rattigheter",
        _("Rättigheter, nödläge och gallring"),
        _("Samtycken, registerutdrag, vem som har läst, och vad som tas bort när."),
    ),
    HelpPage(
        "kunskap",
        _("Berätta, samla och få svar"),
        _("Hinder i systemen, mönster, skrivelser och om det prövats förut."),
    ),
    HelpPage(
        "styrning",
        _("Styrgrupper och beslut"),
        _("Möten som slutar i beslut, uppdrag eller noterat, och val bland ansökningar."),
    ),
    HelpPage("tangentbord", _("Tangentbord och hjälpmedel"), _("Arbeta utan mus, förstora och skriv ut.")),
)
