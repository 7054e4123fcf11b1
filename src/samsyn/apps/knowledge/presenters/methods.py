"""Method cards in words and tables, and where the station's methods stand on shared pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samsyn.apps.evaluation.models import DefinitionDifference
from samsyn.apps.evaluation.presenters.comparison import origin_text
from samsyn.apps.evaluation.presenters.values import figure_cell, name_of, share_text, value_text
from samsyn.apps.knowledge.models import GradeOf, Method, MethodUse
from samsyn.apps.knowledge.presenters.adoption import due_card
from samsyn.apps.knowledge.presenters.ending import ending_card, ending_panel
from samsyn.apps.knowledge.presenters.grades import grade_word
from samsyn.apps.knowledge.queries.methods import Asked, Card, Use
from samsyn.apps.organisations.models import sees_projects
from samsyn.apps.portfolio.presenters.pages import period_of
from samsyn.core.evidence.adoption import Spread
from samsyn.core.tables.figure import Figure
from samsyn.web import registry
from samsyn.web.formats import MISSING, number
from samsyn.web.tables import Cell, Column, Row, Table

PAGES = {"parts": "method-parts", "uses": "method-use-new"}  # where what is not a field of the card is filled in


def method_table(cards: Iterable[Card], count: int) -> Table:
    """One row a method: for whom, the three grades, and in how many organisations it is in use."""
    columns = [
        Column(_("Metod")), Column(_("Målgrupper")), Column(_("Säkerhet")), Column(_("Kostnad")),
        Column(_("Införande")),
        Column(_("Kontrollerat i drift utanför"), numeric=True,
               title=_("Organisationer där metoden inte prövades, i ordinarie drift och kontrollerade")),
        Column(_("Slutat"), numeric=True),
    ]  # fmt: skip
    caption = ngettext("%(count)s metod", "%(count)s metoder", count) % {"count": number(count)}
    return Table(caption, columns, [_listed(card) for card in cards])


def _listed(card: Card) -> list[Any]:
    method, grades = card.method, card.grades
    return [
        Cell(method.name, href=method.get_absolute_url(), note="" if method.published else _("utkast")),
        ", ".join(term.name for term in method.target_groups.all()) or MISSING,
        *(grade_word(of, grades[of].value) for of in (GradeOf.EVIDENCE, GradeOf.COST, GradeOf.IMPLEMENTABILITY)),
        number(card.spread.verified),
        number(card.spread.stopped),
    ]


def use_table(uses: Iterable[tuple[MethodUse, Spread]]) -> Table:
    """The methods of one project: where each came from, and how far it has gone."""
    columns = [
        Column(_("Metod")), Column(_("Förvaltas av")), Column(_("I insatsen")),
        Column(_("Kontrollerat i drift utanför"), numeric=True), Column(_("Slutat"), numeric=True),
    ]  # fmt: skip
    return Table(
        _("Metoder i insatsen"),
        columns,
        [
            [
                Cell(
                    use.method.name, href=use.method.get_absolute_url(),
                    note="" if use.method.published else _("utkast"),
                ),
                use.method.organisation.brief,
                Cell(_("kom till här") if use.born_here else _("prövad"), note=str(use.adaptation or "")),
                number(counted.verified),
                number(counted.stopped),
            ]
            for use, counted in uses
        ],
    )  # fmt: skip


def card_facts(card: Card) -> list[dict[str, Any]]:
    """For whom, about what, who keeps it and where it is from."""
    method = card.method
    return [
        {"label": _("Målgrupper"), "text": ", ".join(term.name for term in method.target_groups.all())},
        {"label": _("Teman"), "text": ", ".join(term.name for term in method.themes.all())},
        {"label": _("Förvaltas av"), "text": str(method.organisation)},
        {"label": _("Källa"), "text": method.source},
    ]


def card_words(method: Method) -> list[dict[str, Any]]:
    """What the card says in running text; what is empty is left out."""
    said = [
        (_("Problemet den löser"), method.problem),
        (_("Utbildning som behövs"), method.training),
        (_("Material"), method.materials),
        (_("Det som krävs på plats"), method.takes),
    ]
    return [{"title": title, "text": text} for title, text in said if text]


def steps_of(method: Method) -> list[str]:
    """One step a line."""
    return [line.strip() for line in method.steps.splitlines() if line.strip()]


def completeness_words(asked: list[Asked], method: Method) -> dict[str, Any]:
    """How much of the card is there, and what is lacking with where to fill it in."""
    lacking = [one for one in asked if not one.there]
    fields = [one for one in lacking if one.name not in (*PAGES, "cost")]
    words = {"there": len(asked) - len(lacking), "of": len(asked)}
    return {
        "text": _("Kortet svarar på %(there)s av %(of)s frågor.") % words,
        "lacking": [
            {
                "label": one.label,
                "href": reverse(PAGES[one.name], args=[method.pk]) if one.name in PAGES else "",
                "note": _("kommer av sig själv när en insats har både kostnad och deltagare")
                if one.name == "cost"
                else "",
            }
            for one in lacking
        ],
        "fill": f"{reverse('method-edit', args=[method.pk])}?saknas=1" if fields else "",
    }


def part_table(method: Method, may_edit: bool = False) -> Table:
    columns = [Column(_("Del")), Column(_("Vad den gör")), Column(_("Bärande"))]
    rows = [
        [
            Cell(part.name, href=reverse("method-part", args=[part.pk]) if may_edit else ""),
            Cell(part.what, note=part.source),
            _("ja") if part.core else _("får anpassas"),
        ]
        for part in method.parts.all()
    ]
    return Table(_("Delar"), columns, rows, empty=_("Inga delar är beskrivna ännu."))


def adaptation_table(method: Method, may_edit: bool = False) -> Table:
    columns = [Column(_("Anpassning")), Column(_("Vad som är annorlunda")), Column(_("Varför")), Column(_("Från"))]
    rows = [
        [
            Cell(
                one.name,
                href=reverse("method-adaptation", args=[one.pk]) if may_edit else "",
                note=one.target_group.name if one.target_group else "",
            ),
            Cell(one.changed, note=one.source),
            one.why or MISSING,
            Cell(one.since.isoformat(), css="nowrap"),
        ]
        for one in method.adaptations.all()
    ]
    return Table(_("Anpassningar"), columns, rows, empty=_("Inga anpassningar är beskrivna ännu."))


def result_table(card: Card, may_edit: bool = False) -> Table:
    """What every project that tried the method has reached, as its figures stand today."""
    columns = [
        Column(_("Insats")), Column(_("Deltagare"), numeric=True), Column(_("Fullföljde"), numeric=True),
        Column(_("I arbete eller studier efteråt"), numeric=True,
               title=_("Tre månader efter avslut, annars vid avslut")),
        Column(_("Steg uppåt"), numeric=True, title=_("Bland dem med läge både före och tre månader efter")),
        Column(_("Kr per deltagare, plan"), numeric=True), Column(_("Kr per deltagare, utfall"), numeric=True),
        Column(_("Deltagarna räknade")),
    ]  # fmt: skip
    return Table(
        _("Resultat i varje insats som prövat metoden"),
        columns,
        [_result(use, may_edit) for use in card.uses],
        note=_(
            "Siffrorna hämtas ur varje insats uppföljning när sidan visas. De är skyddade som där och läggs inte ihop "
            "mellan insatser: samma person kan ha deltagit i flera."
        ),
        empty=_("Ingen insats är inskriven ännu."),
    )


def _result(use: Use, may_edit: bool) -> Row:
    project, figures = use.row.project, use.figures
    note = [period_of(project.starts, project.ends)]
    note += [_("metoden kom till här")] if use.row.born_here else []
    note += [use.row.adaptation.name] if use.row.adaptation else []
    people = figures.get("participants.outcome")
    return Row(
        [
            Cell(str(project), href=project.get_absolute_url() if use.open else "", note=" · ".join(note)),
            _cell(use, people),
            _share(use, ("share_completed_of_ended", "share_completed"), ("completed", "ended")),
            _share(use, ("share_in_work_3_months", "share_in_work_exit"), ("in_work_3_months", "followed_3_months")),
            _share(use, ("share_steps_up_3_months",), ("steps_up_3_months", "paired_3_months")),
            _cell(use, figures.get("cost_per_participant.plan")),
            _cell(use, figures.get("cost_per_participant.outcome")),
            Cell(people.population, note=origin_text(people)) if people else MISSING,
        ]
    )


def _cell(use: Use, figure: Figure | None) -> Cell:
    """The figure; a way to how it was built only for those who may see the project."""
    if use.open or figure is None:
        return figure_cell(use.row.project, figure)
    return Cell(value_text(figure.measure, figure.value, unit=False), numeric=True, note=share_text(figure))


def _share(use: Use, codes: tuple[str, ...], counts: tuple[str, str]) -> Cell:
    """The first share that is known, with its n/N, and its name where it is not the first; otherwise n of N."""
    for code in codes:
        figure = use.figures.get(f"{code}.outcome")
        if figure is not None and figure.value is not None:
            cell = _cell(use, figure)
            name = "" if code == codes[0] else name_of(figure.measure)
            return replace(cell, note=" · ".join(text for text in (cell.note, name) if text))
    n, of = (use.figures.get(f"{code}.outcome") for code in counts)
    if n is None or of is None:
        return _cell(use, n)
    words = {"n": number(n.value), "of": number(of.value)}
    return replace(_cell(use, n), text=_("%(n)s av %(of)s") % words)


def learned_rows(card: Card) -> list[dict[str, str]]:
    """What the projects learnt from trying it."""
    return [
        {"project": str(use.row.project), "text": use.row.learned, "source": use.row.source}
        for use in card.uses
        if use.row.learned
    ]


def definition_words(card: Card, differences: Iterable[DefinitionDifference]) -> list[str]:
    """Where what is counted differs between the projects, so that a comparison is read with care."""
    found = [f"{one.text} {one.consequence}".strip() for one in differences]
    people = [use.figures["participants.outcome"] for use in card.uses if "participants.outcome" in use.figures]
    origins = {figure.provenance.origin for figure in people}
    if len(origins) > 1:
        found.append(_("Deltagarna är räknade på olika sätt: en del är inskrivna eller avskrivna, en del levererade."))
    after = {
        code for use in card.uses for code in ("3_months", "exit") if f"share_in_work_{code}.outcome" in use.figures
    }
    if len(after) > 1:
        found.append(_("Läget efteråt är mätt vid olika tidpunkter: vid avslut i en del insatser, senare i andra."))
    return found


def spread_words(spread: Spread) -> list[dict[str, Any]]:
    """Degree 2 as a number, and what stands beside it."""
    told = [
        (_("Kontrollerat i drift utanför där den prövades"), spread.verified),
        (_("I drift utanför, inte kontrollerat"), spread.unverified),
        (_("I drift där den prövades"), spread.inside),
        (_("Prövar eller har beslutat"), spread.coming),
        (_("Har slutat"), spread.stopped),
    ]
    return [{"label": label, "text": number(count)} for label, count in told]


def stop_rows(card: Card) -> list[dict[str, str]]:
    """Who stopped, when and why: that is knowledge too."""
    return [
        {
            "who": place.organisation.name, "on": place.latest.on.isoformat(), "why": place.latest.why,
            "source": place.latest.source,
        }
        for place in card.log
        if place.stage == "stopped"
    ]  # fmt: skip


def register_methods() -> None:
    """Tab and card of the methods; called when the station starts."""
    registry.register_tab("project", "methods", gettext_lazy("Metoder"), 85, "project-methods")
    registry.register_card(40, "knowledge/card_adoption.html", due_card, sees_projects)
    registry.register_card(38, "knowledge/card_ending.html", ending_card, sees_projects)
    registry.register_panel("project", 20, "knowledge/panel_ending.html", ending_panel)
