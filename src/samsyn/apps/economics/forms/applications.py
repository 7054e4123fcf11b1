"""Which account goes with an application."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from samsyn.apps.economics.models import Account
from samsyn.apps.economics.queries import attachable_to
from samsyn.apps.portfolio.models import Application


class AttachForm(forms.Form):
    """One of the applicant's own accounts, or none."""

    account = forms.ModelChoiceField(
        Account.objects.none(), label=gettext_lazy("Kalkyl"), required=False, empty_label=gettext_lazy("Ingen kalkyl"),
        help_text=gettext_lazy("De som läser och bedömer ansökan ser kalkylen, som den är när ansökan skickas."),
    )  # fmt: skip

    def __init__(self, *args: Any, application: Application, user, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = attachable_to(application, user)
