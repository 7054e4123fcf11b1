"""Definitions as tables and facts, and as answers to a search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.apps.catalogue.models import MeasureVersion, Term, TermKind
from samsyn.apps.catalogue.models.measures import Direction
from samsyn.apps.catalogue.queries import Built, measures_for, terms_for
from samsyn.web.formats import isodate
from samsyn.web.registry import Hit
from samsyn.web.tables import Cell, Column, Table

UNITS = {
    "person": gettext_lazy("person"),
    "hour": gettext_lazy("timme"),
    "SEK": gettext_lazy("kr"),
    "SEK/person": gettext_lazy("kr per person"),
    "SEK/hour": gettext_lazy("kr per timme"),
    "hour/person": gettext_lazy("timmar per person"),
    "1": gettext_lazy("andel"),
}
BREAKDOWNS = {"part": gettext_lazy("plan och utfall"), "sex": gettext_lazy("kön"), "age": gettext_lazy("ålder")}
KIND_NAMES = {
    TermKind.THEME: gettext_lazy("Teman"),
    TermKind.TARGET_GROUP: gettext_lazy("Målgrupper"),
    TermKind.STAFF_GROUP: gettext_lazy("Personalgrupper"),
    TermKind.PHASE: gettext_lazy("Faser"),
    TermKind.LEARNING_LEVEL: gettext_lazy("Lärandenivåer"),
    TermKind.PERSPECTIVE: gettext_lazy("Perspektiv"),
    TermKind.STEP_KIND: gettext_lazy("Steg i förändringsteorin"),
    TermKind.SUCCESS_FACTOR: gettext_lazy("Framgångsfaktorer"),
    TermKind.BARRIER: gettext_lazy("Slag av systemhinder"),
    TermKind.DECISION_LEVEL: gettext_lazy("Var det kan beslutas annorlunda"),
    TermKind.ACTOR: gettext_lazy("Aktörer"),
    TermKind.STRENGTH: gettext_lazy("Förmågor och resurser"),
}


def unit_of(measure: MeasureVersion) -> str:
    """The unit in words; an own unit is shown as it was written."""
    return str(_("procent") if measure.percent else UNITS.get(measure.unit, measure.unit))


def origin_of(row: MeasureVersion | Term) -> str:
    return row.organisation.brief if row.organisation else str(_("följer med Samsyn"))


def measure_table(measures) -> Table:
    """One row a measure: what it counts, in what unit, and whose it is."""
    labels = (_("Mått"), _("Definition"), _("Enhet"), _("Byggs av"), _("Kommer från"))
    measures = list(measures)
    names = {row.code: row.name for row in measures}
    rows = [
        [
            Cell(row.name, href=row.get_absolute_url()),
            row.definition,
            unit_of(row),
            formula(row, names) or "–",
            origin_of(row),
        ]
        for row in measures
    ]
    return Table(_("Mått"), [Column(label) for label in labels], rows)


def formula(measure: MeasureVersion, names: dict[str, str]) -> str:
    """Kvinnor + Män, or Summa kostnader / Deltagare; empty for what is counted directly."""
    if measure.numerator:
        return " / ".join(names.get(code, code) for code in (measure.numerator, measure.denominator))
    return " + ".join(names.get(code, code) for code in measure.parts)


def term_tables(groups) -> list[Table]:
    """One table for each kind of term."""
    labels = (_("Begrepp"), _("Definition"), _("Kommer från"))
    return [
        Table(
            KIND_NAMES[kind],
            [Column(label) for label in labels],
            [[Cell(term.name, href=term.get_absolute_url()), term.definition, origin_of(term)] for term in terms],
        )
        for kind, terms in groups
    ]


def measure_facts(measure: MeasureVersion, near: Built) -> list[dict[str, Any]]:
    """Everything that decides what a figure of this measure means."""
    rows: list[dict[str, Any]] = [
        {"label": _("Kod"), "text": measure.code},
        {"label": _("Version"), "text": str(measure.version)},
        {"label": _("Enhet"), "text": unit_of(measure)},
        {"label": _("Täljare"), **_link(near.numerator, measure.numerator)},
        {"label": _("Nämnare"), **_link(near.denominator, measure.denominator)},
        {"label": _("Summan av"), "text": " + ".join(part.name for part in near.parts)},
        {"label": _("Riktning"), "text": Direction(measure.direction).label},
        {"label": _("Uppdelningar"), "text": ", ".join(str(BREAKDOWNS.get(b, b)) for b in measure.breakdowns)},
        {"label": _("Känns igen som"), "text": ", ".join(measure.labels)},
        {"label": _("Källa"), "text": measure.source},
        {"label": _("Granskad"), "text": checked(measure)},
        {"label": _("Kommer från"), "text": origin_of(measure)},
        {"label": _("Används av"), "text": ", ".join(row.name for row in near.used_by)},
    ]
    return [row for row in rows if row["text"]]


def checked(measure: MeasureVersion) -> str:
    """Who checked the definition and when; says so when nobody has."""
    if not measure.checked_by:
        return _("inte granskad")
    if measure.checked_on is None:
        return _("av %(who)s") % {"who": measure.checked_by}
    return _("av %(who)s, %(day)s") % {"who": measure.checked_by, "day": isodate(measure.checked_on)}


def term_facts(term: Term) -> list[dict[str, Any]]:
    rows = [
        {"label": _("Slag"), "text": str(TermKind(term.kind).label)},
        {"label": _("Kod"), "text": term.code},
        {"label": _("Version"), "text": str(term.version)},
        {"label": _("Källa"), "text": term.source},
        {"label": _("Kommer från"), "text": origin_of(term)},
    ]
    return [row for row in rows if row["text"]]


def version_table(versions, current_pk: int) -> Table | None:
    """All versions of one definition; None when there is only one."""
    versions = list(versions)
    if len(versions) < 2:
        return None
    rows = [
        [
            Cell(
                _("Version %(number)s") % {"number": row.version},
                href="" if row.pk == current_pk else row.get_absolute_url(),
                note=_("gäller") if row.replaced_by_id is None else "",
            ),
            row.definition,
            row.source,
        ]
        for row in versions
    ]
    return Table(_("Versioner"), [Column(label) for label in (_("Version"), _("Definition"), _("Källa"))], rows)


def search_catalogue(user, text: str) -> Iterator[Hit]:
    """Measures and terms whose words match."""
    for measure in measures_for(user, text)[:20]:
        yield Hit(measure.name, measure.get_absolute_url(), _("Mått"), measure.definition[:160])
    for term in terms_for(user, text)[:20]:
        yield Hit(term.name, term.get_absolute_url(), _("Begrepp"), term.definition[:160])


def _link(found: MeasureVersion | None, code: str) -> dict[str, Any]:
    return {"text": found.name, "href": found.get_absolute_url()} if found else {"text": code}
