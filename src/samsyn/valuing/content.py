"""What the report of an account holds: headings, sentences and tables, in reading order, before any of it is Word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samsyn.valuing import telling as telling
from samsyn.valuing.cheers import items
from samsyn.valuing.telling import Answer
from samsyn.valuing.tongue import STILL, Tongue

if TYPE_CHECKING:
    from samsyn.core.valuation.results import Run

ASSUMED = "†"  # beside every number that nobody has a source for


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Text:
    """style: body, lead or bullet."""

    text: str
    style: str = "body"


@dataclass(frozen=True)
class Table:
    """numeric: columns whose cells stand to the right. widths: how the width is shared."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()
    note: str = ""


Block = Heading | Text | Table


def content_of(run: Run, answer: Answer, tongue: Tongue) -> list[Block]:
    """The whole report. Everything printed is in the answer or in the scenario."""
    parts = (_summary, _actors, _expected, _decides, _uncertain, _model, _numbers, _sources, _checklist)
    return [
        block for part in parts for block in part(run, answer, tongue) if not isinstance(block, Table) or block.rows
    ]


def _summary(run: Run, answer: Answer, tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue("Sammanfattning", "Summary"))
    yield Text(tongue.name(answer["about"]), "lead")
    society = answer["perspectives"]["society"]
    places = telling.decimals_of(answer)
    band = tongue.band(society["present_value"], places)
    said = tongue(
        f"Samhällets nuvärde är {tongue.money(society['present_value']['mean'], places)}",
        f"Society's present value is {tongue.money(society['present_value']['mean'], places)}",
    )
    if not telling.without_bands(answer):
        said += tongue(
            f" (nio av tio utfall: {band} Mkr), och chansen till plus är {tongue.chance(society['p_gain'])}",
            f" (nine of ten outcomes: SEK {band} million), and the chance of gain is "
            f"{tongue.chance(society['p_gain'])}",
        )
    yield Text(f"{said}. {telling.expected(answer, tongue)}")
    yield Text(telling.losers(answer, tongue))
    for side in telling.SIDES:
        if told := telling.break_even(answer, side, tongue):
            yield Text(told)
    yield Text(telling.potential(answer, tongue))
    head, named = telling.assumptions(answer, tongue, most=5)
    yield Text(f"{head}. " + tongue("Tyngst: ", "Weightiest: ") + "; ".join(named) + "." if named else f"{head}.")
    for note in run.scenario.notes:
        yield Text(tongue.name(note), "bullet")


