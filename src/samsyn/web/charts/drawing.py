"""Draws charts on the server and hands them to the browser by an address nobody can guess."""

from __future__ import annotations

import base64
import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.cache import cache as shared_cache
from django.urls import reverse
from django.utils.crypto import salted_hmac

from samsyn.core.quantities import NBSP
from samsyn.web.formats import in_english

if TYPE_CHECKING:
    from samsyn.web.charts.chart import Chart

FONTS = Path(__file__).resolve().parents[1] / "static" / "vendor" / "inter"
WEEK = 7 * 24 * 60 * 60
SWEDISH = {"decimal": ",", "thousands": NBSP, "grouping": [3], "currency": ["", f"{NBSP}kr"], "percent": f"{NBSP}%"}


def publish(chart: Chart) -> str:
    """Remember the specification for a week and return the drawing's address.

    The address is a keyed hash of the content: the same chart has the same address, and a chart
    that has not been shown to anybody has none.
    """
    text = _as_text(chart.specification)
    digest = salted_hmac("samsyn.web.charts", text, algorithm="sha256").hexdigest()[:40]
    key = f"chart:{digest}"
    if not shared_cache.touch(key, WEEK):
        shared_cache.set(key, text, WEEK)
    return reverse("chart", args=[digest])


def published(digest: str) -> str | None:
    """The drawing at an address, or None when no page has shown it lately."""
    text = shared_cache.get(f"chart:{digest}")
    if text is None:
        return None
    return shared_cache.get_or_set(f"chart-svg:{digest}", lambda: _svg(text, True), WEEK)


def svg_of(specification: dict[str, Any], embed_font: bool) -> str:
    """The drawing as SVG."""
    return _svg(_as_text(specification), embed_font)


def png_of(specification: dict[str, Any], scale: float) -> bytes:
    """The drawing as PNG on white, for documents."""
    return _drawer().svg_to_png(_svg(_as_text(specification), False), scale=scale)


def _as_text(specification: dict[str, Any]) -> str:
    """The specification as text that is the same for the same content; separators follow the language."""
    english = {"usermeta": {"english": in_english()}}
    return json.dumps(specification | english, ensure_ascii=False, sort_keys=True, default=str)


@lru_cache(maxsize=128)
def _svg(text: str, embed_font: bool) -> str:
    specification = json.loads(text)
    locale = None if specification["usermeta"]["english"] else SWEDISH
    drawn = _drawer().vegalite_to_svg(specification, format_locale=locale, show_warnings=False)
    return re.sub(r"(<svg[^>]*>)", rf"\1{_embedded_fonts()}", drawn, count=1) if embed_font else drawn


@cache
def _drawer() -> Any:
    """The drawing program, loaded at the first chart (it takes a third of a second)."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


@cache
def _embedded_fonts() -> str:
    """Our typeface inside the picture, because a picture on a page may not fetch anything."""
    rules = []
    for style, weight in (("Regular", 400), ("SemiBold", 600)):
        data = base64.b64encode((FONTS / f"Inter-{style}-chart.woff2").read_bytes()).decode()
        source = f"url(data:font/woff2;base64,{data})"
        rules.append(f"@font-face{{font-family:Inter;font-weight:{weight};src:{source}}}")
    return f"<style>{''.join(rules)}</style>"
