"""The examples in the documentation of the code run."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

MODULES = ["counts", "crossing", "intervals", "rules", "uniform"]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name: str) -> None:
    found = doctest.testmod(import_module(f"samsyn.core.disclosure.{name}"))
    assert found.attempted > 0
    assert found.failed == 0
