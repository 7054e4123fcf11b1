"""What the one who delivers says before anything is made."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DeliverForm(forms.Form):
    """Up to which day, and whether this is a correction."""

    up_to = forms.DateField(
        label=_("Till och med"),
        widget=forms.DateInput,
        help_text=_("Det som hände senare är inte med. En hel månad eller ett kvartal är lättast att läsa."),
    )
    sensitive = forms.BooleanField(
        label=_("Insatsen är känslig"),
        required=False,
        help_text=_("För hälsa, våld eller människor som inte får bli funna: gränsen blir 10 i stället för 5."),
    )
    correction = forms.BooleanField(
        label=_("Rättelse"),
        required=False,
        help_text=_(
            "Alla rader görs om på en gång, också de som annars hade stått kvar. Använd den när något var fel."
        ),
    )
    why = forms.CharField(
        label=_("Vad rättas?"),
        required=False,
        max_length=200,
        help_text=_("Stannar här och följer inte med leveransen. Skriv inget om enskilda."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


class ConfirmForm(DeliverForm):
    """The same, carried along unseen from the preview to its confirmation, with the digest of what was shown."""

    as_seen = forms.CharField(max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.HiddenInput()
