"""What the address of a list asks for: its filters, and the rest of the address while pages are turned."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest


def filters_of(form: forms.Form) -> dict[str, Any]:
    """What a filter asks for. One that does not hold says so in the form; the others still count."""
    form.is_valid()
    return {name: value for name, value in getattr(form, "cleaned_data", {}).items() if value}


def rest_of(request: HttpRequest) -> str:
    """The filters of the address, to keep them while turning pages."""
    query = request.GET.copy()
    query.pop("page", None)
    return f"&{query.urlencode()}" if query else ""
