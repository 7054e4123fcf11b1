"""Each fault planted in the engine is caught. A check that catches nothing protects nobody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .audit import play, told_apart
from .planted import FAULTS

COURSES = ((1, 17), (3, 45), (4, 60), (8, 300), (5, 75), (6, 120), (9, 64), (7, 200), (11, 240), (12, 90), (13, 150))


def caught() -> Iterator[str]:
    """Everything the audit finds, in populations of every size."""
    yield from told_apart()
    for seed, size in COURSES:
        yield from play(seed, size)


def test_nothing_is_caught_in_the_engine_as_it_is() -> None:
    assert list(caught()) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    FAULTS[fault](monkeypatch)
    assert next(caught(), "") != ""
