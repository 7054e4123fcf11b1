"""The draws of an account shared between machines: `samsyn value --cluster tcp://…`, on a Dask cluster.

Every parameter has a stream of its own for each block of draws, so a block is the same whoever works it, and the cube
is the one that a single machine would have made, to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np

from samsyn.core.valuation.compiling import plan_of
from samsyn.core.valuation.cube import Cube
from samsyn.core.valuation.draws import blocks_of, draw_table
from samsyn.core.valuation.engine import held_back, links_of, run
from samsyn.core.valuation.results import DRAWS, SEED, Run
from samsyn.core.valuation.scenario import Scenario

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 10.0  # seconds before an address that does not answer is given up
SAME = ("samsyn", "numpy", "numba")  # parts whose versions a bit may hang on


class NoCluster(ValueError):
    """The machines cannot share the work. problem, remedy: in Swedish."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem, self.remedy = problem, remedy


def account_on(address: str, scenario: Scenario, draws: int = DRAWS, seed: int = SEED, basis: str = "") -> Run:
    """As `results.run_scenario`, with the cube made by the cluster. NoCluster, BadModel."""
    cube = run_on(address, scenario, draws, seed, basis)
    plan = plan_of(scenario, basis)
    return Run(scenario, plan, draw_table(plan.known, draws, seed, scenario.together), cube, seed)


def run_on(address: str, scenario: Scenario, draws: int = DRAWS, seed: int = SEED, basis: str = "") -> Cube:
    """The cube of a scenario, each block of draws worked by whichever machine is free. address: of the scheduler.

    NoCluster where dask is missing, nobody answers, or the machines have other versions. BadModel as `engine.run`,
    asked of the first block.
    """
    plan = plan_of(scenario, basis)
    first = plan.values(draw_table(plan.known, draws, seed, scenario.together, blocks=[0]))
    held_back(plan.model, first)
    links_of(plan, first)
    with _client(address) as client:
        from distributed import as_completed

        ends = {block: (begin, until) for block, begin, until in blocks_of(draws)}
        shared = client.scatter(scenario, broadcast=True, hash=False)
        work = {client.submit(_block, shared, draws, seed, block, basis, pure=False): block for block in ends}
        parts: tuple[Any, ...] = ()
        for done, made in as_completed(list(work), with_results=True, loop=client.loop):
            begin, until = ends[work.pop(done)]
            parts = parts or tuple(np.empty((*part.shape[:2], draws)) for part in made)
            for whole, part in zip(parts, made, strict=True):
                whole[:, :, begin:until] = part
            done.release()
    return Cube(plan.accounts, *parts)


def _block(scenario: Scenario, draws: int, seed: int, block: int, basis: str) -> tuple[Any, ...]:
    """What a worker does: one block drawn and run."""
    plan = plan_of(scenario, basis)
    cube = run(plan, draw_table(plan.known, draws, seed, scenario.together, blocks=[block]), strict=False)
    return cube.without, cube.gain, cube.cost, cube.potential


def _versions() -> dict[str, str]:
    return {name: version(name) for name in SAME}


@contextmanager
def _client(address: str) -> Iterator[Client]:
    try:
        from distributed import Client
    except ImportError:
        raise NoCluster(
            "För att dela arbetet mellan maskiner behövs Dask, som inte är installerat.",
            "Installera det med: pip install 'samsyn[cluster]'.",
        ) from None
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise NoCluster(
            f"Ingen svarar på {address} ({type(error).__name__}).",
            "Starta dask scheduler där, och skriv adressen som tcp://värd:8786.",
        ) from None
    try:
        _ready(client, address)
        yield client
    finally:
        client.close(timeout=PATIENCE)


def _ready(client: Client, address: str) -> None:
    """NoCluster unless there are workers, each with the same versions as here."""
    if not client.scheduler_info()["workers"]:
        raise NoCluster(f"{address} svarar men har inga arbetare.", "Starta en på varje maskin: dask worker ADRESS.")
    here = _versions()
    try:
        there = client.run(_versions)
    except ImportError:
        raise NoCluster("Arbetarna saknar Samsyn.", "Installera samma version på varje maskin.") from None
    for worker, found in there.items():
        for name, wanted in here.items():
            if found[name] != wanted:
                raise NoCluster(
                    f"Arbetaren {worker} har {name} {found[name]}; här är {wanted}.",
                    "Installera samma version, annars blir siffrorna inte säkert desamma.",
                )
