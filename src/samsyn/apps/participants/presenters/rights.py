"""Cases about people's rights in words and tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.participants.models import Person, Rectification, RightsCase
from samsyn.apps.participants.queries.extract import Item, Part, Row
from samsyn.web.formats import isodate
from samsyn.web.tables import Cell, Column, Table


def standing(case: RightsCase, today: date) -> tuple[str, str]:
    """Word and kind of tag."""
    if case.done_on:
        return str(case.get_decision_display() or _("avslutat")), "done"
    if case.due_on < today:
        return _("skulle varit klart %(day)s") % {"day": isodate(case.due_on)}, "error"
    if case.kind in (RightsCase.Kind.EXTRACT, RightsCase.Kind.ERASE) and case.released_at is None:
        return _("väntar på en andra person"), "warning"
    return _("pågår"), "ongoing"


def cases_table(caption: Any, cases: Iterable[RightsCase], today: date, empty: Any) -> Table:
    """Cases without names: the number leads to the case, where the name is."""
    return Table(
        caption=caption,
        columns=[
            Column(label)
            for label in (_("Ärende"), _("Gäller"), _("Inkom"), _("Ska vara klart"), _("Öppnat av"), _("Läge"))
        ],
        rows=[_row(case, today) for case in cases],
        empty=empty,
    )


def _row(case: RightsCase, today: date) -> list[Any]:
    text, kind = standing(case, today)
    return [
        Cell(f"{_('ärende')} {case.pk}", href=reverse("rights-case", args=[case.pk])),
        case.get_kind_display(),
        Cell(isodate(case.came_on), css="nowrap"),
        Cell(isodate(case.due_on), css="nowrap"),
        str(case.opened_by or "–"),
        Cell(text, tag=kind),
    ]


def facts(case: RightsCase, today: date) -> list[dict[str, Any]]:
    text, kind = standing(case, today)
    items: list[dict[str, Any]] = [
        {"label": _("Gäller"), "text": case.get_kind_display()},
        {"label": _("Inkom"), "text": isodate(case.came_on)},
        {
            "label": _("Ska vara klart"),
            "text": isodate(case.due_on),
            "note": _("en månad, dataskyddsförordningen artikel 12.3") if not case.extended_why else case.extended_why,
        },
        {"label": _("Öppnat av"), "text": str(case.opened_by or "–")},
        {"label": _("Läge"), "text": text, "tag": kind},
    ]
    if case.released_at:
        items.append({"label": _("Prövat av"), "text": str(case.released_by or "–"), "note": isodate(case.released_at)})
    if case.done_on:
        items += [{"label": _("Klart"), "text": isodate(case.done_on)}, {"label": _("Utfall"), "text": case.outcome}]
    return items


def restricted_table(persons: Iterable[Person]) -> Table:
    return Table(
        caption=_("Begränsade personer"),
        columns=[Column(_("Person")), Column(_("Sedan")), Column(_("Ärende"))],
        rows=[
            [
                f"{_('person')} {str(person.pk)[:8]}",
                isodate(person.restricted_on),
                Cell(_("Ta upp igen"), href=reverse("rights-request", args=[person.pk])),
            ]
            for person in persons
        ],
    )


def rectified_table(rows: Iterable[Rectification], labels: dict[tuple[str, str], str]) -> Table:
    """What was corrected or is disputed about one person. Opens the texts, so the person must have been noted."""
    return Table(
        caption=_("Rättelser"),
        columns=[Column(label) for label in (_("Uppgift"), _("Stod"), _("Står"), _("Personens uppfattning"), _("När"))],
        rows=[
            [
                labels.get((row.table, row.column), row.column),
                row.opened("old_sealed") or "–",
                row.opened("new_sealed") or "–",
                row.opened("disputed_sealed") or "–",
                Cell(isodate(row.at), note=str(row.by or ""), css="nowrap"),
            ]
            for row in rows
        ],
    )


def fields_tables(parts: Iterable[Part], case: RightsCase, possible: set[tuple[str, str]]) -> list[Table]:
    """What can be rectified: a table for each row, each field with the way to its form.

    possible: (model, field) of what is rectified here; the rest is left out.
    """
    tables = []
    for part in parts:
        for index, row in enumerate(part.rows, start=1):
            items = [item for item in row.items if (part.name, item.name) in possible]
            title = f"{part.label} {index}" if len(part.rows) > 1 else part.label
            if items:
                tables.append(_fields_table(title, items, case))
    return tables


def _fields_table(title: str, items: list[Item], case: RightsCase) -> Table:
    return Table(
        caption=title.capitalize(),
        columns=[Column(label) for label in (_("Uppgift"), _("Står"), _("Rätta"))],
        rows=[
            [
                item.label,
                item.text or "–",
                Cell(_("Rätta"), href=reverse("rights-rectify-field", args=[case.pk, item.place])),
            ]
            for item in items
        ],
    )


def parts_as_lists(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """The extract for a page and for PDF: a heading for each kind, and under it each row's fields with their labels."""
    return [
        {
            "heading": part.plural if len(part.rows) > 1 else part.label,
            "rows": [
                {"title": row.about or (f"{part.label} {index}" if len(part.rows) > 1 else ""), "items": _filled(row)}
                for index, row in enumerate(part.rows, start=1)
            ],
        }
        for part in parts
    ]


def _filled(row: Row) -> list[dict[str, Any]]:
    """The fields with something in them, and those that were left out with the rule for it."""
    shown = []
    for item in row.items:
        if item.withheld:
            rule = RightsCase.Secrecy(item.withheld).label
            shown.append({"label": item.label, "text": _("Utelämnat: %(rule)s") % {"rule": rule}})
        elif item.text:
            shown.append({"label": item.label, "text": item.text})
    return shown
