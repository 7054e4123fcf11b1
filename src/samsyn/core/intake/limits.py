"""How large a file may be before it is refused, so that no file can fill the machine.

Source: the measurements of hostile workbooks behind ADR 0004. docs/methods/lasning.md explains each limit.
"""

from __future__ import annotations

from samsyn.core.intake.errors import Unreadable
from samsyn.core.quantities import swedish

MEGABYTE = 1_000_000
FILE_BYTES = 20 * MEGABYTE
ROWS = 200_000
COLUMNS = 200
CELLS = 2_000_000  # of one document; each costs about 100 bytes while it is being checked
PARAGRAPHS = 200_000
PAGES = 1_000
TABLES = 2_000


def refuse_oversized(data: bytes) -> None:
    """Unreadable when the file is empty or larger than FILE_BYTES."""
    if not data.strip(b"\0 \t\r\n\f"):
        raise Unreadable("Filen är tom.", "Kontrollera att du valde rätt fil och att den är helt nedladdad.")
    if len(data) > FILE_BYTES:
        raise Unreadable(
            f"Filen är {len(data) / MEGABYTE:.0f} MB; högst {FILE_BYTES // MEGABYTE} MB tas emot.",
            "Dela upp den, eller ta bort bilder och blad som inte ska kontrolleras.",
        )


def refuse_wide(rows: int, columns: int, where: str) -> None:
    """Unreadable when a table is declared larger than any table meant for people."""
    if rows > ROWS or columns > COLUMNS or rows * columns > CELLS:
        raise Unreadable(
            f"{where} sträcker sig över {swedish(rows)} rader och {swedish(columns)} kolumner; högst "
            f"{swedish(ROWS)} rader, {COLUMNS} kolumner och {swedish(CELLS)} celler läses.",
            "Ta bort tomma eller vilsna celler långt ut i tabellen, eller dela upp den.",
        )
