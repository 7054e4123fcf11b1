"""Cell formats of the annex, each made once."""

from __future__ import annotations

from typing import Any

HEADING = {"bold": True, "bottom": 1, "bg_color": "#E6EFF0", "text_wrap": True, "valign": "bottom"}
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet may take for a formula


class Formats:
    """Formats of one workbook by what they are for."""

    def __init__(self, book) -> None:
        self.book = book
        self.made: dict[tuple, Any] = {}

    def of(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({"valign": "top", **properties})
        return self.made[key]

    def text(self, text: str, *, bold: bool = False) -> Any:
        """Text is always text; what looks like a formula is also marked so that it stays text when edited."""
        properties: dict[str, Any] = {"text_wrap": True, "num_format": "@"}
        if text.startswith(RISKY):
            properties["quote_prefix"] = True
        return self.of(**properties, **({"bold": True} if bold else {}))

    def number(self, decimals: int = 0, *, percent: bool = False, signed: bool = False, bold: bool = False) -> Any:
        """Thousands and decimals follow the reader's own Excel."""
        tail = ("." + "0" * decimals) if decimals else ""
        body = f"0{tail} %" if percent else f"#,##0{tail}"
        if signed:
            body = f"+{body};\N{MINUS SIGN}{body};\N{PLUS-MINUS SIGN}{body}"
        return self.of(num_format=body, **({"bold": True} if bold else {}))

    def heading(self, numeric: bool = False) -> Any:
        return self.of(**HEADING, align="right" if numeric else "left")
