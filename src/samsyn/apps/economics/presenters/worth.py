"""The portfolio by worth: a table that sorts by any column, a picture and sums for each set of alike premises."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.economics.presenters.comparing import (
    assumed_words,
    chance_words,
    party_name,
    premise_labels,
    swing_words,
)
from samsyn.apps.economics.presenters.wording import between, money
from samsyn.apps.economics.queries.outlines import Outline, Party
from samsyn.apps.economics.queries.worth import Effort, Together, told_of
from samsyn.apps.portfolio.presenters.lists import purpose_word
from samsyn.valuing.tongue import MILLION
from samsyn.web.charts import Chart, Series
from samsyn.web.formats import MISSING, isodate, number, plainnumber
from samsyn.web.tables import Cell, Column, Table

DRAWN = 25  # efforts in a picture; more would not be read
DOWN = "-"  # before a column's name in the address: the greatest first


@dataclass(frozen=True)
class Field:
    """A column: its heading, what stands in it and what it sorts by; None where the effort has nothing there."""

    label: str
    cell: Callable[[Effort], Any]
    sorts_by: Callable[[Effort], Any]
    numeric: bool = False


def fields() -> dict[str, Field]:
    """Every column, by its name in the address."""
    return {
        "insats": Field(_("Insats"), _project, lambda one: one.project.code.casefold()),
        "kalkyl": Field(_("Kalkyl"), _account, lambda one: _frozen_at(one)),
        "varde": Field(_("Värde för samhället"), _outlined(_worth), _by(lambda one: one.society.mean), numeric=True),
        "vinner": Field(
            _("Samhället vinner"),
            _outlined(lambda one: chance_words(one.society)),
            _by(lambda one: one.society.chance if one.society.banded else None),
        ),
        "underlag": Field(_("Underlag för effekten"), _outlined(_grade), _by(lambda one: one.effect_grade)),
        "antaget": Field(
            _("Vilar på antaganden"), _outlined(_assumed), _by(lambda one: one.assumed_swing), numeric=True
        ),
        "kostnad": Field(_("Insatsens kostnad"), _outlined(_cost), _by(lambda one: one.cost), numeric=True),
        "betalar": Field(
            _("Betalar"),
            _outlined(lambda one: Cell(_listed(one.payers, "cost") or _("ingen"), css="words")),
            _by(lambda one: _first(one.payers)),
        ),
        "far": Field(_("Vinner och förlorar"), _outlined(_gains), _by(lambda one: _first(one.winners))),
        "insikt": Field(_("Väntad systeminsikt"), _insight, lambda one: one.project.insight.casefold() or None),
        "bokslut": Field(_("Bokslut"), _settlement, lambda one: one.settlement.changed_at if one.settlement else None),
    }


def worth_table(efforts: Sequence[Effort], order: str, query: Mapping[str, str]) -> Table:
    """One row an effort. order: a column's name, with DOWN before it for the greatest first. query: the filters."""
    shown = fields()
    name = order.removeprefix(DOWN)
    if name not in shown:
        order = name = "insats"
    rows = in_order(efforts, shown[name], down=order.startswith(DOWN))
    columns = [_column(key, one, order, query) for key, one in shown.items()]
    caption = ngettext("%(n)s insats", "%(n)s insatser", len(rows)) % {"n": number(len(rows))}
    note = _(
        "Nuvärden efter insatsens kostnad, i kalkylens prisår. Under varje belopp står spannet som rymmer nio av tio "
        "beräkningar. Underlaget går från 1, starkast, till 6. Vilar på antaganden: hur stor del av svarets osäkerhet "
        "som kommer från tal utan källa."
    )
    return Table(caption, columns, [[one.cell(row) for one in shown.values()] for row in rows], note=note)


def in_order(efforts: Sequence[Effort], field: Field, *, down: bool) -> list[Effort]:
    """Sorted by the field; those that have nothing there come last whichever way."""
    having = [one for one in efforts if field.sorts_by(one) is not None]
    lacking = [one for one in efforts if field.sorts_by(one) is None]
    return [*sorted(having, key=field.sorts_by, reverse=down), *lacking]


