"""Streams of random numbers by name: what numpy's SeedSequence and SFC64 give for the same words, begun sooner.

A run begins a stream for every parameter and block, and making two objects for each took a tenth of it. The numbers are
numpy's own to the last bit; tests/core/valuation/test_streams.py holds one against the other.
Source: O'Neill's seed_seq_fe as numpy has it (numpy/random/bit_generator.pyx); Doty-Humphrey's SFC64 (PractRand).
"""

# mypy: disable-error-code="no-untyped-def,no-any-return,untyped-decorator"
from __future__ import annotations

import hashlib

import numpy as np

from samsyn.core.valuation.compiled import compiled

POOL, ROUNDS = 4, 12
WORD = 2**32


class Stream:
    """One generator, begun anew for each name. Not shared between threads."""

    def __init__(self) -> None:
        self._bits = np.random.SFC64(0)
        self._generator = np.random.Generator(self._bits)

    def begin(self, seed: int, code: str, block: int) -> np.random.Generator:
        """At the first number of one parameter's draws in one block. seed, block: 0 or more."""
        named = int.from_bytes(hashlib.blake2b(code.encode(), digest_size=8).digest(), "big")
        words = np.array([*_words(seed), *_words(named), *_words(block)], dtype=np.uint32)
        self._bits.state = {
            "bit_generator": "SFC64", "state": {"state": begun(words)}, "has_uint32": 0, "uinteger": 0,
        }  # fmt: skip
        return self._generator


def _words(number: int) -> list[int]:
    """A whole number in words of 32 bits, the least first, as SeedSequence reads it."""
    found = [number % WORD]
    while number := number // WORD:
        found.append(number % WORD)
    return found


@compiled
def begun(words):
    """The state of an SFC64 that SeedSequence(words) has seeded: four words of 64 bits. words: uint32, any number."""
    pool = np.zeros(POOL, np.uint32)
    factor = np.uint32(0x43B0D7E5)
    for at in range(POOL):
        pool[at], factor = _hashed(words[at] if at < words.size else np.uint32(0), factor, np.uint32(0x931E8875))
    for source in range(POOL):
        for target in range(POOL):
            if source != target:
                word, factor = _hashed(pool[source], factor, np.uint32(0x931E8875))
                pool[target] = _blended(pool[target], word)
    for source in range(POOL, words.size):
        for target in range(POOL):
            word, factor = _hashed(words[source], factor, np.uint32(0x931E8875))
            pool[target] = _blended(pool[target], word)
    state, factor = np.zeros(4, np.uint64), np.uint32(0x8B51F9DD)
    for at in range(3):
        low, factor = _hashed(pool[(2 * at) % POOL], factor, np.uint32(0x58F38DED))
        high, factor = _hashed(pool[(2 * at + 1) % POOL], factor, np.uint32(0x58F38DED))
        state[at] = np.uint64(low) | (np.uint64(high) << np.uint64(32))
    a, b, c, counter = state[0], state[1], state[2], np.uint64(1)
    for _ in range(ROUNDS):
        drawn = a + b + counter
        counter += np.uint64(1)
        a = b ^ (b >> np.uint64(11))
        b = c + (c << np.uint64(3))
        c = ((c << np.uint64(24)) | (c >> np.uint64(40))) + drawn
    state[0], state[1], state[2], state[3] = a, b, c, counter
    return state


@compiled
def _hashed(word, factor, by):
    """A word mixed with a factor, and the next factor."""
    after = np.uint32(factor * by)
    word = np.uint32(np.uint32(word ^ factor) * after)
    return np.uint32(word ^ (word >> np.uint32(16))), after


@compiled
def _blended(one, other):
    word = np.uint32(np.uint32(np.uint32(0xCA01F9DD) * one) - np.uint32(np.uint32(0x4973F715) * other))
    return np.uint32(word ^ (word >> np.uint32(16)))
