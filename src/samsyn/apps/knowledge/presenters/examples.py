"""Good examples, resources and needs in words and tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.knowledge.models import Example, Need, Resource, Room, Spread
from samsyn.apps.knowledge.presenters.observations import brief
from samsyn.apps.knowledge.presenters.spreading import counter_words, prices_of
from samsyn.apps.knowledge.queries.examples import Match, SpreadOf, spread_of
from samsyn.web.formats import isodate, number, sek
from samsyn.web.tables import Cell, Column, Table


def example_table(examples: Iterable[Example]) -> Table:
    columns = [
        Column(_("Exempel")),
        Column(_("Vad det blev")),
        Column(_("Byggde på")),
        Column(_("Platser"), numeric=True),
    ]
    rows = [
        [
            Cell(row.name, href=row.get_absolute_url(), note=row.place),
            brief(row.result),
            ", ".join(term.name for term in row.strengths.all()),
            number(spread_of(row).places),
        ]
        for row in examples
    ]
    return Table(_("Goda exempel"), columns, rows)


def spread_table(example: Example, found: SpreadOf, may_edit: bool, seen: Collection[int] = ()) -> Table:
    """Where, since when, and what each source says was saved. seen: keys of the accounts that the reader may see."""
    columns = [Column(_("Var")), Column(_("När")), Column(_("Besparing"), numeric=True), Column(_("Källa"))]
    if may_edit:
        columns.append(Column(_("Ta bort")))
    rows = []
    for row in found.rows:
        cells: list[Any] = [
            row.municipality.brief if row.municipality else row.place, years(row), saving(row, seen), row.source,
        ]  # fmt: skip
        if may_edit:
            cells.append(Cell(_("Ta bort"), href=reverse("spread-remove", args=[row.pk])))
        rows.append(cells)
    note = (
        _("Besparingar står som källan säger. De räknas inte ihop: källorna räknar på olika sätt.")
        if found.saved
        else ""
    )
    return Table(_("Där exemplet slagit rot"), columns, rows, note=note, empty=_("Inga platser inskrivna ännu."))


def years(row: Spread) -> str:
    if row.since and row.until:
        return f"{row.since}–{row.until}"
    if row.since:
        return _("sedan %(year)s") % {"year": row.since}
    return _("till %(year)s") % {"year": row.until} if row.until else ""


def saving(row: Spread, seen: Collection[int] = ()) -> Cell:
    """The amount with its time, prices and who counted it."""
    if row.saved is None or row.saved_years is None:
        return Cell("")
    over = ngettext("på %(count)s år", "på %(count)s år", row.saved_years) % {"count": row.saved_years}
    counted, href = counter_words(row, seen)
    return Cell(sek(row.saved), note=f"{over}, {prices_of(row.price_year)}; {counted}", href=href)


def example_facts(row: Example) -> list[dict[str, Any]]:
    facts = [
        {"label": _("Var"), "text": row.place},
        {"label": _("Byggde på"), "text": row.built_on},
        {"label": _("Förmågor"), "text": ", ".join(term.name for term in row.strengths.all())},
        {"label": _("I vägen stod"), "text": row.barrier},
        {"label": _("Handlingsutrymme"), "text": "" if row.room == Room.UNKNOWN else row.get_room_display()},
        {"label": _("Teman"), "text": ", ".join(term.name for term in row.themes.all())},
        {"label": _("Målgrupper"), "text": ", ".join(term.name for term in row.target_groups.all())},
        {"label": _("Källa"), "text": row.source},
    ]
    return [fact for fact in facts if fact["text"]]


def need_table(needs: Iterable[Need], matches: dict[int, list[Match]]) -> Table:
    """Each need with the resources that could meet it."""
    columns = [Column(_("Behov")), Column(_("Var")), Column(_("Vems")), Column(_("Kan mötas av"))]
    rows = []
    for need in needs:
        found = matches.get(need.pk, [])
        rows.append([
            Cell(need.name, href=need.get_absolute_url()),
            need.municipality.brief if need.municipality else "",
            need.whose.name if need.whose else "",
            _met(need) if need.met_by else Cell(
                ", ".join(match.resource.name for match in found[:2]) or _("inget inskrivet ännu"),
                note=_("och %(count)s till") % {"count": len(found) - 2} if len(found) > 2 else "",
            ),
        ])  # fmt: skip
    return Table(_("Behov"), columns, rows, empty=_("Inga behov inskrivna ännu."))


def _met(need: Need) -> Cell:
    day = isodate(need.met_on) if need.met_on else ""
    return Cell(need.met_by.name, tag="success", note=_("sedan %(year)s") % {"year": day})


def resource_table(resources: Iterable[Resource]) -> Table:
    columns = [Column(_("Resurs")), Column(_("Förmågor")), Column(_("Var")), Column(_("Hos"))]
    rows = [
        [
            Cell(row.name, href=row.get_absolute_url()),
            ", ".join(term.name for term in row.strengths.all()),
            row.municipality.brief if row.municipality else "",
            row.from_group.name if row.from_group else "",
        ]
        for row in resources
    ]
    return Table(_("Resurser"), columns, rows, empty=_("Inga resurser inskrivna ännu."))


def match_rows(matches: list[Match]) -> list[dict[str, Any]]:
    """Why a resource could meet a need."""
    return [
        {
            "match": match,
            "why": ", ".join(term.name for term in match.shared),
            "near": _("samma kommun") if match.near else "",
        }
        for match in matches
    ]
