"""What somebody copied from a spreadsheet, a mail or a web page."""

from __future__ import annotations

from samsyn.core.intake.delimited import records_of
from samsyn.core.intake.encoding import decoded
from samsyn.core.intake.limits import refuse_oversized
from samsyn.core.intake.rows.sheet import Rows, rows_of


def pasted(text: str) -> Rows:
    """Rows of a paste with tabs, semicolons, commas or bars between cells. Unreadable when empty or too large.

    >>> pasted("Namn\\tStart\\nKim\\t5/3 2024").headers
    ['Namn', 'Start']
    """
    data = text.encode("utf-8", "replace")
    refuse_oversized(data)
    return rows_of(records_of(decoded(data), each_row_counts=True))