def _actors(run: Run, answer: Answer, tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue("Vem betalar och vem vinner", "Who pays and who gains"))
    yield Text(telling.made_of(answer, tongue))
    places, lines = telling.decimals_of(answer), telling.by_actor(answer, tongue)
    yield Table(
        tongue("Nuvärde efter insatsens kostnad, Mkr", "Present value after the cost of the effort, SEK million"),
        (
            tongue("Aktör", "Actor"),
            tongue("Nytta", "Benefit"),
            tongue("Kostnad", "Cost"),
            tongue("Nuvärde", "Present value"),
            tongue("Nio av tio", "Nine of ten"),
            tongue(f"Första {answer['term']} åren", f"First {answer['term']} years"),
            tongue("I plus", "In plus"),
            tongue("Chans", "Chance"),
        ),
        tuple(
            (
                ("– " if line.depth else "") + line.name,
                *(tongue.millions(line.seen[key]["mean"], places) for key in ("benefit", "cost", "present_value")),
                tongue.band(line.seen["present_value"], places),
                tongue.millions(line.seen["first_term"]["mean"], places),
                telling.payback(line.seen, answer, tongue),
                telling.chance_of(line.seen, tongue),
            )
            for line in lines
        ),
        numeric=tuple(range(1, 8)),
        widths=(26, 9, 9, 11, 18, 11, 8, 10),
        note=telling.premises(answer, tongue),
    )
    columns = [line for line in lines if not line.depth][:6]
    yield Table(
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


def _expected(run: Run, answer: Answer, tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue("Från människorna till effekten", "From the people to the effect"))
    yield Text(telling.expected(answer, tongue))
    behind = {one["code"]: one for one in answer["sources"]}
    links = run.scenario.chain.links
    rows = []
    for link, spread in answer["chain"]["links"].items():
        one = behind.get(links[link])
        name = tongue.name(one["name"]) if one else links[link]
        rows.append(
            (
                name + (f" {ASSUMED}" if one and one["assumption"] else ""),
                tongue.plain(spread["mean"]),
                _ends(spread["low"], spread["high"], tongue),
                _behind(one, tongue) if one else "",
            )
        )
    yield Table(
        tongue("Kedjan", "The chain"),
        (
            tongue("Länk", "Link"),
            tongue("Värde", "Value"),
            tongue("Nio av tio", "Nine of ten"),
            tongue("Vad som står bakom", "What stands behind it"),
        ),
        tuple(rows),
        numeric=(1, 2),
        widths=(30, 10, 18, 44),
        note=_mark(tongue),
    )
    yield Text(telling.potential(answer, tongue))


def _decides(run: Run, answer: Answer, tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue("Vad som avgör svaret", "What decides the answer"))
    assumed = {tongue.name(one["name"]) for one in answer["assumptions"]}
    yield Table(
        tongue(
            "Samhällets nuvärde när en sak i taget går mellan sina ytterlägen, Mkr",
            "Society's present value as one thing at a time goes between its ends, SEK million",
        ),
        (tongue("Vad", "What"), tongue("Från och till", "From and to"), tongue("Nuvärde", "Present value")),
        tuple(
            (f"{what} {ASSUMED}" if what in assumed else what, ends, at)
            for what, ends, at in telling.what_decides(answer, tongue, most=10)
        ),
        numeric=(1, 2),
        widths=(46, 30, 26),
        note=_mark(tongue),
    )
    for code in answer["break_even"]:
        if told := telling.break_even(answer, code, tongue):
            yield Text(told, "bullet")
    places = telling.decimals_of(answer)
    yield Table(
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


def _uncertain(run: Run, answer: Answer, tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue("Slump, räntor och kostnadsslag", "Chance, rates and kinds of cost"))
    if told := telling.chance(answer, tongue):
        yield Text(told)
    yield Text(telling.other_terms(answer, tongue))
    if answer["tax_factor"] != 1:
        factor = tongue.plain(answer["tax_factor"])
        yield Text(
            tongue(
                f"En skattekrona räknas som {factor} kr för samhället.",
                f"A krona of tax counts as {factor} to society.",
            )
        )


def _model(run: Run, answer: Answer, tongue: Tongue) -> Iterator[Block]:
    scenario, actors = run.scenario, run.scenario.actors
    states = {state.code: tongue.name(state.name) for state in scenario.states}

    def who(code: str) -> str:
        return tongue.name(actors[code].name) if code else "–"

    yield Heading(tongue("Så är det räknat", "How it is reckoned"))
    period = {1: tongue("år", "year"), 4: tongue("kvartal", "quarter"), 12: tongue("månad", "month")}
    per = period.get(scenario.cycles_per_year, f"1/{scenario.cycles_per_year} {tongue('år', 'year')}")
    yield Text(
        tongue(
            f"Människor är i ett läge i taget och kan flytta en gång per {per}. Varje krona går från en aktör till en "
            "annan eller förbrukas. Ett års pengar räknas vid årets slut.",
            f"People are in one state at a time and may move once a {per}. Every krona goes from one actor to another "
            "or is used up. The money of a year is counted at its end.",
        )
    )
    yield Table(
        tongue("Flyttar på ett år, utan insatsen", "Moves in a year, without the effort"),
        (tongue("Från", "From"), tongue("Till", "To"), tongue("Chans", "Chance")),
        tuple(
            (states[move.source], states[move.target], _with_mark(move.chance, run, tongue)) for move in scenario.moves
        ),
        numeric=(2,),
        widths=(38, 38, 24),
        note=_mark(tongue),
    )
    kinds = {
        "resource": tongue("resurs", "resource"),
        "transfer": tongue("överföring", "transfer"),
        "production": tongue("produktion", "production"),
        "wellbeing": tongue("välbefinnande", "wellbeing"),
    }
    arrow = " → "
    yield Table(
        tongue("Pengar per person och år, eller vid en flytt", "Money per person and year, or at a move"),
        (
            tongue("Vad", "What"),
            tongue("Läge eller flytt", "State or move"),
            tongue("Slag", "Kind"),
            tongue("Från", "From"),
            tongue("Till", "To"),
            tongue("Kronor", "SEK"),
        ),
        tuple(
            (
                tongue.name(flow.name),
                states[flow.on] if isinstance(flow.on, str) else arrow.join(states[code] for code in flow.on),
                kinds[flow.kind],
                who(flow.payer),
                who(flow.receiver),
                tongue.number(_mean(flow.amount, run)),
            )
            for flow in scenario.flows
        ),
        numeric=(5,),
        widths=(26, 24, 12, 16, 14, 10),
        note=tongue("Vid medelvärdena.", "At the means."),
    )
    yield Table(
        tongue("Insatsens kostnader", "Costs of the effort"),
        (tongue("Vad", "What"), tongue("Betalas av", "Paid by"), tongue("När", "When"), tongue("Kronor", "SEK")),
        tuple(
            (
                tongue.name(cost.name),
                who(cost.payer),
                tongue("per den som börjar", "for each who begins")
                if cost.per == "start"
                else str(scenario.first_year + cost.year),
                tongue.number(_mean(cost.amount, run)),
            )
            for cost in scenario.costs
        ),
        numeric=(3,),
        widths=(44, 24, 18, 14),
    )


def _numbers(run: Run, answer: Answer, tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue("Alla tal, med källa eller antagande", "All numbers, with source or assumption"))
    yield Table(
        tongue("Tal i kalkylen", "Numbers in the account"),
        (
            tongue("Tal", "Number"),
            tongue("Räknat med", "Reckoned with"),
            tongue("Nio av tio", "Nine of ten"),
            tongue("Källa eller skäl", "Source or reason"),
        ),
        tuple(
            (
                tongue.name(one["name"]) + (f" {ASSUMED}" if one["assumption"] else ""),
                tongue.with_unit(one["used"], one["unit"]),
                _ends(one["low"], one["high"], tongue),
                _behind(one, tongue),
            )
            for one in answer["sources"]
        ),
        numeric=(1, 2),
        widths=(28, 18, 16, 40),
        note=_mark(tongue),
    )
    for said in dict.fromkeys(notice["en" if tongue.english else "sv"] for notice in answer["notices"]):
        yield Text(said, "bullet")


def _sources(run: Run, answer: Answer, tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue("Källor", "Sources"))
    yield Text(answer["source"])
    for source in dict.fromkeys(one["source"] for one in answer["sources"] if one["source"]):
        yield Text(source, "bullet")
    yield Text(telling.standing(answer, tongue))


def _checklist(run: Run, answer: Answer, tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue("Bilaga: CHEERS 2022", "Annex: CHEERS 2022"))
    yield Text(
        tongue(
            "Checklistan för hälsoekonomiska utvärderingar, 28 punkter, här i våra egna ord. Den säger att den också "
            "passar socialt arbete och utbildning. En punkt som inte är besvarad säger vad som fattas.",
            "The checklist for health economic evaluations, 28 items, here in our own words. It says that it also "
            "suits social care and education. An item that is not answered says what is missing.",
        )
    )
    yield Table(
        tongue("Tjugoåtta punkter", "Twenty-eight items"),
        (tongue("Nr", "No"), tongue("Punkt", "Item"), tongue("Svar", "Answer")),
        tuple((str(item.number), item.asks, item.answer) for item in items(run, answer, tongue)),
        widths=(6, 38, 58),
    )


def _mark(tongue: Tongue) -> str:
    return tongue(f"{ASSUMED} antagande: ingen källa.", f"{ASSUMED} assumption: no source.")


def _behind(one: dict[str, Any], tongue: Tongue) -> str:
    grade = f" [{tongue('grad', 'grade')} {one['grade']}]" if one["grade"] else ""
    return "; ".join(filter(None, (one["source"], one["assumption"]))) + grade


def _ends(low: float, high: float, tongue: Tongue) -> str:
    return "–" if high - low <= abs(high) * 1e-9 else f"{tongue.plain(low)} {tongue('till', 'to')} {tongue.plain(high)}"


def _with_mark(text: str, run: Run, tongue: Tongue) -> str:
    value = run.scenario.values.get(text)
    return tongue.plain(_mean(text, run)) + (f" {ASSUMED}" if value is not None and value.assumed else "")


def _mean(text: str, run: Run) -> float:
    """An expression at the means of what it names."""
    from samsyn.core.tables.formula import compute

    return float(compute(text, {code: value.used.mean for code, value in run.scenario.values.items()}, float))


def tables_of(blocks: Iterable[Block]) -> Sequence[Table]:
    return [block for block in blocks if isinstance(block, Table)]
