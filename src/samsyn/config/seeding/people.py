"""Bringing the demonstration's colleagues in. The organisations are real, every person is invented."""

from __future__ import annotations

from samsyn.apps.organisations.actions import add_organisation, add_person, give_membership
from samsyn.apps.organisations.models import Kind, Organisation, User
from samsyn.config.accounts import ACCOUNTS, ASSOCIATION, EVALUATOR, FUNDER, PASSWORD, SINCE


def organisation(name: str, kind: str = Kind.COMPANY) -> Organisation:
    """The organisation of that name, added when the register lacks it. A short name finds its municipality."""
    found = Organisation.objects.filter(name=name).first()
    found = found or Organisation.objects.municipalities().filter(short_name=name).first()
    return found or add_organisation(name=name, kind=kind, by=None)


def home_of(person: User) -> Organisation:
    """Where the colleague has the first of their roles."""
    return person.memberships.order_by("pk").first().organisation


def bring_people() -> dict[str, User]:
    """Add every account with its membership; returns them by e-mail without the domain."""
    kinds = {EVALUATOR: Kind.EVALUATOR, FUNDER: Kind.STATE_AGENCY, ASSOCIATION: Kind.ASSOCIATION}
    kinds["Kommunförbundet Skåne"] = Kind.MUNICIPAL_ASSOCIATION
    kinds["Arbetsförmedlingen"] = Kind.EMPLOYMENT_SERVICE
    people = {}
    for account in ACCOUNTS:
        person = add_person(email=account.email, name=account.name, password=PASSWORD, by=None)
        for name in (account.organisation, *account.also):
            place = organisation(name, kinds.get(name, Kind.COMPANY))
            give_membership(user=person, organisation=place, role=account.role, starts=SINCE, by=None)
        people[account.email.split("@")[0]] = person
    return people
