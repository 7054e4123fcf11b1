"""The tables of a release as bytes that are the same wherever they are written, so that a digest can hold them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256

from samsyn.core.disclosure.shown import ProtectedTable


def canonical(tables: Iterable[ProtectedTable]) -> bytes:
    """The tables as JSON in UTF-8: names in order, no spaces. Only text, whole numbers and nothing occur in them."""
    wire = [table.to_wire() for table in tables]
    return json.dumps(wire, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(tables: Iterable[ProtectedTable]) -> str:
    """SHA-256 of the tables, 64 hexadecimal characters.

    >>> fingerprint([])
    '4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945'
    """
    return sha256(canonical(tables)).hexdigest()
