"""The log of use: a stage from a day, and what was seen 6 and 12 months after."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.knowledge.models import Adoption, Method, MethodPart, Verification
from samsyn.apps.knowledge.queries.adoption import noting_for
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for


class AdoptionForm(ActionForm):
    class Meta:
        model = Adoption
        formfield_callback = field_for
        fields = ["organisation", "stage", "on", "adaptation", "budget", "responsible", "why", "source"]
        widgets = {"stage": forms.RadioSelect}
        help_texts = {"budget": _("Nämnd, konto eller avtal. Behövs när läget är i ordinarie budget.")}

    def __init__(self, *args, user, method: Method, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = noting_for(user, method)
        self.fields["stage"].choices = [
            one for one in self.fields["stage"].choices if one[0]
        ]  # no empty choice to press
        self.fields["adaptation"].queryset = method.adaptations.all()
        if not method.adaptations.exists():
            del self.fields["adaptation"]


class VerifyForm(forms.Form):
    """What was seen. months: which of the two times it is, when only one is possible."""

    months = forms.TypedChoiceField(
        label=_("Kontroll efter"), coerce=int, choices=Verification._meta.get_field("months").choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    on = forms.DateField(label=_("Kontrollerad den"), widget=forms.DateInput)
    used = forms.TypedChoiceField(
        label=_("Används metoden fortfarande?"), coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=[("yes", _("ja")), ("no", _("nej, de har slutat"))],
    )  # fmt: skip
    parts = forms.ModelMultipleChoiceField(
        MethodPart.objects.none(), label=_("Bärande delar som finns kvar"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    how = forms.CharField(
        label=_("Så kontrollerades det"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Besök, samtal, papper: vad såg ni? Har de slutat: vad stoppade?"),
    )  # fmt: skip

    def __init__(self, *args, method: Method, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].queryset = method.parts.filter(core=True)
        self.initial.setdefault("on", timezone.localdate())
        if not self.fields["parts"].queryset.exists():
            del self.fields["parts"]
