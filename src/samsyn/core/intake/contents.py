"""Lists of contents: lines with a title and a page number, which are neither a table nor claims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

LEADER = re.compile(r"(\.{3,}|…|(?:\. ){3,}|_{4,})")
ENTRY = re.compile(r"^(?P<title>.*?\S)[\s.…_]*(?:\t|\.{3,}|…|(?:\. ){3,}|\s{3,})[\s.…_]*(?P<page>\d{1,4}|[ivxl]{1,6})$")
TITLE = re.compile(
    r"^(innehåll|contents|table of contents|(innehålls|tabell|figur)förteckning)\W*$",
    re.IGNORECASE,
)
LONGEST = 400  # characters of an entry; a longer line is text, and would be slow to try
ENOUGH = 3  # entries that make a list


def entry_title(line: str) -> str | None:
    """The title of a line of contents, without leader and page; None for any other line.

    >>> entry_title("1.2\\tSYFTE.....\\t4"), entry_title("Kvinnor\\t415\\t585")
    ('1.2 SYFTE', None)
    """
    found = ENTRY.match(line.strip()) if len(line) <= LONGEST else None
    if not found:
        return None
    title = LEADER.sub(" ", found["title"])
    cells = [cell for cell in title.split("\t") if cell.strip()]
    if any(re.fullmatch(r"[\d  ,.%–-]+", cell.strip()) for cell in cells[1:]):
        return None  # a second column of figures: a row of a table
    return " ".join(" ".join(cells).split())


def is_contents(lines: Sequence[str], heading: str) -> bool:
    """Whether a run of lines is a list of contents.

    Asked for: nearly every line an entry, pages that never fall, and a sign that a table lacks:
    the heading above says so, or dots lead to the page.
    """
    entries = [line for line in lines if entry_title(line) is not None]
    led = sum(bool(LEADER.search(line)) for line in lines)
    if len(entries) < (1 if led else ENOUGH) or len(entries) < 0.8 * len(lines):
        return False
    pages = [int(found) for line in entries if (found := re.split(r"\D", line.strip())[-1])]
    rising = all(first <= second for first, second in pairwise(pages))
    return rising and (bool(TITLE.match(heading)) or led >= min(2, len(lines)))
