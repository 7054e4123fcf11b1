"""What to see of the portfolio by worth: a filter whose choices are in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.apps.evaluation.models import Cluster
from samsyn.apps.organisations.models import Kind, Organisation
from samsyn.apps.portfolio.models import Project, ProjectParty


class WorthFilter(forms.Form):
    """The efforts of one coordination association, or of one cluster. Choices are those that occur."""

    association = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Samordningsförbund"), required=False, empty_label=_("alla")
    )
    cluster = forms.ModelChoiceField(Cluster.objects.none(), label=_("Kluster"), required=False, empty_label=_("alla"))

    def __init__(self, *args: Any, user, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        parties = ProjectParty.objects.filter(project__in=Project.objects.visible_to(user)).values("organisation")
        associations = Organisation.objects.filter(pk__in=parties, kind=Kind.ASSOCIATION)
        self.fields["association"].queryset = associations
        self.fields["cluster"].queryset = Cluster.objects.visible_to(user).distinct()
