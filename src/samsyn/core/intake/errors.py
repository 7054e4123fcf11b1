"""The one way a file is refused: what happened, and what to do now."""

from __future__ import annotations


class Unreadable(ValueError):
    """A file could not be read. Both parts are Swedish sentences for the person who chose the file."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason} {remedy}")
        self.reason = reason
        self.remedy = remedy
