"""Groups: facts, leaders, members and the plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.models import User
from samsyn.apps.participants.models import Group
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for

MOST_SEARCHED = 60  # letters of a name


class GroupForm(ActionForm):
    class Meta:
        model = Group
        formfield_callback = field_for
        fields = ["name", "starts", "ends", "language", "adaptation", "deepening", "place", "two_leaders"]
        help_texts = {
            "name": _("Ett namn som säger när eller var, inte vilka som är med."),
            "language": _("Till exempel arabiska, eller lätt svenska."),
            "adaptation": _("Till exempel kortare pass, bara kvinnor, teckenspråk."),
            "deepening": _("För dem som redan gått en grund och går vidare."),
        }


class LeaderForm(forms.Form):
    """Who leads from when. candidates: colleagues whose role allows it."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Samtalsledare"), empty_label=_("välj"))
    starts = forms.DateField(label=_("Från och med"))
    ends = forms.DateField(label=_("Till och med"), required=False)

    def __init__(self, *args: Any, candidates, group: Group, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"starts": group.starts})
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = candidates
        for name in ("starts", "ends"):
            self.fields[name].widget = forms.DateInput()


class EndForm(forms.Form):
    """The last day of something."""

    ends = forms.DateField(label=_("Sista dagen"), widget=forms.DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"ends": timezone.localdate()})
        super().__init__(*args, **kwargs)


class SpanForm(forms.Form):
    """From when and to when somebody is in a group."""

    starts = forms.DateField(label=_("I gruppen från och med"), widget=forms.DateInput)
    ends = forms.DateField(label=_("Till och med"), required=False, widget=forms.DateInput)


class FindForm(forms.Form):
    """A name to look for. Sent as a post, so that no name is in any address."""

    text = forms.CharField(label=_("Sök på namn"), max_length=MOST_SEARCHED, required=False, strip=True)
    page = forms.IntegerField(min_value=1, max_value=10_000, required=False, widget=forms.HiddenInput)


class PlanForm(forms.Form):
    """The plan as a list to write or paste, one theme a line."""

    themes = forms.CharField(
        label=_("Teman, ett på varje rad"),
        help_text=_("Klistra gärna in en lista. Siffror och punkter framför tas bort."),
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
