"""Filter of the list of who is to be followed up."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.apps.participants.models import OccasionChoice
from samsyn.apps.portfolio.models import Project

STANDINGS = [("", _("alla")), ("overdue", _("försenade")), ("due", _("nu")), ("soon", _("snart"))]


class DueFilter(forms.Form):
    project = forms.ChoiceField(label=_("Insats"), required=False)
    occasion = forms.ChoiceField(
        label=_("Tillfälle"), required=False, choices=[("", _("alla")), *OccasionChoice.choices]
    )
    standing = forms.ChoiceField(label=_("När"), required=False, choices=STANDINGS)

    def __init__(self, *args, projects: Iterable[Project], **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["project"].choices = [("", _("alla")), *((str(one.pk), str(one)) for one in projects)]
