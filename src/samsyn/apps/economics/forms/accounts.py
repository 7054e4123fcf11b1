"""A new account, one value of it, and the reason for freezing it."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

import numpy as np
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.apps.economics.naming import reason_of, said, tongue
from samsyn.apps.economics.queries import homes_for
from samsyn.apps.economics.written import SHARE, number_facts
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.portfolio.forms.fields import SwedishDecimalField
from samsyn.apps.portfolio.models import Project
from samsyn.core.valuation.scenario import Value
from samsyn.core.valuation.turning import ENDS
from samsyn.parameters.shipped import shipped_bank


class NewAccountForm(forms.Form):
    """What the account is called and whose it is."""

    title = forms.CharField(max_length=200, label=gettext_lazy("Kalkylens namn"))
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Organisation"), empty_label=None,
        help_text=gettext_lazy("De som arbetar där ser kalkylen."),
    )  # fmt: skip
    project = forms.ModelChoiceField(
        Project.objects.none(), required=False, label=gettext_lazy("Insats"),
        help_text=gettext_lazy("Välj en insats om kalkylen gäller just den. Då ser insatsens alla parter den."),
    )  # fmt: skip

    def __init__(self, *args: Any, user, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset, self.fields["project"].queryset = homes_for(user)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if project := values.get("project"):
            values["organisation"] = project.organisation
        return values


class ValueForm(forms.Form):
    """One value with what must stand behind it: a source, or why it is assumed; a band; the strength of evidence."""

    value = SwedishDecimalField(label=gettext_lazy("Tal"), max_digits=18, decimal_places=6)
    low = SwedishDecimalField(
        required=False, label=gettext_lazy("Lågt"), max_digits=18, decimal_places=6,
        help_text=gettext_lazy("Nio gånger av tio ligger det rätta talet mellan lågt och högt."),
    )  # fmt: skip
    high = SwedishDecimalField(required=False, label=gettext_lazy("Högt"), max_digits=18, decimal_places=6)
    behind = forms.ChoiceField(
        label=gettext_lazy("Vad talet vilar på"), widget=forms.RadioSelect,
        choices=[("source", gettext_lazy("En källa")), ("assumption", gettext_lazy("Ett antagande"))],
    )  # fmt: skip
    text = forms.CharField(
        max_length=500, label=gettext_lazy("Källan, eller varför det antas"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Skriv så att någon annan kan kontrollera talet: vem, vad, år och sida."),
    )  # fmt: skip
    grade = forms.ChoiceField(required=False, label=gettext_lazy("Underlagets styrka"))
    revision = forms.IntegerField(widget=forms.HiddenInput)
    opened = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, value: Value, revision: int, **kwargs: Any) -> None:
        self.of, self.share, self.revision = value, value.unit in SHARE, revision
        as_it_is = self._as_it_is()
        self.stands = hashlib.sha256(repr(as_it_is).encode()).hexdigest()
        super().__init__(*args, initial={**as_it_is, "revision": revision, "opened": self.stands}, **kwargs)
        if self.share:
            self.fields["value"].label = _("Andel i procent")
        else:
            self.fields["value"].label = _("Tal, i %(unit)s") % {"unit": tongue().unit(value.unit)}
        grades = sorted(shipped_bank().grades.values(), key=lambda grade: grade.order)
        choices = [("", _("Inte graderat"))] + [(str(one.order), f"{one.order}. {said(one.name)}") for one in grades]
        self.fields["grade"].choices = choices
        if not (value.grade or value.code.startswith("chain.")):
            del self.fields["grade"]

    def _as_it_is(self) -> dict[str, Any]:
        times, value = 100 if self.share else 1, self.of
        low, high = value.known.at(np.array(ENDS)) if value.known.sd else (None, None)
        return {
            "value": _decimal(value.known.mean * times, 6),
            "low": None if low is None else _decimal(low * times, 4),
            "high": None if high is None else _decimal(high * times, 4),
            "behind": "assumption" if value.assumed else "source",
            "text": reason_of(value) or value.source,
            "grade": str(value.grade or ""),
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        low, high, middle = values.get("low"), values.get("high"), values.get("value")
        if (low is None) != (high is None):
            raise ValidationError(
                {"high" if high is None else "low": _("Skriv både lågt och högt, eller inget av dem.")}
            )
        if None not in (low, high, middle) and not low < middle < high:
            raise ValidationError({"value": _("Talet ska ligga mellan lågt och högt.")})
        return values

    @property
    def overtaken(self) -> bool:
        """Somebody else has changed this very number since it was opened. Asked of a valid form."""
        opened = self.cleaned_data
        return opened["revision"] != self.revision and opened["opened"] != self.stands

    @property
    def facts(self) -> dict[str, Any]:
        """The fields as the scenario's format names them; None takes a field away.

        A number left as it stood keeps its distribution and its place in the bank; a new one brings all its own facts.
        """
        values = self.cleaned_data
        facts: dict[str, Any] = {}
        if self._new_number:
            facts |= self._number()
        if self._new_number or not self.of.price:
            sourced = values["behind"] == "source"
            facts["source"] = values["text"] if sourced else None
            facts["assumption"] = None if sourced else self._reason(values["text"])
        if "grade" in self.fields:
            facts["grade"] = int(values["grade"]) if values["grade"] else None
        return facts

    def _reason(self, text: str) -> str | dict[str, str]:
        """Why it is assumed: in both languages, as it stood, for as long as nobody has written another reason."""
        kept = self.of.why_en and text.split() == reason_of(self.of).split()
        return {"sv": self.of.why, "en": self.of.why_en} if kept else text

    @property
    def _new_number(self) -> bool:
        return bool({"value", "low", "high"} & set(self.changed_data))

    def _number(self) -> dict[str, Any]:
        values, times = self.cleaned_data, 100 if self.share else 1
        value, low, high = (
            None if values[end] is None else float(values[end]) / times for end in ("value", "low", "high")
        )
        return number_facts(self.of, value, low, high)


def _decimal(value: float, places: int) -> Decimal:
    """As the field reads it back, so that what was not touched is not taken for changed."""
    return Decimal(str(round(float(value), places)))


class FreezeForm(forms.Form):
    reason = forms.CharField(
        max_length=200, label=gettext_lazy("Varför kalkylen fryses"),
        help_text=gettext_lazy("Till exempel: underlag till styrelsens beslut i mars."),
    )  # fmt: skip
