"""Office files with the same bytes for the same content: zip members in a fixed order, all of one time."""

from __future__ import annotations

import io
import zipfile

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip archive can hold
FIRST = ("[Content_Types].xml", "_rels/.rels")  # readers expect them first


def settled(data: bytes) -> bytes:
    """The same archive without the times and the order of its making."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        names = sorted(old.namelist(), key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name))
        for name in names:
            member = zipfile.ZipInfo(name, LONG_AGO)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(member, old.read(name))
    return result.getvalue()
