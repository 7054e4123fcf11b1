"""Calls and applications."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.forms.fields import ActionForm, SwedishDecimalField, field_for
from samsyn.apps.portfolio.models import Application, Call


class CallForm(ActionForm):
    class Meta:
        model = Call
        formfield_callback = field_for
        fields = [
            "organisation",
            "number",
            "title",
            "aim",
            "programme",
            "decided",
            "opens",
            "closes",
            "earliest_start",
            "source",
        ]

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["organisation"]
        else:
            choose_own(self.fields["organisation"], user, Permission.CALL_EDIT)


class ApplicationForm(ActionForm):
    class Meta:
        model = Application
        formfield_callback = field_for
        fields = ["organisation", "name", "need", "target_group_influence", "sought"]

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choose_own(self.fields["organisation"], user, Permission.PROJECT_EDIT)


class DecideForm(forms.Form):
    granted = forms.TypedChoiceField(
        label=_("Beslut"),
        choices=[("yes", _("Bevilja")), ("no", _("Avslå"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )
    amount = SwedishDecimalField(
        label=_("Beviljat belopp (kr)"), required=False, min_value=0, max_digits=14, decimal_places=2
    )
    reason = forms.CharField(
        label=_("Motivering"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Behövs vid avslag. Den sökande läser den."),
    )
    on = forms.DateField(label=_("Beslutad den"), required=False, help_text=_("Tomt betyder i dag."))


def choose_own(field: forms.ModelChoiceField, user, permission: Permission) -> None:
    """Only the user's own organisations; the one and only is chosen from the start."""
    field.queryset = organisations_where(user, permission)
    if len(field.queryset) == 1:
        field.initial = field.queryset[0]
        field.empty_label = None
