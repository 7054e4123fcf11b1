"""A release before it leaves, table by table beside the exact figures; and the deliveries that have been made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.evaluation.delivered import NUMBER
from samsyn.apps.evaluation.presenters.delivered_grids import reason_for
from samsyn.apps.participants.models import Delivery
from samsyn.apps.participants.queries.deliver import Prepared
from samsyn.core.disclosure.cells import ProtectedCell, ProtectedRow
from samsyn.core.disclosure.crossing import CountTable, Key
from samsyn.core.disclosure.rules import rules_of
from samsyn.core.disclosure.shown import ProtectedTable
from samsyn.web.formats import isodate, number
from samsyn.web.tables import Cell, Column, Row, Table

NEW, STANDS, WITHHELD = "new", "stands", "withheld"


@dataclass(frozen=True)
class Beside:
    """One table: each cell as it is and as it would leave, and what happens to each row."""

    table: Table
    told: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """The true and the protected table of one release."""

    exact: CountTable
    shown: ProtectedTable
    prepared: Prepared

    def state(self, row: ProtectedRow) -> str:
        if all(cell.status == "withheld" for cell in (*row.cells, row.total)):
            return WITHHELD
        return STANDS if row.frozen else NEW

    def name(self, key: Key) -> str:
        return key[0] if key and key[0] else _("Alla")


def beside(prepared: Prepared) -> list[Beside]:
    """Every table of the release, in the order it is read."""
    pairs = (Pair(exact, shown, prepared) for exact, shown in zip(prepared.exact, prepared.shown, strict=True))
    return [Beside(_table(pair), pair.shown.people is not None, tuple(_sentences(pair))) for pair in pairs]


def _table(pair: Pair) -> Table:
    """Backgrounds and matrices with their rows down the side; outcomes down the side when they are split by sex."""
    exact, shown = pair.exact.rows(), pair.shown
    last = shown.dimensions[-1]
    alone = last.code == NUMBER.code
    columns = [] if alone else list(enumerate(shown.columns))
    grid = [
        [pair.name(row.key), *(_cell(len(exact[row.key][column]), row.cells[at]) for at, column in columns),
         _cell(sum(map(len, exact[row.key].values())), row.total)]
        for row in shown.rows
    ]  # fmt: skip
    heads = ["", *(column for _at, column in columns), _("Antal") if alone else _("Totalt")]
    if not alone and (len(shown.dimensions) == 1 or shown.dimensions[0].code == "sex"):
        grid, heads = _turned(grid, heads)
    heads[0] = last.label if not alone else shown.dimensions[0].label
    return Table(shown.title, [Column(heads[0]), *(Column(head, numeric=True) for head in heads[1:])],
                 [Row(line) for line in grid])  # fmt: skip


def _turned(grid: list[list[Any]], heads: list[str]) -> tuple[list[list[Any]], list[str]]:
    rows = [[head, *(line[at] for line in grid)] for at, head in enumerate(heads[1:], start=1)]
    return rows, ["", *(line[0] for line in grid)]


def _cell(exact: int, cell: ProtectedCell) -> Cell:
    """27 → 25, 3 → färre än 5, 12 → visas inte."""
    if cell.status == "withheld":
        return Cell(f"{number(exact)} → {_('visas inte')}", numeric=True, css="quiet")
    shown = number(cell.value) if cell.value is not None else _("färre")
    mark = _("tillsammans") if cell.status == "merged" else ""
    return Cell(f"{number(exact)} → {shown}", numeric=True, note=mark)


def _sentences(pair: Pair) -> Iterator[str]:
    """What happens to the rows: which stand since when, and which are withheld, and why."""
    yield _("Gäller %(population)s.") % {"population": _(pair.shown.population)}
    if pair.shown.code in pair.prepared.stricter:
        yield _("Känslig tabell: gränsen är %(least)s.") % {"least": pair.shown.rules.smallest}
    if pair.shown.people is None:
        yield _("Färre än %(fewest)s personer: inga tal lämnas.") % {"fewest": pair.shown.rules.fewest}
        return
    for row in pair.shown.rows:
        if row.frozen:
            yield _standing(pair, row)
    for why, names in _withheld(pair).items():
        yield f"{', '.join(names)}: {why}"
    joined = {row.together for row in pair.shown.rows if row.together}
    for keys in joined:
        names = ", ".join(pair.name(key) for key in keys)
        yield _("%(names)s lämnas som en rad: nästan alla i någon av dem har samma.") % {"names": names}


def _standing(pair: Pair, row: ProtectedRow) -> str:
    since = next(cell.since for cell in (*row.cells, row.total) if cell.since)
    change = pair.prepared.changes.get((pair.shown.code, row.key))
    people = change.people if change else 0
    words = {"name": pair.name(row.key), "day": since, "many": people, "needed": pair.shown.rules.freeze}
    return (
        ngettext(
            "%(name)s: står kvar sedan %(day)s. %(many)s person har ändrats, %(needed)s behövs.",
            "%(name)s: står kvar sedan %(day)s. %(many)s personer har ändrats, %(needed)s behövs.",
            people,
        )
        % words
    )


def _withheld(pair: Pair) -> dict[str, list[str]]:
    """Names of the rows whose columns do not leave, by why."""
    found: dict[str, list[str]] = {}
    for row in pair.shown.rows:
        cell = next((cell for cell in row.cells if cell.status == "withheld"), None)
        alone = pair.shown.dimensions[-1].code == NUMBER.code and row.total.status != "withheld"
        if cell is not None and not alone:
            found.setdefault(reason_for(cell, pair.shown), []).append(pair.name(row.key))
    return found


def summary(prepared: Prepared) -> list[dict[str, Any]]:
    """The release in a few facts."""
    pairs = [Pair(exact, shown, prepared) for exact, shown in zip(prepared.exact, prepared.shown, strict=True)]
    states = [pair.state(row) for pair in pairs for row in pair.shown.rows]
    told = sum(pair.shown.people is not None for pair in pairs)
    facts = [
        (_("Leverans"), number(prepared.number)),
        (_("Till och med"), isodate(prepared.asked.up_to)),
        (_("Tabeller med tal"), _("%(told)s av %(all)s") % {"told": told, "all": len(pairs)}),
        (_("Rader som är nya"), number(states.count(NEW))),
        (_("Rader som står kvar"), number(states.count(STANDS))),
        (_("Rader som inte visas"), number(states.count(WITHHELD))),
        (_("Regler"), rules_text(prepared)),
    ]
    return [{"label": label, "text": text} for label, text in facts]


def rules_text(prepared: Prepared) -> str:
    """Which limit holds, and why."""
    if prepared.why_sensitive:
        return _("Gränsen är %(least)s: %(why)s.") % {
            "least": prepared.rules.smallest, "why": ", ".join(prepared.why_sensitive),
        }  # fmt: skip
    return _("Gränsen är %(least)s, för känsliga tabeller högre.") % {"least": prepared.rules.smallest}


def left_out_sentences(prepared: Prepared) -> list[str]:
    return [
        _("%(title)s lämnas inte: för få personer står bakom deltagandena.") % {"title": shape.title}
        for shape in prepared.left_out
    ]


def delivery_table(deliveries: Iterable[Delivery]) -> Table:
    """Every delivery of a project, the latest first."""
    columns = [Column(_("Leverans"), numeric=True), Column(_("Till och med")), Column(_("Lämnad")), Column(_("Av")),
               Column(_("Gräns"), numeric=True), Column(_("Rättelse"))]  # fmt: skip
    rows = [
        [
            Cell(number(one.number), href=reverse("delivery", args=[one.pk])), isodate(one.up_to), isodate(one.at),
            str(one.by or ""), number(rules_of(one.rules_version).smallest), one.why if one.correction else "",
        ]
        for one in deliveries
    ]  # fmt: skip
    return Table(_("Leveranser"), columns, rows)


def delivery_facts(delivery: Delivery) -> list[dict[str, Any]]:
    """What can be said of a delivery beside its tables."""
    facts = [
        (_("Till och med"), isodate(delivery.up_to)),
        (_("Lämnad"), f"{isodate(delivery.at)}, {delivery.by or _('okänd')}"),
        (_("Reglernas version"), delivery.rules_version),
        (_("Rättelse"), delivery.why if delivery.correction else _("nej")),
        (_("Fingeravtryck (SHA-256)"), delivery.sha256),
    ]
    return [{"label": label, "text": text} for label, text in facts]
