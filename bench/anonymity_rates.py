"""How often the identity check lets somebody through and how often it stops what is harmless, and how long it takes.

Run: python -m bench anonymity_rates
"""

from __future__ import annotations

import time

from tests.core.anonymity.rates import rates, sets, texts_of

from samsyn.core.anonymity import check
from samsyn.parameters.lexicon import shipped_lexicon


def main() -> None:
    started = time.perf_counter()
    lexicon = shipped_lexicon()
    print(f"lists read in {(time.perf_counter() - started) * 1000:.0f} ms")
    times: list[float] = []
    for name, contents in sets():
        print(rates(name, contents, lexicon).line())
        for text in texts_of(contents):
            started = time.perf_counter()
            check(text, lexicon)
            times.append((time.perf_counter() - started) * 1000)
    times.sort()
    print(f"one text: median {times[len(times) // 2]:.2f} ms, slowest {times[-1]:.1f} ms, of {len(times)}")


if __name__ == "__main__":
    main()
