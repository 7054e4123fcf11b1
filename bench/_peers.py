"""The same invented career for two peers, through their public interfaces, and how contenders are timed."""

from __future__ import annotations

import importlib
import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from bench._career import EFFECT, RATE, STATES, YEARS, chances, costs, up
from samsyn.core.valuation.distributions import LogNormal
from samsyn.core.valuation.draws import Table

ARMS = ("without", "with")
TURN = 0.5  # seconds
MISSING = "{name} saknas här: kör make bench, som installerar gruppen bench."
PLACES = [f"state_{at}" for at in range(STATES)]


def peer(name: str) -> Any | None:
    """A peer's module, or None after saying that it is missing."""
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"  {MISSING.format(name=name)}")
        return None


def timed(contenders: Mapping[str, Callable[[], object]], repeats: int = 5) -> dict[str, float]:
    """Median seconds of each, taken by turns so that a busy moment of the machine falls on all of them.

    A quick one is run several times in its turn, for about half a second: once says little beside one that takes long.
    """
    found: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(repeats):
        for name, contender in contenders.items():
            turn = time.perf_counter()
            while time.perf_counter() - turn < TURN:
                began = time.perf_counter()
                contender()
                found[name].append(time.perf_counter() - began)
    return {name: statistics.median(each) for name, each in found.items()}


def matrix(params: Any, arm: str) -> np.ndarray:
    """Yearly chances between the states, with what stays on the diagonal."""
    found = np.zeros((STATES, STATES))
    for source, target in chances():
        factor = params["effect"] if arm == "with" and up(source, target) else 1.0
        found[source, target] = params[f"chance_{source}_{target}"] * factor
    found[np.arange(STATES), np.arange(STATES)] = 1 - found.sum(axis=1)
    return found


def state_costs(params: Any) -> np.ndarray:
    return np.array([params[f"cost_{at}"] for at in range(STATES)])


def beta(mean: float, sd: float) -> tuple[float, float]:
    size = mean * (1 - mean) / sd**2 - 1
    return mean * size, (1 - mean) * size


# heormodel


def heor_parameters() -> Any:
    params = importlib.import_module("heormodel.params")
    found = {f"chance_{a}_{b}": params.Beta(*beta(*known)) for (a, b), known in chances().items()}
    for at, (mean, sd) in enumerate(costs()):
        found[f"cost_{at}"] = params.Gamma((mean / sd) ** 2, sd**2 / mean)
    middle, spread = LogNormal(*EFFECT)._log
    return params.ParameterSet({**found, "effect": params.LogNormal(middle, spread)})


def heor_draws(table: Table) -> Any:
    """Our draws as their table."""
    pandas = importlib.import_module("pandas")
    index = pandas.RangeIndex(table.draws, name="iteration")
    return pandas.DataFrame(dict(zip(table.codes, table.values, strict=True)), index=index).rename(
        columns={"chain.effect": "effect"}
    )


def heor_spec(params: Any, arm: str) -> Any:
    made = importlib.import_module("heormodel.models.markov").CohortSpec
    return made(matrix(params, arm), state_costs(params), np.ones(STATES))


def heor_spec_discounted(params: Any, arm: str) -> Any:
    """Costs that carry our weights: half of each end of a cycle, discounted to the end of the year."""
    weights = (1 + RATE) ** -np.arange(1.0, YEARS + 1)
    at_points = 0.5 * (np.append(weights, 0.0) + np.append(0.0, weights))
    made = importlib.import_module("heormodel.models.markov").CohortSpec
    return made(matrix(params, arm), at_points[:, None] * state_costs(params), np.ones((YEARS + 1, STATES)))


def heor_model(spec: Callable[..., Any] = heor_spec, correction: str = "half_cycle") -> Any:
    """Without discounting; their half-cycle rule then sums to the life-table rule."""
    return importlib.import_module("heormodel.models").MarkovModel(
        states=PLACES, interventions=ARMS, transitions_and_rewards=spec, n_cycles=YEARS, discount_rate=0.0,
        cycle_correction=correction,
    )  # fmt: skip


def heor_run(draws: Any, model: Any, workers: int = 1) -> Any:
    run = importlib.import_module("heormodel.run").run_psa
    return run(model, draws, n_jobs=workers, sequential=workers == 1, progress=False)


def heor_cost(result: Any) -> np.ndarray:
    """Total cost, shape (arms, draws)."""
    data = result.outcomes.data["cost"]
    return np.array([data.xs(arm, level=0).to_numpy() for arm in ARMS])


def heor_individuals(number: int) -> Any:
    def probabilities(params: Any, arm: str, state: np.ndarray, attrs: Any, rng: Any) -> np.ndarray:
        return matrix(params, arm)[state]

    def rewards(params: Any, arm: str, state: np.ndarray, attrs: Any) -> tuple[np.ndarray, np.ndarray]:
        return state_costs(params)[state], np.ones(len(state))

    return importlib.import_module("heormodel.models").MicrosimModel.discrete(
        states=tuple(PLACES), transition_probabilities=probabilities, state_rewards=rewards, interventions=ARMS,
        n_cycles=YEARS, population=number, discount_rate=0.0, cycle_correction="half_cycle",
    )  # fmt: skip


# pyheor


def py_model(pyheor: Any) -> Any:
    """One category of costs, their life-table rule, the same distributions."""
    dists = importlib.import_module("pyheor.distributions")
    model = pyheor.MarkovModel if hasattr(pyheor, "MarkovModel") else pyheor.CohortStateTransitionModel
    made = model(
        states=PLACES, strategies=list(ARMS), n_cycles=YEARS, cycle=pyheor.Cycle(1, "year"), dr_cost=RATE,
        method="life-table",
    )  # fmt: skip
    for (a, b), (mean, sd) in chances().items():
        made.add_param(f"chance_{a}_{b}", base=mean, dist=dists.Beta(mean=mean, sd=sd))
    for at, (mean, sd) in enumerate(costs()):
        made.add_param(f"cost_{at}", base=mean, dist=dists.Gamma(mean=mean, sd=sd))
    made.add_param("effect", base=EFFECT[0], dist=dists.LogNormal(mean=EFFECT[0], sd=EFFECT[1]))
    for arm in ARMS:
        made.set_transitions(arm, lambda params, cycle, arm=arm: matrix(params, arm))
    made.set_state_cost("all", lambda params, cycle: {place: params[f"cost_{at}"] for at, place in enumerate(PLACES)})
    return made


class Given:
    """A distribution that gives our draws one after another, so that pyheor runs exactly them."""

    def __init__(self, draws: np.ndarray) -> None:
        self.draws = iter(draws)

    def sample(self, n: int = 1, rng: Any = None) -> np.ndarray:
        return np.array([next(self.draws) for _ in range(n)])


def py_cost(result: Any) -> np.ndarray:
    """Total discounted cost, shape (arms, draws)."""
    return np.array([[one[arm]["total_costs"]["all"] for one in result.psa_results] for arm in ARMS])
