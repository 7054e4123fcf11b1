"""Requests about people's rights: opened, extended, reviewed for secrecy, rectified, restricted and closed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.participants.forms.rights_fields import PersonalNumberField, WithoutNumbersField
from samsyn.apps.participants.models import Person, RightsCase
from samsyn.apps.participants.queries.extract import Item
from samsyn.apps.participants.queries.extract_words import CONTACT
from samsyn.apps.portfolio.forms.fields import field_for

OUT = "out"  # a text that is handed out


class RequestForm(forms.Form):
    """What somebody who is known here has asked for."""

    kind = forms.ChoiceField(label=_("Vad begär personen?"), choices=RightsCase.Kind.choices, widget=forms.RadioSelect)
    came_on = forms.DateField(label=_("När kom begäran?"), initial=timezone.localdate)
    note = forms.CharField(
        label=_("Anteckning"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Vad personen sa, och hur ni har kontrollerat vem det är. Förseglas."),
    )


class NewCaseForm(RequestForm):
    """The same, with the number that finds the person."""

    number = PersonalNumberField()
    field_order = ["number", "kind", "came_on", "note"]


class ExtendForm(forms.Form):
    why = WithoutNumbersField(
        label=_("Varför behövs mer tid?"),
        help_text=_("Personen ska få samma förklaring. Skriv utan namn och personnummer."),
    )


class CloseForm(forms.Form):
    decision = forms.ChoiceField(label=_("Beslut"), choices=RightsCase.Decision.choices, widget=forms.RadioSelect)
    outcome = WithoutNumbersField(
        label=_("Vad blev det?"),
        required=False,
        help_text=_("Skriv utan namn och personnummer: texten finns kvar när personens uppgifter är borta."),
    )


class EraseForm(forms.Form):
    outcome = WithoutNumbersField(
        label=_("På vilken grund raderas uppgifterna?"),
        help_text=_("Till exempel att de aldrig skulle ha skrivits in. Skriv utan namn och personnummer."),
    )
    sure = forms.BooleanField(label=_("Jag har läst vad som tas bort och vet att det inte går att ångra."))


class ReleaseForm(forms.Form):
    """Every text in an extract, and what is left out of it by which rule."""

    def __init__(self, *args: Any, items: Iterable[Item], readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places: dict[str, str] = {}
        for index, item in enumerate(items):
            self._ask(f"text{index}", item.place, f"{item.of}: {item.label}", item.text)
        self._ask("readers", readers, _("namnen på dem som har läst"), _("Organisation, tid och skäl lämnas ut ändå."))

    def _ask(self, name: str, place: str, label: Any, text: Any) -> None:
        self.places[name] = place
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=[(OUT, _("lämnas ut")), *((rule.value, rule.label) for rule in RightsCase.Secrecy)],
            initial=OUT,
            help_text=text,
        )

    @property
    def withheld(self) -> dict[str, str]:
        return {self.places[name]: rule for name, rule in self.cleaned_data.items() if rule != OUT}


class RestrictForm(forms.Form):
    why = forms.CharField(
        label=_("Varför begränsas uppgifterna?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Till exempel att personen bestrider att de är riktiga, medan ni kontrollerar. Förseglas."),
    )


class ContactField(forms.CharField):
    """How a person is reached, a line for each way: "telefon: 070-…". Kept as JSON under the ways' own names."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **kwargs: Any) -> None:
        ways = ", ".join(str(label) for label in CONTACT.values())
        kwargs.setdefault(
            "help_text", _("En rad för varje sätt: %(ways)s. Till exempel telefon: 070-000 00 00.") % {"ways": ways}
        )
        super().__init__(max_length=1000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        try:
            known = json.loads(value) if value else {}
        except ValueError:  # what was sent, to be shown again
            return value
        return "\n".join(f"{CONTACT.get(way, way)}: {text}" for way, text in known.items() if text)

    def clean(self, value: Any) -> str:
        text, found = super().clean(value), {}
        ways = {str(label): way for way, label in CONTACT.items()}
        for line in filter(None, (each.strip() for each in text.splitlines())):
            label, sep, rest = line.partition(":")
            if not sep or label.strip().lower() not in ways:
                raise forms.ValidationError(_("Börja varje rad med %(ways)s och kolon.") % {"ways": ", ".join(ways)})
            found[ways[label.strip().lower()]] = rest.strip()
        return json.dumps(found, ensure_ascii=False) if found else ""


def rectify_form(row: models.Model, field: models.Field, current: Any) -> type[forms.Form]:
    """A form with the one field, shaped as the field is, and the person's own view beside it."""
    value = _input_for(row, field)
    value.label = _("Ska stå")
    value.required = False
    value.initial = current

    class RectifyForm(forms.Form):
        def clean(self) -> dict[str, Any]:
            values = super().clean()
            if not values.get("change") and not values.get("view"):
                raise forms.ValidationError(_("Välj att rätta, eller skriv personens egen uppfattning."))
            if values.get("change") and not values.get("why"):
                self.add_error("why", _("Skriv varför uppgiften rättas."))
            return values

    RectifyForm.base_fields = {
        "change": forms.BooleanField(label=_("Uppgiften ska rättas"), required=False),
        "value": value,
        "why": WithoutNumbersField(
            label=_("Varför"), required=False, max_length=200, widget=forms.TextInput,
            help_text=_("Skriv utan namn och personnummer."),
        ),
        "view": forms.CharField(
            label=_("Personens egen uppfattning"), required=False, max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("När ni inte är överens. Den visas bredvid uppgiften."),
        ),
    }  # fmt: skip
    return RectifyForm


def _input_for(row: models.Model, field: models.Field) -> forms.Field:
    if isinstance(row, Person) and field.name == "number_sealed":
        return PersonalNumberField()
    if isinstance(row, Person) and field.name == "contact_sealed":
        return ContactField()
    if isinstance(field, models.BinaryField):
        name = isinstance(row, Person) and field.name == "name_sealed"
        widget = forms.TextInput() if name else forms.Textarea(attrs={"rows": 4})
        return forms.CharField(max_length=200 if name else 10_000, widget=widget)
    return field_for(field) or forms.CharField()