def _column(name: str, field: Field, order: str, query: Mapping[str, str]) -> Column:
    now = {name: "ascending", DOWN + name: "descending"}.get(order, "")
    turned = name if now == "descending" else DOWN + name if now else (DOWN + name if field.numeric else name)
    wanted = "&".join(f"{key}={value}" for key, value in {**query, "ordning": turned}.items())
    return Column(field.label, numeric=field.numeric, sort=f"?{wanted}", sorted=now)


def _by(value: Callable[[Outline], Any]) -> Callable[[Effort], Any]:
    return lambda one: value(one.outline) if one.outline is not None else None


def _outlined(cell: Callable[[Outline], Any]) -> Callable[[Effort], Any]:
    return lambda one: cell(one.outline) if one.outline is not None else MISSING


def _frozen_at(one: Effort) -> Any:
    return one.choice.frozen.frozen_at if one.choice and one.choice.frozen else None


def _project(one: Effort) -> Cell:
    return Cell(one.project.code, href=one.project.get_absolute_url(), css="stacked", note=one.project.name)


def _account(one: Effort) -> Cell:
    """Which account speaks for the effort; that there is none is said, and never a nought."""
    if one.choice is None:
        return Cell(_("ingen kalkyl"), tag="neutral", css="nowrap")
    if one.choice.frozen is not None:
        frozen = one.choice.frozen
        return Cell(
            _("fryst nr %(n)s") % {"n": frozen.number},
            href=frozen.get_absolute_url(),
            css="stacked nowrap",
            note=isodate(frozen.frozen_at.date()),
        )
    href = one.choice.account.get_absolute_url()
    if one.waiting:
        return Cell(_("inte uträknad"), href=href, css="stacked", note=_("Öppna kalkylen, så räknas den."))
    if one.outline is None:
        return Cell(_("går inte att räkna"), href=href, css="stacked", note=_("Öppna kalkylen för att se varför."))
    return Cell(_("inte fryst"), href=href, css="stacked", note=_("Talen kan ändras."))


def _worth(one: Outline) -> Cell:
    band = between(one.society.spread) if one.society.banded else _("utan spann")
    return Cell(money(one.society.mean), css="stacked", note=_priced(band, one))


def _priced(text: str, one: Outline) -> str:
    return _("%(text)s; %(year)s års priser") % {"text": text, "year": plainnumber(one.premises.price_year)}


def _grade(one: Outline) -> Any:
    return Cell(_("grad %(n)s") % {"n": one.effect_grade}) if one.effect_grade else Cell(_("inte graderat"))


def _assumed(one: Outline) -> Cell:
    return Cell(swing_words(one), css="stacked", note=_("%(count)s antagna") % {"count": assumed_words(one)})


def _cost(one: Outline) -> Cell:
    each = one.cost_per_starter
    note = _("%(n)s per person som börjar") % {"n": money(each)} if each else ""
    return Cell(money(one.cost), css="stacked", note=note)


def _gains(one: Outline) -> Cell:
    losing = _listed(one.losers, "mean")
    return Cell(
        _listed(one.winners, "mean") or _("ingen"),
        css="stacked words",
        note=_("Förlorar: %(who)s") % {"who": losing} if losing else "",
    )


def _listed(parties: Sequence[Party], what: str) -> str:
    return ", ".join(f"{party_name(one)} {money(getattr(one, what))}" for one in parties)


def _first(parties: Sequence[Party]) -> str | None:
    return party_name(parties[0]) if parties else None


def _insight(one: Effort) -> Cell:
    kind = _("samverkan: %(kind)s") % {"kind": purpose_word(one.project.purpose)}
    return Cell(one.project.insight or _("inte skriven"), css="stacked words", note=kind)


def _settlement(one: Effort) -> Cell:
    row = one.settlement
    if row is None:
        return Cell(_("inget"))
    note = _("mot en jämförelse") if row.comparison else _("utan jämförelse")
    return Cell(
        _("skrivet för fryst nr %(n)s") % {"n": row.frozen.number},
        href=row.get_absolute_url(),
        css="stacked",
        note=note,
    )


