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
        "driver LFI i Osby: mål, plan och utfall",
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
