"""The two pages that recur: a form that an action answers, and a question before something is removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samsyn.apps.portfolio.forms.fields import add_errors


def form_page(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    title: Any,
    back: str,
    done: Any = None,
    submit: Any = None,
    intro: Any = "",
    template: str = "portfolio/form.html",
    to: Callable[[Any], str] | None = None,
    **context: Any,
) -> HttpResponse:
    """Show the form; on a valid post call `act(cleaned_data)` and go back, or to `to(what act answered)`.

    What an action refuses comes back as errors in the form, with everything entered still there.
    """
    if request.method == "POST" and form.is_valid():
        try:
            answer = act(form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, done or _("Sparat."))
            return redirect(to(answer) if to else back)
    page = {"form": form, "title": title, "back": back, "submit": submit or _("Spara"), "intro": intro, **context}
    return render(request, template, page)


def data_of(request: HttpRequest):
    """What a form is bound to: the post, or nothing at a first look."""
    return request.POST if request.method == "POST" else None


def question_page(
    request: HttpRequest,
    act: Callable[[], Any],
    *,
    title: Any,
    consequences: list[Any],
    submit: Any,
    back: str,
    done: Any,
    danger: bool = True,
    **context: Any,
) -> HttpResponse:
    """Say exactly what is about to happen; do it on post."""
    refused: list[str] = []
    if request.method == "POST":
        try:
            act()
        except ValidationError as error:
            refused = error.messages
        else:
            messages.success(request, done)
            return redirect(back)
    page = {
        "title": title,
        "consequences": consequences,
        "submit": submit,
        "back": back,
        "danger": danger,
        "refused": refused,
        **context,
    }
    return render(request, "portfolio/question.html", page)
