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
    never = tongue(f"inte på {answer['years']} år", f"not in {answer['years']} years")
    return never if year is None else str(year)


def chance_of(seen: Mapping[str, Any], tongue: Tongue) -> str:
    band = seen["present_value"]
    return "–" if band["high"] - band["low"] < STILL else tongue.chance(seen["p_gain"])


def headline(answer: Answer, tongue: Tongue) -> str:
    """What the effort is expected to be worth to society, between what and how often it gains."""
    society, places = answer["perspectives"]["society"], decimals_of(answer)
    worth = society["present_value"]
    gains = worth["mean"] >= 0
    amount = tongue.money(abs(worth["mean"]), places)
    said = tongue(
        f"Samhället väntas {'vinna' if gains else 'förlora'} {amount}",
        f"Society is expected to {'gain' if gains else 'lose'} {amount}",
    )
    if without_bands(answer):
        return said + tongue(
            ". Inget tal har någon osäkerhet angiven, så spannet är okänt, inte noll.",
            ". No number has any uncertainty given, so the band is unknown, not nought.",
        )
    band, often = tongue.between(worth, places), tongue.frequency(society["p_gain"])
    return said + tongue(
        f" (nio av tio beräkningar ger {band}) och vinner {often}.",
        f" (nine of ten calculations give {band}) and gains {often}.",
    )


def paid_back(answer: Answer, tongue: Tongue) -> str:
    """Whether, and when, the public sector has its money back."""
    public = answer["perspectives"]["public"]
    if all(abs(public[part]["mean"]) < STILL for part in ("present_value", "cost", "benefit", "first_term")):
        return tongue("Kalkylen räknar inte med några offentliga pengar.", "The account has no public money in it.")
    year, years = public["payback_year"], answer["years"]
    if year is None or public["present_value"]["mean"] < 0:
        return tongue(
            f"De offentliga parterna får inte tillbaka pengarna inom {years} år.",
            f"The public parties do not get the money back within {years} years.",
        )
    return tongue(
        f"De offentliga parterna har i genomsnitt fått tillbaka pengarna år {year}.",
        f"The public parties have on average got the money back in {year}.",
    )


def expected(answer: Answer, tongue: Tongue) -> str:
    """What the effort is expected to do, from the group to those in whom something changed, and what that is worth."""
    chain, society, places = answer["chain"], answer["perspectives"]["society"], decimals_of(answer)
    people = {name: tongue.people(chain[name]["mean"]) for name in ("concerned", "starters", "completers")}
    benefit, cost = tongue.money(society["benefit"]["mean"], places), tongue.money(-society["cost"]["mean"], places)
    money = tongue(
        f"Nyttan väntas bli {benefit} för samhället och insatsen kosta {cost}, båda som nuvärden.",
        f"The benefit to society is expected to be {benefit} and the effort to cost {cost}, both as present values.",
    )
    said = tongue(
        f"Av {people['concerned']} med behovet börjar {people['starters']} och fullföljer {people['completers']}",
        f"Of {people['concerned']} with the need {people['starters']} begin and {people['completers']} complete",
    )
    if chain["changed"]:
        changed = tongue.people(chain["changed"]["mean"])
        said += tongue(
            f"; hos {changed} gör insatsen skillnad.", f"; in {changed} of them the effort makes a difference."
        )
    else:
        said += tongue("; deras steg ändras.", "; their steps change.")
    return f"{said} {money}"


def potential(answer: Answer, tongue: Tongue) -> str:
    """What full success would be worth. Never added to what is expected, and said not to be."""
    whole = answer["potential"]["society"]
    worth, term = (tongue.money(whole[part]["mean"], decimals_of(answer)) for part in ("present_value", "first_term"))
    people, years = tongue.people(answer["chain"]["concerned"]["mean"]), min(answer["term"], answer["years"])
    if answer["chain"]["per_success"]:
        said = tongue(f"Om alla {people} lyckades vore det värt", f"If all {people} succeeded it would be worth")
    else:
        said = tongue(
            f"Nådde insatsen alla {people} och verkade fullt vore det värt",
            f"If the effort reached all {people} and worked in full it would be worth",
        )
    return said + tongue(
        f" {worth} för samhället före kostnad, varav {term} de första {years} åren. Det är en potential: vad "
        "utanförskapet kostar, inget som insatsen väntas ge.",
        f" {worth} to society before cost, of which {term} in the first {years} years. That is a potential: what "
        "exclusion costs, not what the effort is expected to give.",
    )


