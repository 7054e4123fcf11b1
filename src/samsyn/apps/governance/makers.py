"""Who turns a frozen pack into a file. Reporting registers its Word and PDF here, so that nothing points upward."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Maker = Callable[[Mapping[str, Any], str], bytes]


class CannotMake(RuntimeError):
    """The file cannot be made here. The message says why and what to do."""


_makers: dict[str, Maker] = {}


def register_maker(kind: str, maker: Maker) -> None:
    """Let packs be taken out as `kind` ("docx", "pdf"). maker(content, fingerprint) answers the file."""
    _makers[kind] = maker


def makers() -> dict[str, Maker]:
    """The makers by kind of file; empty on a node without reports."""
    return dict(_makers)
