"""Following up the log of readings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.models import Organisation
from samsyn.apps.participants.forms.rights_fields import WithoutNumbersField
from samsyn.apps.participants.models import ReadingReview


class DrawForm(forms.Form):
    """Which month at which authority; sent by a button."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), widget=forms.HiddenInput)
    month = forms.DateField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, houses, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = houses


class DecideReadingForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Hade läsningen ett skäl?"),
        choices=ReadingReview._meta.get_field("verdict").choices,
        widget=forms.RadioSelect,
    )
    text = WithoutNumbersField(
        label=_("Motivering"),
        max_length=2000,
        required=False,
        help_text=_("Vad du har kontrollerat. Skriv utan namn och personnummer. Behövs när läsningen inte är riktig."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("verdict") in ("wrong", "unclear") and not values.get("text"):
            self.add_error("text", _("Skriv vad som är oklart eller otillåtet, och vad som händer nu."))
        return values


class QuarterForm(forms.Form):
    """Which quarter to report on. In the address, so that the report can be linked to."""

    year = forms.IntegerField(label=_("År"), min_value=2020, max_value=2100)
    quarter = forms.TypedChoiceField(label=_("Kvartal"), choices=[(n, str(n)) for n in (1, 2, 3, 4)], coerce=int)
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"), empty_label=None)

    def __init__(self, *args: Any, houses, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = houses
