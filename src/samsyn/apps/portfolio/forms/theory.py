"""A new version of a theory of change: every step of the version before, and room for new ones."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term, TermKind
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for
from samsyn.apps.portfolio.models import TheoryOfChange

NEW_ROWS = 6


class TheoryForm(ActionForm):
    class Meta:
        model = TheoryOfChange
        formfield_callback = field_for
        fields = ["occasion", "as_of", "drift_summary", "source"]


class StepForm(forms.Form):
    """One step. What became of it follows from the words, unless it fell away."""

    previous = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Slag"), required=False)
    text = forms.CharField(label=_("Steget"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    dropped = forms.BooleanField(label=_("Föll bort"), required=False)
    drift_why = forms.CharField(label=_("Varför det ändrades, tillkom eller föll bort"), required=False)

    def __init__(self, *args, kinds: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["kind"].choices = [("", _("Välj slag")), *kinds]
        if not self.initial.get("previous"):
            del self.fields["dropped"]

    def clean(self) -> dict:
        values = super().clean()
        if values.get("text") and not values.get("kind"):
            self.add_error("kind", _("Välj vilket slags steg det är."))
        return values

    def as_step(self) -> dict | None:
        """The row as `write_theory` wants it; None for an empty one."""
        values = self.cleaned_data
        if not values.get("text", "").strip():
            return None
        step = {name: values.get(name) for name in ("kind", "text", "previous")}
        step["drift_why"] = values.get("drift_why", "")
        if values.get("dropped"):
            step["drift"] = "dropped"
        return step


_StepFormSet = forms.formset_factory(StepForm, extra=NEW_ROWS, max_num=200, absolute_max=300)


def step_formset(*args, **kwargs) -> forms.BaseFormSet:
    """The rows, with the kinds of step that ship with Samsyn."""
    shipped = Term.objects.current().filter(kind=TermKind.STEP_KIND, organisation=None)
    kinds = [(term.code, term.name) for term in shipped]
    return _StepFormSet(*args, form_kwargs={"kinds": kinds}, prefix="steg", **kwargs)
