"""The goal wizard: what, how we know, when and by whom; adoption, stop and reformulation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import MeasureVersion
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for
from samsyn.apps.portfolio.models import Goal

STEPS = (
    (_("Vad ska nås?"), ("text", "label", "kind", "target", "test")),
    (_("Hur vet vi det?"), ("measure", "data_source", "source_until", "baseline")),
    (_("När, och vem mäter?"), ("known_on", "measured_by")),
    (_("Om något saknas"), ("missing_why", "source")),
)


class GoalForm(ActionForm):
    """Everything that is needed to follow a goal, in the order of the questions."""

    template_name = "portfolio/forms/grouped.html"

    class Meta:
        model = Goal
        formfield_callback = field_for
        fields = [name for _legend, names in STEPS for name in names]
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "target": _("Till exempel: 585 deltagare, eller 40 % (n/N)."),
            "measure": _("För mål i siffror: måttet bestämmer vad som räknas."),
            "known_on": _("Dagen då ni kan säga om målet är nått, till exempel tre månader efter avslut."),
        }

    def __init__(self, *args: Any, user, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measures = MeasureVersion.objects.visible_to(user).current()
        self.fields["measure"].queryset = measures | MeasureVersion.objects.filter(pk=self.instance.measure_id)

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Legend and fields of each step of the wizard."""
        steps = [(legend, [self[name] for name in names if name in self.fields]) for legend, names in STEPS]
        return [(legend, fields) for legend, fields in steps if fields]


class ReformulateForm(GoalForm):
    """The same questions with the old answers filled in, and why the words change."""

    why = forms.CharField(
        label=_("Varför omformuleras målet?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Det gamla målet finns kvar och visas bredvid."),
    )

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(_("Varför"), [self["why"]]), *super().groups]


class AdoptForm(forms.Form):
    missing_why = forms.CharField(
        label=_("Varför saknas det?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Behövs bara när något saknas. Texten visas vid målet."),
    )


class StopGoalForm(forms.Form):
    why = forms.CharField(label=_("Varför stoppas målet?"), widget=forms.Textarea(attrs={"rows": 3}))
