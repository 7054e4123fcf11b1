"""Network meetings."""

from __future__ import annotations

from django import forms

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.forms.calls import choose_own
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for
from samsyn.apps.portfolio.models import NetworkMeeting, Project


class MeetingForm(ActionForm):
    class Meta:
        model = NetworkMeeting
        formfield_callback = field_for
        fields = ["organisation", "on", "subject", "place", "projects", "exchanged", "lessons", "source"]
        widgets = {"projects": forms.CheckboxSelectMultiple}

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        visible = Project.objects.visible_to(user)
        if self.instance.pk:
            del self.fields["organisation"]
        else:
            choose_own(self.fields["organisation"], user, Permission.PROJECT_EDIT)
        self.fields["projects"].queryset = visible
