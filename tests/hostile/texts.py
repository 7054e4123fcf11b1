"""Hostile text, delimited and wrongly named files."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.hostile.case import Case
from tests.hostile.packages import CSV, TEXT, sound_files


def texts() -> Iterator[Case]:
    noise = random.Random(1).randbytes(40_000)
    for ending in ("csv", "txt", "md", "html", "xlsx", "docx", "pdf"):
        yield Case(f"empty .{ending}", f"a.{ending}", b"", True)
        yield Case(f"only blanks .{ending}", f"a.{ending}", b" \r\n\t\n", True)
        yield Case(f"only NUL .{ending}", f"a.{ending}", bytes(5_000), True)
        yield Case(f"binary noise .{ending}", f"a.{ending}", noise, True)
        for other, data in sound_files().items():
            if not other.endswith(ending) and (ending in ("xlsx", "docx", "pdf") or other[-1] in "xf"):
                yield Case(f"{other} named .{ending}", f"a.{ending}", data, True)
    yield Case("NUL in a row", "a.csv", b"a;b\n1;\0\n", True)
    yield Case("UTF-16", "a.csv", CSV.encode("utf-16"), True)
    yield Case("UTF-16 without mark", "a.txt", TEXT.encode("utf-16-le"), True)
    yield Case("escape codes for a terminal", "a.txt", b"\x1b[2J\x1b]0;x\x07 41 deltagare", True)
    yield Case("a row of 100 000 columns", "a.csv", b"1;" * 100_000 + b"\n" + b"2;" * 100_000, True)
    yield Case("300 000 rows", "a.csv", b"1;2\n" * 300_000, True)
    yield Case("a quotation mark that never ends", "a.csv", b'a;b\n"1;2\n' + b"3;4\n" * 2_000, None)
    yield Case("only quotation marks", "a.csv", b'"' * 300_000, None)
    yield Case("only separators", "a.csv", b";" * 150 + b"\n" + b";" * 150, None)
    yield Case("a number of 100 000 digits", "a.csv", b"a;b\nx;" + b"9" * 100_000 + b"\ny;1\nTotalt;1", None)
    yield Case("numbers out of all bounds", "a.csv", b"a;b\nx;1e999\ny;-1e999\nz;nan\nq;inf\nTotalt;1e400", None)
    yield Case("formula", "a.csv", b"a;b\n=cmd|' /C calc'!A0;1\n@SUM(1);2", False)
    yield Case("sep= with nothing", "a.csv", b"sep=\na;b\n1;2", None)
    yield Case("sep= with a quotation mark", "a.csv", b'sep="\na;b\n1;2', None)
    yield Case("page breaks only", "a.txt", b"a" + b"\f" * 100_000, None)
    yield Case("stars only", "a.md", b"*a" * 100_000, None)
    yield Case("underscores only", "a.md", b"_" * 200_000 + b"a", None)
    yield Case("bars only", "a.md", (b"|" * 300 + b"\n") * 100, None)
    yield Case("a rule of a million dashes", "a.md", b"| a | b |\n|" + b"-" * 1_000_000 + b"|\n| 1 | 2 |", None)
    yield Case("tags that never close", "a.txt", b"<p " * 100_000, None)
    yield Case("ampersands", "a.txt", b"&#" * 100_000 + b"&#99999999999;", None)
    yield Case("one line of tabs", "a.txt", b"a" + b"\t" * 100_000 + b"1\nb\t2", None)
    yield Case("contents without end", "a.txt", (b"Kapitel" + b"." * 300 + b"\t1\n") * 3_000, None)
    yield Case("bidirectional marks", "a.txt", "Totalt \u202e16\u202c av 61\n\na\tb\n1\t2".encode(), None)
    yield Case("Windows-1252", "a.csv", "Mått;Antal\nMän;3\nKvinnor;4\n".encode("cp1252"), False)
    for name in ("a", "a.exe", "a.xlsm", "a.xls", "a.docm", "a.zip", ".", "..", "a.csv.exe", "å" * 300 + ".bin"):
        yield Case(f"name {name[:20]!r}", name, CSV.encode(), True)
    for name in ("../../etc/passwd.csv", "a\0.csv", "a\n.csv", "å" * 3_000 + ".csv", "'; DROP TABLE x.csv", "-rf.csv"):
        yield Case(f"name {name[:20]!r}", name, CSV.encode(), False)