def losers(answer: Answer, tongue: Tongue) -> str:
    """Names every actor that loses on average, and the public sector as a whole where it does. An actor with parts is
    left out where it is one of them that loses."""
    seen, names = answer["perspectives"], answer["names"]
    whole = [code for code in ("public",) if seen[code]["present_value"]["mean"] < -STILL]
    named = [code for code in answer["losers"] if not set(answer["losers"]) & set(seen[code]["parts"])]
    told = [
        f"{tongue.name(names[code])} ({tongue.money(seen[code]['present_value']['mean'], decimals_of(answer))})"
        for code in (*whole, *named)
    ]
    if not told:
        return tongue("Ingen part förlorar i genomsnitt.", "No party loses on average.")
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
    said = tongue(
        f"Insatsen bär sig för {who} om effekten (”{effect}”) är {bound} {at}; {reckons}.",
        f"The effort carries itself for {who} if the effect (“{effect}”) is {bound} {at}; {reckons}.",
    )
    if most or asked["share"] is None or not 0 < asked["share"] <= 1:
        return said
    enough = tongue.share(asked["share"])
    return said + tongue(f" Det räcker med {enough} av det.", f" {enough} of that is enough.")


def chance(answer: Answer, tongue: Tongue) -> str:
    """What chance alone does to a small group, with its numbers; empty for a large one."""
    if not answer["chance"]:
        return ""
    luck, both = (answer["chance"][name]["society"] for name in ("luck", "both"))
    if luck["sd"] < STILL:
        return what_chance_does(answer, tongue)
    places = decimals_of(answer)
    said = what_chance_does(answer, tongue) + tongue(
        f" Slumpen för sig: vore allt annat känt blev samhällets nuvärde "
        f"{tongue.between(luck['present_value'], places)}, med vinst {tongue.frequency(luck['p_gain'])}.",
        f" Chance by itself: were all else known, society's present value would be "
        f"{tongue.between(luck['present_value'], places)}, with a gain {tongue.frequency(luck['p_gain'])}.",
    )
    if without_bands(answer):
        return said
    return said + tongue(
        f" Slump och okunskap tillsammans: {tongue.between(both['present_value'], places)}, med vinst "
        f"{tongue.frequency(both['p_gain'])}.",
        f" Chance and not knowing together: {tongue.between(both['present_value'], places)}, with a gain "
        f"{tongue.frequency(both['p_gain'])}.",
    )


def what_chance_does(answer: Answer, tongue: Tongue) -> str:
    """Whether chance can turn the outcome of a small group; empty for a large one."""
    if not answer["chance"]:
        return ""
    luck = answer["chance"]["luck"]["society"]
    people = tongue.people(answer["chance"]["people"])
    small = tongue(f"Gruppen är liten ({people} fullföljer)", f"The group is small ({people} complete)")
    if luck["sd"] < STILL:
        return small + tongue(
            ", men kalkylen antar att alla lyckas: slumpen får inget att göra.",
            ", but the account assumes that all succeed: chance has nothing to do.",
        )
    if 0 < luck["p_gain"] < 1:
        return small + tongue(
            ". Då kan slumpen ensam vända utfallet, hur bra insatsen än är; ett enstaka utfall säger därför lite om "
            "insatsen.",
            ". Chance alone can then turn the outcome, however good the effort; a single outcome therefore says little "
            "of it.",
        )
    return small + tongue(
        ", så utfallet varierar av en slump, men inte så att det vänder.",
        ", so the outcome varies by chance, but not so that it turns.",
    )


