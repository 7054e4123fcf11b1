"""Figures that are typed, corrected and chosen; clusters that are made."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.apps.catalogue.models import MeasureVersion, Part, Sex
from samsyn.apps.evaluation.models import Cluster, Publication
from samsyn.apps.evaluation.queries import homes_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Project
from samsyn.core.tables.numbers import printed

LARGEST = Decimal(10) ** 12


class PrintedField(forms.CharField):
    """A number as print writes it: "1 234,5", "71 %", "12,3 mkr". Gives the value, of a percentage the fraction."""

    def clean(self, value: Any) -> Decimal:
        text = super().clean(value)
        number = printed(text)
        if number is None:
            raise ValidationError(_("Skriv ett tal, till exempel 1 234,5 eller 71 %."))
        if abs(number.value) >= LARGEST:
            raise ValidationError(_("Talet är för stort. Skriv det i en större enhet."))
        self.as_printed = text
        return number.value / 100 if number.percent else number.value


class FigureForm(forms.Form):
    """One figure from a page, or the project's own."""

    measure = forms.ModelChoiceField(MeasureVersion.objects.none(), label=gettext_lazy("Mått"))
    part = forms.ChoiceField(choices=Part.choices, initial=Part.OUTCOME, label=gettext_lazy("Plan eller utfall"))
    sex = forms.ChoiceField(choices=[(Sex.ALL, Sex.ALL.label), (Sex.WOMEN, Sex.WOMEN.label), (Sex.MEN, Sex.MEN.label)],
                            required=False, label=gettext_lazy("Kön"))  # fmt: skip
    value = PrintedField(
        max_length=60, label=gettext_lazy("Värdet som det står"),
        help_text=gettext_lazy("Skriv det som det är tryckt, till exempel 1 234,5 eller 71 %."),
    )  # fmt: skip
    publication = forms.ModelChoiceField(
        Publication.objects.none(), required=False, label=gettext_lazy("Publikation"),
        help_text=gettext_lazy("Lämna tomt när siffran är insatsens egen."),
    )  # fmt: skip
    page = forms.CharField(max_length=20, required=False, label=gettext_lazy("Sida eller avsnitt"))
    population = forms.CharField(
        max_length=200, required=False, label=gettext_lazy("Vilka siffran gäller"),
        help_text=gettext_lazy("Till exempel: deltagare som svarade på enkäten."),
    )  # fmt: skip
    period = forms.CharField(max_length=60, required=False, label=gettext_lazy("Period"))
    counts = forms.BooleanField(
        required=False, initial=True, label=gettext_lazy("Siffran räknas"),
        help_text=gettext_lazy("Ta bort markeringen för ett värde som bara är tryckt någon annanstans."),
    )  # fmt: skip
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}), label=gettext_lazy("Anteckning"))

    def __init__(self, *args: Any, user, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].queryset = MeasureVersion.objects.visible_to(user).current().order_by("name_sv")
        self.fields["publication"].queryset = Publication.objects.visible_to(user)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        values["as_printed"] = getattr(self.fields["value"], "as_printed", "")
        return values


class CorrectForm(forms.Form):
    value = PrintedField(max_length=60, label=gettext_lazy("Rätt värde"))
    note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), label=gettext_lazy("Varför rättas siffran?"),
        help_text=gettext_lazy("Det gamla värdet finns kvar och visar vad det rättades till."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        values["as_printed"] = getattr(self.fields["value"], "as_printed", "")
        return values


class ChooseForm(forms.Form):
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), label=gettext_lazy("Varför ska den här uppgiften räknas?")
    )


class ClusterForm(forms.ModelForm):
    class Meta:
        model = Cluster
        fields = ["name", "organisation", "projects", "summary", "question"]
        widgets = {
            "projects": forms.CheckboxSelectMultiple,
            "summary": forms.Textarea(attrs={"rows": 3}),
            "question": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, user, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Project.objects.visible_to(user, Permission.EVALUATION_EDIT)
        self.inside = set(self.instance.projects.values_list("pk", flat=True)) if self.instance.pk else set()
        self.fields["projects"].queryset = seen | Project.objects.filter(pk__in=self.inside)
        self.fields["organisation"].queryset = homes_where(user, Permission.EVALUATION_EDIT)
        if self.instance.pk:
            del self.fields["organisation"]
