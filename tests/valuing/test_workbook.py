"""The workbook: its formulas, worked out anew, give the engine's answer to the öre, also after a number is changed."""

from __future__ import annotations

import dataclasses
import io
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from functools import cache

import pytest

from samsyn.core.valuation import compiling, engine
from samsyn.core.valuation.compiling import plan_of
from samsyn.core.valuation.distributions import Fixed
from samsyn.core.valuation.results import Run
from samsyn.core.valuation.turning import point
from samsyn.valuing.sheets import TooLarge, number, total
from samsyn.valuing.tongue import Tongue
from samsyn.valuing.workbook import workbook
from tests.valuing.conftest import CODES, answer, run_of
from tests.valuing.recalculating import Recalculated

ORE = 0.005
SV = Tongue()


@pytest.fixture(autouse=True)
def deep():
    """A cell may hang on a cell for every cycle; the small spreadsheet follows them one call at a time."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(50_000)
    yield
    sys.setrecursionlimit(before)


@cache
def made(code, english=False):
    return workbook(run_of(code).scenario, answer(code), Tongue(english))


def at_the_means(scenario, basis=""):
    plan = plan_of(scenario, basis)
    table = point(plan.known)
    return Run(scenario, plan, table, engine.run(plan, table), 1)


def columns(done):
    return {one.code: chr(ord("C") + at) for at, one in enumerate(done.perspectives)}


@pytest.mark.parametrize("code", CODES)
def test_every_perspective_and_year_to_the_ore(code):
    book, done = Recalculated(made(code)), at_the_means(run_of(code).scenario)
    present = book.row_of("Summor", "Nuvärde")
    for one in done.perspectives:
        column = columns(done)[one.code]
        assert book["Summor", f"{column}{present}"] == pytest.approx(float(done.present(one)[0]), abs=ORE)
        assert book["Summor", f"{column}{present + 4}"] == pytest.approx(0, abs=ORE)
        for year, known in enumerate(done.yearly(one)[:, 0]):
            assert book["Summor", f"{column}{5 + year}"] == pytest.approx(known, abs=ORE)


def test_the_accounts_of_one_person_in_each_arm():
    done = at_the_means(run_of("stegforflyttning").scenario)
    book = Recalculated(made("stegforflyttning"))
    arms = engine._cohort(done.plan.model, done.plan.values(done.table), 1)
    for arm, sheet in enumerate(("Konton utan", "Konton med")):
        for account in range(len(done.plan.accounts)):
            for year in range(done.scenario.years):
                cell = f"{chr(ord('B') + account)}{2 + year}"
                assert book[sheet, cell] == pytest.approx(arms[arm, year, account, 0], abs=ORE)


@pytest.mark.parametrize(
    ("code", "value", "to"),
    [
        ("trelleborg_kedja", "chain.effect", 0.4),
        ("trelleborg_kedja", "chain.lag", 2.4),
        ("trelleborg_kedja", "effort", 1_000_000.0),
        ("snabbare_integration_kedja", "to_work", 0.2),
        ("stegforflyttning", "more", 0.5),
        ("stegforflyttning", "job_to_assistance", 0.3),
        ("kvar_till_21", "day_at_home", 900.0),
        ("kvar_till_21", "chain.anyway", 0.1),
    ],
)
def test_a_changed_number_is_followed_to_the_totals(code, value, to):
    scenario = run_of(code).scenario
    changed = dataclasses.replace(scenario.values[value], used=Fixed(to))
    done = at_the_means(dataclasses.replace(scenario, values={**scenario.values, value: changed}))
    book = Recalculated(made(code))
    book.set(("Värden", f"C{book.row_of('Värden', value)}"), to)
    row = book.row_of("Summor", "Nuvärde")
    for one in done.perspectives:
        assert book["Summor", f"{columns(done)[one.code]}{row}"] == pytest.approx(float(done.present(one)[0]), abs=ORE)


def test_another_rate_is_followed_too():
    book, done = Recalculated(made("trelleborg")), at_the_means(run_of("trelleborg").scenario)
    book.set(("Summor", "B1"), 0.03)
    row = book.row_of("Summor", "Nuvärde")
    assert book["Summor", f"C{row}"] == pytest.approx(float(done.present(done.perspectives[0], 0.03)[0]), abs=ORE)


@pytest.mark.parametrize("basis", ["marginal", "releasable"])
def test_what_can_be_released_and_when(basis):
    scenario = dataclasses.replace(run_of("kvar_till_21").scenario, basis=basis)
    done = at_the_means(scenario, basis)
    book = Recalculated(workbook(scenario, answer("kvar_till_21"), SV))
    row = book.row_of("Summor", "Nuvärde")
    for one in done.perspectives:
        assert book["Summor", f"{columns(done)[one.code]}{row}"] == pytest.approx(float(done.present(one)[0]), abs=ORE)


def test_the_tax_factor_counts_for_society_alone():
    scenario = dataclasses.replace(run_of("trelleborg").scenario, tax_factor=1.3)
    done = at_the_means(scenario)
    book = Recalculated(workbook(scenario, answer("trelleborg"), SV))
    row = book.row_of("Summor", "Nuvärde")
    for one in done.perspectives:
        assert book["Summor", f"{columns(done)[one.code]}{row}"] == pytest.approx(float(done.present(one)[0]), abs=ORE)


@pytest.mark.parametrize("code", CODES)
def test_what_a_reader_sees_before_recalculating_is_the_same(code):
    """The values stored beside the formulas are those of the formulas."""
    book = Recalculated(made(code))
    with zipfile.ZipFile(io.BytesIO(made(code))) as archive:
        last = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{len(book.sheets)}.xml"))
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    cells = [cell for cell in last.iter(f"{space}c") if cell.find(f"{space}f") is not None]
    assert len(cells) > 10
    for cell in cells:
        stored = float(cell.find(f"{space}v").text)
        assert book["Summor", cell.get("r")] == pytest.approx(stored, rel=1e-9, abs=1e-6)


def test_every_way_to_make_a_row_has_a_formula():
    """A new kind of row in compiling.py needs one in the workbook too."""
    kinds = {name for name, kind in vars(compiling).items() if isinstance(kind, type) and hasattr(kind, "made")}
    assert kinds - {"Row"} == {"Written", "OfCycle", "Ageing", "Released"}


def test_sheets_are_in_the_language_asked_for():
    assert Recalculated(made("trelleborg")).sheets == [
        "Läs mig", "Värden", "Uttryck", "Lägen utan", "Konton utan", "Lägen med", "Konton med", "Kedjan", "Gruppen",
        "Summor",
    ]  # fmt: skip
    assert Recalculated(made("trelleborg", english=True)).sheets[0] == "Read me"


def test_text_that_looks_like_a_formula_stays_text():
    scenario = run_of("trelleborg").scenario
    risky = dataclasses.replace(scenario.values["effort"], source='=HYPERLINK("http://x")')
    risked = dataclasses.replace(scenario, values={**scenario.values, "effort": risky})
    book = Recalculated(workbook(risked, answer("trelleborg"), SV))
    assert not any("HYPERLINK" in formula for formula in book.formulas.values())
    assert any("HYPERLINK" in text for text in book.texts.values())


def test_numbers_are_written_with_every_digit():
    assert (number(0.1).text, number(-2).text, number(1e-300).text) == ("0.1", "(-2)", "1E-300")
    assert total([]).text == "0"
    assert issubclass(TooLarge, ValueError)
