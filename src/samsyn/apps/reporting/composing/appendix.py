"""The appendix: what every measure means, and where every figure comes from."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from django.utils.translation import gettext as _

from samsyn.apps.evaluation.presenters.values import page_words
from samsyn.apps.reporting.content import Cell, Column, Row, Section, TableBlock
from samsyn.apps.reporting.tabulating import text_table
from samsyn.apps.reporting.wording import cell_of, definition_of, name_of, origins, unit_of
from samsyn.core.tables.figure import Figure


def appendix(figures: Mapping[str, Figure]) -> Section:
    """Both parts as one chapter; nothing here can be typed."""
    return Section(
        "bilaga",
        _("Bilaga: mått, population och källor"),
        sections=(
            Section("matt", _("Måttens definitioner"), (definitions(figures),)),
            Section("kallor", _("Siffrornas ursprung"), tuple(origin_tables(figures))),
        ),
    )


def definitions(figures: Mapping[str, Figure]) -> TableBlock:
    """Each measure once, with its definition, unit and how it is built."""
    measures = {figure.measure.code: figure for figure in figures.values()}
    names = {code: name_of(figure) for code, figure in measures.items()}

    def built(figure: Figure) -> str:
        measure = figure.measure
        if measure.is_ratio:
            return f"{names.get(measure.numerator, measure.numerator)} / " + names.get(
                measure.denominator, measure.denominator
            )
        return " + ".join(names.get(code, code) for code in measure.parts)

    rows = [
        [name_of(figure), definition_of(figure), unit_of(figure), built(figure), figure.measure.source]
        for figure in measures.values()
    ]
    headings = [_("Mått"), _("Definition"), _("Enhet"), _("Beräknas som"), _("Källa")]
    return text_table(_("Mått i rapporten"), headings, rows)


def origin_tables(figures: Mapping[str, Figure]) -> list[TableBlock]:
    """One table for each subject: key, value, whom it speaks of, and where it comes from."""
    tables = []
    ordered = sorted(figures.values(), key=lambda figure: figure.subject)
    in_order = list(dict.fromkeys(figure.subject for figure in figures.values()))
    by_subject = {subject: list(group) for subject, group in groupby(ordered, key=lambda figure: figure.subject)}
    for subject in in_order:
        tables.append(
            TableBlock(
                _("Siffror och källor: %(subject)s") % {"subject": subject},
                (
                    Column(_("Nyckel")),
                    Column(_("Värde"), numeric=True),
                    Column(_("Enhet")),
                    Column(_("Population")),
                    Column(_("Ursprung")),
                ),
                tuple(_origin_row(figure) for figure in by_subject[subject]),
            )
        )
    return tables


def _origin_row(figure: Figure) -> Row:
    return Row(
        (Cell(figure.key), cell_of(figure), Cell(unit_of(figure)), Cell(figure.population), Cell(origin(figure)))
    )


def origin(figure: Figure) -> str:
    """How the figure came about, in words: "beräknad här: kvinnor + män" or a publication and its page."""
    made = figure.provenance
    page = page_words(str(made.page))
    words = [word for word in (made.text, page, made.formula) if word]
    told = origins().get(made.origin, made.origin)
    return ": ".join([told, ", ".join(words)]) if words else told
