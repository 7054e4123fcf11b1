"""Interval labels."""

from __future__ import annotations

import pytest

from samsyn.core.checking.classes import LIMIT, interval
from tests.core.checking.drawing import pairs, report


@pytest.mark.parametrize(
    ("label", "low", "high"),
    [
        ("18–20 år", 18, 20), ("18-20", 18, 20), ("18 till 20 år", 18, 20), ("Över 25 år", 26, LIMIT),
        ("Mer än 5 år", 6, LIMIT),
        ("65+", 65, LIMIT), ("65 år och äldre", 65, LIMIT), ("Under 18", -LIMIT, 17), ("högst 17 år", -LIMIT, 17),
        ("10 000–19 999 kr", 10_000, 19_999), ("minst 3", 3, LIMIT), ("0–2 år*", 0, 2),
    ],
)  # fmt: skip
def test_labels_that_are_intervals(label: str, low: int, high: int) -> None:
    found = interval(label)
    assert found is not None
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize("label", ["Totalt", "2015–2017", "24", "Kvinnor", "2018-09-30", "20–18", "1,5–2,5", ""])
def test_labels_that_are_not(label: str) -> None:
    assert interval(label) is None


def classes(*labels: str) -> set[tuple[str, str]]:
    rows = "\n".join(f"| {label} | {n + 3} |" for n, label in enumerate(labels))
    return pairs(report("| Klass | Antal |\n" + rows), "classes")


def test_a_gap_of_one_year() -> None:
    assert classes("18–20 år", "21–24 år", "Över 25 år") == {("Över 25 år", "25")}


def test_an_overlap() -> None:
    assert classes("16–20 år", "20–24 år", "25 år och äldre") == {("20–24 år", "20")}


@pytest.mark.parametrize(
    "labels",
    [
        ("0–2 år", "3–5 år", "Mer än 5 år"), ("Under 18", "18–24", "25–64", "65+"), ("65+", "25–64", "18–24"),
        ("18–64 år", "18–24 år", "25–64 år"), ("2015–2017", "2018–2020"), ("18–24", "Okänd ålder"),
    ],
)  # fmt: skip
def test_classes_that_are_whole(labels: tuple[str, ...]) -> None:
    assert classes(*labels) == set()


def test_classes_as_columns() -> None:
    found = report("| Ort | 18–24 | 25–34 | 36–64 |\n| Lund | 3 | 4 | 5 |\n| Osby | 1 | 2 | 9 |")
    assert pairs(found, "classes") == {("36–64", "35")}
