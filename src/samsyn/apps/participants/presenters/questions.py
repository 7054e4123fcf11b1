"""The questions of a project, for those who choose them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from samsyn.apps.participants.queries.questions import Asked


def question_rows(form: Any) -> list[dict[str, Any]]:
    """Rows of the table where questions are chosen: the question, why, what sort, and the three fields."""
    return [{**row, **_words(row["asked"])} for row in form.rows]


def _words(one: Asked) -> dict[str, Any]:
    own = one.question
    return {
        "label": one.label,
        "why": one.why,
        "kind": one.kind,
        "choices": ", ".join(own.choices) if own else "",
        "origin": own.origin if own else "",
        "href": reverse("question-edit", args=[own.pk]) if own else "",
    }
