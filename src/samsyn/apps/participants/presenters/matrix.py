"""A project's follow-up as tables, charts and sentences. Every share has its n/N and the name of its population."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from samsyn.apps.participants.presenters.follow_up_charts import ClosedChart
from samsyn.apps.participants.presenters.follow_up_words import interval_text, label_of, of_states, part_words, upper
from samsyn.apps.participants.queries.follow_up_splits import SPLITS
from samsyn.apps.participants.queries.matrix import FollowUp
from samsyn.core.followup.breakdowns import Part
from samsyn.core.followup.intervals import wilson
from samsyn.core.followup.matrix import Movement, StepMatrix, movement
from samsyn.core.followup.steps import share_or_none
from samsyn.core.quantities import Share
from samsyn.web.charts import Series
from samsyn.web.formats import number, percent
from samsyn.web.sentences import phrase_in_tongue
from samsyn.web.tables import Cell, Column, Row, Table


def said_of(matrix: StepMatrix) -> dict[str, str]:
    """Whom the steps are of and between which occasions, in the reader's language."""
    names = {"population": matrix.population, "before": matrix.before, "after": matrix.after}
    return {name: phrase_in_tongue(text) for name, text in names.items()}


def matrix_table(matrix: StepMatrix) -> Table:
    """From–to: one row for each state before, one column for each state after, and those who lack either."""
    states, said = matrix.dimension.states, said_of(matrix)
    columns = [
        Column(_("%(before)s ↓ till %(after)s →") % {**said, "before": upper(said["before"])}),
        *(Column(label_of(state), numeric=True) for state in states),
        Column(_("Med båda"), numeric=True),
        Column(_("Saknar uppgift %(when)s") % {"when": said["after"]}, numeric=True),
    ]
    rows = [
        [
            label_of(state),
            *(_moved(matrix, row, column) for column in range(len(states))),
            number(matrix.row_totals[row]),
            number(matrix.only_from[row]),
        ]
        for row, state in enumerate(states)
    ]
    lacking = _("Saknar uppgift %(when)s") % {"when": said["before"]}
    rows.append(Row([lacking, *map(number, matrix.only_to), "", number(matrix.missing_both)], "subtotal"))
    total = [_("Med båda"), *map(number, matrix.column_totals), number(matrix.n), number(matrix.missing_after)]
    return Table(
        _("Från–till, %(what)s") % {"what": label_of(matrix.dimension)},
        columns,
        rows,
        total,
        note=_("Antal %(population)s. Med uppgift båda gångerna: %(paired)s. Den som saknar uppgift räknas inte som "
               "ett läge.") % {**said, "paired": percent(matrix.paired())},
    )  # fmt: skip


def _moved(matrix: StepMatrix, row: int, column: int) -> Cell:
    """A count; the marks say which way the step goes, so that colour is never alone."""
    one, other = matrix.dimension.states[row].order, matrix.dimension.states[column].order
    many = number(matrix.counts[row][column])
    if one is None or other is None or one == other or not matrix.counts[row][column]:
        return Cell(many, numeric=True)
    up = other > one
    return Cell(many, numeric=True, note="▲" if up else "▼", title=str(_("steg uppåt") if up else _("steg nedåt")))


def states_table(found: FollowUp) -> Table:
    """The share in each state at each occasion, of everyone with a state at that occasion."""
    states = found.matrix.dimension.states
    names = [upper(phrase_in_tongue(each.occasion.label)) for each in found.at]
    columns = [Column(_("Läge")), *(Column(name, numeric=True) for name in names)]
    rows = [
        [label_of(state), *(percent(each.spread.share_in(state.code, "from", paired=False)) for each in found.at)]
        for state in states
    ]
    known = [each.spread.known("from") for each in found.at]
    rows.append(Row([_("Med uppgift"), *(percent(each) for each in known)], "subtotal"))
    missing = [number(each.spread.missing_both) for each in found.at]
    rows.append([_("Saknar uppgift, antal"), *missing])
    note = _("Andel av %(population)s med uppgift vid tillfället, n/N. Olika tillfällen kan bygga på olika personer: "
             "förändringen läses i tabellen från–till.") % said_of(found.matrix)  # fmt: skip
    return Table(_("Läge vid varje tillfälle"), columns, rows, note=note)


def states_chart(found: FollowUp) -> ClosedChart | None:
    """The same shares before and after, of those with a state on both occasions, so that they compare."""
    matrix = found.matrix
    if not matrix or not matrix.n:
        return None
    states, said = matrix.dimension.states, said_of(matrix)
    series = tuple(
        Series(upper(label), tuple(share.value for share in of_states(matrix, at)))
        for label, at in ((said["before"], "from"), (said["after"], "to"))
    )
    title = _("Läge %(before)s och %(after)s") % said
    return ClosedChart(
        "grouped_bars",
        title,
        tuple(label_of(state) for state in states),
        series,
        as_percent=True,
        unit=_("andel av samma %(n)s %(population)s") % {**said, "n": number(matrix.n)},
        category_label=_("Läge"),
    )


