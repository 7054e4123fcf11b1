"""Who one can be in the demonstration. The organisations are real, every person is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samsyn.apps.organisations.actions import add_organisation, add_person, give_membership
from samsyn.apps.organisations.models import Kind, Organisation, User

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


def organisation(name: str, kind: str = Kind.COMPANY) -> Organisation:
    """The organisation of that name, added when the register lacks it. A short name finds its municipality."""
    found = Organisation.objects.filter(name=name).first()
    found = found or Organisation.objects.municipalities().filter(short_name=name).first()
    return found or add_organisation(name=name, kind=kind, by=None)


def bring_people() -> dict[str, User]:
    """Add every account with its membership; returns them by e-mail without the domain."""
    kinds = {EVALUATOR: Kind.EVALUATOR, FUNDER: Kind.STATE_AGENCY, ASSOCIATION: Kind.ASSOCIATION}
    kinds["Kommunförbundet Skåne"] = Kind.MUNICIPAL_ASSOCIATION
    people = {}
    for account in ACCOUNTS:
        place = organisation(account.organisation, kinds.get(account.organisation, Kind.COMPANY))
        person = add_person(email=account.email, name=account.name, password=PASSWORD, by=None)
        give_membership(user=person, organisation=place, role=account.role, starts=SINCE, by=None)
        people[account.email.split("@")[0]] = person
    return people
