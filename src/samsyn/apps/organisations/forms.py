"""Forms for memberships and for finding organisations."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.models import Kind, Organisation
from samsyn.apps.organisations.policy import ROLES


class FindOrganisationForm(forms.Form):
    q = forms.CharField(label=_("Namn eller SCB-kod"), required=False)
    kind = forms.ChoiceField(label=_("Slag"), required=False, choices=[("", _("Alla slag")), *Kind.choices])


class OrganisationForm(forms.ModelForm):
    class Meta:
        model = Organisation
        fields = ["name", "kind"]


class MembershipForm(forms.Form):
    """A known colleague is found by the address; a new one is added with the name."""

    email = forms.EmailField(label=_("E-post"))
    name = forms.CharField(
        label=_("Namn"), required=False, help_text=_("Behövs bara när personen inte finns i Samsyn sedan tidigare.")
    )
    role = forms.ChoiceField(
        label=_("Roll"), choices=[(role.key, role.label) for role in ROLES], widget=forms.RadioSelect
    )
    starts = forms.DateField(
        label=_("Från och med"), initial=timezone.localdate, widget=forms.DateInput(attrs={"type": "date"})
    )
    ends = forms.DateField(label=_("Till och med"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
