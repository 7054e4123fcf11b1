"""Long lists in one sealed column, in pieces: a page of fifty rows opens one piece, not a hundred thousand rows."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

AT_ONCE = 1_000  # rows in a piece
LEVEL = 3  # of zlib: a third of the size in a tenth of the time that the best takes
LENGTH = 4  # bytes that say how long the index is


def packed(head: Any, **lists: Sequence[Any]) -> bytes:
    """A plain value and named lists of plain values, as bytes that `Packed` opens piece by piece."""
    pieces: list[bytes] = []
    index: dict[str, list[int]] = {}  # how many rows, and in which piece they begin
    for name, rows in lists.items():
        index[name] = [len(rows), len(pieces)]
        pieces.extend(_pieces(rows))
    contents = _closed({"head": head, "lists": index, "sizes": [len(piece) for piece in pieces]})
    return len(contents).to_bytes(LENGTH, "big") + contents + b"".join(pieces)


def _pieces(rows: Sequence[Any]) -> Iterator[bytes]:
    return (_closed(rows[start : start + AT_ONCE]) for start in range(0, len(rows), AT_ONCE))


def _closed(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), LEVEL)


def _opened(data: bytes) -> Any:
    return json.loads(zlib.decompress(data))


class Packed:
    """What `packed` made. head: the plain value.

    >>> kept = Packed(packed({"n": 2}, rows=["a", "b"]))
    >>> kept.head, kept.count("rows"), kept.part("rows", 1, 2), kept.count("others")
    ({'n': 2}, 2, ['b'], 0)
    """

    def __init__(self, data: bytes) -> None:
        begins = LENGTH + int.from_bytes(data[:LENGTH], "big")
        contents = _opened(data[LENGTH:begins])
        self.head = contents["head"]
        self._lists: dict[str, list[int]] = contents["lists"]
        self._data = data
        self._last: tuple[int, list[Any]] = (-1, [])  # rows are asked for beside each other
        self._ends = [begins]
        for size in contents["sizes"]:
            self._ends.append(self._ends[-1] + size)

    def count(self, name: str) -> int:
        """How many rows a list has; 0 for one that is not there."""
        return self._lists.get(name, [0, 0])[0]

    def part(self, name: str, start: int, stop: int) -> list[Any]:
        """Rows from start up to stop, counted from 0, of those there are."""
        stop = min(stop, self.count(name))
        if start >= stop:
            return []
        first = start // AT_ONCE
        rows = chain.from_iterable(self._piece(name, at) for at in range(first, (stop - 1) // AT_ONCE + 1))
        return list(rows)[start - first * AT_ONCE : stop - first * AT_ONCE]

    def every(self, name: str) -> list[Any]:
        """All rows of a list."""
        return self.part(name, 0, self.count(name))

    def _piece(self, name: str, at: int) -> list[Any]:
        number = self._lists[name][1] + at
        if self._last[0] != number:
            self._last = number, _opened(self._data[self._ends[number] : self._ends[number + 1]])
        return self._last[1]
