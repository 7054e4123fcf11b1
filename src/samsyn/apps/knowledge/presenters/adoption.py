"""The log of use in tables and a drawing: who, since when, verified or not, and what is due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.knowledge.models import Adoption, Method, Stage
from samsyn.apps.knowledge.queries.adoption import Place, Waiting, due_for
from samsyn.web.charts import Chart, Period
from samsyn.web.formats import MISSING, isodate
from samsyn.web.tables import Cell, Column, Row, Table

TAGS = {
    Stage.TRIED: "planned", Stage.DECIDED: "ongoing", Stage.ORDINARY: "success", Stage.ADAPTED: "success",
    Stage.STOPPED: "closed",
}  # fmt: skip
ON_CARD = 5
MOST_YEARS = 12  # columns of the matrix


def place_table(log: Sequence[Place], editable: set[int]) -> Table:
    """One row an organisation: where it stands, what has been verified, and what is due. editable: keys of those that
    the reader may verify."""
    columns = [
        Column(_("Organisation")), Column(_("Läge")), Column(_("Sedan")), Column(_("Var pengarna finns")),
        Column(_("Kontrollerad")), Column(_("Bärande delar kvar"), numeric=True), Column(_("Nästa kontroll")),
    ]  # fmt: skip
    return Table(
        _("Var varje organisation står"),
        columns,
        [_place(place, editable) for place in log],
        empty=_("Ingen användning är antecknad ännu."),
    )


def _place(place: Place, editable: set[int]) -> Row:
    latest, standing = place.latest, place.standing
    note = [_("prövades här")] if place.tried_here else []
    note += [latest.responsible] if latest.responsible else []
    kept = standing.fidelity if standing else None
    name = Cell(
        place.organisation.brief, href=reverse("adoption-organisation", args=[place.organisation.pk]),
        note=" · ".join(note),
    )  # fmt: skip
    stage = place.stage or Stage(latest.stage)
    return Row(
        [
            name,
            Cell(str(stage.label), tag=TAGS[stage], css="nowrap"),
            Cell(isodate(latest.on), css="nowrap"),
            latest.budget or MISSING,
            _verified(place),
            _("%(kept)d av %(of)d") % {"kept": kept[0], "of": kept[1]} if kept else MISSING,
            _due(place, editable),
        ]
    )


def _verified(place: Place) -> str:
    checks = place.standing.checks if place.standing else ()
    words = [_("%(day)s (%(months)d mån)") % {"day": isodate(check.on), "months": check.months} for check in checks]
    return ", ".join(words) or MISSING


def _due(place: Place, editable: set[int]) -> Any:
    if place.due is None or place.anchor is None:
        return MISSING
    words = {"months": place.due.months, "day": isodate(place.due.on)}
    if not place.due.late(timezone.localdate()):
        return _("%(months)d månader: %(day)s") % words
    text = _("%(months)d månader: kan göras sedan %(day)s") % words
    may = place.organisation.pk in editable or place.method.organisation_id in editable
    return Cell(text, href=reverse("adoption-verify", args=[place.anchor.pk]) if may else "")


def matrix_table(log: Sequence[Place], today: date) -> Table | None:
    """Organisation × year: the stage at the end of each year, and today for the year that is running."""
    starts = [place.rows[0].on for place in log]
    if not starts:
        return None
    years = range(max(min(starts).year, today.year - MOST_YEARS + 1), today.year + 1)
    days = [min(date(year, 12, 31), today) for year in years]
    columns = [Column(_("Organisation")), *(Column(str(year)) for year in years)]
    rows = [[place.organisation.brief, *(_at(place, day) for day in days)] for place in log]
    return Table(
        _("Läge vid varje års slut"), columns, rows, note=_("Årets kolumn visar läget i dag. ✓ betyder kontrollerat.")
    )


def _at(place: Place, day: date) -> str:
    standing = place.on(day)
    if standing is None:
        return ""
    mark = " ✓" if standing.verified else ""
    return f"{Stage(standing.stage.value).label}{mark}"


def stage_chart(method: Method, log: Sequence[Place], today: date) -> Chart | None:
    """Every organisation's stages on one line of time, in the words of the table beside it."""
    periods = []
    for place in log:
        for row, after in zip(place.rows, (*place.rows[1:], None), strict=True):
            until = after.on if after else (None if row.stage == Stage.STOPPED else max(today, row.on))
            periods.append(Period(f"{place.organisation.brief}: {row.get_stage_display()}", row.on, until))
    return Chart(kind="timeline", title=_("%(name)s hos varje organisation") % {"name": method.name},
                 periods=tuple(periods)) if periods else None  # fmt: skip


