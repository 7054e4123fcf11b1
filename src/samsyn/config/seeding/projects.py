"""What the demonstration's projects have in common: parties, places, phases and words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from samsyn.apps.catalogue.models import MeasureVersion, Term
from samsyn.apps.organisations.models import Kind
from samsyn.apps.organisations.policy import PartIn
from samsyn.apps.portfolio.actions import add_party, anchor_municipality, set_phase, start_project
from samsyn.apps.portfolio.models import Project
from samsyn.config.seeding.people import organisation

Facts = Mapping[str, Any]


def place(raw: Facts | str):
    """An organisation by name, or by name and kind."""
    if isinstance(raw, str):
        return organisation(raw)
    return organisation(raw["name"], raw.get("kind", Kind.COMPANY))


def terms(kind: str, codes: Iterable[str]) -> list[Term]:
    """Shipped terms of one kind; a code that does not exist is an error in the facts."""
    found = {term.code: term for term in Term.objects.current().filter(kind=kind, organisation=None)}
    return [found[code] for code in codes]


def term(kind: str, code: str) -> Term:
    return terms(kind, [code])[0]


def measure(code: str) -> MeasureVersion:
    return MeasureVersion.objects.current().get(code=code, organisation=None)


def begin(raw: Facts, *, by, evaluator, funder, call=None) -> Project:
    """Start a project with everybody who has a part in it, where it works and its phases."""
    project = start_project(
        code=raw["code"],
        name=raw["name"],
        former_name=raw.get("former_name", ""),
        organisation=place(raw["owner"]),
        call=call,
        starts=raw["starts"],
        ends=raw["ends"],
        purpose=raw["purpose"],
        summary=raw["summary"],
        focus=raw["focus"],
        themes=terms("theme", raw.get("themes", [])),
        target_groups=terms("target_group", raw.get("target_groups", [])),
        staff_groups=terms("staff_group", raw.get("staff_groups", [])),
        source=raw.get("source", "Källa 004"),
        by=by,
    )
    for partner in raw.get("partners", []):
        add_party(project=project, organisation=place(partner), part=PartIn.PARTNER, starts=raw["starts"], by=by)
    add_party(project=project, organisation=evaluator, part=PartIn.EVALUATOR, starts=raw["starts"], by=by)
    if call is None:
        add_party(project=project, organisation=funder, part=PartIn.FUNDER, starts=raw["starts"], by=by)
    _places(project, raw, by)
    return project


def phases(project: Project, rows: Iterable[Facts], source: str, by) -> None:
    for row in rows:
        words = {key: row[key] for key in ("operative", "strategic", "collaboration") if row.get(key)}
        set_phase(
            project=project,
            name=row["name"],
            phase=term("phase", row["phase"]),
            starts=row["starts"],
            ends=row.get("ends"),
            source=row.get("source", source),
            by=by,
            **words,
        )


def _places(project: Project, raw: Facts, by) -> None:
    """Municipalities take part; those that are not the owner also have a seat at the table as partners."""
    facts = raw.get("anchoring", {})
    for name in raw["municipalities"]:
        municipality = organisation(name, Kind.MUNICIPALITY)
        known = {key: value for key, value in facts.get(name, {}).items() if key != "as_of"}
        anchor_municipality(project=project, municipality=municipality, by=by, as_of=_day(facts, name), **known)
        if municipality != project.organisation and not project.parties.filter(organisation=municipality).exists():
            add_party(project=project, organisation=municipality, part=PartIn.PARTNER, starts=raw["starts"], by=by)


def _day(facts: Facts, name: str) -> date | None:
    return facts.get(name, {}).get("as_of")
