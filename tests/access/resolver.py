"""Every address the resolver knows, by name."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, get_resolver


def every_address() -> dict[str, URLPattern]:
    """Name → pattern for all addresses of a node; an address without a name is an error of its own."""
    found: dict[str, URLPattern] = {}
    for pattern, prefix in _walk(get_resolver(), ""):
        name = pattern.name or f"(no name) {prefix}{pattern.pattern}"
        found[name] = pattern
    return found


def _walk(resolver: URLResolver, prefix: str):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _walk(entry, f"{prefix}{entry.pattern}")
        else:
            yield entry, prefix
