"""Ekonomi: money, hours and planned volumes as tables and sentences."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.catalogue.models import Part
from samsyn.apps.portfolio.models import BudgetLine
from samsyn.apps.portfolio.models.money import COFINANCING_KINDS, MoneyKind
from samsyn.apps.portfolio.queries import Forecast, MoneyRow, PlanAndOutcome, VolumeRow
from samsyn.web.formats import difference, isodate, number, sek
from samsyn.web.tables import Cell, Column, Row, Table


def money_table(money: PlanAndOutcome) -> Table:
    """Kind × year with plan, revised plan (where there is one), outcome and difference, in SEK."""
    revised = money.total.amounts["revised"] is not None
    labels = [_("Plan"), *([_("Reviderad plan")] if revised else []), _("Utfall"), _("Skillnad")]
    columns = [Column(_("Slag")), Column(_("År")), *(Column(label, numeric=True) for label in labels)]
    rows: list[Any] = []
    for kind, summary in money.by_kind.items():
        own = [row for row in money.rows if row.kind == kind]
        rows += [_amounts(_kind(kind), row, revised) for row in own]
        if len(own) > 1:
            name = _("Summa %(kind)s") % {"kind": _kind(kind).lower()}
            rows.append(Row(_amounts(name, summary, revised, year=""), css="subtotal"))
    if money.cofinancing and sum(kind in COFINANCING_KINDS for kind in money.by_kind) > 1:
        rows.append(Row(_amounts(_("Summa medfinansiering"), money.cofinancing, revised, year=""), css="subtotal"))
    note = _("Kronor. Skillnad är utfall minus den plan som gäller. Ett streck betyder att inget är inskrivet.")
    total = _amounts(_("Summa kostnader"), money.total, revised, year="")
    return Table(_("Plan och utfall"), columns, rows, total, note)


def line_table(money: PlanAndOutcome, may_edit: bool) -> Table:
    """Every budget line with where it comes from."""
    labels = [(_("Slag"), False), (_("År"), False), (_("Del"), False), (_("Belopp"), True), (_("Anteckning"), False)]
    columns = [Column(label, numeric=numeric) for label, numeric in [*labels, (_("Källa"), False)]]
    lines = [line for row in money.rows for line in row.lines]
    rows = [
        [
            Cell(_kind(line.kind), href=reverse("budget-line-edit", args=[line.pk]) if may_edit else ""),
            str(line.year or _("hela insatsen")),
            Part(line.part).label,
            sek(line.amount),
            line.note,
            line.source,
        ]
        for line in lines
    ]
    return Table(_("Budgetrader"), columns, rows)


def hours_table(money: PlanAndOutcome) -> Table | None:
    """Co-financing in staff hours: hours × value = amount; None when there is none."""
    lines = [line for row in money.rows for line in row.lines if line.kind == MoneyKind.COFINANCING_HOURS]
    if not lines:
        return None
    numeric = (_("Timmar"), _("Värde per timme"), _("Belopp"))
    columns = [Column(_("Del")), Column(_("År")), *(Column(label, numeric=True) for label in numeric)]
    rows = [
        [
            Cell(Part(line.part).label, note=line.note),
            str(line.year or _("hela insatsen")),
            number(line.hours, 1),
            sek(line.hour_value, 2),
            sek(line.amount),
        ]
        for line in lines
    ]
    return Table(_("Medfinansiering i arbetstid"), columns, rows)


def volume_table(volumes: list[VolumeRow], may_edit: bool) -> Table:
    """What is planned by sex; the total is computed from the sexes, and a stated total that differs is marked."""
    columns = [
        Column(_("Mått")),
        Column(_("Del")),
        *(Column(label, numeric=True) for label in (_("Kvinnor"), _("Män"), _("Totalt"))),
        Column(_("Källa")),
    ]
    return Table(_("Planerade volymer"), columns, [_volume(row, may_edit) for row in volumes])


def forecast_text(forecast: Forecast | None) -> str:
    """The forecast and how it was made, in two sentences."""
    if forecast is None:
        return ""
    return _(
        "Med samma takt blir utfallet %(amount)s när insatsen slutar. Så är det räknat: utfallet hittills, "
        "%(outcome)s till och med %(until)s, gånger %(total)s dagar delat med %(known)s dagar."
    ) % {
        "amount": sek(forecast.amount),
        "outcome": sek(forecast.outcome),
        "until": isodate(forecast.known_until),
        "total": number(forecast.days_total),
        "known": number(forecast.days_known),
    }


def warnings(money: PlanAndOutcome, volumes: list[VolumeRow]) -> list[str]:
    """What a reader should know before trusting a sum."""
    found = [
        _(
            "%(kind)s har både en rad för hela insatsen och rader för enskilda år i samma del. De räknas ihop: "
            "kontrollera att samma pengar inte står två gånger."
        )
        % {"kind": _kind(kind)}
        for kind in money.doubled
    ]
    found += [
        _("%(measure)s (%(part)s): totalen är skriven som %(stated)s men könen ger %(computed)s. Rätta en av dem.")
        % {
            "measure": row.measure.name,
            "part": Part(row.part).label,
            "stated": number(row.stated.value),
            "computed": number(row.computed),
        }
        for row in volumes
        if row.contradicts
    ]
    return found


def consequences_of_removing(line: BudgetLine) -> list[str]:
    """Exactly what happens when the line goes."""
    said = {
        "amount": sek(line.amount),
        "kind": _kind(line.kind).lower(),
        "part": Part(line.part).label,
        "year": line.year or _("hela insatsen"),
    }
    return [
        _("%(amount)s försvinner ur %(part)s för %(kind)s (%(year)s), och summorna minskar lika mycket.") % said,
        _("Beloppet finns kvar i spåret."),
    ]


def _amounts(label: Any, row: MoneyRow, revised: bool, year: str | None = None) -> list[Any]:
    shown = ["plan", *(["revised"] if revised else []), "outcome"]
    return [
        label,
        str(row.year or _("hela insatsen")) if year is None else year,
        *(sek(row.amounts[part]) for part in shown),
        difference(row.difference),
    ]


def _volume(row: VolumeRow, may_edit: bool) -> list[Any]:
    def cell(volume) -> Any:
        if volume is None:
            return "–"
        href = reverse("volume-edit", args=[volume.pk]) if may_edit else ""
        return Cell(number(volume.value, row.measure.decimals), href=href)

    total: Any = cell(row.stated) if row.computed is None else number(row.total, row.measure.decimals)
    if row.contradicts:
        title = _("Könen ger %(sum)s") % {"sum": number(row.computed)}
        href = reverse("volume-edit", args=[row.stated.pk]) if may_edit else ""
        total = Cell(number(row.stated.value), href=href, css="contradiction", title=title)
    sources = {volume.source for volume in (row.women, row.men, row.stated) if volume and volume.source}
    return [
        Cell(row.measure.name, href=row.measure.get_absolute_url()),
        Part(row.part).label,
        cell(row.women),
        cell(row.men),
        total,
        "; ".join(sorted(sources)),
    ]


def _kind(kind: str) -> str:
    text = str(MoneyKind(kind).label)
    return text[:1].upper() + text[1:]
