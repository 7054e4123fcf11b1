"""Individual talks. What was said is for those whose ground opens notes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.participants.models import Talk
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for


class TalkForm(ActionForm):
    note = forms.CharField(
        label=_("Anteckning"),
        help_text=_("Sparas förseglad. Personen har rätt att läsa den."),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    class Meta:
        model = Talk
        formfield_callback = field_for
        fields = ["on", "minutes", "leader", "interpreter", "subject"]

    def __init__(self, *args: Any, leaders, by, notes: bool, **kwargs: Any) -> None:
        """notes: whether the writer may see and write what was said."""
        if kwargs.get("instance") is None:
            kwargs["initial"] = {"on": timezone.localdate(), "leader": by.pk}
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = leaders
        self.fields["leader"].required = True
        self.fields["minutes"].max_value = 600
        if not notes:
            del self.fields["subject"], self.fields["note"]
            self.fields["leader"].queryset = leaders.filter(pk=by.pk)
