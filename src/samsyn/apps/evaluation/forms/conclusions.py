"""Claims, judgements, events, recommendations and their answers, goal attainment and differences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import MeasureVersion, Term
from samsyn.apps.evaluation.models import (
    Claim,
    DefinitionDifference,
    GoalAttainment,
    Judgement,
    OutsideEvent,
    Publication,
    Recommendation,
)
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for
from samsyn.core.tables.formula import BadFormula, evaluate

TERM_KINDS = ("learning_level", "perspective", "success_factor")


class ClaimForm(ActionForm):
    """A sentence with a number. The formula is tried against the figures at once, so that a slip shows here."""

    class Meta:
        model = Claim
        formfield_callback = field_for
        fields = ["text", "printed", "formula", "publication", "page", "comment"]
        help_texts = {
            "printed": _("Som det är tryckt, till exempel 26 % eller över 270."),
            "formula": _("Till exempel participants.outcome / participants.plan - 1. Nycklarna står under Siffror."),
        }

    def __init__(self, *args: Any, user, values: dict, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.values = values
        self.fields["publication"].queryset = Publication.objects.visible_to(user)

    def clean_formula(self) -> str:
        formula = self.cleaned_data["formula"]
        known = {key: value or 1 for key, value in self.values.items()}  # a figure that is not known yet may be named
        if formula:
            try:
                evaluate(formula, known)
            except BadFormula as error:
                raise ValidationError(str(error)) from None
        return formula


class KeysField(forms.MultipleChoiceField):
    """Figures by key, chosen from a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.SelectMultiple(attrs={"size": 8}), **kwargs)


class JudgementForm(ActionForm):
    figure_keys = KeysField(label=_("Siffror som bedömningen vilar på"))

    class Meta:
        model = Judgement
        formfield_callback = field_for
        fields = ["term", "grade", "text", "evidence", "judged_on", "judged_by", "source"]

    def __init__(self, *args: Any, user, keys: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = Term.objects.visible_to(user).current().filter(kind__in=TERM_KINDS)
        self.fields["term"].queryset = terms.order_by("kind", "order")
        self.fields["figure_keys"].choices = [(key, key) for key in keys]


class EventForm(ActionForm):
    class Meta:
        model = OutsideEvent
        formfield_callback = field_for
        fields = ["name", "starts", "ends", "text", "source"]


class RecommendationForm(ActionForm):
    class Meta:
        model = Recommendation
        formfield_callback = field_for
        fields = ["text", "addressee", "given_on", "answer_by", "publication", "page", "source"]

    def __init__(self, *args: Any, user, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addressee"].queryset = Organisation.objects.visible_to(user)
        self.fields["publication"].queryset = Publication.objects.visible_to(user)


class AnswerForm(forms.Form):
    state = forms.ChoiceField(
        choices=[("accepted", _("antagen")), ("declined", _("avböjd")), ("done", _("genomförd"))],
        widget=forms.RadioSelect, label=_("Svar"),
    )  # fmt: skip
    answer = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}), label=_("Svar i ord"),
        help_text=_("Vad ni gör, eller varför ni inte gör det."),
    )  # fmt: skip


class AssessForm(ActionForm):
    class Meta:
        model = GoalAttainment
        formfield_callback = field_for
        fields = ["attainment", "value", "evidence", "judged_on", "source"]


class DifferenceForm(ActionForm):
    class Meta:
        model = DefinitionDifference
        formfield_callback = field_for
        fields = ["text", "consequence", "measure", "projects", "source"]
        widgets = {"projects": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, user, cluster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].queryset = MeasureVersion.objects.visible_to(user).current()
        self.fields["projects"].queryset = cluster.projects.all()
