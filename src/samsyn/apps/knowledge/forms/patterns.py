"""Patterns, statements, answers and changes."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term, TermKind
from samsyn.apps.economics.models import Account
from samsyn.apps.knowledge.forms.observations import TERMS, choose_terms
from samsyn.apps.knowledge.models import Answer, Change, Observation, Pattern, PatternState, Statement
from samsyn.apps.organisations.models import Membership, Organisation, User, active_on
from samsyn.apps.organisations.policy import Permission, roles_that_may
from samsyn.apps.portfolio.forms.calls import choose_own
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for

LOOK_AGAIN = 91  # days ahead, where nobody has said another day


class PatternForm(ActionForm):
    class Meta:
        model = Pattern
        formfield_callback = field_for
        fields = [
            "organisation", "name", "about", "kind", "actors", "target_groups", "level", "room", "rule", "account",
            "owner", "next_on", "shared",
        ]  # fmt: skip
        widgets = {
            "actors": forms.CheckboxSelectMultiple,
            "target_groups": forms.CheckboxSelectMultiple,
            "room": forms.RadioSelect,
        }
        help_texts = {
            "name": _("Som en hel mening: Stödet slutar när praktiken börjar."),
            "owner": _("Den som ser till att något händer till dagen nedan."),
            "shared": _("Alla med en roll i Samsyn ser mönstret och de observationer som ingår, utan personer."),
        }

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choose_own(self.fields["organisation"], user, Permission.PATTERN_EDIT)
        places = self.fields["organisation"].queryset
        if self.instance.pk:
            places = Organisation.objects.filter(pk=self.instance.organisation_id)
            del self.fields["organisation"]
        else:
            self.initial.setdefault("next_on", timezone.localdate() + timedelta(days=LOOK_AGAIN))
            self.initial.setdefault("owner", user.pk)
        choose_terms(self, user, TERMS)
        self.fields["account"].queryset = Account.objects.visible_to(user)
        holders = active_on(Membership.objects.filter(organisation__in=places))
        holders = holders.filter(role__in=roles_that_may(Permission.PATTERN_EDIT))
        self.fields["owner"].queryset = User.objects.filter(pk__in=holders.values("user"))
        self.fields["owner"].required = True


class GatherForm(forms.Form):
    """Which observations, and into which pattern."""

    observations = forms.ModelMultipleChoiceField(
        Observation.objects.none(), label=_("Observationer"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Bocka för minst en observation.")},
    )  # fmt: skip
    pattern = forms.ModelChoiceField(
        Pattern.objects.none(), label=_("Mönster"), required=False, empty_label=_("ett nytt mönster")
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["observations"].queryset = Observation.objects.visible_to(user)
        self.fields["pattern"].queryset = Pattern.objects.visible_to(user, Permission.PATTERN_EDIT)


class PatternFilter(forms.Form):
    text = forms.CharField(label=_("Sök"), required=False)
    kind = forms.ModelChoiceField(Term.objects.none(), label=_("Slag"), required=False, empty_label=_("alla"))
    actor = forms.ModelChoiceField(Term.objects.none(), label=_("Aktör"), required=False, empty_label=_("alla"))
    state = forms.ChoiceField(label=_("Läge"), required=False, choices=[("", _("alla")), *PatternState.choices])
    mine = forms.BooleanField(label=_("Bara mina"), required=False)

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choose_terms(self, user, {"kind": TermKind.BARRIER, "actor": TermKind.ACTOR})


class StatementForm(ActionForm):
    class Meta:
        model = Statement
        formfield_callback = field_for
        fields = ["addressee", "text", "reply_by"]
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}
        help_texts = {
            "addressee": _("Den organisation som kan ändra. Finns den inte? Lägg till den under Organisationer."),
            "text": _("Vad ni ser, hur ofta och för vilka, och vad ni ber om."),
            "reply_by": _("56 dagar om inget annat sägs."),
        }


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(label=_("Besked"), choices=Answer.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("Svaret"), widget=forms.Textarea(attrs={"rows": 6}), help_text=_(
        "Vad ni gör, när, och varför. Svaret står kvar som det skrivs."
    ))  # fmt: skip


class ChangeForm(ActionForm):
    class Meta:
        model = Change
        formfield_callback = field_for
        fields = ["organisation", "what", "on", "evidence"]


class CloseForm(forms.Form):
    why = forms.CharField(
        label=_("Varför?"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Läses av dem som berättat.")
    )


class ReopenForm(forms.Form):
    next_on = forms.DateField(label=_("Tas upp igen senast"), widget=forms.DateInput)
