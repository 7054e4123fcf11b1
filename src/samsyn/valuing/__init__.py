"""From a scenario in a file to what its account says. Nothing here needs Django or a database.

`samsyn value` is the door; the words are in `valuing.text`, the documents in `valuing.report` and `valuing.workbook`.
"""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samsyn import __version__
from samsyn.core.valuation.bank_faults import BadValue
from samsyn.parameters.shipped import scenario_texts, shipped_bank
from samsyn.valuing.yaml import Page, Problem, Unread, page_of

if TYPE_CHECKING:
    import argparse

    from samsyn.core.valuation.results import Run
    from samsyn.core.valuation.scenario import Scenario
    from samsyn.valuing.tongue import Tongue

DRAWN = range(100, 1_000_001)  # how many draws may be asked for


def value(options: argparse.Namespace, say: Callable[[str], None]) -> int:
    """The command. Unread says what could not be read or written."""
    from samsyn.valuing.tongue import Tongue

    tongue = Tongue(options.english or _speaks_english())
    if options.list:
        say(listed(tongue))
        return 0
    _asked(options)
    page = page_named(options.scenario)
    run = account_of(page, options.draws, options.seed, options.threads, options.cluster)
    answer = answer_of(run)
    if options.report:
        from samsyn.valuing.report import report

        _written(options.report, report(run.scenario, answer, tongue))
    if options.workbook:
        from samsyn.valuing.workbook import workbook

        _written(options.workbook, workbook(run.scenario, answer, tongue))
    if options.json:
        say(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False))
    else:
        from samsyn.valuing.text import as_text

        say(as_text(answer, tongue).rstrip("\n"))
    return 0


def listed(tongue: Tongue) -> str:
    """The shipped scenarios with their names."""
    rows = {code: page_of(text, code).values["name"] for code, text in scenario_texts().items()}
    width = max(map(len, rows))
    return "\n".join(f"{code.ljust(width)}  {tongue.name(name)}" for code, name in rows.items())


def _speaks_english() -> bool:
    said = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return said.lower().startswith("en")


def _asked(options: argparse.Namespace) -> None:
    """Unread where the options ask for what cannot be."""
    problems = []
    if not options.scenario:
        problems.append(Problem("samsyn value", 0, "", "Ingen kalkyl är angiven.", "Ange en fil, eller --list."))
    if options.draws is not None and options.draws not in DRAWN:
        told = f"{options.draws} dragningar går inte."
        problems.append(Problem("samsyn value", 0, "--draws", told, f"Välj {DRAWN[0]} till {DRAWN[-1]}."))
    for name, least in (("seed", 0), ("threads", 1)):
        given = getattr(options, name)
        if given is not None and not least <= given < 2**63:
            problems.append(Problem("samsyn value", 0, f"--{name}", f"{given} går inte.", f"Välj {least} eller mer."))
    if problems:
        raise Unread(problems)


def _written(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        told = f"Filen kan inte skrivas ({error.strerror})."
        raise Unread([Problem(str(path), 0, "", told, "Kontrollera mappen och behörigheten.")]) from None


def page_named(name: str) -> Page:
    """The contents of a file, or of the shipped scenario with that name. Unread says why not."""
    path = Path(name)
    if path.is_file():
        return page_of(_text(path), str(path))
    texts = scenario_texts()
    if name in texts:
        return page_of(texts[name], f"{name}.yaml")
    if path.is_dir():
        raise Unread([Problem(name, 0, "", "Det är en mapp.", "Ange en fil.")])
    near = difflib.get_close_matches(name, texts, n=1)
    hint = f"Menade du {near[0]}?" if near else "samsyn value --list räknar upp de medföljande."
    raise Unread([Problem(name, 0, "", "Det finns ingen sådan fil eller medföljande kalkyl.", hint)])


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Unread([Problem(str(path), line, "", "Tecknen är inte UTF-8.", "Spara filen som UTF-8.")]) from None
    except OSError as error:
        told = f"Filen kan inte öppnas ({error.strerror})."
        raise Unread([Problem(str(path), 0, "", told, "Kontrollera behörigheten.")]) from None


def scenario_of(page: Page) -> Scenario:
    """Shape what a page holds. Unread lists every fault with its line."""
    from samsyn.core.valuation.scenario_reading import read_scenario

    try:
        return read_scenario(page.values, shipped_bank(), page.file)
    except BadValue as error:
        problems = [
            Problem(page.file, page.line(fault.field), fault.field, fault.problem, fault.remedy)
            for fault in dict.fromkeys(error.faults)
        ]
        raise Unread(sorted(problems, key=lambda problem: problem.line)) from None


def account_of(
    page: Page, draws: int | None = None, seed: int | None = None, threads: int | None = None, cluster: str = ""
) -> Run:
    """Read and run. cluster: address of the machines that share the draws. Unread where the parts do not fit."""
    from samsyn.core.valuation.model import BadModel
    from samsyn.core.valuation.results import DRAWS, SEED, run_scenario

    scenario = scenario_of(page)
    draws, seed = DRAWS if draws is None else draws, SEED if seed is None else seed
    try:
        if cluster:
            return _shared(cluster, scenario, draws, seed)
        return run_scenario(scenario, draws, seed, threads or processors())
    except BadModel as error:
        raise Unread([Problem(page.file, 0, "", str(error), "Rätta i kalkylen.")]) from None
    except MemoryError:
        told = f"Minnet räcker inte till {draws} dragningar."
        raise Unread([Problem(page.file, 0, "--draws", told, "Välj färre, eller dela dem med --cluster.")]) from None


def _shared(address: str, scenario: Scenario, draws: int, seed: int) -> Run:
    from samsyn.valuing.cluster import NoCluster, account_on

    try:
        return account_on(address, scenario, draws, seed)
    except NoCluster as error:
        raise Unread([Problem(address, 0, "--cluster", error.problem, error.remedy)]) from None


def processors() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def answer_of(run: Run) -> dict[str, Any]:
    """Everything an account says, as `parameters/valuation/resultat.schema.json` describes it."""
    from samsyn.core.valuation.results import result_of

    answer = result_of(run, __version__)
    scenario = run.scenario
    for seen in answer["perspectives"].values():
        seen["by_year"] = [{"year": scenario.first_year + at, **each} for at, each in enumerate(seen["by_year"])]
    answer["about"], answer["source"] = dict(scenario.about), scenario.source
    answer["names"] = _names(run)
    answer["ledgers"] = _ledgers(run)
    return answer


def brief_of(run: Run) -> dict[str, Any]:
    """The part of an answer that is said while a value is being moved."""
    from samsyn.core.valuation.results import brief_of as short_of

    return {**short_of(run, __version__), "names": _names(run)}


def _names(run: Run) -> dict[str, dict[str, str]]:
    return {one.code: _name_of(run, one.code) for one in run.perspectives}


def _name_of(run: Run, code: str) -> dict[str, str]:
    from samsyn.valuing.tongue import WHOLES

    return WHOLES.get(code) or dict(run.scenario.actors[code].name)


def _ledgers(run: Run) -> dict[str, Any]:
    """What society's gain consists of: value of production, and resources used or spared. Transfers are in neither."""
    from samsyn.core.valuation.cube import present_value, spread_of

    found = {}
    for name, ledger in (("production", "economic"), ("resources", "fiscal")):
        members = tuple(at for at, account in enumerate(run.plan.accounts) if account.ledger == ledger)
        if members:
            yearly = run.cube.of(run.cube.gain, members)
            found[name] = spread_of(present_value(yearly, run.scenario.rates[0])).as_dict()
    return found
