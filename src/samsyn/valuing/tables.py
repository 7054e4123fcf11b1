"""The tables of an answer: the same in the report and on a page. Amounts are in millions, so that they can be compared.

Each takes the answer as `samsyn.valuing.answer_of` gives it and a tongue. A table without rows is left out by who asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samsyn.valuing import telling as telling
from samsyn.valuing.blocks import Table
from samsyn.valuing.telling import Answer
from samsyn.valuing.tongue import STILL, Tongue

ASSUMED = "†"  # beside every number that nobody has a source for
YEARLY = 6  # columns of the table year by year


def actors(answer: Answer, tongue: Tongue, *, parts: bool = True) -> Table:
    """Who pays and who gains, one row a party; parts stand below the party they are part of. parts: with the benefit
    and the cost that the present value consists of."""
    places = telling.decimals_of(answer)
    years = min(answer["term"], answer["years"])
    shown = ("benefit", "cost", "present_value") if parts else ("present_value",)
    heads = {
        "benefit": tongue("Nytta", "Benefit"),
        "cost": tongue("Kostnad", "Cost"),
        "present_value": tongue("Nuvärde", "Present value"),
    }
    return Table(
        tongue(
            "Vem som betalar och vem som vinner: nuvärden i Mkr",
            "Who pays and who gains: present values in SEK million",
        ),
        (
            tongue("Part", "Party"),
            *(heads[key] for key in shown),
            tongue("Nio av tio", "Nine of ten"),
            tongue(f"Första {years} åren", f"First {years} years"),
            tongue("I plus", "In plus"),
            tongue("Chans", "Chance"),
        ),
        tuple(
            (
                ("– " if line.depth else "") + line.name,
                *(tongue.millions(line.seen[key]["mean"], places) for key in shown),
                tongue.band(line.seen["present_value"], places),
                tongue.millions(line.seen["first_term"]["mean"], places),
                telling.payback(line.seen, answer, tongue),
                telling.chance_of(line.seen, tongue),
            )
            for line in telling.by_actor(answer, tongue)
        ),
        numeric=tuple(range(1, 5 + len(shown))),
        widths=(26, 9, 9, 11, 18, 11, 8, 10) if parts else (),
        note=tongue(
            "Nuvärde: pengar längre fram är värda mindre i dag. I plus: året då nyttan vägt upp kostnaden. Chans: hur "
            "ofta parten vinner.",
            "Present value: later money is worth less today. In plus: the year in which the benefit has outweighed the "
            "cost. Chance: how often the party gains.",
        ),
    )


def years(answer: Answer, tongue: Tongue) -> Table:
    """What the main parties gain each year, as in a budget."""
    places = telling.decimals_of(answer)
    columns = [line for line in telling.by_actor(answer, tongue) if not line.depth][:YEARLY]
    return Table(
        tongue("År för år, inte diskonterat, Mkr", "Year by year, undiscounted, SEK million"),
        (tongue("År", "Year"), *(line.name for line in columns)),
        tuple(
            (
                str(answer["first_year"] + at),
                *(tongue.millions(line.seen["by_year"][at]["mean"], places) for line in columns),
            )
            for at in range(answer["years"])
        ),
        numeric=tuple(range(1, len(columns) + 1)),
        note=tongue(
            "Budgetens bild: medelvärden, med insatsens kostnad.", "As in a budget: means, with the effort's cost."
        ),
    )


def chain(answer: Answer, links: Mapping[str, str], tongue: Tongue) -> Table:
    """Each link from the population to the effect, with what stands behind it. links: expressions by link."""
    behind_code = {one["code"]: one for one in answer["sources"]}
    rows = []
    for link, spread in answer["chain"]["links"].items():
        one = behind_code.get(links[link])
        unit = one["unit"] if one else "1" if link in SHARED else ""
        rows.append(
            (
                tongue.name(one["name"]) + marked(one) if one else links[link],
                tongue.with_unit(spread["mean"], unit) if unit else tongue.plain(spread["mean"]),
                _band(spread["low"], spread["high"], unit, tongue),
                behind(one, tongue) if one else "",
            )
        )
    return Table(
        tongue("Kedjan", "The chain"),
        (
            tongue("Länk", "Link"),
            tongue("Värde", "Value"),
            tongue("Nio av tio", "Nine of ten"),
            tongue("Vad som står bakom", "What stands behind it"),
        ),
        tuple(rows),
        numeric=(1, 2),
        widths=(30, 12, 18, 42),
        note=mark(tongue),
    )


def deciding(answer: Answer, tongue: Tongue, most: int = 10) -> Table:
    """Society's present value as one thing at a time goes between its ends, the widest first."""
    assumed = {tongue.name(one["name"]) for one in answer["assumptions"]}
    return Table(
        tongue(
            "Samhällets nuvärde när en sak i taget går mellan sina ytterlägen, Mkr",
            "Society's present value as one thing at a time goes between its ends, SEK million",
        ),
        (
            tongue("Vad", "What"),
            tongue("Från och till", "From and to"),
            tongue("Nuvärde", "Present value"),
            tongue("Vänder svaret vid", "The answer turns at"),
        ),
        tuple(
            (f"{what} {ASSUMED}" if what in assumed else what, *rest)
            for what, *rest in telling.what_decides(answer, tongue, most)
        ),
        numeric=(1, 2, 3),
        widths=(40, 26, 20, 16),
        note=mark(tongue),
    )


