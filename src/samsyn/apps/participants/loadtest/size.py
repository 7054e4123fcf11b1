"""How much there is at full size: the national ten-year load."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Rows to make. At share 1: 300 000 persons, 400 000 enrolments, 9 000 projects, 10 million attendance marks."""

    share: float

    def of(self, whole: int, least: int = 1) -> int:
        return max(least, round(whole * self.share))

    @property
    def projects(self) -> int:
        return self.of(9_000, 10)

    @property
    def houses(self) -> int:
        """Municipalities: as many people in each whatever the share, so that a small load is a small country."""
        return self.of(290, 1)

    @property
    def persons(self) -> int:
        return self.of(300_000, 100)

    @property
    def enrolments(self) -> int:
        return self.of(400_000, 133)

    groups_in_a_project = 2
    sessions_of_a_group = 25  # 400 000 enrolments, each marked 25 times
    leaders = 50
