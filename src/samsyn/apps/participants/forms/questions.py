"""Forms for the questions themselves: writing one, choosing which are asked, copying and reading in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.apps.participants.models import Question
from samsyn.apps.participants.queries.questions import Asked
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for


class QuestionForm(ActionForm):
    """A question of the authority's own. Why it is asked must be said, since those who answer will see it."""

    choices = forms.CharField(
        label=_("Svarsalternativ"), required=False, widget=forms.Textarea(attrs={"rows": 5}), max_length=4000,
        help_text=_("Ett på varje rad. Behövs när svaret är ett av flera."),
    )  # fmt: skip

    class Meta:
        model = Question
        formfield_callback = field_for
        fields = ["text_sv", "why", "kind", "choices", "origin", "text_en"]
        help_texts = {
            "why": _("Visas för den som svarar. En fråga utan skäl ska inte ställas."),
            "origin": _("Metoden som frågan hör till, om den gör det. Följer med när frågorna kopieras."),
        }

    def __init__(self, *args, instance: Question | None = None, **kwargs) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self.initial["choices"] = "\n".join(instance.choices) if instance else ""

    def clean_choices(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["choices"].splitlines() if line.strip()]

    def _post_clean(self) -> None:
        """The action asks the model; the text of the alternatives is not yet what the model keeps."""


class ChooseForm(forms.Form):
    """Every question the project could ask: whether it does, whether an answer is needed, and in which order."""

    def __init__(self, *args, asked: list[Asked], others: list[Asked], **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.offered = [*((one, True) for one in asked), *((one, False) for one in others)]
        for number, (one, chosen) in enumerate(self.offered, 1):
            self.fields[f"ask_{one.key}"] = forms.BooleanField(
                label=_("Ställs: %(question)s") % {"question": one.label}, required=False, initial=chosen
            )
            self.fields[f"required_{one.key}"] = forms.BooleanField(
                label=_("Måste besvaras: %(question)s") % {"question": one.label}, required=False, initial=one.required
            )
            self.fields[f"order_{one.key}"] = forms.IntegerField(
                label=_("Ordning: %(question)s") % {"question": one.label}, min_value=0, max_value=9999,
                required=False, initial=number * 10,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "autocomplete": "off"}),
            )  # fmt: skip

    @property
    def rows(self) -> list[dict[str, Any]]:
        """One row a question, with its three fields, for the table."""
        names = ("ask", "required", "order")
        return [
            {"asked": one, "fields": [self[f"{name}_{one.key}"] for name in names]} for one, _chosen in self.offered
        ]

    @property
    def chosen(self) -> list[Asked]:
        values = self.cleaned_data
        kept = [one for one, _chosen in self.offered if values[f"ask_{one.key}"]]
        kept.sort(key=lambda one: values[f"order_{one.key}"] if values[f"order_{one.key}"] is not None else 10_000)
        return [Asked(one.code, one.question, values[f"required_{one.key}"]) for one in kept]


class CopyForm(forms.Form):
    source = forms.ModelChoiceField(None, label=_("Kopiera frågorna från"), empty_label=_("välj"))

    def __init__(self, *args, projects, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = projects


class BringForm(forms.Form):
    """Questions from a file that another project or authority has taken out."""

    file = forms.FileField(label=_("Fil med frågor"), required=False, help_text=_("En YAML-fil ur Samsyn."))
    text = forms.CharField(
        label=_("Eller klistra in innehållet"), required=False, strip=False, max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not self.errors and bool(values.get("file")) == bool(values.get("text", "").strip()):
            raise forms.ValidationError(_("Välj en fil eller klistra in innehållet, ett av de två."))
        return values
