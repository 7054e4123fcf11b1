"""Time and memory of `samsyn check` from start to end, against the limits that were promised.

Each file is consistent and made here: a workbook of 10 000 rows and 50 columns, and reports of 100 pages.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.hostile.packages import docx, paragraph, pdf, word_table

PROJECTS = ["Ask", "Björk", "Ek", "Gran", "Lind"]
SENTENCE = "Deltagarna uppgav att arbetet hade gått framåt under året och att stödet kom i rätt tid. "
PAGES = 100
MOST_MEGABYTES = 512


def main() -> None:
    """One line per file: time by the clock and of the processor, and the greatest memory so far."""
    with tempfile.TemporaryDirectory() as folder:
        for name, (limit, make) in FILES.items():
            path = Path(folder, name)
            make(path)
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            seconds, status = _timed(path)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(
                f"  {name:14} {seconds:5.2f} s of {limit} ({seconds / limit:4.0%}), processor {worked:4.2f} s  "
                f"{after.ru_maxrss / 1024:4.0f} MB of {MOST_MEGABYTES}  exit {status}"
            )


def _timed(path: Path) -> tuple[float, int]:
    command = [sys.executable, "-m", "samsyn.cli", "check", str(path)]
    started = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return time.monotonic() - started, done.returncode


def _tables(page: int) -> list[list[object]]:
    chance = random.Random(page)
    rows: list[list[object]] = [["Projekt", "Kvinnor", "Män", "Totalt"]]
    for project in PROJECTS:
        women, men = chance.randint(10, 900), chance.randint(10, 900)
        rows.append([project, women, men, women + men])
    return [*rows, ["Totalt", *(sum(row[at] for row in rows[1:]) for at in (1, 2, 3))]]


def _text(path: Path) -> None:
    pages = []
    for page in range(1, PAGES + 1):
        table = "\n".join("\t".join(map(str, row)) for row in _tables(page))
        pages.append(f"Tabell {page}. Deltagare\n\n{table}\n\n" + "\n\n".join([SENTENCE * 6] * 4))
    path.write_text("\f".join(pages))


def _word(path: Path) -> None:
    parts = []
    for page in range(1, PAGES + 1):
        parts += [paragraph(f"Tabell {page}. Deltagare"), word_table(_tables(page)), *[paragraph(SENTENCE * 6)] * 4]
    path.write_bytes(docx("".join(parts)))


def _print(path: Path) -> None:
    leaves: dict[int, bytes] = {}
    for page in range(1, PAGES + 1):
        stream = "\n".join(_page(page)).encode("cp1252")
        leaves[100 + page] = b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream)
        leaves[1000 + page] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 5 0 R>>>>>>"
            % (100 + page)
        )
    kids = b" ".join(b"%d 0 R" % (1000 + page) for page in range(1, PAGES + 1))
    path.write_bytes(pdf(objects={2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, PAGES), **leaves}))


def _page(page: int) -> list[str]:
    def line(left: int, bottom: int, text: str) -> str:
        return f"BT /F 10 Tf {left} {bottom} Td ({text}) Tj ET"

    lines = [line(60, 780, f"Tabell {page}. Deltagare")]
    for at, row in enumerate(_tables(page)):
        lines += [line(60 + 110 * column, 755 - 15 * at, str(cell)) for column, cell in enumerate(row)]
    return lines + [line(60, 600 - 13 * at, SENTENCE) for at in range(40)]


def _book(path: Path) -> None:
    import xlsxwriter

    chance = random.Random(1)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Underlag")
        sheet.write_row(0, 0, ["Rad", *(f"Mått {at}" for at in range(1, 49)), "Totalt"])
        totals = [0] * 49
        for row in range(1, 9_999):
            values = [chance.randint(0, 999) for _ in range(48)]
            values.append(sum(values))
            totals = [total + value for total, value in zip(totals, values, strict=True)]
            sheet.write_row(row, 0, [f"Rad {row}", *values])
        sheet.write_row(9_999, 0, ["Totalt", *totals])


FILES = {"rapport.txt": (10, _text), "rapport.docx": (10, _word), "rapport.pdf": (10, _print), "bok.xlsx": (5, _book)}