def knowing(answer: Answer, tongue: Tongue) -> str:
    """Whether it would pay to find out more before deciding, and about what."""
    told = [one for one in answer["evppi"] if one["value"] > max(one["floor"], 2 * one["error"])]
    places = decimals_of(answer)
    if not told and answer["evpi"] < 500:
        return tongue(
            "Att ta reda på mer skulle inte ändra beslutet, så som kalkylen ser ut.",
            "To find out more would not change the decision, as the account stands.",
        )
    worth = tongue.money(answer["evpi"], places)
    said = tongue(f"Fel beslut kostar i genomsnitt {worth}", f"A wrong decision costs {worth} on average")
    if not told:
        return said + tongue(
            ", men inget enskilt tal avgör: det är flera tillsammans.",
            ", but no single number decides: it is several together.",
        )
    most, name = tongue.money(told[0]["value"], places), tongue.name(told[0]["name"])
    return said + tongue(
        f". Mest värt att ta reda på är ”{name}”: det är värt upp till {most}.",
        f". Most worth finding out is “{name}”: it is worth up to {most}.",
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
    costs = [
        f"{basis(code, tongue).partition(':')[0].lower()}: {tongue.millions(seen['society']['mean'], places)}"
        for code, seen in answer["bases"].items()
    ]
    said = tongue("Samhället vid ränta ", "Society at a rate of ") + ", ".join(rates)
    if costs:
        said += tongue("; med resurser till ", "; with resources at ") + ", ".join(costs)
    return said + tongue(" (Mkr).", " (SEK million).")


def basis(code: str, tongue: Tongue) -> str:
    """What a saved resource counts as."""
    return {
        "average": tongue(
            "Genomsnittskostnad: allt som tjänsten kostar, delat på dem som får den",
            "Average cost: all that the service costs, divided by those who get it",
        ),
        "marginal": tongue(
            "Marginalkostnad: det som ändras med en person mer eller mindre",
            "Marginal cost: what changes with one person more or less",
        ),
        "releasable": tongue(
            "Frigörbar kostnad: det som en budget kan ta hem, och när",
            "Releasable cost: what a budget can take home, and when",
        ),
    }[code]


def tax(answer: Answer, tongue: Tongue) -> str:
    """What a krona of tax counts as, where the account says; empty otherwise."""
    if answer["tax_factor"] == 1:
        return ""
    factor = tongue.plain(answer["tax_factor"])
    return tongue(
        f"En skattekrona räknas som {factor} kr för samhället.", f"A krona of tax counts as SEK {factor} to society."
    )


def method(cycles_per_year: int, tongue: Tongue) -> str:
    """How people and money move."""
    period = {1: tongue("år", "year"), 4: tongue("kvartal", "quarter"), 12: tongue("månad", "month")}
    per = period.get(cycles_per_year, f"1/{cycles_per_year} {tongue('år', 'year')}")
    return tongue(
        f"Människor är i ett läge i taget och kan flytta en gång per {per}. Varje krona går från en aktör till en "
        "annan eller förbrukas. Ett års pengar räknas vid årets slut.",
        f"People are in one state at a time and may move once a {per}. Every krona goes from one actor to another "
        "or is used up. The money of a year is counted at its end.",
    )


def why(one: Mapping[str, Any], tongue: Tongue) -> str:
    """Why a number is assumed; empty for one with a source."""
    return str(one["assumption_en" if tongue.english else "assumption"])


def what_decides(answer: Answer, tongue: Tongue, most: int = 5) -> list[tuple[str, str, str, str]]:
    """(what, from which value to which, society's present value at each, where the answer turns), the widest first."""
    places, between = decimals_of(answer), tongue(" till ", " to ")
    found = []
    for swing in answer["tornado"][:most]:
        if abs(swing["at_high"] - swing["at_low"]) < STILL:
            continue
        unit, turns = swing["unit"], answer["switching"].get(swing["code"])
        found.append(
            (
                tongue.name(swing["name"]),
                tongue.ends(swing["low"], swing["high"], unit),
                tongue.millions(swing["at_low"], places) + between + tongue.millions(swing["at_high"], places),
                tongue("aldrig", "never") if turns is None else tongue.with_unit(turns, unit),
            )
        )
    return found


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
