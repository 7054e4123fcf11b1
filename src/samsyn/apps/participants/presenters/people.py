"""People in words: what they are called, why the reader may see them, lists and the person's page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.catalogue.models import Sex
from samsyn.apps.participants.models import Enrolment, Person
from samsyn.apps.participants.policy import RULE_BY_GROUND, FieldClass, Protection
from samsyn.apps.participants.presenters.enrolments import sender_words, state_of
from samsyn.apps.participants.queries.enrolments import Both
from samsyn.apps.participants.queries.grounds import Grounded
from samsyn.core.intake.rows.masking import COVER
from samsyn.web.formats import isodate, number, plainnumber
from samsyn.web.tables import Cell, Column, Table


def shown_name(person: Person) -> str:
    """What the person is called on a page: the name, or a mark for somebody who is written in without one."""
    return person.name or _("Utan namn %(mark)s") % {"mark": str(person.pk)[:4]}


def masked(digits: str) -> str:
    """19900101-****"""
    return f"{digits[:8]}-{COVER}" if digits else ""


def written_out(digits: str) -> str:
    """19900101-2394"""
    return f"{digits[:8]}-{digits[8:]}"


def both_ways(both: Both) -> str:
    """47 personer, 52 deltaganden"""
    persons = ngettext("%(n)s person", "%(n)s personer", both.persons) % {"n": number(both.persons)}
    times = ngettext("%(n)s deltagande", "%(n)s deltaganden", both.participations) % {"n": number(both.participations)}
    return f"{persons}, {times}"


def grounds_words(grounded: Grounded) -> dict[str, Any]:
    """Why the reader may see this person, what it opens and what it does not, in the words of the policy's table."""
    rule = RULE_BY_GROUND[grounded.ground]
    kinds = [kind for kind in FieldClass if kind != FieldClass.TECHNICAL]
    return {
        "because": grounded.ground.label,
        "sentence": rule.sentence,
        "opens": [kind.label for kind in kinds if kind in grounded.reads],
        "closed": [kind.label for kind in kinds if kind not in grounded.reads],
    }


def people_table(persons: Iterable[Person], enrolments: Iterable[Enrolment], caption: str, today: date) -> Table:
    """One row a person, with the participations that the list is about; latest first decides the row's words."""
    by_person = defaultdict(list)
    for enrolment in enrolments:
        by_person[enrolment.person_id].append(enrolment)
    columns = [
        Column(_("Namn")),
        Column(_("Läge")),
        Column(_("Insats")),
        Column(_("Började")),
        Column(_("Anvisad av")),
        Column(_("Deltaganden"), numeric=True),
    ]
    return Table(caption, columns, [_person_row(person, by_person[person.pk], today) for person in persons])


def _person_row(person: Person, enrolments: list[Enrolment], today: date) -> list[Any]:
    name = Cell(shown_name(person), href=person.get_absolute_url(), note=protection_mark(person))
    if not enrolments:
        return [name, Cell(_("anvisad"), tag="planned", css="nowrap"), "–", "–", "–", number(0)]
    latest = max(enrolments, key=lambda enrolment: enrolment.starts)
    codes = ", ".join(dict.fromkeys(enrolment.project.code for enrolment in enrolments))
    state = state_of(latest, today)
    return [
        name,
        Cell(state["text"], tag=state["kind"], css="nowrap"),
        codes,
        Cell(isodate(latest.starts), css="nowrap"),
        sender_words(latest) or "–",
        number(len(enrolments)),
    ]


def protection_mark(person: Person) -> str:
    return _("skyddade personuppgifter") if person.protection else ""


def warnings_about(person: Person) -> list[str]:
    """What must be known before anything is done."""
    found = []
    if person.protection:
        found.append(
            _("Skyddade personuppgifter (%(kind)s). Lämna inte ut något, och skriv ingen adress.")
            % {"kind": Protection(person.protection).label}
        )
    if person.restricted_on:
        found.append(
            _("Uppgifterna är begränsade sedan %(day)s: de finns kvar men får inte användas eller ändras.")
            % {"day": isodate(person.restricted_on)}
        )
    return found


def contact_facts(person: Person, reads: frozenset[FieldClass]) -> list[dict[str, Any]]:
    """How the person is reached; the number is beside, behind its own button."""
    if FieldClass.NUMBER not in reads:
        return []
    labels = {"phone": _("Telefon"), "email": _("E-post"), "address": _("Adress")}
    contact = person.contact
    return [{"label": label, "text": contact[name]} for name, label in labels.items() if contact.get(name)]


def background_facts(person: Person, today: date) -> list[dict[str, Any]]:
    """Sex, age, municipality and language, as far as they are known."""
    sex = {Sex.WOMEN: _("kvinna"), Sex.MEN: _("man")}.get(person.sex, _("inte angivet"))
    facts = [{"label": _("Kön"), "text": sex}]
    if person.birth_year:
        turning = _("fyller %(age)s år i år") % {"age": person.age_on(today)}
        facts.append({"label": _("Födelseår"), "text": plainnumber(person.birth_year), "note": turning})
    if person.municipality_id:
        facts.append({"label": _("Folkbokföringskommun"), "text": person.municipality.name})
    if person.language or person.needs_interpreter:
        note = _("behöver tolk") if person.needs_interpreter else ""
        facts.append({"label": _("Språk"), "text": person.language or _("inte angivet"), "note": note})
    return facts


def names_in_groups(rows: Iterable[Mapping[str, Any]]) -> Table:
    """Those in one's own groups: the names and the group, nothing more."""
    cells = [
        [Cell(shown_name(row["person"]), href=row["person"].get_absolute_url()), Cell(row["group"], href=row["href"])]
        for row in rows
    ]
    return Table(_("Deltagare i dina grupper"), [_("Namn"), _("Grupp")], cells)
