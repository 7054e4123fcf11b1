"""Phone, e-mail, address, case, plate, account and the like: what leads to one person without being a name."""

from __future__ import annotations

from collections.abc import Iterator

from samsyn.core.anonymity.found import Found, Part
from samsyn.core.anonymity.lexicon import Lexicon

LEAVE_OUT = "Ta bort numret."
COARSER_PLACE = "Skriv kommunen i stället."
DECADE = "Skriv årtiondet, till exempel ”född på 1980-talet”."
SAID = {
    "email": ("Det är en e-postadress.", "Ta bort den, eller skriv vilken verksamhet det gäller."),
    "account": ("Det är namnet på ett konto i sociala medier.", "Skriv bara att det stod i sociala medier."),
    "link": ("Det är en länk till en persons sida.", "Ta bort länken."),
    "phone": ("Det ser ut som ett telefonnummer till en person.", LEAVE_OUT),
    "street": ("Det är en gatuadress.", "Skriv kommunen eller stadsdelen i stället."),
    "flat": ("Ett lägenhetsnummer är en del av en adress.", LEAVE_OUT),
    "care_of": ("Det är en adress hos någon.", "Skriv ”bor hos en bekant”."),
    "post": ("Det är en postadress.", COARSER_PLACE),
    "property": ("Det är en fastighet.", COARSER_PLACE),
    "ip": ("Det är en IP-adress.", LEAVE_OUT),
    "id": ("Det är ett unikt id.", LEAVE_OUT),
    "map": ("Det är en plats på kartan, på några meter när.", COARSER_PLACE),
    "bank": ("Det ser ut som ett bankkonto.", LEAVE_OUT),
    "case": ("Ett ärendenummer leder till en persons akt.", LEAVE_OUT),
    "court": ("Ett målnummer leder till en persons dom.", LEAVE_OUT),
    "document": ("Det är numret på en handling som bara en person har.", LEAVE_OUT),
    "card": ("Det ser ut som ett kortnummer.", LEAVE_OUT),
    "plate": ("Det ser ut som ett registreringsnummer på ett fordon.", "Skriv ”bilen”."),
    "born": ("Det ser ut som en födelsedag.", DECADE),
    "long": (
        "Det är ett långt nummer som kan höra till en person.",
        "Ta bort det, eller skriv vad det är om det är en summa.",
    ),
}


def identifiers(text: str, lexicon: Lexicon) -> Iterator[Found]:
    """Every identifier, in the order of the patterns; overlaps are settled by the one who asks."""
    for pattern in lexicon.patterns.identifiers:
        what, remedy = SAID[pattern.say]
        for match in pattern.regex.finditer(text):
            if pattern.counts(text, match):
                start, end = match.span(pattern.group)
                part = Part(start, end, lexicon.coarser["identifier"])
                yield Found(start, end, pattern.kind, pattern.sure, pattern.stops, what, remedy, (part,))
