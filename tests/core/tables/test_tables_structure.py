"""Where a table keeps its labels."""

from __future__ import annotations

import pytest

from samsyn.core.tables import Table
from samsyn.core.tables.labels import is_additive, is_total, part_of, sex_of
from samsyn.core.tables.structure import Sheet, sheet_of


def sheet(drawing: str, **more: object) -> Sheet:
    rows = tuple(
        tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in drawing.strip().splitlines()
    )
    return sheet_of(Table(rows, **more), 0)  # type: ignore[arg-type]


def test_a_blank_to_the_right_belongs_to_the_group() -> None:
    found = sheet("| | Kvinnor | | Män | |\n| Ort | P | F | P | F |\n| Lund | 1 | 2 | 3 | 4 |")
    assert (found.header_rows, found.label_columns) == (2, (0,))
    assert found.paths[1:] == [("Kvinnor", "P"), ("Kvinnor", "F"), ("Män", "P"), ("Män", "F")]


def test_spans_are_followed_where_the_file_has_them() -> None:
    found = sheet("| | Kvinnor | | Män |\n| Ort | P | F | F |\n| Lund | 1 | 2 | 3 |", spans=(((0, 1), (1, 2)),))
    assert found.paths[1:] == [("Kvinnor", "P"), ("Kvinnor", "F"), ("Män", "F")]


def test_years_head_columns_and_label_rows() -> None:
    assert sheet("| Ort | 2018 | 2019 |\n| Lund | 5 | 6 |\n| Osby | 7 | 8 |").header_rows == 1
    assert sheet("| År | Antal |\n| 2018 | 5 |\n| 2019 | 6 |\n| 2020 | 7 |").label_columns == (0,)


def test_a_table_without_header() -> None:
    found = sheet("| Lund | 5 | 6 |\n| Osby | 7 | 8 |")
    assert (found.header_rows, found.columns) == (0, [1, 2])


def test_a_row_of_header_words_begins_a_block() -> None:
    found = sheet(
        "| Deltagare | Totalt | Män |\n| Totalt | 5 | 3 |\n| "
        "Ålder | Totalt | Män |\n| unga | 2 | 1 |\n| äldre | 3 | 2 |"
    )
    assert [(block.title, block.rows) for block in found.blocks] == [("Deltagare", [1]), ("Ålder", [3, 4])]


def test_group_names_that_stand_too_far_left_are_put_back() -> None:
    found = sheet(
        "| | Kvinnor | | Män | | Totalt | | | |\n| | P | F | Andel P | Andel F | P | F | P | F |\n"
        "| a | 1 | 2 | 3 | 4 | 4 | 6 | 9 | 9 |"
    )
    assert found.paths[1] == ("Kvinnor", "P")


def test_per_cent_in_the_header_marks_bare_numbers_and_fractions() -> None:
    found = sheet("| Ort | Andel (%) | Andel |\n| Lund | 62 | 0,62 |\n| Osby | 38 | 0,38 |")
    assert found.grid.percent[1:, 1:].all()
    assert found.grid.value[1, 1:].tolist() == [62.0, 62.0]


@pytest.mark.parametrize(
    "label", ["Totalt", "Summa kostnader", "Antal deltagare tot", "TOTALT*", "Samtliga:", "Hela länet"]
)
def test_words_for_sums(label: str) -> None:
    assert is_total(label)


@pytest.mark.parametrize("label", ["Totalentreprenad", "Summering av året", "Kvinnor", ""])
def test_words_that_are_not(label: str) -> None:
    assert not is_total(label)


def test_plan_outcome_sex_and_averages() -> None:
    assert [part_of(label) for label in ("Planerat utfall", "Utfall", "F", "P", "Antal")] == [
        "plan",
        "actual",
        "actual",
        "plan",
        "",
    ]
    assert [sex_of(label) for label in ("Kv", "Antal män", "Kvinnor och män")] == ["women", "men", ""]
    assert not is_additive("Kostnad/deltagare")
    assert not is_additive("Medelålder")
    assert all(is_additive(label) for label in ("Medfinansiering", "Egna medel", "Okänd ålder", "Digital utveckling"))
    assert is_additive("Ingen/sjukskrivna")
