"""One text in, everything that may tell who somebody is out, in the order it stands."""

from __future__ import annotations

from samsyn.core.anonymity.combinations import combined
from samsyn.core.anonymity.found import Found, Near
from samsyn.core.anonymity.identifiers import identifiers
from samsyn.core.anonymity.lexicon import Lexicon
from samsyn.core.anonymity.names import names
from samsyn.core.anonymity.numbers import personal_numbers

LONGEST = 20_000  # signs; an observation is some sentences
SURE = ("certain", "likely", "possible")


def check(text: str, lexicon: Lexicon, near: Near = Near()) -> list[Found]:  # noqa: B008 (frozen)
    """Everything that stops the text or warns, in the order it stands; empty where nothing was found.

    near: place and project already known from the form; they count as traits beside those of the text. ValueError
    where the text is longer than LONGEST signs.
    """
    if len(text) > LONGEST:
        raise ValueError(f"Texten har {len(text)} tecken. Högst {LONGEST} går att granska: dela upp den.")
    single = _apart([*personal_numbers(text, lexicon), *identifiers(text, lexicon), *names(text, lexicon, near)])
    return sorted([*single, *combined(text, lexicon, near)], key=lambda each: (each.start, each.end))


def _apart(found: list[Found]) -> list[Found]:
    """Of what overlaps, the one that stops, then the surest, then the longest."""
    kept: list[Found] = []
    ranked = sorted(found, key=lambda each: (not each.stops, SURE.index(each.sure), each.start - each.end))
    for each in ranked:
        if all(each.end <= other.start or each.start >= other.end for other in kept):
            kept.append(each)
    return kept
