"""Postings as bytes: the form in which a term's texts are kept in a table, one row for each term and shelf of texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from samsyn.core.searching.ranking import STEPS, Postings

SHELF = 1 << 14  # texts on a shelf: a changed text rewrites the rows of one shelf, so a shelf must not be large


def shelf_of(document: int) -> int:
    return document // SHELF


def packed(weights: Mapping[int, int]) -> bytes:
    """Text → weight (1–255) on one shelf, as bytes: the numbers within the shelf, two bytes each, then the weights."""
    order = sorted(weights)
    numbers = np.fromiter((document % SHELF for document in order), "<u2", len(order))
    return numbers.tobytes() + bytes(weights[document] for document in order)


def unpacked(data: bytes, shelf: int) -> dict[int, int]:
    """What `packed` was given, for rows of this shelf."""
    count = len(data) // 3
    numbers = np.frombuffer(data, "<u2", count)
    return dict(zip((numbers.astype(np.int64) + shelf * SHELF).tolist(), data[2 * count :], strict=True))


def joined(rows: Iterable[tuple[int, bytes]]) -> Postings:
    """Postings of one term from its rows (shelf, bytes), in any order."""
    numbers, weights = [np.empty(0, np.int64)], [np.empty(0, np.uint8)]
    for shelf, data in sorted(rows):
        count = len(data) // 3
        numbers.append(np.frombuffer(data, "<u2", count).astype(np.int64) + shelf * SHELF)
        weights.append(np.frombuffer(data, np.uint8, count, 2 * count))
    return Postings(np.concatenate(numbers), np.concatenate(weights).astype(np.float32) / np.float32(STEPS))
