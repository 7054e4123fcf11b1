"""The tables of how an account is reckoned: moves, money and the costs of the effort, each at the means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from samsyn.core.tables.formula import compute
from samsyn.valuing.blocks import Table
from samsyn.valuing.tables import ASSUMED, mark
from samsyn.valuing.tongue import Tongue

if TYPE_CHECKING:
    from samsyn.core.valuation.scenario import Flow, Scenario


def tables(scenario: Scenario, tongue: Tongue) -> Iterator[Table]:
    yield _moves(scenario, tongue)
    yield _money(scenario, tongue)
    yield _costs(scenario, tongue)


def _moves(scenario: Scenario, tongue: Tongue) -> Table:
    states = _states(scenario, tongue)

    def chance(text: str) -> str:
        value = scenario.values.get(text)
        assumed = value is not None and value.assumed
        return tongue.share(_mean(text, scenario)) + (f" {ASSUMED}" if assumed else "")

    return Table(
        tongue("Flyttar på ett år, utan insatsen", "Moves in a year, without the effort"),
        (tongue("Från", "From"), tongue("Till", "To"), tongue("Chans", "Chance")),
        tuple((states[move.source], states[move.target], chance(move.chance)) for move in scenario.moves),
        numeric=(2,),
        widths=(38, 38, 24),
        note=mark(tongue),
    )


def _money(scenario: Scenario, tongue: Tongue) -> Table:
    kinds = {
        "resource": tongue("resurs", "resource"),
        "transfer": tongue("överföring", "transfer"),
        "production": tongue("produktion", "production"),
        "wellbeing": tongue("välbefinnande", "wellbeing"),
    }
    states = _states(scenario, tongue)

    def where(flow: Flow) -> str:
        return states[flow.on] if isinstance(flow.on, str) else " → ".join(states[code] for code in flow.on)

    return Table(
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
                where(flow),
                kinds[flow.kind],
                _who(flow.payer, scenario, tongue),
                _who(flow.receiver, scenario, tongue),
                tongue.number(_mean(flow.amount, scenario)),
            )
            for flow in scenario.flows
        ),
        numeric=(5,),
        widths=(26, 24, 12, 16, 14, 10),
        note=tongue("Vid medelvärdena.", "At the means."),
    )


def _costs(scenario: Scenario, tongue: Tongue) -> Table:
    each = tongue("per den som börjar", "for each who begins")
    return Table(
        tongue("Insatsens kostnader", "Costs of the effort"),
        (tongue("Vad", "What"), tongue("Betalas av", "Paid by"), tongue("När", "When"), tongue("Kronor", "SEK")),
        tuple(
            (
                tongue.name(cost.name),
                _who(cost.payer, scenario, tongue),
                each if cost.per == "start" else str(scenario.first_year + cost.year),
                tongue.number(_mean(cost.amount, scenario)),
            )
            for cost in scenario.costs
        ),
        numeric=(3,),
        widths=(44, 24, 18, 14),
        note=tongue("Vid medelvärdena.", "At the means."),
    )


def _states(scenario: Scenario, tongue: Tongue) -> dict[str, str]:
    return {state.code: tongue.name(state.name) for state in scenario.states}


def _who(code: str, scenario: Scenario, tongue: Tongue) -> str:
    return tongue.name(scenario.actors[code].name) if code else "–"


def _mean(text: str, scenario: Scenario) -> float:
    """An expression at the means of what it names."""
    return float(compute(text, {code: value.used.mean for code, value in scenario.values.items()}, float))
