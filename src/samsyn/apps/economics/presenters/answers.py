"""What an account answers, as pictures, tables and one sentence each. The loser is always named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.economics.naming import said
from samsyn.apps.economics.presenters.wording import amount, between, chance, money, perspective
from samsyn.core.valuation.cube import PUBLIC, SOCIETY, WELLBEING
from samsyn.web.charts import Chart, Series
from samsyn.web.formats import number, percent, plainnumber
from samsyn.web.tables import Cell, Column, Table

Result = Mapping[str, Any]
MILLION = 1e6
LEAST = 0.5  # kronor, under which nobody gains or loses
TURNS = 8  # parameters shown of those that turn the answer
WHOLE = (SOCIETY, PUBLIC)
YEARLY = (SOCIETY, PUBLIC, "municipality", "individual")  # as many lines as can be told apart


def answer_words(result: Result) -> dict[str, Any]:
    """Everything the page shows of a whole result."""
    return {
        **brief_words(result),
        "sentences": [text for text in (_loser(result), _public(result), _break_even(result)) if text],
        "potential": _potential(result),
        "years": _years(result),
        "turns": _turns(result),
        "turns_picture": _turns_picture(result),
        "knowing": _knowing(result),
        "luck": _luck(result),
        "rates": _rates(result),
        "bases": _bases(result),
        "assumed": _assumed(result),
        "notices": [said(one) for one in result["notices"]],
    }


def brief_words(result: Result) -> dict[str, Any]:
    """What is shown of an answer while the chain is being moved."""
    return {
        "headline": headline(result),
        "sentences": [_loser(result), _public(result)],
        "by_actor": by_actor(result),
        "picture": _picture(result),
        "chain": _chain(result),
        "fine_print": _fine_print(result),
    }


def headline(result: Result) -> str:
    """One sentence: worth to society, with its band and chance."""
    society = result["perspectives"][SOCIETY]
    worth = society["present_value"]
    values = {"worth": money(abs(worth["mean"])), "between": between(worth), "chance": chance(society["p_gain"])}
    if worth["mean"] >= 0:
        text = _("Samhället väntas vinna %(worth)s (nio av tio beräkningar ger %(between)s) och vinner %(chance)s.")
    else:
        text = _("Samhället väntas förlora %(worth)s (nio av tio beräkningar ger %(between)s) och vinner %(chance)s.")
    if worth["low"] == worth["high"]:
        text = (
            _("Samhället väntas vinna %(worth)s. Inget värde har osäkerhet, så spannet är inte noll utan okänt.")
            if worth["mean"] >= 0
            else _("Samhället väntas förlora %(worth)s. Inget värde har osäkerhet, så spannet är inte noll utan okänt.")
        )
    return text % values


def _loser(result: Result) -> str:
    """Every party that loses on average by name, the public sector as a whole too; a whole is left out where it is
    only its parts that lose."""
    seen = result["perspectives"]
    within = {part for code in result["losers"] for part in seen[code]["parts"]}
    losers = [code for code in result["losers"] if not within & set(seen[code]["parts"])]
    if seen[PUBLIC]["present_value"]["mean"] < -LEAST and not any(code in losers for code in seen[PUBLIC]["parts"]):
        losers = [PUBLIC, *losers]
    if not losers:
        return _("Ingen part förlorar i genomsnitt.")
    told = ", ".join(f"{perspective(code)} ({money(seen[code]['present_value']['mean'])})" for code in losers)
    if seen[SOCIETY]["present_value"]["mean"] > 0:
        return _("Samhället vinner men alla gör det inte. Förlorar i genomsnitt: %(who)s.") % {"who": told}
    return _("Förlorar i genomsnitt: %(who)s.") % {"who": told}


def _public(result: Result) -> str:
    public = result["perspectives"][PUBLIC]
    if not public["parts"] and not any(abs(year["mean"]) > LEAST for year in public["by_year"]):
        return _("Kalkylen räknar inte med några offentliga pengar.")
    year = public["payback_year"]
    if public["present_value"]["mean"] < 0 or year is None:
        return _("De offentliga parterna får inte tillbaka pengarna inom %(years)s år.") % {"years": result["years"]}
    return _("De offentliga parterna har i genomsnitt fått tillbaka pengarna år %(year)s.") % {
        "year": plainnumber(year)
    }


def _break_even(result: Result) -> str:
    found = result["break_even"].get(SOCIETY)
    if not found:
        return ""
    gains = result["perspectives"][SOCIETY]["present_value"]["mean"] > 0
    if found["effect"] is None:
        if gains:
            return _("Insatsen bär sig för samhället vid varje effekt som prövats.")
        return _("Ingen effekt som prövats räcker för att insatsen ska bära sig för samhället.")
    unit = next((one["unit"] for one in result["sources"] if one["code"] == found["code"]), "1")
    least, expected = amount(found["effect"], unit), amount(found["expected"], unit)
    text = _("Insatsen bär sig för samhället om effekten är minst %(least)s; kalkylen räknar med %(expected)s.")
    if found["share"] is not None and 0 < found["share"] <= 1:
        text = _(
            "Insatsen bär sig för samhället om effekten är minst %(least)s; kalkylen räknar med %(expected)s. "
            "Det räcker alltså med %(share)s av den väntade effekten."
        )
    return text % {"least": least, "expected": expected, "share": percent(found["share"] or 0, 0)}


def _potential(result: Result) -> str:
    whole = result["potential"][SOCIETY]
    return _(
        "Möjlig vinst, om alla med behovet lyckades och insatsen vore gratis: %(worth)s, varav %(term)s de första "
        "%(years)s åren. Det är vad utanförskapet kostar, inte vad insatsen väntas ge."
    ) % {
        "worth": money(whole["present_value"]["mean"]),
        "term": money(whole["first_term"]["mean"]),
        "years": min(result["term"], result["years"]),
    }


def by_actor(result: Result) -> Table:
    """One row a party: what it gains in all, in the first term, when it is paid back and how often it gains."""
    columns = [
        Column(_("Part")),
        Column(_("Nuvärde"), numeric=True),
        Column(_("Nio av tio beräkningar"), numeric=True),
        Column(_("De första %(n)s åren") % {"n": min(result["term"], result["years"])}, numeric=True),
        Column(_("Återbetalt")),
        Column(_("Vinner")),
    ]
    rows = []
    for code, seen in result["perspectives"].items():
        if code == WELLBEING:
            continue
        mean = seen["present_value"]["mean"]
        year, paid = seen["payback_year"], any(one["mean"] < -LEAST for one in seen["by_year"])
        rows.append(
            [
                Cell(perspective(code), tag="", note=_("förlorar") if mean < -LEAST and code != SOCIETY else ""),
                money(mean),
                between(seen["present_value"]),
                money(seen["first_term"]["mean"]),
                (plainnumber(year) if year is not None else _("inte inom tiden")) if paid else "–",
                chance(seen["p_gain"]) if seen["present_value"]["low"] != seen["present_value"]["high"] else "–",
            ]
        )
    note = _("Nuvärden: pengar längre fram är värda mindre i dag. Återbetalt är året då nuvärdet blir noll eller mer.")
    return Table(_("Vem som betalar och vem som vinner"), columns, rows, note=note)


def _picture(result: Result) -> Chart:
    codes = [code for code in result["perspectives"] if code != WELLBEING]
    ends = [(_("lågt"), "low"), (_("väntat"), "mean"), (_("högt"), "high")]
    series = tuple(
        Series(name, tuple(result["perspectives"][code]["present_value"][end] / MILLION for code in codes))
        for name, end in ends
    )
    return Chart(
        kind="dots",
        title=_("Nuvärde för varje part, med spannet som rymmer nio av tio beräkningar"),
        categories=tuple(perspective(code) for code in codes),
        series=series,
        unit=_("Mkr"),
        decimals=1,
        category_label=_("Part"),
    )


def _years(result: Result) -> Chart:
    """What the main parties gain each year, on average, not discounted."""
    shown = [code for code in YEARLY if code in result["perspectives"]]
    first = result["first_year"]
    return Chart(
        kind="lines",
        title=_("Vinst eller kostnad år för år"),
        categories=tuple(plainnumber(first + year) for year in range(result["years"])),
        series=tuple(
            Series(perspective(code), tuple(year["mean"] / MILLION for year in result["perspectives"][code]["by_year"]))
            for code in shown
        ),
        unit=_("Mkr, utan ränta"),
        decimals=2,
        category_label=_("År"),
    )


def _chain(result: Result) -> list[dict[str, str]]:
    """From the population to those in whom something changed, one step a row."""
    chain, link = result["chain"], result["chain"]["links"]

    def share(code: str) -> str:
        return percent(link[code]["mean"], 0)

    def people(code: str) -> str:
        mean = chain[code]["mean"]
        return ngettext("%(n)s person", "%(n)s personer", round(mean)) % {"n": number(mean, 0 if mean >= 10 else 1)}

    rows = [
        {"label": _("Målgruppen"), "text": people("people")},
        {"label": _("har behovet"), "text": people("concerned"), "note": share("need")},
        {"label": _("nås och börjar"), "text": people("starters"),
         "note": _("%(reach)s nås, %(start)s av dem börjar") % {"reach": share("reach"), "start": share("start")}},
        {"label": _("fullföljer"), "text": people("completers"), "note": share("completion")},
    ]  # fmt: skip
    if chain["changed"]:
        note = _("%(effect)s når målet; %(anyway)s hade gjort det ändå, %(other)s hör till andra eller tränger undan")
        other = 1 - link["attribution"]["mean"] * (1 - link["displacement"]["mean"])
        rows.append(
            {
                "label": _("för vilka insatsen gjorde skillnaden"),
                "text": people("changed"),
                "note": note % {"effect": share("effect"), "anyway": share("anyway"), "other": percent(other, 0)},
            }
        )
    return rows


def _turns(result: Result) -> Table | None:
    """What decides the answer: the worth to society at the two ends of each uncertain value."""
    if not result["tornado"]:
        return None
    columns = [Column(_("Värde")), Column(_("Lågt")), Column(_("ger"), numeric=True), Column(_("Högt")),
               Column(_("ger"), numeric=True), Column(_("Vänder svaret vid"))]  # fmt: skip
    rows = []
    for swing in result["tornado"][:TURNS]:
        at = result["switching"].get(swing["code"])
        unit = swing["unit"]
        rows.append(
            [said(swing["name"]), amount(swing["low"], unit), money(swing["at_low"]), amount(swing["high"], unit),
             money(swing["at_high"]), amount(at, unit) if at is not None else _("aldrig inom rimliga värden")]
        )  # fmt: skip
    return Table(_("Vad som avgör svaret"), columns, rows)


def _turns_picture(result: Result) -> Chart | None:
    swings = result["tornado"][:TURNS]
    if not swings:
        return None
    return Chart(
        kind="dots",
        title=_("Samhällets nuvärde när ett värde i taget går från lågt till högt"),
        categories=tuple(said(swing["name"]) for swing in swings),
        series=(
            Series(_("värdet lågt"), tuple(swing["at_low"] / MILLION for swing in swings)),
            Series(_("värdet högt"), tuple(swing["at_high"] / MILLION for swing in swings)),
        ),
        unit=_("Mkr"),
        decimals=1,
        category_label=_("Värde"),
    )


def _knowing(result: Result) -> str:
    """Whether it would pay to find out more before deciding, and about what."""
    told = [one for one in result["evppi"] if one["value"] > max(one["floor"], 2 * one["error"])]
    if result["evpi"] >= 500 and not told:
        text = _("Fel beslut kostar i genomsnitt %(all)s, men inget enskilt tal avgör: det är flera tillsammans.")
        return text % {"all": money(result["evpi"])}
    if not told:
        return _("Att ta reda på mer skulle inte ändra beslutet, så som kalkylen ser ut.")
    first = told[0]
    return _(
        "Fel beslut kostar i genomsnitt %(all)s. Mest värt att ta reda på är %(name)s: det är värt upp till %(worth)s."
    ) % {"all": money(result["evpi"]), "name": f"”{said(first['name'])}”", "worth": money(first["value"])}


def _luck(result: Result) -> dict[str, Any] | None:
    """What chance does to a small group, apart from what we do not know."""
    found = result["chance"]
    if not found:
        return None
    kinds = [
        ("knowledge", _("Det vi inte vet (slumpen borträknad)")),
        ("luck", _("Slumpen (allt annat känt)")),
        ("both", _("Båda")),
    ]
    columns = [Column(_("Osäkerhet")), Column(_("Nio av tio beräkningar"), numeric=True), Column(_("Samhället vinner"))]
    rows = [
        [label, between(found[kind][SOCIETY]["present_value"]), chance(found[kind][SOCIETY]["p_gain"])]
        for kind, label in kinds
    ]
    luck = found["luck"][SOCIETY]
    if luck["sd"] < LEAST:
        text = _("Gruppen är liten (%(n)s fullföljer), men kalkylen antar att alla lyckas: slumpen får inget att göra.")
    elif 0 < luck["p_gain"] < 1:
        text = _(
            "Gruppen är liten (%(n)s fullföljer). Då kan slumpen ensam vända utfallet, hur bra insatsen än är; "
            "ett enstaka utfall säger därför lite om insatsen."
        )
    else:
        text = _("Gruppen är liten (%(n)s fullföljer), så utfallet varierar av en slump, men inte så att det vänder.")
    text %= {"n": number(found["people"], 0)}
    return {"text": text, "table": Table(_("Slump och okunskap var för sig"), columns, rows)}


def _rates(result: Result) -> Table:
    columns = [
        Column(_("Kalkylränta")),
        Column(_("Samhället"), numeric=True),
        Column(_("Offentlig sektor"), numeric=True),
    ]
    rows = [
        [percent(float(rate), 1), money(seen[SOCIETY]["mean"]), money(seen[PUBLIC]["mean"])]
        for rate, seen in result["rates"].items()
    ]
    return Table(_("Med olika kalkylränta"), columns, rows)


def _bases(result: Result) -> Table | None:
    if not result["bases"]:
        return None
    labels = {
        "average": _("Genomsnittskostnad: allt som tjänsten kostar, delat på dem som får den"),
        "marginal": _("Marginalkostnad: det som ändras med en person mer eller mindre"),
        "releasable": _("Frigörbar kostnad: det som en budget kan ta hem, och när"),
    }
    columns = [Column(_("Kostnad räknad som")), Column(_("Samhället"), numeric=True),
               Column(_("Offentlig sektor"), numeric=True)]  # fmt: skip
    rows = [
        [labels[basis], money(seen[SOCIETY]["mean"]), money(seen[PUBLIC]["mean"])]
        for basis, seen in result["bases"].items()
    ]
    return Table(_("Vad en besparing är"), columns, rows)


def _assumed(result: Result) -> list[dict[str, str]]:
    return [
        {"label": said(one["name"]), "text": amount(one["value"], one["unit"]), "note": one["why"]}
        for one in result["assumptions"]
    ]


def _fine_print(result: Result) -> str:
    return _(
        "%(draws)s beräkningar i %(year)s års priser, %(years)s år från %(first)s, kalkylränta %(rate)s. "
        "Motor %(version)s, kontrollsumma %(hash)s."
    ) % {
        "draws": number(result["draws"]),
        "year": plainnumber(result["price_year"]),
        "years": result["years"],
        "first": plainnumber(result["first_year"]),
        "rate": percent(result["discount_rate"], 1),
        "version": result["version"],
        "hash": result["hash"][:12],
    }
