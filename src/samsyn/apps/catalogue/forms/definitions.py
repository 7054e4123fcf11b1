"""An organisation's own measures and terms."""

from __future__ import annotations

import copy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import MeasureVersion, Term, TermKind
from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission


class CatalogueFilter(forms.Form):
    text = forms.CharField(label=_("Sök bland mått och begrepp"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Visa"),
        required=False,
        choices=[("", _("allt")), ("measure", _("mått")), ("ladder", _("stegar")), *TermKind.choices],
    )


class OwnDefinitionForm(forms.ModelForm):
    """Shows and checks; an action saves. Works on a copy, so the old version is never touched."""

    def __init__(self, *args, user, instance=None, **kwargs) -> None:
        super().__init__(*args, instance=copy.copy(instance), **kwargs)
        if instance is not None:
            for name in ("organisation", "code", "kind"):
                self.fields.pop(name, None)
        else:
            own = self.fields["organisation"]
            own.queryset = organisations_where(user, Permission.CATALOGUE_EDIT)
            own.required, own.empty_label = True, None
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 3

    @property
    def said(self) -> dict[str, Any]:
        """What the action is told, by name."""
        return self.cleaned_data


class MeasureForm(OwnDefinitionForm):
    """A measure is counted directly, a sum of other measures, or a ratio of two."""

    parts = forms.MultipleChoiceField(
        label=_("Summan av"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kryssa för de mått som tillsammans blir det här."),
    )
    breakdowns = forms.MultipleChoiceField(
        label=_("Uppdelningar"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("part", _("plan och utfall")), ("sex", _("kön")), ("age", _("ålder"))],
    )

    class Meta:
        model = MeasureVersion
        fields = [
            "organisation",
            "code",
            "name_sv",
            "definition_sv",
            "unit",
            "decimals",
            "percent",
            "direction",
            "numerator",
            "denominator",
            "parts",
            "breakdowns",
            "source",
            "checked_by",
            "checked_on",
            "name_en",
            "definition_en",
        ]
        widgets = {"checked_on": forms.DateInput}
        help_texts = {
            "code": _("Små bokstäver, siffror och bindestreck, till exempel antal-besok."),
            "checked_by": _("Vem har läst definitionen och godkänt den?"),
        }

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, user=user, **kwargs)
        near = MeasureVersion.objects.visible_to(user).current()
        choices = [(row.code, row.name) for row in near if row.code != self.instance.code]
        self.fields["parts"].choices = choices
        for name in ("numerator", "denominator"):
            label = self.fields[name].label
            self.fields[name] = forms.ChoiceField(
                label=label, required=False, choices=[("", _("ingen")), *choices], help_text=_("För kvoter.")
            )


class TermForm(OwnDefinitionForm):
    class Meta:
        model = Term
        fields = [
            "organisation",
            "kind",
            "code",
            "name_sv",
            "definition_sv",
            "source",
            "order",
            "name_en",
            "definition_en",
        ]
        help_texts = {
            "code": _("Små bokstäver, siffror och bindestreck."),
            "order": _("Lägst står först i listor."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["definition_sv"].required = True
