"""All methods and good examples on one map: how many different ones there are in each county, never added together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.knowledge.presenters.spreading import IN_PLACE, root_words, undated_notes, when_words, year_choices
from samsyn.apps.knowledge.queries.spreading import Root, Rooted, Together, by_county
from samsyn.apps.organisations.places import County, counties
from samsyn.web.charts import Chart, Series
from samsyn.web.formats import number
from samsyn.web.tables import Column, Row, Table
from samsyn.web.tiles import Mark, Tile, TileMap

Here = tuple[list[Rooted], list[Rooted]]  # the methods and the examples of one county


def together_map(found: Together, year: int) -> TileMap:
    """Methods as marks by how firmly they stand; good examples as a number in the corner, as nobody verifies them."""
    here, nowhere = _places(found, year)
    when = when_words(found.methods, year)
    words, told = root_words(), {root: found.standing(year, [root]) for root in Root}
    return TileMap(
        title=_("Metoder och goda exempel, län för län, %(when)s") % {"when": when},
        said=_("Karta över länen %(when)s. %(count)s har något.") % {
            "when": when,
            "count": ngettext("%(number)d län av 21", "%(number)d län av 21", len(here)) % {"number": len(here)},
        },
        tiles=[_tile(county, here.get(county.code, ([], []))) for county in counties().values()],
        legend=[Mark(root.value, told[root], words[root]) for root in Root if told[root]],
        table=_table(here, nowhere),
        outside=_listed(nowhere),
        choices=year_choices(found.methods, year),
        notes=_notes(found),
    )  # fmt: skip


def _places(found: Together, year: int) -> tuple[dict[str, Here], Here]:
    methods, loose = by_county(found.methods.by_year[year])
    examples, homeless = by_county(found.examples.by_year[year])
    here = {code: (methods.get(code, []), examples.get(code, [])) for code in counties() if code in methods | examples}
    return here, (loose, homeless)


def _tile(county: County, here: Here) -> Tile:
    methods, examples = here
    words, told = root_words(), Counter(one.root for one in methods)
    marks = [Mark(root.value, told[root], words[root]) for root in Root if told[root]]
    said = [f"{mark.count} {mark.word}" for mark in marks]
    there = _there(examples)
    if there:
        said.append(ngettext("%(n)d gott exempel", "%(n)d goda exempel", there) % {"n": there})
    return Tile(
        county.letters, county.name, county.column, county.row, marks,
        _("%(n)d ex.") % {"n": there} if there else "", f"{county.name}: {', '.join(said) or _('inget')}",
    )  # fmt: skip


def _there(examples: Sequence[Rooted]) -> int:
    return sum(one.root in IN_PLACE for one in examples)


def _table(here: dict[str, Here], nowhere: Here) -> Table:
    """One row a county that has something, and last what has none. No row of sums: a method may be in many counties."""
    words = root_words()
    told = {one.root for methods, _examples in (*here.values(), nowhere) for one in methods}
    shown = [root for root in Root if root in told]
    columns = [
        Column(_("Län")),
        *(Column(_("Metoder: %(state)s") % {"state": words[root]}, numeric=True) for root in shown),
        Column(_("Goda exempel som finns där"), numeric=True),
        Column(_("Vilka, och sedan när")),
    ]
    rows = [_row(county.name, here[county.code], shown) for county in counties().values() if county.code in here]
    if any(nowhere):
        rows.append(_row(_("utan län"), nowhere, shown))
    return Table(_("Kartan som tabell"), columns, rows, empty=_("Inget är inskrivet för det året."))


def _row(name: str, here: Here, shown: Sequence[Root]) -> Row:
    methods, examples = here
    told = Counter(one.root for one in methods)
    which = "; ".join(_listed(here))
    return Row([name, *(number(told[root]) for root in shown), number(_there(examples)), which])


def _listed(here: Here) -> list[str]:
    methods, examples = here
    return [*map(_named, methods), *(_("gott exempel: %(which)s") % {"which": _named(one)} for one in examples)]


def _named(one: Rooted) -> str:
    words = _("%(name)s (finns inte kvar)") if one.root == Root.STOPPED else "%(name)s (%(year)s)"
    return words % {"name": one.name, "year": one.since or _("år okänt")}


def _notes(found: Together) -> list[str]:
    return [
        _("Alla län är lika stora på kartan: den visar var, inte hur många människor."),
        _(
            "Talen är antal olika metoder. En metod räknas en gång i varje län där den finns, efter det säkraste läget "
            "där. Under kartan står hur många olika metoder som har läget någonstans i landet. En metod kan finnas i "
            "flera län och ha olika läge där, så inga av talen läggs ihop."
        ),
        _("ex.: goda exempel som finns i länet. De räknas för sig, för ingen kontrollerar dem som metoderna."),
        *undated_notes(found.examples),
    ]


def together_over_time(found: Together) -> Chart | None:
    """How many different methods are in use somewhere at the end of each year; None where there is nothing to see."""
    years = found.methods.years
    used = [found.standing(year, IN_PLACE) for year in years]
    if len(years) < 2 or not any(used):
        return None
    return Chart(
        kind="lines",
        title=_("Olika metoder i drift någonstans, vid varje års slut"),
        categories=tuple(str(year) for year in years),
        series=(Series(_("i drift"), tuple(used)),),
        category_label=_("År"),
    )
