"""Bytes to text: UTF-8 or Windows-1252, nothing else, so that no guess can turn å into something else."""

from __future__ import annotations

import re

from samsyn.core.intake.errors import Unreadable

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1c-\x1f\x7f]")


def decoded(data: bytes) -> str:
    """Text with line ends as newline. Unreadable for other encodings and for binary content."""
    if data.startswith(UTF16_MARKS):
        raise Unreadable("Filen är sparad som UTF-16.", "Spara om den med teckenkodningen UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _windows(data)
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise Unreadable(
            f"Rad {line} innehåller styrtecken som inte hör hemma i en textfil.",
            "Filen är skadad eller av annat slag än namnet säger. Exportera den på nytt som text.",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _windows(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"Rad {line} är varken UTF-8 eller Windows-1252.", "Spara om filen med teckenkodningen UTF-8."
        ) from None
