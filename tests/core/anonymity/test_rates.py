"""How often the identity check errs, both ways: docs/methods/identitet.md tells what was measured."""

import time

import pytest

from samsyn.core.anonymity import check
from samsyn.parameters.lexicon import shipped_lexicon
from tests.core.anonymity.rates import KINDS, rates, sets, texts_of

MOST_MISSED = {"held_out": 0.02}
MOST_STOPPED = {"held_out": 0.03}
TUNED = 0.01
LONGEST_MS = 20


@pytest.mark.parametrize(("name", "contents"), sets(), ids=lambda each: each if isinstance(each, str) else "")
def test_both_error_rates_stay_under_what_was_measured(name, contents):
    found = rates(name, contents, shipped_lexicon())
    assert found.missed_share <= MOST_MISSED.get(name, TUNED), found.missed
    assert found.stopped_share <= MOST_STOPPED.get(name, TUNED), found.stopped


@pytest.mark.parametrize(("name", "contents"), sets(), ids=lambda each: each if isinstance(each, str) else "")
def test_each_set_is_as_large_as_it_says_and_repeats_nothing(name, contents):
    planted = [text for kind in KINDS for text in contents["planted"][kind]]
    assert [len(contents["planted"][kind]) for kind in KINDS] == [100, 75, 75]
    assert len(set(planted)) > 0.95 * len(planted)
    assert len(set(contents["harmless"])) == 250


def test_no_text_stands_in_two_sets():
    seen = [text for _, each in sets() for text in set(texts_of(each))]
    assert len(set(seen)) == len(seen)


def test_a_long_text_is_checked_while_one_looks():
    lexicon = shipped_lexicon()
    text = "Fatima väntade 8 veckor på svar från Försäkringskassan i Osby, enligt SoL 4 kap. 1 §. " * 20
    check(text, lexicon)
    started = time.perf_counter()
    check(text, lexicon)
    assert (time.perf_counter() - started) * 1000 < LONGEST_MS * 10  # 1 700 signs, on a busy machine


@pytest.mark.parametrize("sign", ["a", "12", "Aa-", "1-", "A.", "kvinna, 34 år, ", "sammansättningsord"])
def test_no_text_keeps_the_server_busy(sign):
    started = time.perf_counter()
    check((sign * 5_000)[:5_000], shipped_lexicon())
    assert time.perf_counter() - started < 2  # a tenth of it on a quiet machine; at full length some took half a minute
