"""What to see of a follow-up, and how a project follows people up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.participants.models import FollowUpPlan, OccasionChoice
from samsyn.apps.participants.queries.matrix import PARTICIPATIONS, PERSONS, FollowUp

SPLIT_NAMES = {
    "sex": _("kön"),
    "age": _("ålder vid start"),
    "sender": _("anvisad av"),
    "support_length": _("tid med offentligt stöd"),
    "language": _("språk"),
}


class FollowUpChoice(forms.Form):
    """In the address of the page: what is compared, between which occasions, counted how and split by what."""

    scale = forms.ChoiceField(label=_("Stege"), required=False)
    before = forms.ChoiceField(label=_("Från"), required=False)
    after = forms.ChoiceField(label=_("Till"), required=False)
    unit = forms.ChoiceField(
        label=_("Räkna"), required=False, choices=[(PARTICIPATIONS, _("deltaganden")), (PERSONS, _("personer"))]
    )
    split = forms.ChoiceField(label=_("Dela upp på"), required=False, choices=[("", _("inget")), *SPLIT_NAMES.items()])

    def __init__(self, *args, found: FollowUp, **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        names = [(each.key, f"{each.label} ({each.ladder.name})") for each in found.scales]
        occasions = [(each.value, OccasionChoice(each.value).label) for each in found.occasions]
        self.fields["scale"].choices = names
        self.fields["before"].choices = self.fields["after"].choices = occasions


class PlanForm(forms.Form):
    """Each ladder with its occasions, and what a reader must know about the material."""

    def __init__(self, *args, ladders: Iterable[Ladder], plans: Iterable[FollowUpPlan], **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        now = {plan.ladder_id: plan for plan in plans}
        self.ladders = {f"ladder_{ladder.pk}": ladder for ladder in ladders}
        for name, ladder in self.ladders.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=f"{ladder.name}, version {ladder.version}",
                help_text=ladder.source,
                required=False,
                choices=OccasionChoice.choices,
                widget=forms.CheckboxSelectMultiple,
                initial=now[ladder.pk].occasions if ladder.pk in now else [],
            )
        self.fields["about"] = forms.CharField(
            label=_("Om underlaget"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
            initial=next((plan.about for plan in now.values() if plan.about), ""),
            help_text=_(
                "Det som den som läser siffrorna måste veta, till exempel när uppföljningen började. Inget om enskilda."
            ),
        )

    @property
    def asked(self) -> Mapping[Ladder, Sequence[str]]:
        return {ladder: self.cleaned_data[name] for name, ladder in self.ladders.items()}
