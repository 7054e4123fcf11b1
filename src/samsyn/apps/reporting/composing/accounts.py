"""The chapter of frozen accounts: what the effort is worth, to whom and how surely; and CHEERS in the appendix.

Everything is read from the frozen copy, so the page, Word, PDF and Excel cannot say different things of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from samsyn.apps.economics.models import FrozenAccount
from samsyn.apps.economics.presenters.settlements import settlement_words
from samsyn.apps.economics.queries.answers import frozen_scenario
from samsyn.apps.economics.queries.settlements import settled
from samsyn.apps.reporting.composing.account_figures import name_of
from samsyn.apps.reporting.composing.titles import BEFORE_WORTH, WORTH, WORTH_TITLE
from samsyn.apps.reporting.content import Block, Cell, Column, ListBlock, Row, Run, Section, TableBlock, Text
from samsyn.apps.reporting.drawings import block_of
from samsyn.apps.reporting.tabulating import text_table
from samsyn.apps.reporting.wording import plain
from samsyn.core.valuation.bank_faults import BadValue
from samsyn.valuing import cheers, telling
from samsyn.valuing.tongue import MILLION, STILL, Tongue
from samsyn.web.charts import Chart, Series
from samsyn.web.formats import MISSING, in_english, isodate, plainnumber
from samsyn.web.sentences import in_tongue
from samsyn.web.tables import as_cell

Answer = Mapping[str, Any]


def with_accounts(chosen: Sequence[FrozenAccount], sections: Sequence[Section]) -> list[Section]:
    """The chapters with that of the chosen accounts among them and their checklists last; as they are where none is."""
    if not chosen:
        return list(sections)
    tongue = Tongue(in_english())
    own = tuple(_account(one, tongue) for one in chosen)
    chapter = Section(WORTH, str(WORTH_TITLE), sections=own, editable=WORTH)
    lists = tuple(_checklist(one, tongue) for one in chosen)
    placed: list[Section] = []
    for section in sections:
        placed += [chapter, section] if section.code == BEFORE_WORTH else [section]
    last = placed[-1]
    return [*placed[:-1], replace(last, sections=(*last.sections, *lists))]


def _account(frozen: FrozenAccount, tongue: Tongue) -> Section:
    return Section(f"kalkyl-{frozen.pk}", name_of(frozen), tuple(_blocks(frozen, tongue)))


def _blocks(frozen: FrozenAccount, tongue: Tongue) -> Iterator[Block]:
    answer = frozen.result
    if not frozen.intact:
        yield _text(_("Kopian stämmer inte med sin kontrollsumma: den har ändrats efter att den frystes."))
    yield _text(telling.headline(answer, tongue))
    yield _text(telling.expected(answer, tongue))
    yield _text(telling.losers(answer, tongue))
    yield from _who(frozen, tongue)
    for side in telling.SIDES:
        if told := telling.break_even(answer, side, tongue):
            yield _text(told)
    if told := telling.what_chance_does(answer, tongue):
        yield _text(told)
    yield from _assumptions(frozen, tongue)
    yield from _settlement(frozen)
    yield _text(_source(frozen, tongue), "note")


def _who(frozen: FrozenAccount, tongue: Tongue) -> Iterator[Block]:
    """Who pays and who gains, as real numbers, and the same drawn."""
    answer, name = frozen.result, name_of(frozen)
    places, lines = telling.decimals_of(answer), telling.by_actor(answer, tongue)
    caption = _("Vem som betalar och vem som vinner: %(name)s") % {"name": name}
    years = min(answer["term"], answer["years"])
    headings = [
        _("Betalar av insatsen, Mkr"),
        _("Nuvärde, Mkr"),
        _("Lågt, Mkr"),
        _("Högt, Mkr"),
        _("De första %(n)s åren, Mkr") % {"n": years},
        _("I plus"),
        _("Chans"),
    ]
    columns = (Column(_("Part")), *(Column(heading, numeric=True) for heading in headings))
    rows = tuple(_who_row(line, answer, places, tongue) for line in lines)
    note = _("Nio av tio beräkningar ligger mellan lågt och högt. %(premises)s") % {
        "premises": telling.premises(answer, tongue)
    }
    yield TableBlock(caption, columns, rows, note)
    ends = [(_("lågt"), "low"), (_("väntat"), "mean"), (_("högt"), "high")]
    whole = [line for line in lines if not line.depth]  # parts of a party are in the table, and would crowd the drawing
    chart = Chart(
        kind="dots",
        title=_("Nuvärde för varje part: %(name)s") % {"name": name},
        categories=tuple(line.name for line in whole),
        series=tuple(
            Series(label, tuple(line.seen["present_value"][end] / MILLION for line in whole)) for label, end in ends
        ),
        unit=_("Mkr i %(year)s års priser") % {"year": plainnumber(answer["price_year"])},
        decimals=places,
        category_label=_("Part"),
    )
    yield block_of(chart, chart.title, caption)


def _who_row(line: telling.Line, answer: Answer, places: int, tongue: Tongue) -> Row:
    worth = line.seen["present_value"]
    banded = worth["high"] - worth["low"] >= STILL

    def money(value: float) -> Cell:
        return Cell(tongue.millions(value, places), "number", plain(value / MILLION), places)

    return Row(
        (
            Cell(("– " if line.depth else "") + line.name),
            money(0.0 - line.seen["cost"]["mean"]),
            money(worth["mean"]),
            money(worth["low"]) if banded else Cell(MISSING),
            money(worth["high"]) if banded else Cell(MISSING),
            money(line.seen["first_term"]["mean"]),
            Cell(telling.payback(line.seen, answer, tongue)),
            Cell(telling.chance_of(line.seen, tongue)),
        )
    )


def _assumptions(frozen: FrozenAccount, tongue: Tongue) -> Iterator[Block]:
    """Every number that nobody has a source for, those that move the answer most first."""
    answer = frozen.result
    head, _named = telling.assumptions(answer, tongue)
    yield _text(f"{head}.")
    weight = {swing["code"]: at for at, swing in enumerate(answer["tornado"])}
    ordered = sorted(answer["assumptions"], key=lambda one: weight.get(one["code"], len(weight)))
    if ordered:
        rows = [[tongue.name(one["name"]), tongue.with_unit(one["value"], one["unit"]), one["why"]] for one in ordered]
        caption = _("Antaganden: %(name)s") % {"name": name_of(frozen)}
        yield text_table(caption, [_("Tal"), _("Värde"), _("Varför det antas")], rows)


def _settlement(frozen: FrozenAccount) -> Iterator[Block]:
    """What became of it, where somebody has written the bokslut."""
    row = getattr(frozen, "settlement", None)
    if row is None:
        return
    row.frozen = frozen
    words = settlement_words(row, settled(row))
    if "fault" in words:
        yield _text(words["fault"])
        return
    said = [words["headline"], *words["effect"], words["scored"], words["moved"]]
    yield ListBlock(tuple((Run(text),) for text in said if text))
    table = words["table"]
    rows = [[str(as_cell(cell).text) for cell in row] for row in (*table.rows, table.total) if row]
    caption = _("Bokslut: %(name)s") % {"name": name_of(frozen)}
    yield text_table(caption, [str(column.label) for column in table.columns], rows, str(table.note))


def _source(frozen: FrozenAccount, tongue: Tongue) -> str:
    return _(
        "Källa: kalkylen %(name)s, fryst %(day)s av %(who)s (%(why)s). Kopians kontrollsumma (SHA-256) är %(sum)s. "
        "%(standing)s"
    ) % {
        "name": name_of(frozen),
        "day": isodate(frozen.frozen_at),
        "who": frozen.frozen_by_name,
        "why": frozen.reason,
        "sum": frozen.sha256,
        "standing": telling.standing(frozen.result, tongue),
    }


def _checklist(frozen: FrozenAccount, tongue: Tongue) -> Section:
    """The numbered list for health economic reports, answered from the account or saying what somebody has to write."""
    title = _("Checklista enligt CHEERS: %(name)s") % {"name": name_of(frozen)}
    code = f"cheers-{frozen.pk}"
    try:
        items = cheers.items(frozen_scenario(frozen), frozen.result, tongue)
    except BadValue as fault:
        return Section(code, title, (_text(in_tongue(fault)),))
    rows = [[str(item.number), item.asks, item.answer] for item in items]
    return Section(code, title, (text_table(title, [_("Nr"), _("Punkt"), _("Svar")], rows),))


def _text(text: str, style: str = "body") -> Text:
    return Text((Run(text),), style)
