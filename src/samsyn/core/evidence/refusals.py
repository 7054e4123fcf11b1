"""Why an effect is not estimated, and what to do instead."""

from __future__ import annotations


class NotEstimable(ValueError):
    """No honest number can be given; the message says why and what would help."""


class BadColumn(NotEstimable):
    """A column does not hold what it must."""


class TooFew(NotEstimable):
    """One of the groups is smaller than the method needs."""

    def __init__(self, what: str, treated: int, compared: int, smallest: int) -> None:
        super().__init__(
            f"Det är {treated} {what} i insatsen och {compared} i jämförelsen; metoden behöver minst {smallest} i "
            "var grupp. Vänta tills fler har följts upp, lägg ihop omgångar, eller beskriv utfallet utan ordet effekt."
        )
        self.treated, self.compared, self.smallest = treated, compared, smallest


class NoOverlap(NotEstimable):
    """Too few of those who took part have anybody like them in the comparison."""
