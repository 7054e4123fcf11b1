"""What one plans, in a few words, to be held against what has been tried."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term, TermKind
from samsyn.apps.knowledge.forms.observations import choose_terms
from samsyn.apps.organisations.models import Kind, Organisation


class TriedForm(forms.Form):
    text = forms.CharField(
        label=_("Vad vill ni göra, och för vilka?"), widget=forms.Textarea(attrs={"rows": 4}), required=False,
        max_length=4000, help_text=_("Några meningar räcker: problemet, arbetssättet, människorna."),
    )  # fmt: skip
    themes = forms.ModelMultipleChoiceField(
        Term.objects.none(), label=_("Teman"), required=False, widget=forms.CheckboxSelectMultiple
    )
    target_groups = forms.ModelMultipleChoiceField(
        Term.objects.none(), label=_("Målgrupper"), required=False, widget=forms.CheckboxSelectMultiple
    )
    municipality = forms.ModelChoiceField(
        Organisation.objects.filter(kind=Kind.MUNICIPALITY), label=_("Kommun"), required=False,
        empty_label=_("var som helst"),
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choose_terms(self, user, {"themes": TermKind.THEME, "target_groups": TermKind.TARGET_GROUP})
