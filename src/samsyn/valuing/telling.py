"""The sentences of an account: who gains and who loses, what it takes to break even, what is expected and what is not.

Each takes the answer as `samsyn.valuing.answer_of` gives it and a tongue; screen and report say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samsyn.valuing.tongue import STILL, Tongue

Answer = Mapping[str, Any]
SIDES = ("society", "public")


@dataclass(frozen=True)
class Line:
    """One row of the table by actor. depth: 1 for a part of the actor above it."""

    code: str
    name: str
    depth: int
    seen: Mapping[str, Any]


def decimals_of(answer: Answer) -> int:
    """So many that the smallest account that matters shows two digits."""
    largest = max(abs(seen["present_value"]["mean"]) for seen in answer["perspectives"].values())
    return 1 if largest >= 20e6 else 2


def by_actor(answer: Answer, tongue: Tongue) -> list[Line]:
    """Society, the public sector, every actor under the one it is part of; wellbeing last."""
    parts = {part: code for code, seen in answer["perspectives"].items() for part in seen["parts"]}
    return [
        Line(code, tongue.name(answer["names"][code]), int(code in parts), seen)
        for code, seen in answer["perspectives"].items()
    ]


def premises(answer: Answer, tongue: Tongue) -> str:
    return tongue(
        f"{answer['price_year']} års priser, {answer['years']} år från {answer['first_year']}, kalkylränta "
        f"{tongue.rate(answer['discount_rate'])}, {tongue.number(answer['draws'])} dragningar.",
        f"Prices of {answer['price_year']}, {answer['years']} years from {answer['first_year']}, discount rate "
        f"{tongue.rate(answer['discount_rate'])}, {tongue.number(answer['draws'])} draws.",
    )


def without_bands(answer: Answer) -> bool:
    band = answer["perspectives"]["society"]["present_value"]
    return bool(band["high"] - band["low"] < STILL)


def payback(seen: Mapping[str, Any], answer: Answer, tongue: Tongue) -> str:
    year = seen["payback_year"]
    if abs(seen["present_value"]["mean"]) < STILL and abs(seen["cost"]["mean"]) < STILL:
        return "–"
    return tongue("aldrig", "never") if year is None else str(year)


def chance_of(seen: Mapping[str, Any], tongue: Tongue) -> str:
    band = seen["present_value"]
    return "–" if band["high"] - band["low"] < STILL else tongue.chance(seen["p_gain"])


def expected(answer: Answer, tongue: Tongue) -> str:
    """What the effort is expected to do, from the group to those in whom something changed, and what that is worth."""
    chain, society = answer["chain"], answer["perspectives"]["society"]
    people = {name: tongue.plain(round(chain[name]["mean"], 1)) for name in ("concerned", "starters", "completers")}
    money = tongue(
        f"Nyttan väntas bli {tongue.money(society['benefit']['mean'])} för samhället och insatsen kosta "
        f"{tongue.money(-society['cost']['mean'])}, båda som nuvärden.",
        f"The benefit to society is expected to be {tongue.money(society['benefit']['mean'])} and the effort to cost "
        f"{tongue.money(-society['cost']['mean'])}, both as present values.",
    )
    said = tongue(
        f"Av {people['concerned']} med behovet börjar {people['starters']} och fullföljer {people['completers']}",
        f"Of {people['concerned']} with the need {people['starters']} begin and {people['completers']} complete",
    )
    if chain["changed"]:
        changed = tongue.plain(round(chain["changed"]["mean"], 1))
        said += tongue(
            f"; hos {changed} gör insatsen skillnad.", f"; in {changed} of them the effort makes a difference."
        )
    else:
        said += tongue("; deras steg ändras.", "; their steps change.")
    return f"{said} {money}"


def potential(answer: Answer, tongue: Tongue) -> str:
    """What full success would be worth. Never added to what is expected, and said not to be."""
    worth = answer["potential"]["society"]["present_value"]["mean"]
    people = tongue.plain(round(answer["chain"]["concerned"]["mean"], 1))
    if answer["chain"]["per_success"]:
        return tongue(
            f"Om alla {people} lyckades vore det värt {tongue.money(worth)} för samhället före kostnad. Det är en "
            "potential, inget som väntas.",
            f"If all {people} succeeded it would be worth {tongue.money(worth)} to society before cost. That is a "
            "potential, not what is expected.",
        )
    return tongue(
        f"Nådde insatsen alla {people} och verkade fullt vore det värt {tongue.money(worth)} för samhället före "
        "kostnad. Det är en potential, inget som väntas.",
        f"If the effort reached all {people} and worked in full it would be worth {tongue.money(worth)} to society "
        "before cost. That is a potential, not what is expected.",
    )


def losers(answer: Answer, tongue: Tongue) -> str:
    """Names every actor that loses on average, and the public sector as a whole where it does."""
    seen, names = answer["perspectives"], answer["names"]
    whole = [code for code in ("public",) if seen[code]["present_value"]["mean"] < -STILL]
    told = [
        f"{tongue.name(names[code])} ({tongue.money(seen[code]['present_value']['mean'], decimals_of(answer))})"
        for code in (*whole, *answer["losers"])
    ]
    if not told:
        return tongue("Ingen aktör förlorar i genomsnitt.", "No actor loses on average.")
    gains = seen["society"]["present_value"]["mean"] > 0
    head = tongue(
        "Samhället vinner men alla gör det inte. Förlorar i genomsnitt: " if gains else "Förlorar i genomsnitt: ",
        "Society gains but not everyone does. Lose on average: " if gains else "Lose on average: ",
    )
    return f"{head}{tongue.listed(told)}."


def break_even(answer: Answer, code: str, tongue: Tongue) -> str:
    """At what effect the effort carries itself, and what the account reckons with. Empty where that cannot be asked."""
    if code not in answer["break_even"]:
        return ""
    asked = answer["break_even"][code]
    source = next(one for one in answer["sources"] if one["code"] == asked["code"])
    effect, unit = tongue.name(source["name"]), source["unit"]
    sides = {"society": tongue("samhället", "society"), "public": tongue("det offentliga", "the public sector")}
    who = sides.get(code) or tongue.name(answer["names"][code])
    counted = tongue.with_unit(asked["expected"], unit)
    reckons = tongue(f"kalkylen räknar med {counted}", f"the account reckons with {counted}")
    if abs(source["value"] - asked["expected"]) > 1e-9:
        known = tongue.with_unit(source["value"], unit)
        reckons += tongue(f", sedan {known} dragits ned för svagt underlag", f", {known} taken down for weak evidence")
    gains = answer["perspectives"][code]["present_value"]["mean"] > 0
    if asked["effect"] is None or (asked["effect"] <= 0 and gains):
        if gains:
            return tongue(
                f"Insatsen bär sig för {who} vid varje effekt som prövats ({reckons}).",
                f"The effort carries itself for {who} at every effect tried ({reckons}).",
            )
        return tongue(
            f"Ingen effekt som prövats, upp till det dubbla, räcker för att bära insatsen för {who} ({reckons}).",
            f"No effect tried, up to twice as great, is enough for the effort to carry itself for {who} ({reckons}).",
        )
    at = tongue.with_unit(asked["effect"], unit)
    most = (asked["expected"] >= asked["effect"]) != gains
    bound = tongue("högst", "at most") if most else tongue("minst", "at least")
    return tongue(
        f"Insatsen bär sig för {who} om effekten (”{effect}”) är {bound} {at}; {reckons}.",
        f"The effort carries itself for {who} if the effect (“{effect}”) is {bound} {at}; {reckons}.",
    )


def chance(answer: Answer, tongue: Tongue) -> str:
    """What chance alone does to a small group; empty for a large one."""
    if not answer["chance"]:
        return ""
    luck, both = (answer["chance"][name]["society"] for name in ("luck", "both"))
    people = tongue.plain(round(answer["chance"]["people"], 1))
    if luck["sd"] < STILL:
        return tongue(
            f"Gruppen är liten ({people} personer), men källan antar att alla lyckas: slumpen får inget att göra.",
            f"The group is small ({people} people), but the source assumes that all succeed: chance has nothing to do.",
        )
    places = decimals_of(answer)
    said = tongue(
        f"Gruppen är liten ({people} som fullföljer). Slumpen för sig: vore allt annat känt blev samhällets nuvärde "
        f"{tongue.band(luck['present_value'], places)} Mkr, chans till plus {tongue.chance(luck['p_gain'])}.",
        f"The group is small ({people} complete). Chance by itself: were all else known, society's present value would "
        f"be SEK {tongue.band(luck['present_value'], places)} million, chance of gain {tongue.chance(luck['p_gain'])}.",
    )
    if without_bands(answer):
        return said
    return said + tongue(
        f" Slump och okunskap tillsammans: {tongue.band(both['present_value'], places)} Mkr, "
        f"{tongue.chance(both['p_gain'])}.",
        f" Chance and not knowing together: SEK {tongue.band(both['present_value'], places)} million, "
        f"{tongue.chance(both['p_gain'])}.",
    )


def made_of(answer: Answer, tongue: Tongue) -> str:
    """Society's gain as production and resources; transfers are in neither."""
    parts, places = answer["ledgers"], decimals_of(answer)
    told = [
        label + tongue.money(parts[name]["mean"], places)
        for name, label in (
            ("production", tongue("produktion ", "production ")),
            ("resources", tongue("resurser ", "resources ")),
        )
        if name in parts
    ]
    return tongue(
        f"Samhällets nuvärde är {tongue.listed(told)}. Bidrag, lön och skatt flyttar pengar mellan aktörer och tar ut "
        "varandra.",
        f"Society's present value is {tongue.listed(told)}. Benefits, wages and taxes move money between actors and "
        "cancel.",
    )


