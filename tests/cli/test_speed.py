"""The largest files that are promised stay within their limits. Processor time, since the machine may be shared."""

from __future__ import annotations

import resource

import pytest
from bench.check_speed import FILES, _timed


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_a_large_file_is_checked_within_its_limit(name, tmp_path):
    limit, make = FILES[name]
    make(tmp_path / name)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _, status = _timed(tmp_path / name)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert status == 0  # the file is consistent, and the checker says so
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < limit
