"""A real cluster of two workers on this machine: the same bits as one, and clear words when it is not there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from samsyn.core.valuation.draws import BLOCK
from samsyn.core.valuation.results import fingerprint, run_scenario
from samsyn.core.valuation.scenario import Scenario
from samsyn.core.valuation.scenario_reading import read_scenario
from samsyn.parameters.shipped import shipped_bank
from samsyn.valuing.cluster import NoCluster, account_on, run_on

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # dask leaves its loop's sockets to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:distributed.*"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:tornado.*"),
]
DRAWS = 2 * BLOCK + 700  # two whole blocks and one that is cut


def _cluster(workers: int) -> Any:
    from distributed import LocalCluster

    return LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1",
        silence_logs=50,
    )  # fmt: skip


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with _cluster(2) as cluster:
        yield cluster.scheduler_address


def scenario() -> Scenario:
    from bench import _career

    raw = _career.raw(by_year=(1.0, 0.9))
    raw["years"] = 6
    raw["chain"]["lag"] = {"value": 0.7, "unit": "år", "spread": {"sd": 0.3, "family": "gamma"}, "assumption": "Prov"}
    return read_scenario(raw, shipped_bank())


def test_two_workers_give_the_bits_of_one_machine(address: str) -> None:
    """Also with a lag that is not known, which each draw carries by itself."""
    one = scenario()
    alone = run_scenario(one, DRAWS, seed=5)
    shared = account_on(address, one, DRAWS, seed=5)
    assert shared.cube.fingerprint() == alone.cube.fingerprint()
    assert fingerprint(shared) == fingerprint(alone)
    assert np.array_equal(shared.table.values, alone.table.values)


def test_a_cluster_without_workers_says_what_to_start() -> None:
    with _cluster(0) as empty, pytest.raises(NoCluster, match="inga arbetare"):
        run_on(empty.scheduler_address, scenario(), 500, 1)


def test_an_address_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samsyn.valuing.cluster.PATIENCE", 0.5)
    with pytest.raises(NoCluster, match=r"Ingen svarar på tcp://127.0.0.1:9 .*dask scheduler"):
        run_on("tcp://127.0.0.1:9", scenario(), 500, 1)


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NoCluster, match=r"samsyn\[cluster\]"):
        run_on("tcp://127.0.0.1:9", scenario(), 500, 1)
