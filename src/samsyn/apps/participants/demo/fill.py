"""Filling an empty station with the demonstration's people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from samsyn.apps.catalogue.models import Term
from samsyn.apps.organisations.policy import PartIn
from samsyn.apps.participants.actions.deliver import deliver
from samsyn.apps.participants.demo.facts import colleague, facts, organisation
from samsyn.apps.participants.demo.living import bring_living
from samsyn.apps.participants.demo.samfi import bring_samfi
from samsyn.apps.participants.models import Person
from samsyn.apps.participants.reading import as_keeper, as_system
from samsyn.apps.portfolio.actions import add_party, anchor_municipality, start_project
from samsyn.apps.portfolio.models import Project

DELIVERED_UP_TO = date(2021, 6, 30)  # the last day of the project was 30 November; three months and some more


class NotHere(RuntimeError):
    """The demonstration's people cannot be written in here; the text says why and what to do."""


def refuse_unless_empty() -> None:
    """Only a demonstration, and only where nobody is written in yet."""
    if not (settings.SAMSYN_DEMO or settings.TESTING):
        raise NotHere(
            "Påhittade personer skrivs bara in i en demonstration. Kör med SAMSYN_DEMO=1, eller `samsyn demo`."
        )
    with as_keeper():
        if Person.objects.exists():
            raise NotHere("Här finns redan personer, så inget skrivs in. Börja om med `samsyn demo --reset`.")


@transaction.atomic
def fill_people() -> None:
    """SamFi in two municipalities, and the project that is going on. All or nothing."""
    refuse_unless_empty()
    known = facts()
    bring_samfi(known["kristianstad"], known["names"], _project(known["kristianstad"]))
    goinge = _goinge(known["ostra_goinge"]["project"])
    bring_samfi(known["ostra_goinge"], known["names"], goinge)
    _deliver(goinge)
    bring_living(known["living"], known["names"], _project(known["living"]))


def _deliver(project: Project) -> None:
    """What everybody else sees of the people of Östra Göinge: tables up to when all had been followed up."""
    by = colleague(project.organisation, "process_leader")
    if by:
        with as_system([project.organisation_id], by):
            deliver(project=project, up_to=DELIVERED_UP_TO, by=by)


def _project(raw: Mapping[str, Any]) -> Project:
    found = Project.objects.filter(code=raw["code"], organisation=organisation(raw["organisation"])).first()
    if found is None:
        raise NotHere(f"Insatsen {raw['code']} finns inte. Fyll demonstrationen först: `samsyn demo`.")
    return found


def _goinge(raw: Mapping[str, Any]) -> Project:
    """Östra Göinge's part as a project of its own, since each municipality answers for its own people."""
    whole = Project.objects.filter(code="SamFi").first()
    place = organisation(raw["organisation"])
    words = {name: raw[name] for name in ("code", "name", "starts", "ends", "purpose", "summary", "focus")}
    project = start_project(
        organisation=place,
        themes=Term.objects.current().filter(kind="theme", code__in=raw["themes"], organisation=None),
        target_groups=Term.objects.current().filter(
            kind="target_group", code__in=raw["target_groups"], organisation=None
        ),
        source="Källa 002",
        by=None,
        **words,
    )
    anchor_municipality(project=project, municipality=place, by=None)
    for party in whole.parties.filter(part__in=[PartIn.EVALUATOR, PartIn.FUNDER]) if whole else ():
        add_party(project=project, organisation=party.organisation, part=party.part, starts=project.starts, by=None)
    return project
