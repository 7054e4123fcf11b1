"""Figures come in: typed from a page, imported from a table, corrected, and chosen when two sources differ."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.catalogue.models import MeasureVersion
from samsyn.apps.evaluation.actions.subjects import home_of, saved
from samsyn.apps.evaluation.models import Publication, PublishedTable, StoredFigure
from samsyn.apps.evaluation.models.figures import StoredOrigin
from samsyn.apps.evaluation.queries.layouts import BadLayout, Place, places_of
from samsyn.core.tables.numbers import Printed, printed, style_of

LARGEST = Decimal(10) ** 12  # what the column holds


@transaction.atomic
def type_figure(
    *,
    measure: MeasureVersion,
    value: Decimal,
    by,
    project=None,
    cluster=None,
    part: str = "outcome",
    sex: str = "",
    publication: Publication | None = None,
    page: str = "",
    as_printed: str = "",
    population: str = "",
    period: str = "",
    counts: bool = True,
    note: str = "",
) -> StoredFigure:
    """Type one figure, from a page of a publication or as the project's own. A share is a fraction: 0.71."""
    figure = StoredFigure(
        project=project, cluster=cluster, measure=measure, part=part, sex=sex, value=value, as_printed=as_printed,
        population=population, period=period, publication=publication, page=page, counts=counts, note=note,
        origin=StoredOrigin.PRINTED if publication else StoredOrigin.ENTERED,
    )  # fmt: skip
    saved(figure)
    record("figure_typed", by=by, target=figure, organisation=home_of(figure), value=value, counts=counts)
    return figure


@transaction.atomic
def import_table(*, table: PublishedTable, by) -> list[StoredFigure]:
    """Make figures of the cells that the table's layout explains; cells imported before are left as they are.

    What is counted or entered becomes the figure that counts, unless one already does. Sums and ratios are kept as
    printed beside what is computed, and never count. ValidationError when the layout or a measure is unknown.
    """
    try:
        places = places_of(table)
    except BadLayout as error:
        raise ValidationError({"layout": str(error)}) from None
    measures = {row.code: row for row in MeasureVersion.objects.current().order_by("organisation_id")}
    unknown = sorted({place.measure for place in places.values()} - measures.keys())
    if unknown:
        raise ValidationError(
            {"layout": _("Tolkningen nämner okända mått: %(codes)s.") % {"codes": ", ".join(unknown)}}
        )
    made = _figures_in(table, places, measures)
    StoredFigure.objects.bulk_create(made)  # the constraints of the store still hold; hundreds of cells take one trip
    record("table_imported", by=by, target=table, organisation=table.publication.organisation, figures=len(made))
    return made


def _figures_in(
    table: PublishedTable, places: dict[tuple[int, int], Place], measures: dict[str, MeasureVersion]
) -> list[StoredFigure]:
    done = set(table.figures.values_list("row_index", "column_index"))
    taken = _taken(places)
    style = style_of(str(cell) for row in table.rows for cell in row)
    made = []
    for (r, c), place in places.items():
        number = printed(str(table.rows[r][c]), style)
        if number is None or (r, c) in done:
            continue
        if abs(number.value) >= LARGEST:
            raise ValidationError({"rows": _("%(text)s är för stort för en siffra.") % {"text": table.rows[r][c]}})
        figure = _imported(table, r, c, place, measures[place.measure], number)
        figure.counts = figure.counts and _thing(figure) not in taken
        if figure.counts:
            taken.add(_thing(figure))
        made.append(figure)
    return made


def _taken(places: dict[tuple[int, int], Place]) -> set[tuple]:
    """Everything in these projects that already has a figure that counts."""
    projects = {place.project for place in places.values() if place.project}
    counting = StoredFigure.objects.filter(project__in=projects, counts=True, replaced_by=None)
    return {_thing(figure) for figure in counting}


def _thing(figure: StoredFigure) -> tuple:
    return figure.project_id, figure.cluster_id, figure.measure_id, figure.part, figure.sex, figure.period


@transaction.atomic
def read_table(*, table: PublishedTable, layout: dict[str, Any], by) -> list[StoredFigure]:
    """Say how a table is to be read, and import it."""
    table.layout = layout
    saved(table, changed=["layout"])
    record("table_interpreted", by=by, target=table, organisation=table.publication.organisation)
    return import_table(table=table, by=by)


def _imported(
    table: PublishedTable, r: int, c: int, place: Place, measure: MeasureVersion, number: Printed
) -> StoredFigure:
    figure = StoredFigure(
        project_id=place.project, cluster_id=place.cluster, measure=measure, part=place.part, sex=place.sex,
        period=place.period, value=number.value / 100 if number.percent else number.value,
        as_printed=str(table.rows[r][c])[:60], origin=StoredOrigin.IMPORTED, publication=table.publication,
        page=table.page, table=table, row_index=r, column_index=c,
    )  # fmt: skip
    computed = bool(measure.parts or measure.numerator)
    figure.counts = not computed and place.cluster is None
    return figure


def _counting(figure: StoredFigure):
    """The figure that counts for the same thing, if there is one."""
    return StoredFigure.objects.filter(
        project=figure.project, cluster=figure.cluster, measure=figure.measure, part=figure.part, sex=figure.sex,
        period=figure.period, counts=True, replaced_by=None,
    ).exclude(pk=figure.pk)  # fmt: skip


@transaction.atomic
def correct_figure(*, figure: StoredFigure, value: Decimal, note: str, by, as_printed: str = "") -> StoredFigure:
    """Put a corrected value in a figure's place. The old one is kept and points at the new one; note says why."""
    if not note.strip():
        raise ValidationError({"note": _("Skriv varför siffran rättas.")})
    if figure.replaced_by_id:
        raise ValidationError(_("Siffran är redan rättad. Rätta den senaste i stället."))
    kept = {
        field.attname: getattr(figure, field.attname)
        for field in figure._meta.concrete_fields
        if field.name not in {"id", "replaced_by", "counts", "value", "note", "as_printed"}
    }
    new = saved(StoredFigure(**kept, value=value, note=note, as_printed=as_printed, counts=False))
    figure.replaced_by = new
    figure.save(update_fields=["replaced_by"])
    if figure.counts:  # only now is the place free
        new.counts = True
        saved(new, changed=["counts"])
    record("figure_corrected", by=by, target=new, organisation=home_of(new), old=figure.value, new=value, why=note)
    return new


@transaction.atomic
def choose_figure(*, figure: StoredFigure, reason: str, by) -> StoredFigure:
    """Let this figure count where sources differ; the other stays, as printed elsewhere."""
    if not reason.strip():
        raise ValidationError({"reason": _("Skriv varför den här uppgiften ska räknas.")})
    if figure.replaced_by_id:
        raise ValidationError(_("Siffran är rättad. Välj den som ersatte den."))
    others = list(_counting(figure))
    for other in others:
        other.counts = False
        other.save(update_fields=["counts"])
    figure.counts = True
    figure.note = " ".join(text for text in (figure.note, reason.strip()) if text)
    saved(figure, changed=["counts", "note"])
    record(
        "figure_chosen", by=by, target=figure, organisation=home_of(figure), instead_of=[row.pk for row in others],
        why=reason,
    )  # fmt: skip
    return figure
