"""The 28 items of CHEERS 2022 in our own short words, each answered from the account or saying what is missing.

Source: Husereau et al. 2022, Consolidated Health Economic Evaluation Reporting Standards. The wording is ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samsyn.valuing import telling as telling
from samsyn.valuing.telling import Answer
from samsyn.valuing.tongue import Tongue

if TYPE_CHECKING:
    from samsyn.core.valuation.scenario import Scenario


@dataclass(frozen=True)
class Item:
    """missing: the account cannot answer it, and the answer says what somebody has to write."""

    number: int
    asks: str
    answer: str
    missing: bool = False


def items(scenario: Scenario, answer: Answer, tongue: Tongue) -> list[Item]:
    """All of them, in the order and with the numbers of the list."""
    asked = _answers(scenario, answer, tongue)
    lacks = tongue("Saknas. ", "Missing. ")
    return [
        Item(number, asks, (lacks if missing else "") + said, missing)
        for number, (asks, said, missing) in enumerate(asked, start=1)
    ]


def _answers(scenario: Scenario, answer: Answer, tongue: Tongue) -> list[tuple[str, str, bool]]:
    chain = answer["chain"]
    people = tongue.people(chain["people"]["mean"])
    concerned = tongue.people(chain["concerned"]["mean"])
    sides = tongue.listed(line.name for line in telling.by_actor(answer, tongue) if not line.depth)
    rates = ", ".join(tongue.rate(float(rate)) for rate in answer["rates"])
    assumed, _ = telling.assumptions(answer, tongue)
    wellbeing = "wellbeing" in answer["perspectives"]
    states, moves, flows = len(scenario.states), len(scenario.moves), len(scenario.flows)
    return [
        (tongue("Titeln säger vad som jämförs", "The title says what is compared"), tongue.name(scenario.name), False),
        (
            tongue("Sammanfattning", "Abstract"),
            tongue("Första avsnittet.", "The first section."),
            False,
        ),
        (
            tongue("Bakgrund och frågan", "Background and question"),
            tongue.name(scenario.about),
            False,
        ),
        (
            tongue("Plan skriven i förväg", "Plan written beforehand"),
            tongue(
                "Kalkylfilen är planen; säg om den låg fast före resultaten.",
                "The scenario file is the plan; say whether it was fixed before the results.",
            ),
            True,
        ),
        (
            tongue("Vilka människor det gäller", "Which people it concerns"),
            tongue(
                f"{people} från början, {concerned} med behovet. Ålder och kön står inte i kalkylen.",
                f"{people} to begin with, {concerned} with the need. Age and sex are not in the account.",
            ),
            False,
        ),
        (
            tongue("Plats och sammanhang", "Place and setting"),
            tongue("Det som källan säger: ", "What the source says: ") + scenario.source,
            False,
        ),
        (
            tongue("Vad det jämförs med", "What it is compared with"),
            tongue(
                "Samma människor utan insatsen; det som hade hänt ändå är en länk i kedjan eller flyttarna utan den.",
                "The same people without the effort; what would have happened anyway is a link or in the moves.",
            ),
            False,
        ),
        (
            tongue("Från vems sida", "From whose side"),
            tongue(f"Sedda var för sig: {sides}.", f"Each seen by itself: {sides}."),
            False,
        ),
        (
            tongue("Hur lång tid", "Time horizon"),
            tongue(
                f"{scenario.years} år från {scenario.first_year}; mandatperioden på {scenario.term} år för sig.",
                f"{scenario.years} years from {scenario.first_year}; the term of {scenario.term} years by itself.",
            ),
            False,
        ),
        (
            tongue("Kalkylränta", "Discount rate"),
            tongue(
                f"{tongue.rate(answer['discount_rate'])}; visat också vid {rates}.",
                f"{tongue.rate(answer['discount_rate'])}; also shown at {rates}.",
            ),
            False,
        ),
        (
            tongue("Vilka utfall", "Which outcomes"),
            tongue(
                "Vem som är i vilket läge, och pengar hos varje aktör.",
                "Who is in which state, and money with each actor.",
            )
            + ("" if wellbeing else tongue(" Välbefinnande är inte värderat.", " Wellbeing is not valued.")),
            False,
        ),
        (
            tongue("Hur utfallen mättes", "How outcomes were measured"),
            tongue(
                "Effekten och dess underlag står i tabellen över kedjan, med grad där den är satt.",
                "The effect and its evidence are in the table of the chain, with a grade where one is set.",
            ),
            False,
        ),
        (
            tongue("Hur utfallen värderades", "How outcomes were valued"),
            telling.made_of(answer, tongue),
            False,
        ),
        (
            tongue("Resurser och kostnader", "Resources and costs"),
            tongue(
                "Tabellerna över pengar och insatsens kostnader, med källa för varje tal.",
                "The tables of money and of the effort's costs, with a source for each number.",
            ),
            False,
        ),
        (
            tongue("Valuta och prisår", "Currency and price year"),
            tongue(
                f"Kronor i {answer['price_year']} års priser; omräkningar står under talen.",
                f"Swedish kronor in prices of {answer['price_year']}; conversions stand below the numbers.",
            ),
            False,
        ),
        (
            tongue("Modellen och varför den valts", "The model and why it was chosen"),
            tongue(
                f"Lägen och flyttar: {states} lägen, {moves} flyttar, {flows} flöden. Öppen källkod.",
                f"States and moves: {states} states, {moves} moves, {flows} flows. Open source.",
            ),
            False,
        ),
        (
            tongue("Beräkning och antaganden", "Analysis and assumptions"),
            tongue(f"{assumed}; alla är märkta på sidan.", f"{assumed}; all are marked on the page."),
            False,
        ),
        (
            tongue("Skillnader mellan grupper", "Differences between groups"),
            tongue(
                "Kalkylen räknar alla lika; gör en kalkyl för varje grupp.",
                "The account treats all alike; make one account for each group.",
            ),
            True,
        ),
        (
            tongue("Vem det faller på", "On whom it falls"),
            tongue("Per aktör: ", "By actor: ") + telling.losers(answer, tongue),
            False,
        ),
        (
            tongue("Hur osäkerheten är beskriven", "How uncertainty is described"),
            tongue(
                f"{tongue.number(answer['draws'])} dragningar av allt osäkert på en gång, en sak i taget, och slumpen "
                "för sig i små grupper.",
                f"{tongue.number(answer['draws'])} draws of everything uncertain at once, one thing at a time, and "
                "chance by itself in small groups.",
            ),
            False,
        ),
        (
            tongue("Hur de berörda deltog", "How those concerned took part"),
            tongue(
                "Skriv hur deltagare, personal och parter varit med när kalkylen gjordes.",
                "Write how participants, staff and parties took part in making the account.",
            ),
            True,
        ),
        (
            tongue("Alla indata", "All parameters"),
            tongue("Tabellen över alla tal.", "The table of all numbers."),
            False,
        ),
        (
            tongue("Huvudresultat", "Main results"),
            tongue("Tabellen över aktörer och tabellen år för år.", "The table of actors and the table year by year."),
            False,
        ),
        (
            tongue("Vad osäkerheten betyder", "What the uncertainty means"),
            telling.break_even(answer, "society", tongue)
            or tongue("Avsnittet om vad som avgör svaret.", "The section on what decides the answer."),
            False,
        ),
        (
            tongue("Vad de berördas medverkan ändrade", "What taking part changed"),
            tongue("Skriv vad som ändrades efter deras synpunkter.", "Write what was changed by their views."),
            True,
        ),
        (
            tongue("Vad det visar, gränser och vad som är känt sedan förr", "Findings, limits and earlier knowledge"),
            " ".join(tongue.name(note) for note in scenario.notes)
            or tongue("Skriv kalkylens begränsningar under notes.", "Write the account's limits under notes."),
            not scenario.notes,
        ),
        (
            tongue("Vem som betalat arbetet", "Who paid for the work"),
            tongue("Skriv vem som bekostat kalkylen.", "Write who paid for the account."),
            True,
        ),
        (
            tongue("Intressen", "Interests"),
            tongue(
                "Skriv om den som gjort kalkylen har något att vinna på svaret.",
                "Write whether whoever made the account has anything to gain from the answer.",
            ),
            True,
        ),
    ]
