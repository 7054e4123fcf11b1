"""Both error rates of the identity check, set by set: planted texts that pass, and harmless ones that are stopped.

The sets are written by hand and by template, with the templates filled in: what stands in the files is all there is.
tuning.yaml and tuning_2 … are those that the rules were shaped by. held_out.yaml has other templates and other names,
drawn by chance, and was not read while the rules were shaped. Nobody is meant: the last digits of the personal numbers
are those of Skatteverket's test numbers, and mobile numbers are among those that PTS keeps for fiction.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from samsyn.core.anonymity import Lexicon, check

SETS = Path(__file__).parent
KINDS = ("names", "numbers", "combinations")


@dataclass(frozen=True)
class Rates:
    """Of one set: the texts that went wrong, and how many there were."""

    name: str
    missed: dict[str, list[str]]
    planted: dict[str, int]
    stopped: list[str]
    warned: list[str]
    harmless: int

    @property
    def missed_share(self) -> float:
        return sum(map(len, self.missed.values())) / sum(self.planted.values())

    @property
    def stopped_share(self) -> float:
        return len(self.stopped) / self.harmless

    def line(self) -> str:
        parts = ", ".join(f"{kind} {len(self.missed[kind])}/{self.planted[kind]}" for kind in KINDS)
        return (
            f"{self.name:<10} missed {self.missed_share:6.1%} ({parts}); "
            f"harmless stopped {self.stopped_share:5.1%} ({len(self.stopped)}/{self.harmless}), "
            f"warned {len(self.warned)}"
        )


def sets() -> list[tuple[str, dict]]:
    """Name and contents of every set, those for tuning first."""
    paths = sorted(SETS.glob("*.yaml"), key=lambda path: (path.stem == "held_out", path.stem))
    return [(path.stem, yaml.safe_load(path.read_text("utf-8"))) for path in paths]


def texts_of(contents: dict) -> list[str]:
    """Every text of a set."""
    return [*contents["harmless"], *(text for kind in KINDS for text in contents["planted"][kind])]


def rates(name: str, contents: dict, lexicon: Lexicon) -> Rates:
    """Check every text of a set."""
    planted = {kind: contents["planted"][kind] for kind in KINDS}
    passed = lambda text: not any(found.stops for found in check(text, lexicon))  # noqa: E731
    harmless = contents["harmless"]
    return Rates(
        name,
        {kind: [text for text in texts if passed(text)] for kind, texts in planted.items()},
        {kind: len(texts) for kind, texts in planted.items()},
        [text for text in harmless if not passed(text)],
        [text for text in harmless if passed(text) and check(text, lexicon)],
        len(harmless),
    )
