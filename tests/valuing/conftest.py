"""Shipped scenarios, each run once for all tests."""

from __future__ import annotations

from functools import cache

import pytest

from samsyn.parameters.shipped import scenario_texts
from samsyn.valuing import account_of, answer_of, page_named

CODES = tuple(scenario_texts())


@cache
def run_of(code, draws=2_000):
    return account_of(page_named(code), draws=draws, threads=1)


@cache
def answer(code, draws=2_000):
    return answer_of(run_of(code, draws))


@pytest.fixture(params=CODES)
def shipped(request):
    """The answer of every shipped scenario, in turn."""
    return answer(request.param)
