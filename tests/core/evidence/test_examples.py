"""The examples in the docstrings run."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

MODULES = ["grades", "intervals", "randomised", "shares"]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    found = doctest.testmod(import_module(f"samsyn.core.evidence.{name}"))
    assert found.attempted > 0
    assert found.failed == 0
