"""What a trial found: how many were tried, how many got through, and what is left to doubt."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """tried: attempts that could have got through. through: those that did. faults: the first of them, in words."""

    tried: int = 0
    through: int = 0
    faults: list[str] = field(default_factory=list)
    unseen: list[tuple[str, str]] = field(default_factory=list)  # what chance never came to

    def attempt(self, fault: str | None = None, times: int = 1) -> None:
        """Count an attempt; fault says what got through, None that nothing did."""
        self.tried += times
        if fault:
            self.through += 1
            if len(self.faults) < 20:
                self.faults.append(fault)

    @property
    def holds(self) -> bool:
        return self.tried > 0 and self.through == 0

    @property
    def bound(self) -> float | None:
        """When nothing was found in N independent tries, the true share is below 3/N at 95 % (rule of three)."""
        return 3 / self.tried if self.holds else None

    def add(self, other: Outcome) -> Outcome:
        self.tried += other.tried
        self.through += other.through
        self.faults += other.faults[: 20 - len(self.faults)]
        return self
