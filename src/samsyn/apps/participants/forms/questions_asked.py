"""The questions that a project asks, as fields of a form, and the answers as they are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Sex, Term, TermKind
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.participants.models import Education, Question, Support, SupportLength
from samsyn.apps.participants.queries.questions import Asked
from samsyn.apps.portfolio.forms.fields import SwedishDecimalField
from samsyn.apps.portfolio.models import Project

Kind = Question.AnswerKind
YES_NO = [("yes", _("ja")), ("no", _("nej"))]
OLDEST = 110  # years


def invited(choices, required: bool) -> list[tuple[Any, Any]]:
    """Choices with a way to say nothing: "välj" where an answer is needed, "inget svar" where it is not."""
    return [("", _("välj") if required else _("inget svar")), *choices]


def field_of(one: Asked, project: Project) -> forms.Field:
    """The field that takes the answer; its hint is why the question is asked."""
    make = SHIPPED_FIELDS[one.code] if one.code else OWN_FIELDS[one.question.kind]
    field = make(one, project)
    field.label, field.help_text = one.label, one.why
    field.required = one.required and not isinstance(field, forms.BooleanField)
    return field


def _choice(choices) -> Callable[[Asked, Project], forms.Field]:
    return lambda one, project: forms.ChoiceField(choices=invited(choices, one.required))


def _sex(one: Asked, project: Project) -> forms.Field:
    choices = [(value, label) for value, label in ((Sex.WOMEN, _("kvinna")), (Sex.MEN, _("man")))]
    return forms.ChoiceField(choices=[*choices, *([] if one.required else [("", _("inget svar"))])],
                             widget=forms.RadioSelect)  # fmt: skip


def _birth_year(one: Asked, project: Project) -> forms.Field:
    year = timezone.localdate().year
    reasonable = [
        MinValueValidator(year - OLDEST, _("Skriv året med fyra siffror, tidigast %(limit_value)s.")),
        MaxValueValidator(year, _("Året har inte varit än. Skriv året med fyra siffror.")),
    ]
    return forms.IntegerField(
        validators=reasonable, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )


def _municipality(one: Asked, project: Project) -> forms.Field:
    return forms.ModelChoiceField(
        Organisation.objects.municipalities(), empty_label=_("välj") if one.required else _("inget svar")
    )


def _target_group(one: Asked, project: Project) -> forms.Field:
    own = project.target_groups.all()
    every = Term.objects.filter(kind=TermKind.TARGET_GROUP, organisation=None).current()
    return forms.ModelChoiceField(
        own if own.exists() else every, empty_label=_("välj") if one.required else _("inget svar")
    )


def _text(one: Asked, project: Project) -> forms.Field:
    return forms.CharField(max_length=4000, widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}))


SHIPPED_FIELDS: dict[str, Callable[[Asked, Project], forms.Field]] = {
    "sex": _sex,
    "birth_year": _birth_year,
    "municipality": _municipality,
    "language": lambda one, project: forms.CharField(max_length=60),
    "needs_interpreter": lambda one, project: forms.BooleanField(),
    "target_group": _target_group,
    "education": _choice(Education.choices),
    "support": _choice(Support.choices),
    "support_length": _choice(SupportLength.choices),
    "resources": _text,
}


def _own_choice(one: Asked, project: Project) -> forms.Field:
    return forms.ChoiceField(choices=invited([(text, text) for text in one.question.choices], one.required))


def _radio(choices) -> Callable[[Asked, Project], forms.Field]:
    return lambda one, project: forms.ChoiceField(
        choices=[*choices, *([] if one.required else [("", _("inget svar"))])], widget=forms.RadioSelect
    )


OWN_FIELDS: dict[str, Callable[[Asked, Project], forms.Field]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: lambda one, project: SwedishDecimalField(max_digits=14, decimal_places=4),
    Kind.YES_NO: _radio(YES_NO),
    Kind.CHOICE: _own_choice,
    Kind.DATE: lambda one, project: forms.DateField(widget=forms.DateInput),
    Kind.SCALE: _radio([(str(step), str(step)) for step in range(1, 6)]),
}


def kept_as(value: Any) -> str:
    """An answer as it is kept, whatever sort it is: nothing, text, a decimal number or a day."""
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def read_back(question: Question, text: str) -> Any:
    """What a kept answer is in the form."""
    if question.kind == Kind.NUMBER and text:
        return Decimal(text)
    return text
