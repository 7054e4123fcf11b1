"""Opening in an emergency, and judging an opening."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.models import Organisation
from samsyn.apps.participants.forms.rights_fields import PersonalNumberField, WithoutNumbersField
from samsyn.apps.participants.models import Emergency


class EmergencyForm(forms.Form):
    """Who, on which ground, and why. The authority is asked for only when several have the person."""

    number = PersonalNumberField()
    provision = forms.ChoiceField(
        label=_("På vilken grund?"), choices=Emergency.Provision.choices, widget=forms.RadioSelect
    )
    text = WithoutNumbersField(
        label=_("Varför behöver du se uppgifterna nu?"),
        max_length=2000,
        help_text=_("Skriv utan namn och personnummer. Texten läses av den ansvariga och av den som granskar."),
    )
    authority = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Hos vem?"), required=False, empty_label=_("välj")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = Organisation.objects.all()
        if not self.data.get("authority"):
            self._authority = self.fields.pop("authority")

    def ask_for(self, organisations: list[Organisation]) -> None:
        """Several authorities have the person: show the question, with these answers."""
        if "authority" not in self.fields:
            self.fields["authority"] = self._authority
        self.fields["authority"].queryset = Organisation.objects.filter(pk__in=[each.pk for each in organisations])
        self.add_error("authority", _("Personen finns hos flera. Välj vems uppgifter du behöver."))


class ReviewEmergencyForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Var öppningen befogad?"),
        choices=Emergency._meta.get_field("verdict").choices,
        widget=forms.RadioSelect,
    )
    text = WithoutNumbersField(
        label=_("Motivering"), max_length=2000, help_text=_("Vad du har kontrollerat, och vad som händer nu.")
    )
