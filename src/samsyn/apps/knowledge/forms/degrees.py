"""A person's word on a degree of success."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

REACHED = {"yes": True, "no": False, "rule": None}


class DegreeForm(forms.Form):
    reached = forms.TypedChoiceField(
        label=_("Är graden nådd?"), coerce=REACHED.get, empty_value=None, widget=forms.RadioSelect,
        choices=[("yes", _("ja")), ("no", _("nej")), ("rule", _("låt regeln svara igen"))],
    )  # fmt: skip
    why = forms.CharField(
        label=_("Varför?"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Det visas bredvid regelns svar, med ditt namn och dagens datum."),
    )  # fmt: skip
