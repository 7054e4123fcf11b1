"""One trait of a person where it stands in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """code: a row of the rule table. instead: a coarser wording; None where a person must choose."""

    code: str
    start: int
    end: int
    instead: str | None = None
