"""Spread as a map of the counties, as a line over the years, and what has been saved where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.knowledge.models.counting import Counted, CountedBy, WithCounter
from samsyn.apps.knowledge.queries.spreading import Root, Rooted, SpreadOver, by_county
from samsyn.apps.organisations.places import County, counties
from samsyn.web.charts import Chart, Series
from samsyn.web.formats import MISSING, isodate, number, sek
from samsyn.web.tables import Cell, Column, Row, Table
from samsyn.web.tiles import Mark, Tile, TileMap

YEARS = "ar"  # the name in the address of the year that the map shows
IN_PLACE = (Root.VERIFIED, Root.USED)
SAVED = "kr"  # on a tile where somebody has counted what was saved


def root_words() -> dict[Root, str]:
    """What the states of the log are called on the map of a method."""
    return {
        Root.VERIFIED: _("kontrollerat i drift"),
        Root.USED: _("i drift, inte kontrollerat"),
        Root.DECIDED: _("beslutat"),
        Root.TRIED: _("prövar"),
        Root.STOPPED: _("slutat"),
    }


def place_words() -> dict[Root, str]:
    """What the places of a good example are called: nobody verifies them."""
    return {Root.USED: _("finns där"), Root.STOPPED: _("finns inte kvar")}


def spread_map(
    title: str, found: SpreadOver, year: int, words: Mapping[Root, str], saved: Collection[str] = ()
) -> TileMap:
    """The counties with what stands in each at the end of the year. saved: codes of counties with a saving counted."""
    here, nowhere = by_county(found.by_year[year])
    tiles = [_tile(county, here.get(county.code, []), words, county.code in saved) for county in counties().values()]
    when = when_words(found, year)
    told = Counter(one.root for one in found.by_year[year])
    return TileMap(
        title=_("%(title)s, län för län, %(when)s") % {"title": title, "when": when},
        said=_("Karta över länen %(when)s. %(count)s har något.") % {
            "when": when,
            "count": ngettext("%(number)d län av 21", "%(number)d län av 21", len(here)) % {"number": len(here)},
        },
        tiles=tiles,
        legend=[Mark(root.value, told[root], words[root]) for root in Root if told[root]],
        table=_table(here, nowhere, words),
        outside=[_named(one, words) for one in nowhere],
        choices=year_choices(found, year),
        notes=_notes(found, year, bool(saved)),
    )  # fmt: skip


def _tile(county: County, rooted: Sequence[Rooted], words: Mapping[Root, str], saved: bool) -> Tile:
    told = Counter(one.root for one in rooted)
    marks = [Mark(root.value, told[root], words[root]) for root in Root if told[root]]
    said = ", ".join(f"{mark.count} {mark.word}" for mark in marks) or _("inget")
    text = f"{county.name}: {said}"
    return Tile(
        county.letters, county.name, county.column, county.row, marks, SAVED if saved else "",
        _("%(tile)s. Besparing inskriven") % {"tile": text} if saved else text,
    )  # fmt: skip


def _table(here: Mapping[str, Sequence[Rooted]], nowhere: Sequence[Rooted], words: Mapping[Root, str]) -> Table:
    """One row a county that has something, and last those without one."""
    told = {one.root for rooted in (*here.values(), nowhere) for one in rooted}
    shown = [root for root in Root if root in told]
    columns = [
        Column(_("Län")),
        *(Column(words[root], numeric=True) for root in shown),
        Column(_("Vilka, och sedan när")),
    ]
    rows = [_row(county.name, here[county.code], shown) for county in counties().values() if county.code in here]
    if nowhere:
        rows.append(_row(_("utan län"), nowhere, shown))
    return Table(_("Kartan som tabell"), columns, rows, empty=_("Inget är inskrivet för det året."))


def _row(name: str, rooted: Sequence[Rooted], shown: Sequence[Root]) -> Row:
    told = Counter(one.root for one in rooted)
    which = ", ".join(f"{one.name} ({one.since or _('år okänt')})" for one in rooted)
    return Row([name, *(number(told[root]) for root in shown), which])


def _named(one: Rooted, words: Mapping[Root, str]) -> str:
    return f"{one.name}: {words[one.root]}" + (f", {one.since}" if one.since else "")


def year_choices(found: SpreadOver, year: int) -> list[dict[str, Any]]:
    """Every year as a link; none where there is only one."""
    if len(found.by_year) < 2:
        return []
    return [
        {
            "text": _("i dag") if each == found.latest else str(each),
            "href": "?#karta" if each == found.latest else f"?{YEARS}={each}#karta",
            "current": each == year,
        }
        for each in found.years
    ]


def when_words(found: SpreadOver, year: int) -> str:
    """The day that a map shows."""
    return _("i dag") if year == found.latest else _("vid slutet av %(year)d") % {"year": year}


def undated_notes(found: SpreadOver) -> list[str]:
    """How many places stand on the last map only, for nobody has said a year; nothing where there are none."""
    if not found.undated:
        return []
    told = ngettext(
        "%(number)d plats saknar år och visas bara i dagens karta.",
        "%(number)d platser saknar år och visas bara i dagens karta.", len(found.undated),
    )  # fmt: skip
    return [told % {"number": len(found.undated)}]


def _notes(found: SpreadOver, year: int, saved: bool) -> list[str]:
    notes = [_("Alla län är lika stora på kartan: den visar var, inte hur många människor.")]
    notes += undated_notes(found)
    if saved:
        notes.append(_("kr: någon har räknat vad det sparat där. Beloppen står nedanför och läggs inte ihop."))
    return notes


def over_time(title: str, found: SpreadOver) -> Chart | None:
    """In how many places it is used at the end of each year; None where nothing is used or there is only one year.

    Only one line: several that end at the same number would hide each other. The map tells of the rest, year by year.
    """
    years = found.years
    used = [sum(one.root in IN_PLACE and one not in found.undated for one in found.by_year[year]) for year in years]
    if len(years) < 2 or not any(used):
        return None
    return Chart(
        kind="lines",
        title=_("%(title)s: platser där det används, vid varje års slut") % {"title": title},
        categories=tuple(str(year) for year in years),
        series=(Series(_("används"), tuple(used)),),
        category_label=_("År"),
    )


def counter_words(row: WithCounter, open_accounts: Collection[int] = ()) -> tuple[str, str]:
    """How an amount was counted, and the way to its account for whoever may see it. open_accounts: keys of accounts."""
    if not row.counted_by:
        return _("källan säger inte hur det räknats"), ""
    said = str(CountedBy(row.counted_by).label)
    if row.frozen is None:
        return said, ""
    name = f"{said}: {row.frozen}"
    return name, row.frozen.get_absolute_url() if row.frozen.account_id in open_accounts else ""


def prices_of(year: int | None) -> str:
    """In whose prices an amount is."""
    return _("%(year)s års priser") % {"year": year} if year else _("prisår okänt")


def saving_table(rows: Iterable[Counted], removable: Collection[int], seen: Collection[int]) -> Table:
    """What each organisation has saved, as somebody has counted. Never a sum: they are counted in different ways."""
    columns = [
        Column(_("Organisation")), Column(_("Besparing"), numeric=True), Column(_("Framräknat")), Column(_("Ingår")),
        Column(_("Källa")), Column(_("Rätta")),
    ]  # fmt: skip
    return Table(
        _("Vad som sparats"), columns, [_saved(row, row.pk in removable, seen) for row in rows],
        note=_(
            "Beloppen räknas inte ihop: de är framräknade på olika sätt. Utan jämförelse är en besparing inte visad."
        ),
        empty=_("Ingen har skrivit in vad som sparats."),
    )  # fmt: skip


def _saved(row: Counted, removable: bool, seen: Collection[int]) -> list[Any]:
    over = ngettext("på %(count)s år", "på %(count)s år", row.years or 1) % {"count": row.years}
    return [row.organisation.brief, Cell(sek(row.amount), note=f"{over}, {prices_of(row.price_year)}"),
            *counted_cells(row, removable, seen)]  # fmt: skip


def counted_cells(row: Counted, removable: bool, seen: Collection[int]) -> list[Any]:
    """How it was counted, what it holds, its source, and the way to take it away."""
    text, href = counter_words(row, seen)
    way = Cell(_("Ta bort"), href=reverse("counted-remove", args=[row.pk]), css="nowrap") if removable else MISSING
    return [Cell(text, href=href, note=isodate(row.on)), row.includes or MISSING, row.source, way]


def counties_of(rooted: Iterable[Rooted], keys: Collection[int]) -> set[str]:
    """Codes of the counties of the organisations with these keys."""
    return {one.county.code for one in rooted if one.county and one.key in keys}
