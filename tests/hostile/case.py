"""One file made to do harm."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """refused: True when it must give an error, False when it must be read, None when both are harmless."""

    label: str
    name: str
    data: bytes
    refused: bool | None = None

    def __str__(self) -> str:
        return self.label
