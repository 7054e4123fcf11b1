"""Fields and a form for rows that an action saves."""

from __future__ import annotations

import copy
import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from samsyn.web.formats import in_english, plainnumber

DASHES = "---------"  # what Django shows for no choice
ENGLISH_GROUPS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d*)?")
UNIT = re.compile(r"(kr|kronor|sek|tim|timmar|h)\.?$", re.IGNORECASE)


class SwedishDecimalField(forms.DecimalField):
    """Takes numbers as people write them: "1 234 567,80 kr", "1234567.8"; shows them with a decimal comma."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Skriv ett tal med siffror, till exempel 1 234,50.")}

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            value = UNIT.sub("", "".join(value.split())).replace("\N{MINUS SIGN}", "-")
            grouped = in_english() and ENGLISH_GROUPS.fullmatch(value)
            value = value.replace(",", "" if grouped else ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return plainnumber(value) if isinstance(value, Decimal | int | float) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


def field_for(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """The form field of a model's field: Swedish numbers, the browser's calendar, room for a few lines of text."""
    if isinstance(field, models.DecimalField):
        kwargs["form_class"] = SwedishDecimalField
        kwargs.pop("widget", None)
    elif isinstance(field, models.DateField):
        kwargs.setdefault("widget", forms.DateInput)
    elif isinstance(field, models.TextField):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
    return field.formfield(**kwargs)


class ActionForm(forms.ModelForm):
    """Shows and checks a row's fields but saves nothing: the view hands `cleaned_data` to an action.

    The form works on a copy, so the action still sees what the row said before.
    """

    def __init__(self, *args: Any, instance: models.Model | None = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=copy.copy(instance), **kwargs)
        for field in self.fields.values():
            _invite_choice(field)

    def save(self, commit: bool = True):
        raise TypeError("Formuläret sparar inte: skicka cleaned_data till en handling.")


def _invite_choice(field: forms.Field) -> None:
    """Say "välj" where Django shows a row of dashes."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label:
            field.empty_label = _("välj")
    elif isinstance(field, forms.ChoiceField):
        field.choices = [(key, _("välj") if label == DASHES else label) for key, label in field.choices]


def add_errors(form: forms.Form, error: ValidationError) -> None:
    """Show an action's refusal in the form, at the field it speaks of where the form has it."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
