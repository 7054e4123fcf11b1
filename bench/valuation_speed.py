"""The engine of accounts against two peers and against its own floor, in one run, by turns: medians and ratios.

8 states, 40 years, 2 arms, 38 uncertain parameters, drawing included. Ours fills every payer and year; the peers give
one total for each arm. The floor is the same drawing and the same memory written, and nothing computed.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy

import numpy as np

from bench import _career, _peers
from samsyn.core.valuation.compiling import plan_of
from samsyn.core.valuation.draws import draw_table
from samsyn.core.valuation.engine import run_people
from samsyn.core.valuation.individuals import People, run_individuals
from samsyn.core.valuation.information import evppi
from samsyn.core.valuation.results import result_of, run_scenario
from samsyn.core.valuation.scenario_reading import read_scenario
from samsyn.core.valuation.turning import point
from samsyn.parameters.shipped import shipped_bank

MANY, FEW, PEOPLE = 10_000, 1_000, 100_000
FIRST = """
import time
began = time.perf_counter()
from samsyn.valuing import account_of, page_named
run = account_of(page_named("trelleborg"), 2_000)
run.present(run.perspectives[0])
print(time.perf_counter() - began, time.process_time())
"""
NUMBA = "import time; t = time.perf_counter(); import numba; print(time.perf_counter() - t, time.process_time())"


def main() -> None:
    _cohorts()
    _information()
    _people()
    _page()
    _first_call()


def _cohorts() -> None:
    one = _career.scenario()
    varying = _career.scenario(tuple(np.linspace(1.0, 0.6, _career.YEARS)))
    contenders = {f"ours, {MANY} draws, {threads} thread(s)": _ours(one, MANY, threads) for threads in (1, 2)}
    contenders |= {f"floor, {MANY} draws, {threads} thread(s)": _floor(one, MANY, threads) for threads in (1, 2)}
    contenders[f"ours, {MANY} draws, moves vary by year, 2 threads"] = _ours(varying, MANY, 2)
    contenders[f"ours, {FEW} draws, 1 thread"] = _ours(one, FEW, 1)
    for contender in contenders.values():
        contender()  # compiled and loaded
    quick = _peers.timed(contenders, repeats=5)
    slow = {}
    if _peers.peer("heormodel"):
        parameters, model = _peers.heor_parameters(), _peers.heor_model()
        _peers.heor_run(parameters.sample(50, seed=1), model, 2)  # its workers started
        slow |= {
            f"heormodel, {MANY} draws, {workers} worker(s)": (
                lambda workers=workers: _peers.heor_run(parameters.sample(MANY, seed=1), model, workers)
            )
            for workers in (1, 2)
        }
    pyheor = _peers.peer("pyheor")
    if pyheor:
        slow[f"pyheor, {FEW} draws"] = lambda: _peers.py_model(pyheor).run_psa(FEW, seed=1, progress=False)
    # Ours again among the slow ones, so that each ratio is of two things timed in the same minutes.
    beside = {name: contenders[name] for name in contenders if name.startswith("ours")}
    together = _peers.timed(beside | slow, repeats=3)
    for name, seconds in quick.items():
        _line(name, seconds)
    for name in slow:
        _line(name, together[name])
    best = min(quick[f"ours, {MANY} draws, {threads} thread(s)"] for threads in (1, 2))
    floor = min(quick[f"floor, {MANY} draws, {threads} thread(s)"] for threads in (1, 2))
    _ratio("ours ÷ floor", best / floor, "at most 2")
    ours = min(together[f"ours, {MANY} draws, {threads} thread(s)"] for threads in (1, 2))
    if pair := together.get(f"heormodel, {MANY} draws, 2 worker(s)"):
        _ratio(f"heormodel with two workers ÷ ours, {MANY} draws", pair / ours, "at least 50")
    if theirs := together.get(f"pyheor, {FEW} draws"):
        _ratio(f"pyheor ÷ ours, {FEW} draws", theirs / together[f"ours, {FEW} draws, 1 thread"], "at least 1000")


def _ours(one, draws, threads):
    return lambda: run_scenario(one, draws, 1, threads)


def _floor(one, draws, threads):
    plan = plan_of(one)
    shape = (one.years, len(plan.accounts), draws)

    def written(_: int) -> np.ndarray:
        return np.ones(shape)

    def floor() -> object:
        table = draw_table(plan.known, draws, 1, threads=threads)
        with ThreadPoolExecutor(threads) as pool:
            return table, list(pool.map(written, range(3)))  # without, gain and potential; cost is all but empty

    return floor


def _information() -> None:
    done = run_scenario(_career.scenario(), MANY, 1, 2)
    gain, table = done.present(done.perspectives[0]), done.table
    contenders = {"EVPPI, ours": lambda: evppi(table, gain)}
    known = _career.scenario().values
    uncertain = sum(known[code].used.sd > 0 for code in table.codes)
    if _peers.peer("heormodel"):
        from heormodel.run import as_outcomes
        from heormodel.voi import evppi_ranking
        from pandas import DataFrame

        rows = [(arm, at, -value * (arm == "with"), 0.0) for arm in _peers.ARMS for at, value in enumerate(gain)]
        outcomes = as_outcomes(DataFrame(rows, columns=["intervention", "iteration", "cost", "qaly"]))
        names = [code for code in table.codes if known[code].used.sd > 0]
        draws = DataFrame({name: table[name] for name in names}, index=outcomes.iterations)
        contenders["EVPPI, heormodel"] = lambda: evppi_ranking(outcomes, draws, wtp=1.0)
    for contender in contenders.values():
        contender()
    for name, seconds in _peers.timed(contenders, repeats=5).items():
        _line(f"{name}, {uncertain} parameters, {MANY} draws", seconds)


def _people() -> None:
    raw = deepcopy(_career.raw())
    raw["chain"]["people"]["value"] = PEOPLE
    plan = plan_of(read_scenario(raw, shipped_bank()))
    table = point(plan.known, 1)
    risks = {("state_0", "state_1"): np.random.default_rng(1).gamma(16, 1 / 16, PEOPLE)}
    longer = {("state_0", "state_1"): (1.0, 0.9, 0.8, 0.7)}
    alike, own = People(PEOPLE), People(PEOPLE, risks, longer)
    contenders = {
        "individuals, all alike": lambda: run_individuals(plan, table, alike, 1, 2),
        "individuals, own risks and history": lambda: run_individuals(plan, table, own, 1, 2),
        "head counts": lambda: run_people(plan, table, 1),
    }
    if _peers.peer("heormodel"):
        model = _peers.heor_individuals(PEOPLE)
        draws = _peers.heor_parameters().at_means()
        contenders["individuals, heormodel, all alike"] = lambda: _peers.heor_run(draws, model)
    for contender in contenders.values():
        contender()
    found = _peers.timed(contenders, repeats=5)
    for name, seconds in found.items():
        _line(f"{name}: {PEOPLE} people × 40 years × 2 arms", seconds)
    if "individuals, heormodel, all alike" in found:
        theirs = found["individuals, heormodel, all alike"]
        _ratio("heormodel's individuals ÷ ours", theirs / found["individuals, all alike"], "at least 20")
        _ratio("the same, ours with own risks", theirs / found["individuals, own risks and history"], "")
    _ratio("individuals ÷ head counts", found["individuals, all alike"] / found["head counts"], "at least 10")


def _page() -> None:
    from samsyn.valuing import page_named, scenario_of

    one = scenario_of(page_named("trelleborg"))
    done = run_scenario(one, MANY, threads=2)

    def slid() -> object:
        run = run_scenario(one, 2_000)
        return [run.present(seen) for seen in run.perspectives]

    contenders = {"a slider moved, 2 000 draws": slid, f"all of a result, {MANY} draws": lambda: result_of(done, "0")}
    for contender in contenders.values():
        contender()
    for name, seconds in _peers.timed(contenders, repeats=3).items():
        _line(name, seconds)


def _first_call() -> None:
    """Wall clock, and what the processor worked, which a busy machine does not stretch as much."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def fresh(code: str) -> tuple[float, float]:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=kept)
        wall, worked = map(float, done.stdout.split())
        return wall, worked

    for name, code in (
        ("first call in a fresh process: import, bank, scenario, 2 000 draws", FIRST),
        ("  of which to import numba", NUMBA),
    ):
        fresh(code)
        walls, worked = zip(*(fresh(code) for _ in range(7)), strict=True)
        _line(name, statistics.median(walls))
        _line("    processor", statistics.median(worked))


def _line(name: str, seconds: float) -> None:
    print(f"  {name:75s} {1000 * seconds:10.1f} ms")


def _ratio(name: str, ratio: float, goal: str) -> None:
    print(f"  → {name:73s} {ratio:10.1f} ×  {f'({goal})' if goal else ''}")


if __name__ == "__main__":
    main()
