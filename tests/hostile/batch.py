"""Reads many files in one limited child, so that hundreds take seconds. Run by the tests, never by the product.

python -m tests.hostile.batch MEMORY: standard input holds a line of JSON and the bytes of each file;
one line of JSON per file goes to standard output as soon as it is done.
"""

from __future__ import annotations

import json
import os
import sys
import time

from samsyn import sandbox_child


def main() -> int:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sandbox_child.limit(int(sys.argv[1]), 60)
    works = {
        (work, kind): sandbox_child.prepared({"name": f"a.{kind}", "work": work})
        for work in ("check", "rows")
        for kind in ("csv", "txt", "html", "xlsx", "docx", "pdf")
    }
    sandbox_child.shut_the_doors()
    while line := sys.stdin.buffer.readline():
        order = json.loads(line)
        started = time.monotonic()
        try:
            answer = sandbox_child.answered(works[order["work"], "csv"], order, sys.stdin.buffer)
        except MemoryError:
            answer = {"error": "Filen kräver mer än 512 MB minne att läsa.", "remedy": "Dela upp filen."}
        summary = {key: answer[key] for key in ("error", "remedy", "unexpected") if key in answer}
        answers.write(json.dumps({**summary, "seconds": time.monotonic() - started}) + "\n")
        answers.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