def other_terms(answer: Answer, tongue: Tongue) -> str:
    """Society's present value at the other rates, and with resources at what they cost at the margin or can release."""
    places = decimals_of(answer)
    rates = [
        f"{tongue.rate(float(rate))}: {tongue.millions(seen['society']['mean'], places)}"
        for rate, seen in answer["rates"].items()
    ]
    bases = {
        "average": tongue("genomsnitt", "average"),
        "marginal": tongue("marginalkostnad", "marginal cost"),
        "releasable": tongue("frigörbart", "releasable"),
    }
    costs = [
        f"{bases[basis]}: {tongue.millions(seen['society']['mean'], places)}" for basis, seen in answer["bases"].items()
    ]
    said = tongue("Samhället vid ränta ", "Society at a rate of ") + ", ".join(rates)
    if costs:
        said += tongue("; med resurser till ", "; with resources at ") + ", ".join(costs)
    return said + tongue(" (Mkr).", " (SEK million).")


def what_decides(answer: Answer, tongue: Tongue, most: int = 5) -> list[tuple[str, str, str]]:
    """(what, from which value to which, society's present value at each), the widest first."""
    places, between = decimals_of(answer), tongue(" till ", " to ")
    return [
        (
            tongue.name(swing["name"]),
            tongue.plain(swing["low"]) + between + tongue.with_unit(swing["high"], swing["unit"]),
            tongue.millions(swing["at_low"], places) + between + tongue.millions(swing["at_high"], places),
        )
        for swing in answer["tornado"][:most]
        if abs(swing["at_high"] - swing["at_low"]) >= STILL
    ]


def assumptions(answer: Answer, tongue: Tongue, most: int | None = None) -> tuple[str, list[str]]:
    """How many numbers are assumed, and which, those that matter most first."""
    weight = {swing["code"]: at for at, swing in enumerate(answer["tornado"])}
    ordered = sorted(answer["assumptions"], key=lambda one: weight.get(one["code"], len(weight)))
    told = [f"{tongue.name(one['name'])} {tongue.with_unit(one['value'], one['unit'])}" for one in ordered]
    assumed, all_of = len(told), len(answer["sources"])
    head = tongue(f"{assumed} av {all_of} tal är antaganden", f"{assumed} of {all_of} numbers are assumptions")
    return head, told if most is None else told[:most]


def standing(answer: Answer, tongue: Tongue) -> str:
    return tongue(
        f"Samsyn {answer['version']}, frö {answer['seed']}, kontrollsumma {answer['hash']}.",
        f"Samsyn {answer['version']}, seed {answer['seed']}, checksum {answer['hash']}.",
    )
