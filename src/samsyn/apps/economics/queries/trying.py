"""What an account would answer with other numbers, while somebody moves a slider. Nothing of it is kept in the store.

The scenario is read, compiled and drawn once, and one person's course through it run. A moved number gets new draws,
and the course is run again only where the number is part of it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from samsyn.apps.economics.queries.answers import Answered, asked, scenario_of
from samsyn.apps.organisations.models import Organisation
from samsyn.core.valuation.bank_faults import BadValue
from samsyn.core.valuation.distributions import BadDistribution
from samsyn.core.valuation.model import BadModel
from samsyn.core.valuation.scenario import Scenario, Value
from samsyn.valuing import brief_of

if TYPE_CHECKING:
    from samsyn.core.valuation.compiling import Plan
    from samsyn.core.valuation.draws import Table
    from samsyn.core.valuation.engine import Course
    from samsyn.core.valuation.results import Run

TRIED = 1_000  # draws, the first of those that the account itself is answered with
STEPS = 100  # of a slider
READY = 8  # accounts that are kept ready, each one to three megabytes


@dataclass(frozen=True)
class Ready:
    """An account as it stands, compiled and drawn, with the course of a person through it."""

    scenario: Scenario
    plan: Plan
    table: Table
    course: Course


_ready: OrderedDict[str, Ready] = OrderedDict()
_lock = Lock()


def answer_with(
    contents: Mapping[str, Any], means: Mapping[str, float], organisation: Organisation | None = None
) -> Answered:
    """What the account would answer with other means of some values: few draws, and only what is said at once."""
    try:
        ready = _made_ready(contents, organisation)
        scenario = moved(ready.scenario, means)
        return Answered(scenario, brief_of(_run(ready, scenario)))
    except BadValue as fault:
        return Answered(None, None, tuple(str(each) for each in fault.faults))
    except (BadModel, BadDistribution, ValueError) as fault:
        return Answered(None, None, (str(fault),))


def moved(scenario: Scenario, means: Mapping[str, float]) -> Scenario:
    """The scenario with other means of some values; each keeps its spread in proportion, and its grade.

    A slider that stands where it stood moves nothing, however the value was rounded to stand there.
    """
    values = dict(scenario.values)
    for code, mean in means.items():
        if code in values and round(values[code].known.mean * STEPS) != round(mean * STEPS):
            values[code] = _moved(values[code], mean, scenario)
    return replace(scenario, values=values)


def _moved(value: Value, mean: float, scenario: Scenario) -> Value:
    share = mean / value.known.mean if value.known.mean else 1.0
    return value.with_known(value.known.moved(mean, value.known.sd * share), scenario.grades.values())


def _made_ready(contents: Mapping[str, Any], organisation: Organisation | None) -> Ready:
    from samsyn.core.valuation.compiling import plan_of
    from samsyn.core.valuation.draws import draw_table
    from samsyn.core.valuation.engine import run_again
    from samsyn.core.valuation.results import SEED

    key = asked(contents, TRIED, organisation)
    with _lock:
        if key in _ready:
            _ready.move_to_end(key)
            return _ready[key]
    scenario = scenario_of(contents, organisation)
    plan = plan_of(scenario)
    table = draw_table(plan.known, TRIED, SEED, scenario.together)
    found = Ready(scenario, plan, table, run_again(plan, table)[1])
    with _lock:
        _ready[key] = found
        while len(_ready) > READY:
            _ready.popitem(last=False)
    return found


def _run(ready: Ready, scenario: Scenario) -> Run:
    """Run the moved scenario. The plan rests on what is written, not on the numbers of the chain, so it stands."""
    from samsyn.core.valuation.engine import run_again
    from samsyn.core.valuation.results import SEED, Run

    plan = replace(ready.plan, scenario=scenario)
    table = _drawn(ready, scenario)
    return Run(scenario, plan, table, run_again(plan, table, ready.course)[0], SEED)


def _drawn(ready: Ready, scenario: Scenario) -> Table:
    """The draws, with new ones for what was moved: the same that all would have had if they were drawn anew."""
    from samsyn.core.valuation.draws import Table, draw_table
    from samsyn.core.valuation.results import SEED

    known = {code: value.used for code, value in scenario.values.items()}
    changed = {code: each for code, each in known.items() if each != ready.scenario.values[code].used}
    if any(code in changed for group in scenario.together for code in group.codes):
        return draw_table(known, TRIED, SEED, scenario.together)
    new = draw_table(changed, TRIED, SEED)
    values = ready.table.values.copy()
    for code in changed:
        values[ready.table.codes.index(code)] = new[code]
    return Table(ready.table.codes, values)
