"""Two authorities that must never meet, with colleagues of every role and invented people on both sides."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from types import SimpleNamespace

from samsyn.apps.catalogue.actions import load_shipped
from samsyn.apps.organisations.models import Kind, Membership, Organisation, User
from samsyn.apps.organisations.policy import ROLES
from samsyn.apps.participants.actions.people import add_person
from samsyn.apps.participants.models import Consent, Emergency
from samsyn.apps.participants.reading import as_system
from samsyn.apps.participants.selftest.canaries import Cage, Canary
from samsyn.apps.participants.selftest.furnish import DAY, Furnisher, settle
from samsyn.apps.portfolio.models import Project, ProjectParty

SINCE = datetime.date(2020, 1, 1)


@dataclass
class Side:
    """One authority: its project, its colleagues by role, and for each person one row of every kind."""

    house: Organisation
    project: Project
    colleagues: dict[str, User]
    people: list[SimpleNamespace] = field(default_factory=list)


@dataclass
class World:
    """own and foreign have no part in each other; partner refers people to own and may be told by consent."""

    own: Side
    foreign: Side
    partner: Organisation
    partners: dict[str, User]
    cage: Cage

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.own, self.foreign

    def everyone(self) -> list[User]:
        return [*self.own.colleagues.values(), *self.foreign.colleagues.values(), *self.partners.values()]


def build(people: int = 6) -> World:
    """The whole of it, in an empty database. people: on each side."""
    load_shipped()
    own, foreign, partner = (
        _house(name, code) for name, code in (("Ekby", "9901"), ("Granby", "9903"), ("Almby", "9902"))
    )
    cage, partners = Cage(), _colleagues(partner, "almby")
    sides = []
    for number, (house, sender) in enumerate(((own, partner), (foreign, foreign))):
        side = Side(house, _project(house, sender), _colleagues(house, house.short_name.lower()))
        write_in(side, sender, cage, first=1 + number * 10_000, people=people)
        sides.append(side)
    _let_the_partner_know(sides[0], partner, partners["process_leader"])
    return World(*sides, partner, partners, cage)


def write_in(side: Side, sender: Organisation, cage: Cage, *, first: int, people: int) -> None:
    """Canaries into a side's project, each with one row of every kind."""
    furnisher = Furnisher(side.project, sender, side.colleagues["process_leader"], side.colleagues["group_leader"])
    shared = SimpleNamespace()
    with as_system([side.house.pk]):
        for n in range(first, first + people):
            canary, made = Canary(n), SimpleNamespace(**vars(shared))
            made.canary = canary
            made.person = add_person(
                organisation=side.house, name=canary.name, number=canary.number, contact=canary.contact, by=None,
                sex="women" if n % 2 else "men", birth_year=1980 + n % 30, language="arabiska",
            )  # fmt: skip
            furnisher.everything(made, canary)
            cage.add(canary, [made.person.pk, made.enrolment.pk, made.referral.pk])
            shared = shared if vars(shared) else SimpleNamespace(**_nobodys(made))
            side.people.append(made)
        without, new, waits = (Canary(first + people + more) for more in range(3))
        shared.unnumbered_referral = furnisher.without_number(without)
        cage.add(without, [shared.unnumbered_referral.person_id, shared.unnumbered_referral.pk])
        came_in = furnisher.files(shared, side.people[0].canary, new, waits)
        cage.add(new, [came_in.person_id, came_in.pk])
        cage.add_in_file(waits, shared.import_batch.pk)
    shared.reading = settle(side.house)
    for made in side.people:
        vars(made).update({name: row for name, row in vars(shared).items() if not hasattr(made, name)})


def _nobodys(made: SimpleNamespace) -> dict[str, object]:
    """The rows that are about no single person, which the next person shares."""
    rows = {name: row for name, row in vars(made).items() if name not in {"canary", "person"}}
    return {name: row for name, row in rows.items() if not hasattr(row, "person_id")}


def _let_the_partner_know(side: Side, partner: Organisation, colleague: User) -> None:
    """One consent that runs, and one emergency that is open: the grounds that reach across."""
    told, opened = side.people[0].person, side.people[1].person
    with as_system([side.house.pk]):
        Consent.objects.create(
            organisation=side.house, person=told, from_organisation=side.house, to_organisation=partner,
            purpose="prov", categories=["name", "activity"], starts=DAY,
        )  # fmt: skip
        now = datetime.datetime.now(datetime.UTC)
        Emergency.objects.create(
            organisation=side.house, person=opened, user=colleague, provision="gdpr_6_1_d", text="prov", opened_at=now,
            closes_at=now + datetime.timedelta(hours=1), review_by=now.date() + datetime.timedelta(days=7),
        )  # fmt: skip


def _house(name: str, code: str) -> Organisation:
    return Organisation.objects.create(name=f"{name} kommun", short_name=name, kind=Kind.MUNICIPALITY, scb_code=code)


def _project(house: Organisation, sender: Organisation) -> Project:
    project = Project.objects.create(
        code=f"PROV-{house.short_name}", name=f"Prov i {house.short_name}", organisation=house, starts=SINCE
    )
    for part, place in {"owner": house, "partner": sender}.items():
        ProjectParty.objects.get_or_create(
            project=project, organisation=place, defaults={"part": part, "starts": SINCE}
        )
    return project


def _colleagues(house: Organisation, where: str) -> dict[str, User]:
    """One colleague for every role there is."""
    made = {}
    for role in ROLES:
        user = User.objects.create_user(
            email=f"{role.key}@{where}.exempel.se", name=f"{role.label} i {house.short_name}"
        )
        Membership.objects.create(user=user, organisation=house, role=role.key, starts=SINCE)
        made[role.key] = user
    return made
