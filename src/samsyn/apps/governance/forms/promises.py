"""Decisions with what they change, tasks, and what came of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.apps.governance.actions.effects import Effect, Need, effects
from samsyn.apps.governance.models import AgendaItem, Result, Seat
from samsyn.apps.governance.queries.bases import KINDS, choices_for
from samsyn.apps.governance.queries.meetings import seats_on
from samsyn.apps.governance.queries.suggestions import steered_by
from samsyn.apps.portfolio.forms.fields import SwedishDecimalField


class EffectForm(forms.Form):
    """What the decision changes in the same moment, of what this person may change."""

    verkan = forms.ChoiceField(label=_("Vad ändrar beslutet i samma stund?"), required=False)

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        mine = [(effect.key, effect.label) for effect in effects() if effect.open_to(user)]
        self.fields["verkan"].choices = [("", _("ingenting: beslutet ska genomföras av den ansvariga")), *mine]


class OwnedForm(forms.Form):
    """Something that one of the group answers for."""

    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 3}))
    owner = forms.ModelChoiceField(
        queryset=Seat.objects.none(), label=_("Ansvarig"), empty_label=_("välj"),
        help_text=_("Den som svarar för att det blir av. Personen behöver en plats i gruppen."),
    )  # fmt: skip

    def __init__(self, *args, item: AgendaItem, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = seats_on(item.meeting)


class TaskForm(OwnedForm):
    due_on = forms.DateField(label=_("Senast"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Uppdraget")


class DecisionForm(OwnedForm):
    why = forms.CharField(label=_("Skäl"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    due_on = forms.DateField(
        label=_("Genomfört senast"), required=False,
        help_text=_("Då frågar Samsyn vad det blev. Tomt när beslutet får verkan direkt."),
    )  # fmt: skip
    basis = forms.MultipleChoiceField(
        label=_("Underlag"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Sparas som det är i dag, med kontrollsumma, och visas sedan bredvid hur det blev."),
    )  # fmt: skip

    def __init__(self, *args, item: AgendaItem, user, effect: Effect | None, **kwargs) -> None:
        super().__init__(*args, item=item, **kwargs)
        self.effect = effect
        board = item.meeting.board
        self.fields["text"].label = _("Beslutet")
        self.fields["text"].help_text = _("Så att en utomstående förstår vad som ska bli annorlunda.")
        self.fields["basis"].choices = choices_for(user, steered_by(board, user), board.organisation)
        if item.source_kind in KINDS:
            self.fields["basis"].initial = [f"{item.source_kind}:{item.source_key}"]
        for need in effect.needs if effect else ():
            self.fields[need.name] = _field_of(need, user)
            if effect and need.rows is not None and effect.source == item.source_kind:
                self.fields[need.name].initial = item.source_key
        if effect:
            self.order_fields([*(need.name for need in effect.needs), "text", "why", "owner", "due_on", "basis"])

    def values(self) -> dict[str, Any]:
        """What the effect needs."""
        return {need.name: self.cleaned_data.get(need.name) for need in (self.effect.needs if self.effect else ())}


def _field_of(need: Need, user) -> forms.Field:
    common = {"label": need.label, "required": need.required, "help_text": need.help}
    if need.rows is not None:
        return forms.ModelChoiceField(queryset=need.rows(user), empty_label=_("välj"), **common)
    if need.kind == "choice":
        return forms.ChoiceField(choices=need.choices, widget=forms.RadioSelect, **common)
    if need.kind == "date":
        return forms.DateField(**common)
    if need.kind == "amount":
        return SwedishDecimalField(min_value=0, max_digits=14, decimal_places=2, **common)
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **common)


class CloseForm(forms.Form):
    result = forms.ChoiceField(label=_("Hur gick det?"), choices=Result.choices, widget=forms.RadioSelect)
    became = forms.CharField(
        label=_("Vad blev det?"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("En mening räcker. Den läses vid nästa möte."),
    )  # fmt: skip
    on = forms.DateField(label=_("Den"), required=False, help_text=_("Tomt betyder i dag."))