def lacking_words(efforts: Sequence[Effort]) -> str:
    """How many efforts nobody has reckoned on, which is not that they are worth nothing."""
    n = sum(one.choice is None for one in efforts)
    if not n:
        return ""
    return ngettext(
        "%(n)s insats av %(of)s saknar kalkyl. Det betyder inte att den är värd noll, utan att ingen har räknat.",
        "%(n)s insatser av %(of)s saknar kalkyl. Det betyder inte att de är värda noll, utan att ingen har räknat.",
        n,
    ) % {"n": number(n), "of": number(len(efforts))}


def group_words(group: Together, several: bool) -> dict[str, Any]:
    """A picture and the sums of efforts whose premises are alike; alone there is nothing to add or to draw beside."""
    labels = premise_labels()
    told = ", ".join(
        f"{labels[name][0].lower()} {labels[name][1](getattr(group.premises, name))}"
        for name in ("price_year", "first_year", "years", "rate")
    )
    names = ", ".join(one.project.code for one in group.efforts)
    enough = len(group.efforts) > 1
    return {
        "title": (_("Lika förutsättningar: %(told)s") if several else _("Tillsammans: %(told)s")) % {"told": told},
        "names": names,
        "told": _("%(names)s: %(told)s.") % {"names": names, "told": told},
        "picture": _picture(group) if enough else None,
        "table": _sums(group) if enough else None,
        "overlap": _overlap_words(group) if enough else "",
    }


def _picture(group: Together) -> Chart:
    """Worth with its band, the surest effort first: that with the greatest chance that society gains."""
    ordered = sorted(group.efforts, key=lambda one: -(one.outline.society.chance if one.outline else 0))[:DRAWN]
    outlines = [one.outline for one in ordered if one.outline is not None]
    ends = [(_("lågt"), "low"), (_("väntat"), "mean"), (_("högt"), "high")]
    return Chart(
        kind="dots",
        title=_("Värde mot säkerhet: störst chans att samhället vinner överst, spannet rymmer nio av tio beräkningar"),
        categories=tuple(f"{one.project.code}, {chance_words(one.outline.society)}" for one in ordered),
        series=tuple(
            Series(name, tuple(getattr(one.society, end) / MILLION for one in outlines)) for name, end in ends
        ),
        unit=_("Mkr i %(year)s års priser") % {"year": plainnumber(group.premises.price_year)},
        decimals=1,
        category_label=_("Insats"),
    )


def _sums(group: Together) -> Table:
    columns = [
        Column(_("Part")),
        Column(_("Betalar av insatserna"), numeric=True),
        Column(_("Värde efter kostnad"), numeric=True),
    ]
    rows = [[party_name(one), money(one.cost), money(one.mean)] for one in group.parties]
    note = _(
        "Summor av väntade nuvärden i %(year)s års priser. Spannen går inte att lägga ihop och står därför inte här. "
        "Varje belopp är avrundat för sig. En part som en kalkyl inte räknar med ingår inte från den."
    ) % {"year": plainnumber(group.premises.price_year)}
    total = [_("Samhället"), money(group.cost), money(group.worth)]
    caption = _("Summor för %(n)s insatser, part för part") % {"n": number(len(group.efforts))}
    return Table(caption, columns, rows, total, note)


def _overlap_words(group: Together) -> str:
    """That people may be counted twice, and where it is likely: where efforts share municipality, theme and staff."""
    text = _("Samma människor kan vara med i två insatser och räknas då två gånger.")
    if not group.overlaps:
        return text
    places = sorted({one.municipality.brief for one in group.overlaps})
    return f"{text} " + _("Risken är störst där insatser delar tema och personal samtidigt: %(places)s.") % {
        "places": ", ".join(places)
    }


def worth_words(user) -> dict[str, Any] | None:
    """How far the reckoning of all efforts has come, for the list of accounts. None where there is no effort to see."""
    told = told_of(user)
    if not told.efforts:
        return None
    return {
        "text": _(
            "Av %(efforts)s insatser har %(frozen)s en fryst kalkyl, %(living)s en påbörjad och %(settled)s ett "
            "bokslut."
        )
        % {name: number(getattr(told, name)) for name in ("efforts", "frozen", "living", "settled")},
        "href": reverse("worth"),
    }
