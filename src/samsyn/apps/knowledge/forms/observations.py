"""Telling what one saw in a minute: the words first; the rest if there is time."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term, TermKind
from samsyn.apps.knowledge.models import Observation
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.forms.calls import choose_own
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for
from samsyn.apps.portfolio.models import Project

TERMS = {
    "kind": TermKind.BARRIER, "level": TermKind.DECISION_LEVEL, "actors": TermKind.ACTOR,
    "target_groups": TermKind.TARGET_GROUP,
}  # fmt: skip

MORE = ("room", "rule", "level", "target_groups", "hours", "seen_on", "project")  # folded away: a minute is enough


def choose_terms(form: forms.BaseForm, user, names: dict[str, TermKind]) -> None:
    """The words that the user may choose among, in their current versions."""
    for name, kind in names.items():
        form.fields[name].queryset = Term.objects.visible_to(user).current().filter(kind=kind)


class ObservationForm(ActionForm):
    good = forms.TypedChoiceField(
        label=_("Vad vill du berätta?"),
        choices=[(False, _("Något stod i vägen")), (True, _("Något fungerade bra"))],
        coerce=lambda answer: answer == "True",
        widget=forms.RadioSelect,
        initial=False,
    )

    class Meta:
        model = Observation
        formfield_callback = field_for
        fields = [
            "organisation", "good", "text", "kind", "actors", "room", "target_groups", "level", "rule", "hours",
            "seen_on", "project",
        ]  # fmt: skip
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "kind": forms.RadioSelect,
            "actors": forms.CheckboxSelectMultiple,
            "target_groups": forms.CheckboxSelectMultiple,
            "room": forms.RadioSelect,
        }
        help_texts = {
            "text": _(
                "Skriv om systemet, inte om personen: inga namn, nummer eller detaljer som pekar ut någon. "
                "Till exempel: Stödet tog slut den dag praktiken började, eftersom två regler räknar dagarna olika."
            ),
            "actors": _("Välj alla som är med."),
        }

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choose_own(self.fields["organisation"], user, Permission.OBSERVE)
        if self.instance.pk:
            del self.fields["organisation"]
        elif len(self.fields["organisation"].queryset) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
        choose_terms(self, user, TERMS)
        self.fields["kind"].empty_label = _("vet inte")
        self.fields["project"].queryset = Project.objects.visible_to(user, Permission.OBSERVE)
        self.fields["project"].empty_label = _("ingen särskild")

    @property
    def more_is_wrong(self) -> bool:
        """Whether something to put right stands among what is folded away."""
        return any(name in self.errors for name in MORE)


class ObservationFilter(forms.Form):
    text = forms.CharField(label=_("Sök"), required=False)
    kind = forms.ModelChoiceField(Term.objects.none(), label=_("Slag"), required=False, empty_label=_("alla"))
    actor = forms.ModelChoiceField(Term.objects.none(), label=_("Aktör"), required=False, empty_label=_("alla"))
    ungathered = forms.BooleanField(label=_("Bara de som inte ingår i något mönster"), required=False)

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choose_terms(self, user, {"kind": TermKind.BARRIER, "actor": TermKind.ACTOR})
