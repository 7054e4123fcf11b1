"""Rectification: every field about the person, each with a form of its own."""

from __future__ import annotations

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.participants.actions.rights_changes import ELSEWHERE, dispute, rectify, said_in
from samsyn.apps.participants.forms.rights import rectify_form
from samsyn.apps.participants.models import Consent, Emergency, FormerMark, Person, Rectification, RightsCase
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.presenters import rights as words
from samsyn.apps.participants.queries.extract import extract_of, models_about_people, shown_fields
from samsyn.apps.participants.queries.extract_words import label_of
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.views.rights import case_crumbs, case_or_404
from samsyn.apps.portfolio.views.pages import data_of

# What is a record of something done, not of how things are, is not rectified: it is answered in its own place.
STANDS = (*ELSEWHERE, Consent, Emergency, FormerMark, Rectification, RightsCase)
# What is decided elsewhere about a person: protection on the person's page, restriction in a case of its own.
DECIDED = {"protection", "restricted_on", "restricted_why_sealed", "added_on"}
WHAT = "rights_rectify"


def _rectifiable(model: type[models.Model], field: models.Field) -> bool:
    return (
        model in models_about_people()
        and model not in STANDS
        and not isinstance(field, models.ForeignKey | models.JSONField)
    )


@require_safe
def rights_rectify(request: HttpRequest, pk: int) -> HttpResponse:
    case = case_or_404(request, pk, WHAT, RightsCase.Kind.RECTIFY)
    opened([case.person], WHAT, *FieldClass, ground=Ground.RIGHTS_CASE)
    possible = {
        (model._meta.model_name, field.name)
        for model in models_about_people()
        for field in shown_fields(model)
        if _rectifiable(model, field)
    }
    context = {
        "case": case,
        "name": case.person.name,
        "tables": words.fields_tables(extract_of(case.person).parts, case, possible),
        "crumbs": case_crumbs(case, _("Rätta")),
    }
    return render(request, "participants/rights_rectify.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rights_rectify_field(request: HttpRequest, pk: int, place: str) -> HttpResponse:
    """One field: what it says, what it shall say and why, or what the person says when the two do not agree."""
    case = case_or_404(request, pk, WHAT, RightsCase.Kind.RECTIFY)
    opened([case.person], WHAT, *FieldClass, ground=Ground.RIGHTS_CASE)
    row, field = _row_and_field(case.person, place)
    current = row.opened(field.name) if isinstance(field, models.BinaryField) else getattr(row, field.name)
    form = rectify_form(row, field, current)(data_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            _save(form.cleaned_data, row, field, request.user)
        except ValidationError as error:
            for text in error.messages:
                form.add_error(None, text)
        else:
            messages.success(request, _("Det är sparat. Det som stod finns kvar i historiken."))
            return redirect("rights-rectify", case.pk)
    context = {
        "case": case,
        "name": case.person.name,
        "form": form,
        "label": label_of(field),
        "kind": row._meta.verbose_name,
        "says": said_in(row, field),
        "back": reverse("rights-rectify", args=[case.pk]),
        "crumbs": case_crumbs(case, _("Rätta")),
    }
    return render(request, "participants/rights_rectify_field.html", context)


def _save(wanted, row: models.Model, field: models.Field, by) -> None:
    if wanted["change"]:
        rectify(row=row, field=field, value=wanted["value"], why=wanted["why"], by=by)
    if wanted["view"]:
        dispute(row=row, field=field, view=wanted["view"], by=by)


def _row_and_field(person: Person, place: str) -> tuple[models.Model, models.Field]:
    """The row and field of a place such as enrolment:…:education, if it is this person's; 404 otherwise."""
    name, _sep, rest = place.partition(":")
    key, _sep, column = rest.partition(":")
    try:
        model = apps.get_model("participants", name)
        field = next(each for each in shown_fields(model) if each.name == column)
        if not _rectifiable(model, field):
            raise Http404
        if model is Person:
            return (person, field) if key == str(person.pk) else _nowhere()
        row = model._default_manager.get(person=person, pk=key)
    except (LookupError, StopIteration, ValueError, ValidationError, models.ObjectDoesNotExist):
        raise Http404 from None
    row.person = person
    return row, field


def _nowhere():
    raise Http404
