"""A stream begins where numpy's own would: every state, and every number drawn after it."""

from __future__ import annotations

import hashlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.valuation.streams import Stream, begun

NUMBERS = st.one_of(st.sampled_from([0, 1, 2**32 - 1, 2**32, 2**64]), st.integers(0, 2**100))


@given(NUMBERS, st.text(max_size=20), NUMBERS)
def test_a_named_stream_is_numpys(seed, code, block):
    named = int.from_bytes(hashlib.blake2b(code.encode(), digest_size=8).digest(), "big")
    theirs = np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, named, block])))
    ours = Stream().begin(seed, code, block)
    assert np.array_equal(ours.beta(2.0, 5.0, 50), theirs.beta(2.0, 5.0, 50))
    assert np.array_equal(ours.integers(0, 9, 7, dtype=np.int32), theirs.integers(0, 9, 7, dtype=np.int32))


@given(st.lists(st.integers(0, 2**32 - 1), max_size=12))
def test_any_number_of_words(words):
    given_words = np.array(words, dtype=np.uint32)
    theirs = np.random.SFC64(np.random.SeedSequence(given_words)).state["state"]["state"]
    assert np.array_equal(begun(given_words), theirs)


def test_what_one_name_left_half_used_does_not_reach_the_next():
    stream = Stream()
    stream.begin(1, "a", 0).integers(0, 9, 1, dtype=np.int32)  # half a word of 64 bits is kept for next time
    again = stream.begin(1, "b", 0).integers(0, 2**31 - 1, 5, dtype=np.int32)
    assert np.array_equal(again, Stream().begin(1, "b", 0).integers(0, 2**31 - 1, 5, dtype=np.int32))
