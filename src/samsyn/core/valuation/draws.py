"""Draws of everything uncertain, the same wherever and however they are made.

Each parameter has a stream of its own, named by the seed, its code and the block, so neither the number of threads nor
the order nor the machine that makes a block changes a draw. One table serves every arm, scenario and tornado.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from samsyn.core.valuation.distributions import Distribution, Fixed, Floats
from samsyn.core.valuation.streams import Stream

BLOCK = 5_000  # draws that are made together; a part of what a result is, so never changed without a new version


class BadCorrelation(ValueError):
    """Correlations that no set of parameters can have, or between parameters that do not exist."""


@dataclass(frozen=True)
class Together:
    """Parameters that come from the same source and move together. matrix: rank correlations, shape (n, n)."""

    codes: tuple[str, ...]
    matrix: tuple[tuple[float, ...], ...]

    def roots(self) -> Floats:
        """The lower triangle whose product with its transpose gives these rank correlations; BadCorrelation if none.

        A rank correlation r between two parameters takes one of 2 sin(πr/6) between the normal draws behind them.
        """
        named = ", ".join(self.codes)
        size = len(self.codes)
        if len(self.matrix) != size or any(len(row) != size for row in self.matrix):
            raise BadCorrelation(f"Sambanden mellan {named} ska vara en tabell med {size} rader och {size} kolumner.")
        matrix = np.asarray(self.matrix, dtype=np.float64)
        if not np.allclose(matrix, matrix.T):
            raise BadCorrelation(f"Sambandet mellan två av {named} skrivs olika åt vart håll. Gör tabellen symmetrisk.")
        if not np.allclose(np.diag(matrix), 1):
            raise BadCorrelation(f"I sambanden mellan {named} ska varje storhets samband med sig själv vara 1.")
        try:
            return np.asarray(np.linalg.cholesky(2 * np.sin(np.pi * matrix / 6)), dtype=np.float64)
        except np.linalg.LinAlgError:
            raise BadCorrelation(
                f"Sambanden mellan {named} går inte ihop med varandra. Sänk de största eller ta bort något."
            ) from None


@dataclass(frozen=True)
class Table:
    """Drawn values by code. values: shape (codes, draws), each row contiguous."""

    codes: tuple[str, ...]
    values: Floats

    def __getitem__(self, code: str) -> Floats:
        return self.values[self.codes.index(code)]  # type: ignore[no-any-return]

    @property
    def draws(self) -> int:
        return int(self.values.shape[1])

    def first(self, draws: int) -> Table:
        """Its first draws, or all of them where there are no more."""
        return self if draws >= self.draws else Table(self.codes, np.ascontiguousarray(self.values[:, :draws]))


def blocks_of(draws: int) -> list[tuple[int, int, int]]:
    """(block, first, until) for each block of so many draws."""
    return [(block, first, min(first + BLOCK, draws)) for block, first in enumerate(range(0, draws, BLOCK))]


def draw_table(
    parameters: Mapping[str, Distribution],
    draws: int,
    seed: int,
    together: Iterable[Together] = (),
    *,
    blocks: Sequence[int] | None = None,
    threads: int = 1,
) -> Table:
    """Draw every parameter `draws` times. blocks: only these, in this order, as another machine would.

    A block that is cut short at the end holds the first draws of the whole block, so more draws never change earlier.
    """
    groups = list(together)
    _known(parameters, groups)
    codes = tuple(parameters)
    every = blocks_of(draws)
    wanted = every if blocks is None else [every[block] for block in blocks]
    sizes = [until - first for _, first, until in wanted]
    begins = [sum(sizes[:index]) for index in range(len(sizes))]
    values = np.empty((len(codes), sum(sizes)))
    tied = {code for group in groups for code in group.codes}
    rows = {code: row for row, code in enumerate(codes)}

    def fill(some: Sequence[str]) -> None:
        stream = Stream()
        for code in some:
            known, row = parameters[code], values[rows[code]]
            if isinstance(known, Fixed):
                row[:] = known.mean
                continue
            for (block, _, _), begin, size in zip(wanted, begins, sizes, strict=True):
                known.draw(stream.begin(seed, code, block), row[begin : begin + size])

    def fill_together(group: Together) -> None:
        from scipy.special import ndtr

        roots, stream = group.roots(), Stream()
        for (block, _, _), begin, size in zip(wanted, begins, sizes, strict=True):
            normal = np.empty((len(group.codes), size))
            for row, code in enumerate(group.codes):
                stream.begin(seed, code, block).standard_normal(out=normal[row])
            for code, weights in zip(group.codes, roots, strict=True):
                moved = np.zeros(size)  # added one by one: a product of matrices may differ in its last bit by size
                for weight, drawn in zip(weights, normal, strict=True):
                    moved += weight * drawn
                values[rows[code], begin : begin + size] = parameters[code].at(ndtr(moved))

    free = [code for code in codes if code not in tied]
    if threads == 1 or len(codes) * values.shape[1] < BLOCK:
        fill(free)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(fill, [free[at::threads] for at in range(threads)]))
    for group in groups:
        fill_together(group)
    return Table(codes, values)


def _known(parameters: Mapping[str, Distribution], groups: list[Together]) -> None:
    seen: set[str] = set()
    for group in groups:
        for code in group.codes:
            if code not in parameters:
                raise BadCorrelation(f"Sambanden nämner {code}, som inte finns bland storheterna.")
            if code in seen:
                raise BadCorrelation(f"{code} står i två grupper av samband. Skriv dem i en.")
            seen.add(code)
