"""Pages with several forms under headings that are sent and refused together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def valid(*together: forms.Form) -> bool:
    """Whether all hold; each is asked, so that every fault is shown at once."""
    answers = [form.is_valid() for form in together]
    return all(answers)


def refused(fault: ValidationError, *together: forms.Form) -> None:
    """Show an action's refusal at the field it speaks of, in whichever form has it; otherwise above the first."""
    errors = fault.error_dict if hasattr(fault, "error_dict") else {None: fault.error_list}
    for name, found in errors.items():
        home = next((form for form in together if name in form.fields), None)
        (home or together[0]).add_error(name if home else None, found)


def grouped_page(
    request: HttpRequest,
    together: Sequence[forms.Form],
    groups: Sequence[dict[str, Any]],
    *,
    title: Any,
    back: str,
    submit: Any = None,
    intro: Any = "",
    hidden: dict[str, Any] | None = None,
    **context: Any,
) -> HttpResponse:
    """One form element with all the fields under their headings. hidden: values that only travel along."""
    page = {
        "forms": together,
        "groups": groups,
        "hidden": hidden or {},
        "faulty": any(form.errors for form in together),
        "title": title,
        "intro": intro,
        "back": back,
        "submit": submit or _("Spara"),
        **context,
    }
    return render(request, "participants/person_form.html", page)
