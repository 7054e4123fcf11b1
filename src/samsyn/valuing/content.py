"""What the report of an account holds: headings, sentences and tables, in reading order, before any of it is Word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from samsyn.valuing import model, tables, telling
from samsyn.valuing.blocks import Block, Heading, Table, Text
from samsyn.valuing.cheers import items
from samsyn.valuing.telling import Answer
from samsyn.valuing.tongue import Tongue

if TYPE_CHECKING:
    from samsyn.core.valuation.scenario import Scenario


def content_of(scenario: Scenario, answer: Answer, tongue: Tongue) -> list[Block]:
    """The whole report. Everything printed is in the answer or in the scenario."""
    parts = (_summary, _actors, _expected, _decides, _uncertain, _model, _numbers, _sources, _checklist)
    return [
        block
        for part in parts
        for block in part(scenario, answer, tongue)
        if not isinstance(block, Table) or block.rows
    ]


def _summary(scenario: Scenario, answer: Answer, tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue("Sammanfattning", "Summary"))
    yield Text(tongue.name(answer["about"]), "lead")
    yield Text(f"{telling.headline(answer, tongue)} {telling.expected(answer, tongue)}")
    yield Text(telling.losers(answer, tongue))
    yield Text(telling.paid_back(answer, tongue))
    for side in telling.SIDES:
        if told := telling.break_even(answer, side, tongue):
            yield Text(told)
    yield Text(telling.potential(answer, tongue))
    head, named = telling.assumptions(answer, tongue, most=5)
    yield Text(f"{head}. " + tongue("Tyngst: ", "Weightiest: ") + "; ".join(named) + "." if named else f"{head}.")
    for note in scenario.notes:
        yield Text(tongue.name(note), "bullet")


def _actors(scenario: Scenario, answer: Answer, tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue("Vem betalar och vem vinner", "Who pays and who gains"))
    yield Text(telling.made_of(answer, tongue))
    yield tables.actors(answer, tongue)
    yield tables.years(answer, tongue)


def _expected(scenario: Scenario, answer: Answer, tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue("Från människorna till effekten", "From the people to the effect"))
    yield Text(telling.expected(answer, tongue))
    yield tables.chain(answer, scenario.chain.links, tongue)
    yield Text(telling.potential(answer, tongue))


def _decides(scenario: Scenario, answer: Answer, tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue("Vad som avgör svaret", "What decides the answer"))
    yield tables.deciding(answer, tongue)
    for code in answer["break_even"]:
        if told := telling.break_even(answer, code, tongue):
            yield Text(told, "bullet")
    yield Text(telling.knowing(answer, tongue))
    yield tables.knowing(answer, tongue)


def _uncertain(scenario: Scenario, answer: Answer, tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue("Slump, räntor och kostnadsslag", "Chance, rates and kinds of cost"))
    if told := telling.what_chance_does(answer, tongue):
        yield Text(told)
    if apart := tables.luck(answer, tongue):
        yield apart
    yield tables.terms(answer, tongue)
    if told := telling.tax(answer, tongue):
        yield Text(told)


def _model(scenario: Scenario, answer: Answer, tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue("Så är det räknat", "How it is reckoned"))
    yield Text(telling.method(scenario.cycles_per_year, tongue))
    yield from model.tables(scenario, tongue)


def _numbers(scenario: Scenario, answer: Answer, tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue("Alla tal, med källa eller antagande", "All numbers, with source or assumption"))
    yield tables.sources(answer, tongue)
    for said in dict.fromkeys(tongue.name(notice) for notice in answer["notices"]):
        yield Text(said, "bullet")


def _sources(scenario: Scenario, answer: Answer, tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue("Källor", "Sources"))
    yield Text(answer["source"])
    for source in dict.fromkeys(one["source"] for one in answer["sources"] if one["source"]):
        yield Text(source, "bullet")
    yield Text(telling.premises(answer, tongue))
    yield Text(telling.standing(answer, tongue))


def _checklist(scenario: Scenario, answer: Answer, tongue: Tongue) -> Iterator[Block]:
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
        tuple((str(item.number), item.asks, item.answer) for item in items(scenario, answer, tongue)),
        widths=(6, 38, 58),
    )
