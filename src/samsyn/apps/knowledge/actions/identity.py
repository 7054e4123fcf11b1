"""A text about the system is not kept while it points at a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from samsyn.apps.knowledge.queries.identity import found_in, stopping
from samsyn.apps.portfolio.models import Project


def refuse_persons(
    field: str, text: str, *, place: str = "", project: Project | None = None, confirmed: Collection[str] = ()
) -> None:
    """ValidationError at the field when the text tells who somebody is."""
    stops = stopping(text, found_in(text, place=place, project=project), confirmed)
    if stops:
        many = len(stops)
        said = ngettext(
            "En uppgift kan peka ut en person: %(words)s. Skriv om den, så att texten handlar om systemet.",
            "%(count)s uppgifter kan peka ut en person: %(words)s. Skriv om dem, så att texten handlar om systemet.",
            many,
        )
        words = ", ".join(f"”{_shown(text, each.start, each.end)}”" for each in stops)
        raise ValidationError({field: said % {"count": many, "words": words}})


def refuse_persons_in(values: Mapping[str, Any], *fields: str) -> None:
    """`refuse_persons` for each of the fields that has a text."""
    for field in fields:
        refuse_persons(field, values.get(field) or "")


def _shown(text: str, start: int, end: int) -> str:
    """The words, without the digits of a number: an error is not where a number should stand."""
    return "".join("•" if sign.isdigit() else sign for sign in text[start:end])
