"""Severity and status: a word, a sign and a colour together, never colour alone."""

from __future__ import annotations

_TAGS = {
    "error": ("danger", "✕"),
    "warning": ("warning", "!"),
    "note": ("info", "i"),
    "info": ("info", "i"),
    "success": ("success", "✓"),
    "done": ("success", "✓"),
    "ongoing": ("accent", "▸"),
    "planned": ("neutral", "○"),
    "closed": ("neutral", "■"),
    "neutral": ("neutral", ""),
}


def tag_of(kind: str) -> dict[str, str]:
    """Colour and sign for a kind; an unknown kind is neutral and unsigned.

    Kinds: error, warning, note, info, success, done, ongoing, planned, closed, neutral.
    """
    color, sign = _TAGS.get(kind or "neutral", _TAGS["neutral"])
    return {"color": color, "sign": sign}