def knowing(answer: Answer, tongue: Tongue) -> Table:
    """What it is worth to know each thing before deciding."""
    places = telling.decimals_of(answer)
    return Table(
        tongue(
            "Vad det är värt att få veta före beslutet, Mkr", "What it is worth to know before deciding, SEK million"
        ),
        (tongue("Vad", "What"), tongue("Värde", "Worth"), tongue("Medelfel", "Standard error")),
        tuple(
            (tongue.name(one["name"]), tongue.millions(one["value"], places), tongue.millions(one["error"], places))
            for one in answer["evppi"][:8]
            if one["value"] > max(one["floor"], STILL)
        ),
        numeric=(1, 2),
        widths=(60, 20, 20),
        note=tongue(
            f"Att veta allt vore värt {tongue.money(answer['evpi'], places)}.",
            f"To know everything would be worth {tongue.money(answer['evpi'], places)}.",
        ),
    )


def luck(answer: Answer, tongue: Tongue) -> Table | None:
    """Chance and not knowing apart, for a small group in which chance has something to do; None otherwise."""
    found = answer["chance"]
    if not found or found["luck"]["society"]["sd"] < STILL:
        return None
    kinds = (
        ("knowledge", tongue("Det vi inte vet (slumpen borträknad)", "What we do not know (without chance)")),
        ("luck", tongue("Slumpen (allt annat känt)", "Chance (all else known)")),
        ("both", tongue("Båda", "Both")),
    )
    places = telling.decimals_of(answer)
    return Table(
        tongue("Slump och okunskap var för sig, Mkr", "Chance and not knowing apart, SEK million"),
        (
            tongue("Osäkerhet", "Uncertainty"),
            tongue("Samhället, nio av tio", "Society, nine of ten"),
            tongue("Chans", "Chance"),
        ),
        tuple(
            (
                label,
                tongue.band(found[kind]["society"]["present_value"], places),
                telling.chance_of(found[kind]["society"], tongue),
            )
            for kind, label in kinds
        ),
        numeric=(1, 2),
        widths=(54, 28, 18),
    )


def terms(answer: Answer, tongue: Tongue) -> Table:
    """The present value at other rates, and with resources at what they cost on average, at the margin or released."""
    places = telling.decimals_of(answer)
    rows = [(tongue(f"Kalkylränta {rate}", f"Discount rate {rate}"), seen) for rate, seen in _by_rate(answer, tongue)]
    rows += [(telling.basis(code, tongue), seen) for code, seen in answer["bases"].items()]
    return Table(
        tongue("Räknat annorlunda: nuvärden i Mkr", "Reckoned otherwise: present values in SEK million"),
        (
            tongue("Val", "Choice"),
            *(tongue.name(answer["names"][side]) for side in telling.SIDES),
        ),
        tuple(
            (label, *(tongue.millions(seen[side]["mean"], places) for side in telling.SIDES)) for label, seen in rows
        ),
        numeric=(1, 2),
        widths=(64, 18, 18),
    )


def _by_rate(answer: Answer, tongue: Tongue) -> list[tuple[str, Mapping[str, Any]]]:
    return [(tongue.rate(float(rate)), seen) for rate, seen in answer["rates"].items()]


def sources(answer: Answer, tongue: Tongue) -> Table:
    """Every number with where it comes from."""
    return Table(
        tongue("Tal i kalkylen", "Numbers in the account"),
        (
            tongue("Tal", "Number"),
            tongue("Räknat med", "Reckoned with"),
            tongue("Nio av tio", "Nine of ten"),
            tongue("Källa eller skäl", "Source or reason"),
        ),
        tuple(
            (
                tongue.name(one["name"]) + marked(one),
                tongue.with_unit(one["used"], one["unit"]),
                _band(one["low"], one["high"], one["unit"], tongue),
                behind(one, tongue),
            )
            for one in answer["sources"]
        ),
        numeric=(1, 2),
        widths=(28, 18, 16, 40),
        note=mark(tongue),
    )


SHARED = ("need", "reach", "start", "completion", "anyway", "attribution", "displacement", "drop_off")


def mark(tongue: Tongue) -> str:
    return tongue(f"{ASSUMED} antagande: ingen källa.", f"{ASSUMED} assumption: no source.")


def marked(one: Mapping[str, Any]) -> str:
    return f" {ASSUMED}" if one["assumption"] else ""


def behind(one: Mapping[str, Any], tongue: Tongue) -> str:
    """The source, or why it is assumed; and the grade of the evidence."""
    grade = f" [{tongue('grad', 'grade')} {one['grade']}]" if one["grade"] else ""
    return "; ".join(filter(None, (one["source"], telling.why(one, tongue)))) + grade


def _band(low: float, high: float, unit: str, tongue: Tongue) -> str:
    if high - low <= abs(high) * 1e-9:
        return "–"
    times = 100 if unit in ("1", "1/year") else 1
    band = f"{tongue.plain(low * times)} {tongue('till', 'to')} {tongue.plain(high * times)}"
    return band + tongue("\N{NO-BREAK SPACE}%", "%") if times == 100 else band
