"""Who one can be in the demonstration, known before Django starts. Real organisations, invented people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PASSWORD = "samsyn-demo-2026"  # noqa: S105  published facts and invented people only
SINCE = date(2015, 1, 1)
EVALUATOR = "Demonstrationens utvärderare"
FUNDER = "Svenska ESF-rådet"
ASSOCIATION = "Samordningsförbundet Skåne Nordost"


@dataclass(frozen=True)
class Account:
    email: str
    name: str
    role: str
    organisation: str
    says: str
    also: tuple[str, ...] = ()  # other organisations where the person has the same role


ACCOUNTS = (
    Account(
        "utvarderare@exempel.se",
        "Ulla Utvärderare (påhittad)",
        "evaluator",
        EVALUATOR,
        "utvärderar klustret och SamFi: siffror, bedömningar, rapporter",
    ),
    Account(
        "processledare@exempel.se",
        "Petra Processledare (påhittad)",
        "process_leader",
        "Osby kommun",
        "driver LFI och Vägen in i Osby: mål, plan, utfall, deltagare",
    ),
    Account(
        "samtalsledare@exempel.se",
        "Gina Gruppledare (påhittad)",
        "group_leader",
        "Osby kommun",
        "leder grupper i Vägen in och tar närvaro, helst på telefon",
    ),
    Account(
        "samfi@exempel.se",
        "Sami Samtalsson (påhittad)",
        "process_leader",
        "Östra Göinge kommun",
        "ledde SamFi: deltagare, steg före och efter, timmar",
        also=("Kristianstads kommun",),
    ),
    Account(
        "remittent@exempel.se",
        "Hanna Handläggare (påhittad)",
        "referrer",
        "Arbetsförmedlingen",
        "anvisar till Vägen in och ser svaren",
    ),
    Account(
        "enhetschef@exempel.se",
        "Elin Enhetschef (påhittad)",
        "manager",
        "Arbetsförmedlingen",
        "svarar på skrivelser och rekommendationer till Arbetsförmedlingen",
    ),
    Account(
        "dataskydd@exempel.se",
        "Disa Dataskydd (påhittad)",
        "data_protection",
        "Osby kommun",
        "sköter registerutdrag, gallring och följer upp läsloggen",
    ),
    Account(
        "controller@exempel.se",
        "Carl Controller (påhittad)",
        "controller",
        "Kommunförbundet Skåne",
        "håller ordning på BOSS budget och siffror",
    ),
    Account(
        "finansiar@exempel.se",
        "Frida Finansiär (påhittad)",
        "manager",
        FUNDER,
        "lyser ut, ser alla fem projekten, svarar på rekommendationer",
    ),
    Account(
        "forbundschef@exempel.se",
        "Farid Förbundschef (påhittad)",
        "manager",
        ASSOCIATION,
        "finansierar SamFi och läser spåret",
    ),
    Account(
        "styrelse@exempel.se", "Signe Styrelse (påhittad)", "board", ASSOCIATION, "läser och svarar på rekommendationer"
    ),
    Account(
        "administrator@exempel.se",
        "Ada Administratör (påhittad)",
        "administrator",
        EVALUATOR,
        "ger medlemskap och läser spåret",
    ),
)
