"""Shares and ratios, by name and by fit."""

from __future__ import annotations

import pytest

from tests.core.checking.drawing import pairs, plain, report, serious


def test_a_share_of_the_total_row() -> None:
    drawing = (
        "| Svar | Antal | Andel |\n| Ja | 30 | 48 % |\n| Nej | 21 "
        "| 34 % |\n| Vet inte | 11 | 18 % |\n| Totalt | 62 | 100 % |"
    )
    assert report(drawing, named=False).findings == ()
    assert pairs(report(drawing.replace("34 %", "43 %"), named=False), "share") == {("43 %", "34 %")}


@pytest.mark.parametrize("sign", ["%", " %", ""])
def test_a_share_of_another_column(sign: str) -> None:
    head = "Andel kvinnor" if sign else "Andel kvinnor (%)"
    rows = [("a", 30, 70, 30), ("b", 10, 15, 40), ("c", 33, 34, 49), ("d", 7, 12, 37)]
    lines = [f"| {n} | {k} | {m} | {k + m} | {p}{sign} |" for n, k, m, p in rows]
    drawing = "\n".join([f"| Ort | Kvinnor | Män | Totalt | {head} |", *lines])
    assert report(drawing, named=False).findings == ()
    wrong = report(drawing.replace(f"| 37{sign} |", f"| 73{sign} |"), named=False)
    assert [plain(f.computed) for f in wrong.findings] == [f"37{sign}"]


def test_a_ratio_by_its_name_needs_no_row_that_fits() -> None:
    found = report(
        "| Projekt | Summa kostnader | Deltagare | Kostnad per deltagare "
        "|\n| A | 1 000 kr | 10 | 90 kr |\n| B | 500 kr | 5 | 80 kr |"
    )
    assert pairs(found, "ratio") == {("90 kr", "100 kr"), ("80 kr", "100 kr")}
    assert all(f.severity == "error" for f in found.findings)


def test_a_ratio_by_fit_names_the_odd_row() -> None:
    rows = [("a", 915, 61), ("b", 1292, 76), ("c", 2065, 118), ("d", 3127, 204), ("e", 871, 67)]
    lines = [f"| {n} | {k} | {m} | {k / m:.1f} |".replace(".", ",") for n, k, m in rows]
    drawing = "\n".join(["| Enhet | Timmar | Besök | Timmar per besök |", *lines])
    assert report(drawing, named=False).findings == ()
    assert pairs(report(drawing.replace("15,3", "13,5"), named=False), "ratio") == {("13,5", "15,3")}


def test_small_numbers_that_happen_to_divide_are_not_a_ratio() -> None:
    found = report(
        "| Ort | A | B | C |\n| a | 4 | 2 | 2 |\n| b | 6 | 2 | 3 |\n| c | 8 | 4 | 2 |\n| d | 9 | 4 | 7 |", named=False
    )
    assert found.findings == ()


def test_a_figure_cut_instead_of_rounded_is_a_note() -> None:
    found = report("| Projekt | Summa kostnader | Deltagare | Kostnad per deltagare |\n| A | 1 699 kr | 100 | 16 kr |")
    assert [f.severity for f in found.findings] == ["note"]
    assert "16,99" in found.findings[0].message


def test_percentages_that_are_said_to_make_a_hundred() -> None:
    found = report("| Svar | Andel |\n| Ja | 48 % |\n| Nej | 35 % |\n| Vet inte | 12 % |\n| Totalt | 100 % |")
    assert pairs(found, "share") == {("100 %", "95 %")}
    assert serious(report("| Svar | Andel |\n| Ja | 33 % |\n| Nej | 33 % |\n| Vet | 33 % |\n| Totalt | 100 % |")) == []


def test_a_share_in_brackets() -> None:
    assert report("| Grupp | Antal |\n| Klara | 42 (70 %) |\n| Totalt | 60 |").findings == ()
    found = report("| Grupp | Antal |\n| Klara | 42 (71 %) |\n| Totalt | 60 |")
    assert pairs(found, "share") == {("71 %", "70 %")}


def test_a_change_in_per_cent() -> None:
    rows = [("a", 120, 150), ("b", 340, 299), ("c", 77, 91), ("d", 501, 480), ("e", 260, 300)]
    lines = [f"| {n} | {k} | {m} | {100 * (m / k - 1):.1f} |".replace(".", ",") for n, k, m in rows]
    drawing = "\n".join(["| Ort | 2019 | 2020 | Förändring, % |", *lines])
    assert report(drawing).findings == ()
    assert pairs(report(drawing.replace("25,0", "52,0")), "share") == {("52,0", "25,0")}


def test_a_label_that_means_something_else_is_left_alone() -> None:
    rows = ["| A | 1 000 kr | 10 | 5 kr |", "| B | 900 kr | 6 | 7 kr |", "| C | 700 kr | 9 | 4 kr |"]
    assert (
        report("\n".join(["| Projekt | Summa kostnader | Deltagare | Kostnad per deltagare |", *rows])).findings == ()
    )


def test_costs_in_thousands_and_a_cost_per_person_in_kronor() -> None:
    rows = ["| A | 1 204 | 10 | 120 400 |", "| B | 906 | 6 | 151 000 |"]
    drawing = "\n".join(["| Projekt | Summa kostnader | Deltagare | Kostnad per deltagare |", *rows])
    assert report(drawing).findings == ()
    assert report(drawing).relations_verified == 2
