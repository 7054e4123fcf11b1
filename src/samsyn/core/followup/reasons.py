"""Why somebody left. To have gone through to the end is one thing, to have left for something better another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """One reason for leaving.

    positive: True when leaving was a step forward (work, studies), False when it was not, None when it says neither.
    completed: the participant went through to the end. mistake: was never a participant and is not counted.
    """

    code: str
    label: str
    positive: bool | None
    completed: bool = False
    mistake: bool = False
    label_en: str = ""
    version: int = 1
    source: str = ""
    definition: str = ""
    definition_en: str = ""

    def __post_init__(self) -> None:
        if self.completed and self.mistake:
            raise ValueError(f"{self.label} kan inte vara både fullföljt och felregistrering.")
