"""Words and tables for the pages about reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.reporting.composing import section_titles
from samsyn.apps.reporting.models import Report, Snapshot
from samsyn.apps.reporting.queries import reports_of, snapshots_of, subjects_for
from samsyn.apps.reporting.references import FORMATS
from samsyn.apps.reporting.wording import in_words, name_of, parts
from samsyn.core.tables.figure import Figure
from samsyn.web.formats import MISSING, isodate
from samsyn.web.registry import Hit
from samsyn.web.tables import Cell, Column, Table

KINDS = (("docx", "Word"), ("xlsx", "Excel"), ("pdf", "PDF"))
ON_CARD = 4


def report_table(reports: Iterable[Report], empty: str = "") -> Table:
    """Reports with what they are about and their latest frozen copy."""
    rows = []
    for report in reports:
        latest = next(iter(report.snapshots.all()), None)
        frozen = (
            Cell(frozen_words(latest), href=latest.get_absolute_url())
            if latest
            else Cell(_("inte fryst"), tag="neutral")
        )
        about = report.subject
        rows.append([Cell(report.title, href=report.get_absolute_url()), Cell(str(about)), frozen])
    columns = [Column(_("Rapport")), Column(_("Gäller")), Column(_("Senast fryst"))]
    return Table(_("Rapporter"), columns, rows, empty=empty or _("Ingen rapport ännu."))


def frozen_words(snapshot: Snapshot) -> str:
    """Nr 2, 2026-11-21 14:05."""
    return _("nr %(number)s, %(moment)s") % {"number": snapshot.number, "moment": isodate(snapshot.frozen_at)}


def snapshot_table(snapshots: Iterable[Snapshot]) -> Table:
    """Frozen copies of one report, latest first."""
    rows = [
        [
            Cell(frozen_words(one), href=one.get_absolute_url()),
            one.frozen_by_name,
            one.reason or MISSING,
            one.sha256[:16] + "…",
        ]
        for one in snapshots
    ]
    columns = [Column(_("Fryst")), Column(_("Av")), Column(_("Varför")), Column(_("Fingeravtryck"))]
    return Table(_("Frysta exemplar"), columns, rows, empty=_("Rapporten har inte frysts ännu."))


def figure_table(figures: Mapping[str, Figure]) -> Table:
    """What a text may refer to: how the reference is written, its value and whom it speaks of."""
    rows = [
        [
            Cell(f"[[{figure.key}]]"),
            Cell(in_words(figure), numeric=True),
            Cell(f"{name_of(figure)}, {parts().get(figure.part, figure.part)}", note=figure.population),
        ]
        for figure in figures.values()
    ]
    columns = [Column(_("Referens")), Column(_("Värde"), numeric=True), Column(_("Vad"))]
    return Table(_("Siffror att referera till"), columns, rows, empty=_("Det finns inga siffror ännu."))


def format_items() -> list[dict[str, Any]]:
    """The formats a reference may have, for the writer."""
    return [
        {"label": f"[[nyckel{'|' if name else ''}{name}]]", "text": words} for name, (_write, words) in FORMATS.items()
    ]


def downloads(kind: str, pk: int) -> list[dict[str, str]]:
    """Addresses of the three copies. kind: "report" or "snapshot"."""
    return [{"label": label, "href": reverse(f"{kind}-{form}", args=[pk])} for form, label in KINDS]


def write_urls(report: Report) -> list[tuple[str, str]]:
    return [(code, reverse("report-section", args=[report.pk, code])) for code in section_titles(report)]


def report_crumbs(report: Report, *more: tuple[str, str]) -> list[dict[str, Any]]:
    trail = [(_("Rapporter"), reverse("report-list")), (report.title, report.get_absolute_url()), *more]
    return [{"label": label, "href": href} for label, href in trail]


def snapshot_facts(snapshot: Snapshot) -> list[dict[str, Any]]:
    return [
        {"label": _("Nummer"), "text": str(snapshot.number)},
        {"label": _("Fryst"), "text": isodate(snapshot.frozen_at)},
        {"label": _("Av"), "text": snapshot.frozen_by_name},
        {"label": _("Varför"), "text": snapshot.reason},
        {"label": _("Fingeravtryck (SHA-256)"), "text": snapshot.sha256},
    ]


def report_card(request) -> dict[str, Any] | None:
    """Latest frozen reports, and how many reports are still drafts; None without anything to read or write."""
    snapshots = list(snapshots_of(request.user)[:ON_CARD])
    drafts = reports_of(request.user).filter(snapshots=None).count()
    if not snapshots and not drafts:
        projects, clusters = subjects_for(request.user)
        if not (projects.exists() or clusters.exists()):
            return None
    told = ngettext("%(count)s rapport är inte fryst.", "%(count)s rapporter är inte frysta.", drafts)
    items = [
        {"title": one.report.title, "href": one.get_absolute_url(), "words": frozen_words(one)} for one in snapshots
    ]
    return {"items": items, "drafts": told % {"count": drafts} if drafts else ""}


def search_reports(user, text: str) -> list[Hit]:
    found = reports_of(user).filter(title__icontains=text)[:10]
    return [Hit(one.title, one.get_absolute_url(), _("rapport"), str(one.subject)) for one in found]