def paired_table(matrix: StepMatrix) -> Table:
    """The shares of the chart with n/N: the same people on both occasions."""
    rows = [
        [label_of(state), percent(matrix.share_in(state.code, "from")), percent(matrix.share_in(state.code, "to"))]
        for state in matrix.dimension.states
    ]
    said = said_of(matrix)
    note = _("Andel av %(population)s med uppgift både %(before)s och %(after)s.") % said
    columns = [
        Column(_("Läge")),
        Column(upper(said["before"]), numeric=True),
        Column(upper(said["after"]), numeric=True),
    ]
    return Table(_("Samma människor båda gångerna"), columns, rows, note=note)


def movement_values(matrix: StepMatrix) -> list[dict[str, Any]]:
    """Up, same and down as figures with what they stand on; empty when the dimension has no order."""
    found = movement(matrix)
    if found is None or not found.n:
        return []
    up = _("95 %% intervall %(interval)s") % {"interval": interval_text(found.interval)}
    base = {"population": phrase_in_tongue(found.population)}
    return [
        _value(_("Steg uppåt"), found.share_up(), note=up, **base),
        _value(_("Samma steg"), found.share_same(), **base),
        _value(_("Steg nedåt"), found.share_down(), **base),
    ]


def _value(label: str, share: Share | None, population: str, note: str = "") -> dict[str, Any]:
    return {
        "label": label,
        "value": percent(share.value) if share else "–",
        "n_of_N": f"{number(share.n)}/{number(share.of)}" if share else "",
        "population": population,
        "note": note,
    }


def movement_note(matrix: StepMatrix) -> str:
    """What cannot be said about movement, and why."""
    found = movement(matrix)
    if found is None:
        return _("Om det är steg uppåt eller nedåt kan inte sägas: lägena i %(what)s har ingen ordning.") % {
            "what": label_of(matrix.dimension)
        }
    if not found.n:
        return _("Ingen har uppgift både %(before)s och %(after)s, så steg kan inte räknas ännu.") % said_of(matrix)
    if found.outside:
        return _(
            "%(many)s har vid något av tillfällena ett läge utanför ordningen och räknas varken upp eller ned."
        ) % {"many": number(found.outside)}
    return ""


def split_table(found: FollowUp, key: str, name: str) -> Table:
    """Movement in each part; the parts add up to the whole, and what is not known is a part of its own."""
    split = SPLITS[key]
    parts = found.split(split.label, split.order)
    ordered = found.matrix.dimension.ordered
    heads = [upper(name), _("Antal"), _("Med uppgift båda gångerna")]
    heads += [_("Uppåt"), _("95 % intervall"), _("Samma"), _("Nedåt")] if ordered else []
    columns = [Column(heads[0]), *(Column(head, numeric=True) for head in heads[1:])]
    rows = [_part_row(part, part_words(key, part.label), ordered) for part in parts.parts]
    note = _("Antal: n av N %(population)s. Uppåt, samma och nedåt: andel av dem i raden med uppgift både %(before)s "
             "och %(after)s. Läs små tal som enskilda personer, inte som andelar.") % said_of(found.matrix)  # fmt: skip
    whole = _part_row(parts.whole, _("Alla"), ordered)
    return Table(_("Uppdelat på %(what)s") % {"what": name}, columns, rows, whole, note=note)


def _part_row(part: Part[StepMatrix], label: str, ordered: bool) -> list[Any]:
    cells = [label, percent(part.share) if part.share else number(part.n), percent(part.value.paired())]
    if not ordered:
        return cells
    moved: Movement | None = movement(part.value)
    if moved is None or not moved.n:
        return [*cells, "–", "–", "–", "–"]
    shares = percent(moved.share_up()), interval_text(moved.interval), percent(moved.share_same())
    return [*cells, *shares, percent(moved.share_down())]


def goal_value(matrix: StepMatrix) -> dict[str, Any] | None:
    """The share in the highest step after, of everyone known then: what most goals are about."""
    orders = [state.order for state in matrix.dimension.states if state.order is not None]
    if not orders or not matrix.n + matrix.missing_before:
        return None
    top = [place for place, state in enumerate(matrix.dimension.states) if state.order == max(orders)]
    n = sum(matrix.column_totals[place] + matrix.only_to[place] for place in top)
    of = matrix.n + matrix.missing_before
    said = said_of(matrix)
    population = _("%(population)s med uppgift %(when)s") % {**said, "when": said["after"]}
    share = share_or_none(n, of, population)
    names = " / ".join(label_of(matrix.dimension.states[place]) for place in top)
    return _value(
        f"{names}, {said['after']}",
        share,
        share.population if share else "",
        _("95 %% intervall %(interval)s") % {"interval": interval_text(wilson(n, of))},
    )