def row_table(rows: Iterable[Adoption], removable: set[int]) -> Table:
    """The rows of the log as they were written, the latest first."""
    labels = (_("Från och med"), _("Organisation"), _("Läge"), _("Varför"), _("Källa"), _("Rätta"))
    columns = [Column(label) for label in labels]
    return Table(
        _("Loggen, rad för rad"),
        columns,
        [
            [
                Cell(isodate(row.on), css="nowrap"),
                row.organisation.brief,
                Cell(row.get_stage_display(), note=row.adaptation.name if row.adaptation else ""),
                Cell(row.why or MISSING, note=row.budget),
                row.source or MISSING,
                _way_out(row) if row.pk in removable else MISSING,
            ]
            for row in rows
        ],
    )


def _way_out(row: Adoption) -> Cell:
    return Cell(_("Ta bort"), href=reverse("adoption-remove", args=[row.pk]), css="nowrap")


def due_table(waiting: Sequence[Waiting]) -> Table:
    """Verifications that wait, the oldest first."""
    columns = [Column(_("Organisation")), Column(_("Metod")), Column(_("I drift sedan")), Column(_("Kontroll"))]
    return Table(
        _("Kontroller att göra"),
        columns,
        [
            [
                one.organisation,
                Cell(one.method_name, href=reverse("adoption-log", args=[one.method])),
                Cell(isodate(one.since), css="nowrap"),
                Cell(_due_words(one), href=reverse("adoption-verify", args=[one.row])),
            ]
            for one in waiting
        ],
        empty=_("Inga kontroller väntar på dig."),
    )


def _due_words(one: Waiting) -> str:
    return _("%(months)d månader, sedan %(day)s") % {"months": one.due.months, "day": isodate(one.due.on)}


def used_table(places: Sequence[Place]) -> Table:
    """What one organisation does with methods."""
    columns = [
        Column(_("Metod")), Column(_("Läge")), Column(_("Sedan")), Column(_("Var pengarna finns")),
        Column(_("Kontrollerad")), Column(_("Varför")),
    ]  # fmt: skip
    rows = []
    for place in places:
        stage = place.stage or Stage(place.latest.stage)
        rows.append(
            [
                Cell(place.method.name, href=reverse("adoption-log", args=[place.method.pk])),
                Cell(str(stage.label), tag=TAGS[stage], css="nowrap"),
                Cell(isodate(place.latest.on), css="nowrap"),
                place.latest.budget or MISSING,
                _verified(place),
                place.latest.why or MISSING,
            ]
        )
    return Table(
        _("Metoder hos organisationen"), columns, rows, empty=_("Ingen metod är inskriven för organisationen.")
    )


def due_card(request: HttpRequest) -> dict[str, Any] | None:
    """Verifications that await the reader."""
    waiting = due_for(request.user)
    if not waiting:
        return None
    rows = [
        {
            "text": f"{one.organisation}: {one.method_name}", "note": _due_words(one),
            "href": reverse("adoption-verify", args=[one.row]),
        }
        for one in waiting[:ON_CARD]
    ]  # fmt: skip
    return {"rows": rows, "more": len(waiting) - len(rows)}
