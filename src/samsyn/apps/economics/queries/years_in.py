"""What a year costs in the states of a frozen account, item by item, and what the whole of it costs for one person.

For whoever sets the cost of exclusion beside the cost of doing something. Nothing here is an effect: it is what the
account says that the states cost, and what nobody's being helped costs over its years.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samsyn.apps.economics.models import FrozenAccount
from samsyn.apps.economics.queries.answers import frozen_answer, frozen_scenario
from samsyn.core.valuation.bank_faults import BadValue
from samsyn.core.valuation.cube import PUBLIC_SECTOR, SOCIETY
from samsyn.core.valuation.entries import Names
from samsyn.core.valuation.formula import BadFormula, computed, names_in
from samsyn.core.valuation.scenario import Flow, Scenario, Value
from samsyn.parameters.shipped import shipped_bank


@dataclass(frozen=True)
class Post:
    """One sum of money for a person's year in a state: SEK in the account's prices, at the mean of what is not known.

    values: the numbers it is made of, each with its source or why it is assumed. limited: not in every year.
    """

    state: str
    state_name: Names
    name: Names
    kind: str
    amount: float
    payer: str
    receiver: str
    values: tuple[Value, ...]
    limited: bool


@dataclass(frozen=True)
class YearsIn:
    """What an account says of being outside. leaves: the state that success leads out of; empty where the effect is on
    moves.

    a_year, a_year_public: what a year in that state costs society, and public purses, more than a year in the state
    that success leads to; None where the account does not say one such amount. whole: the present value for one person
    over `years` years, to society. effect_alone: the effect is one number, the share of those who complete that reach
    the goal.
    """

    frozen: FrozenAccount
    result: Mapping[str, Any]
    posts: tuple[Post, ...]
    leaves: Names
    a_year: float | None
    a_year_public: float | None
    whole: float | None
    effect_alone: bool

    @property
    def price_year(self) -> int:
        return int(self.result["price_year"])

    @property
    def years(self) -> int:
        return int(self.result["years"])

    @property
    def enough(self) -> float | None:
        """The share of those who complete that has to reach the goal for society to break even; None where the account
        cannot be asked so."""
        asked = self.result["break_even"].get(SOCIETY)
        if not asked or not self.effect_alone or asked["effect"] is None or not 0 < asked["effect"] <= 1:
            return None
        gains = self.result["perspectives"][SOCIETY]["present_value"]["mean"] > 0
        return float(asked["effect"]) if (asked["expected"] >= asked["effect"]) == gains else None


def years_in(frozen: FrozenAccount) -> YearsIn | None:
    """What the frozen copy says; None where it can no longer be read."""
    try:
        scenario, result = frozen_scenario(frozen), frozen_answer(frozen)
    except BadValue:
        return None
    posts = tuple(post for flow in scenario.flows if (post := _post(flow, scenario)))
    works = scenario.chain.works
    states = {state.code: state.name for state in scenario.states}
    of_state = [post for post in posts if post.state in (works.source, works.target)]
    told = bool(works.source) and not any(post.limited for post in of_state)
    people = result["chain"]["concerned"]["mean"]
    return YearsIn(
        frozen,
        result,
        posts,
        states.get(works.source, {}),
        _more(of_state, works.source, _society) if told else None,
        _more(of_state, works.source, _public) if told else None,
        result["potential"][SOCIETY]["present_value"]["mean"] / people if people else None,
        bool(result["chain"]["per_success"]) and scenario.chain.links["effect"].strip() in scenario.values,
    )


def _post(flow: Flow, scenario: Scenario) -> Post | None:
    """The flow for a year in its state; None for a move, for wellbeing and for what cannot be reckoned alone."""
    if not isinstance(flow.on, str) or flow.kind == "wellbeing":
        return None
    values = tuple(scenario.values[name] for name in names_in(flow.amount) if name in scenario.values)
    try:
        amount = computed(flow.amount, {one.code: Decimal(repr(one.used.mean)) for one in values})
    except BadFormula:
        return None
    limited = flow.since > 0 or (flow.until is not None and flow.until < scenario.years)
    return Post(
        flow.on,
        scenario.state(flow.on).name,
        flow.name,
        flow.kind,
        float(amount),
        flow.payer,
        flow.receiver,
        values,
        limited,
    )


def _more(posts: list[Post], source: str, loss) -> float:
    """How much more is lost in the state that success leaves than in the one it leads to."""
    return sum(loss(post) if post.state == source else -loss(post) for post in posts)


def _society(post: Post) -> float:
    """What society loses of a sum: one who pays loses it, and one who receives gains it."""
    return post.amount * (bool(post.payer) - bool(post.receiver))


def _public(post: Post) -> float:
    if post.kind == "production":
        return 0.0
    return post.amount * (_is_public(post.payer) - _is_public(post.receiver))


def _is_public(code: str) -> bool:
    actors = shipped_bank().actors
    while code in actors:
        if code == PUBLIC_SECTOR:
            return True
        code = actors[code].parent or ""
    return False
