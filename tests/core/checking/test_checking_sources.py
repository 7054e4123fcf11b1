"""The published figures that the checker was made for; every expected finding is worked out by hand in kontroll.md."""

from __future__ import annotations

import pytest
import yaml

from samsyn.core.checking import Report, check
from samsyn.core.tables import Document, Table
from tests.core.checking.drawing import FIXTURES, measures, pairs, plain, source

TOTALS = {("3 918", "4 018"), ("1 322", "1 375"), ("5 240", "5 393")}
HOURS = {
    ("19,2", "19,1"), ("6,7", "11,5"), ("10,4", "9,9"), ("10,2", "11,0"),
    ("17,8", "18,6"), ("7,8", "11,4"), ("13,1", "13,0"), ("8,6", "8,8"), ("8,5", "9,8"),
    ("18,7", "18,9"), ("6,9", "11,4"), ("11,0", "10,6"), ("9,6", "10,6"),
}  # fmt: skip


@pytest.fixture(scope="module")
def cluster() -> Report:
    return source("004", "rounded", "plan", "change", "used", "cost", "hours", "outcome", "reached", "annexes")


@pytest.fixture(scope="module")
def process() -> Report:
    return source("002", "kristianstad", "points", "answered", "ostra_goinge", "third")


def test_totals_of_participants_do_not_follow_from_the_rows(cluster: Report) -> None:
    assert pairs(cluster, "sum") >= TOTALS


def test_hours_per_participant_do_not_follow_even_though_the_header_has_lost_its_widths(cluster: Report) -> None:
    assert pairs(cluster, "ratio") >= HOURS


def test_plain_headers_give_the_same_findings() -> None:
    raw = yaml.safe_load((FIXTURES / "kalla_004.yaml").read_text("utf-8"))["tables"]["outcome_plain"]
    found = check(Document("", (Table(tuple(tuple(row) for row in raw["rows"]), raw["name"]),)), measures())
    assert pairs(found, "sum") == {(printed.replace(" ", ""), computed) for printed, computed in TOTALS}
    assert pairs(found, "ratio") == HOURS | {("5557", "5 558")}


def test_table_and_annex_disagree_and_the_one_that_adds_up_is_suggested(cluster: Report) -> None:
    repeats = {
        (plain(f.printed), plain(f.computed), f.suggestion.value if f.suggestion else "")
        for f in cluster.findings if f.kind == "repeat"
    }  # fmt: skip
    assert repeats == {
        ("794", "793", "793"), ("9 185 kr", "7 498 kr", "7 498 kr"), ("77%", "76%", "76%"), ("23%", "24%", "24%"),
    }  # fmt: skip


def test_written_sums_of_the_annexes_are_worked_out(cluster: Report) -> None:
    assert ("794", "793") in pairs(cluster, "sum")
    assert pairs(cluster, "share") == {("77 %", "76 %"), ("23 %", "24 %")}
    assert ("9 185 kr", "7 498 kr") in pairs(cluster, "ratio")


def test_twenty_six_per_cent_follows_only_from_the_rows(cluster: Report) -> None:
    finding = next(f for f in cluster.findings if f.kind == "claim" and f.printed == "26%")
    assert finding.severity == "error"
    assert plain(finding.computed) == "23 %"
    assert "(5 393 + 484) / 4 650 = 1,264" in plain(finding.message)


def test_the_other_claims(cluster: Report) -> None:
    claims = {(plain(f.printed), plain(f.computed), f.severity) for f in cluster.findings if f.kind == "claim"}
    assert claims == {
        ("26%", "23 %", "error"), ("utom PIK", "7 783 317 kr", "warning"), ("32%", "31 %", "note"),
        ("5 656 kr", "5 495 kr", "note"), ("11,8", "11,5", "note"),
        ("38,3 miljoner kronor", "38,4 miljoner kronor", "note"),
    }  # fmt: skip
    verified = " ".join(plain(r.formula) for r in cluster.relations if r.kind == "claim" and r.holds)
    for words in (
        "5 724 = 5 240 + 484",
        "29 636 487 kr / 38 374 980 kr = 77 %",
        "28,7 miljoner",
        "1 236 = 752 + 484",
        "för PIK",
    ):
        assert words in verified


def test_nothing_else_is_reported_about_the_cluster(cluster: Report) -> None:
    assert pairs(cluster, "sum") == TOTALS | {("794", "793")}
    assert pairs(cluster, "ratio") == HOURS | {
        ("5 557 kr", "5 558 kr"),
        ("5 557 kr", "5 551 kr"),
        ("9 185 kr", "7 498 kr"),
    }
    assert {f.kind for f in cluster.findings} == {"sum", "ratio", "share", "repeat", "claim"}


def test_fifty_three_is_not_forty_one_and_four_but_twelve_would_mend_both(process: Report) -> None:
    finding = next(f for f in process.findings if f.printed == "53")
    assert (finding.kind, finding.severity, finding.computed) == ("sum", "error", "45")
    assert finding.suggestion is not None
    assert (finding.suggestion.printed, finding.suggestion.value) == ("4", "12")
    assert finding.suggestion.where.column == "Kvinnor"


def test_age_classes_leave_out_twenty_five_and_divide_one_too_few(process: Report) -> None:
    assert pairs(process, "classes") == {("Över 25 år", "25")}
    assert pairs(process, "sum") == {("53", "45"), ("67", "66"), ("16", "15")}


def test_the_points_have_no_common_base(process: Report) -> None:
    bases = [f for f in process.findings if f.kind == "base"]
    assert [(f.printed, f.severity) for f in bases] == [("35 procentenheter", "warning")]
    assert "av 85" in bases[0].computed


def test_nothing_else_is_reported_about_the_process(process: Report) -> None:
    assert len(process.findings) == 7
    assert pairs(process, "share") == {("78 %", "77 %")}  # 210 of 271 is 77,49 %
    assert [f.severity for f in process.findings if f.kind == "claim"] == ["note"]  # the good third
    verified = [plain(r.formula) for r in process.relations if r.holds and r.kind == "share"]
    assert "98% av 51 svarande: 50 / 51 = 98,0 %" in verified
