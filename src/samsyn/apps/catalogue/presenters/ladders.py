"""A ladder in words: its dimensions and states, what they answer to, and the reasons for leaving."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from samsyn.apps.catalogue.models import Ladder, LadderKind
from samsyn.apps.catalogue.models.ladders import COMMON
from samsyn.apps.catalogue.presenters.definitions import origin_of
from samsyn.core.followup import ladders as core
from samsyn.core.followup.reasons import Reason
from samsyn.web.formats import in_english
from samsyn.web.tables import Cell, Column, Table


def ladder_table(ladders) -> Table:
    """One row a ladder: what it follows, and whose it is."""
    rows = [
        [Cell(row.name, href=row.get_absolute_url()), _contents(row), str(row.version), origin_of(row)]
        for row in ladders
    ]
    labels = (_("Stege"), _("Följer"), _("Version"), _("Kommer från"))
    return Table(_("Stegar och avslutsorsaker"), [Column(label) for label in labels], rows)


def _contents(ladder: Ladder) -> str:
    """The names of the dimensions, read from the definition as it is written."""
    if ladder.kind == LadderKind.REASONS:
        return _("varför en insats slutade")
    names = [each["label"]["sv"] if "label" in each else each["same_as_common"] for each in _written(ladder)]
    return ", ".join(names)


def _written(ladder: Ladder) -> list[dict[str, Any]]:
    common = {each["code"]: each for each in Ladder.objects.common().definition["dimensions"]}
    return [common.get(each.get("same_as_common"), each) for each in ladder.definition["dimensions"]]


def ladder_facts(ladder: Ladder) -> list[dict[str, Any]]:
    rows = [
        {"label": _("Slag"), "text": str(LadderKind(ladder.kind).label)},
        {"label": _("Kod"), "text": ladder.code},
        {"label": _("Version"), "text": str(ladder.version)},
        {"label": _("Källa"), "text": ladder.source},
        {"label": _("Kommer från"), "text": origin_of(ladder)},
    ]
    return [row for row in rows if row["text"]]


def dimension_tables(ladder: Ladder) -> list[Table]:
    """One table a dimension: each state with its step and the common state it answers to."""
    common = Ladder.objects.common().shape
    return [_dimension_table(each, common.dimension(each.code), ladder.code) for each in ladder.shape.dimensions]


def _dimension_table(dimension: core.Dimension, common: core.Dimension, code: str) -> Table:
    columns = [Column(_("Läge"))]
    columns += [Column(_("Steg"), numeric=True)] if dimension.ordered else []
    columns += [Column(_("Räknas i den gemensamma stegen som"))] if code != COMMON else []
    columns += [Column(_("Betyder"))]
    rows = []
    for state in dimension.states:
        cells: list[Any] = [label_of(state)]
        cells += ["–" if state.order is None else str(state.order)] if dimension.ordered else []
        cells += [label_of(common.by_code[state.common])] if code != COMMON else []
        rows.append([*cells, (in_english() and state.definition_en) or state.definition or "–"])
    note = dimension.source
    if not dimension.ordered:
        note = " ".join(filter(None, (note, _("Lägena har ingen ordning: uppåt och nedåt kan inte sägas."))))
    return Table(label_of(dimension), columns, rows, note=note)


def reasons_table(reasons: tuple[Reason, ...]) -> Table:
    """Each reason with what it says: through to the end, a step forward, or neither."""
    labels = (_("Avslutsorsak"), _("Slag"), _("Betyder"), _("Källa"))
    rows = [
        [
            (in_english() and reason.label_en) or reason.label,
            _kind(reason),
            (in_english() and reason.definition_en) or reason.definition or "–",
            reason.source,
        ]
        for reason in reasons
    ]
    return Table(_("Avslutsorsaker"), [Column(label) for label in labels], rows)


def _kind(reason: Reason) -> str:
    if reason.mistake:
        return _("räknas inte")
    if reason.completed:
        return _("fullföljt")
    return {True: _("steg framåt"), False: _("inte ett steg framåt"), None: _("varken eller")}[reason.positive]


def label_of(thing: core.State | core.Dimension) -> str:
    return (in_english() and thing.label_en) or thing.label
