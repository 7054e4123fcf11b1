"""Writing a person in, changing who they are, and looking for them. A number is read here and never repeated."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.models import Organisation, User
from samsyn.apps.organisations.models.access import during
from samsyn.apps.organisations.policy import Permission, roles_that_may
from samsyn.apps.participants.models import Person
from samsyn.apps.participants.models.reach import projects_led_by
from samsyn.apps.participants.policy import Protection
from samsyn.core.intake.rows.errors import NotRead
from samsyn.core.intake.rows.personal_number import PersonalNumber, read_personal_number

UNREMEMBERED = {"autocomplete": "off", "spellcheck": "false"}
CONTACT = ("phone", "email", "address")


class PersonalNumberField(forms.CharField):
    """Ten or twelve digits as people write them; answers a PersonalNumber, or None for nothing."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Personnummer"))
        kwargs.setdefault(
            "help_text", _("ÅÅÅÅMMDD-NNNN. Samordningsnummer och tillfälliga nummer (TF29, T123) går också.")
        )
        super().__init__(max_length=40, widget=forms.TextInput(attrs=UNREMEMBERED), **kwargs)

    def clean(self, value: Any) -> PersonalNumber | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_personal_number(text, timezone.localdate())
        except NotRead as fault:
            raise ValidationError(str(fault)) from None


class HowForm(forms.Form):
    """First step: which project, and what there is to recognise the person by."""

    project = forms.ModelChoiceField(None, label=_("Insats"), empty_label=_("välj"))
    how = forms.ChoiceField(
        label=_("Hur skrivs personen in?"),
        widget=forms.RadioSelect,
        initial="number",
        choices=[
            ("number", _("Med personnummer: samma person känns igen nästa gång")),
            ("name", _("Med namn, utan nummer")),
            ("anonymous", _("Utan namn: när samtycke saknas, eller personen inte ska kunna pekas ut")),
        ],
    )
    number = PersonalNumberField(
        required=False, help_text=_("Behövs i det första fallet: ÅÅÅÅMMDD-NNNN. Samordningsnummer och TF29 går också.")
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        led = projects_led_by(user, Permission.PERSON_EDIT).select_related("organisation")
        self.fields["project"].queryset = led.order_by("-starts")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        how, number = values.get("how"), values.get("number")
        if how == "number" and not number and "number" not in self.errors:
            self.add_error("number", _("Skriv numret, eller välj ett av de andra sätten."))
        if how and how != "number":
            values["number"] = None
        return values


def colleagues_at(organisation: Organisation):
    """Those who may be appointed to a person: colleagues whose role there opens people."""
    today = timezone.localdate()
    roles = roles_that_may(Permission.PERSON_VIEW)
    seats = {"memberships__organisation": organisation, "memberships__role__in": roles}
    return User.objects.filter(during(today, "memberships__"), is_active=True, **seats).distinct()


class IdentityForm(forms.Form):
    """Name, number, how the person is reached, and protection of their identity."""

    name = forms.CharField(label=_("Namn"), max_length=200, widget=forms.TextInput(attrs=UNREMEMBERED))
    number = PersonalNumberField(required=False)
    phone = forms.CharField(
        label=_("Telefon"), max_length=60, required=False, widget=forms.TextInput(attrs={**UNREMEMBERED, "type": "tel"})
    )
    email = forms.EmailField(
        label=_("E-post"), max_length=200, required=False, widget=forms.EmailInput(attrs=UNREMEMBERED)
    )
    address = forms.CharField(
        label=_("Adress"), max_length=300, required=False, widget=forms.TextInput(attrs=UNREMEMBERED)
    )
    protection = forms.ChoiceField(
        label=_("Skyddade personuppgifter"),
        required=False,
        choices=[(value or "", label) for value, label in Protection.choices],
        help_text=_(
            "Den som har skyddade personuppgifter syns bara för den kollega som utses: inte i listor, sökningar "
            "eller antal för någon annan. Skriv ingen adress."
        ),
    )
    responsible = forms.ModelChoiceField(
        None, label=_("Utsedd handläggare"), required=False, empty_label=_("ingen"),
        help_text=_("Behövs bara när personuppgifterna är skyddade."),
    )  # fmt: skip

    def __init__(self, *args, organisation: Organisation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = colleagues_at(organisation)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("protection") and not values.get("responsible"):
            self.add_error("responsible", _("Skyddade personuppgifter behöver en utsedd handläggare. Välj vem."))
        if not values.get("protection"):
            values["responsible"] = None
        return values

    @property
    def contact(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in CONTACT if self.cleaned_data.get(name)}

    @property
    def digits(self) -> str:
        number = self.cleaned_data.get("number")
        return number.digits if number else ""


def identity_of(person: Person) -> dict[str, Any]:
    """What the form starts from. The person must have been noted."""
    shown = {"name": person.name, "number": person.number, **person.contact}
    return {**shown, "protection": person.protection, "responsible": person.responsible}


class PeopleFilter(forms.Form):
    """What to see in the list: codes only, so that it may stand in an address."""

    project = forms.ChoiceField(label=_("Insats"), required=False)
    state = forms.ChoiceField(
        label=_("Läge"), required=False,
        choices=[("", _("alla")), ("running", _("pågår")), ("ended", _("avslutade"))],
    )  # fmt: skip
    sender = forms.ChoiceField(label=_("Anvisad av"), required=False)
    sex = forms.ChoiceField(
        label=_("Kön"), required=False,
        choices=[("", _("alla")), ("women", _("kvinnor")), ("men", _("män")), ("unknown", _("okänt"))],
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Språk"), required=False)

    def __init__(self, *args, projects, senders, languages, **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["project"].choices = [("", _("alla")), *((str(one.pk), str(one)) for one in projects)]
        self.fields["sender"].choices = [("", _("alla")), *senders]
        self.fields["language"].choices = [("", _("alla")), *((one, one) for one in languages)]


class SearchForm(forms.Form):
    """A name or a number, always sent in the body of a post: never in an address."""

    text = forms.CharField(
        label=_("Namn eller personnummer"), max_length=100, strip=True,
        widget=forms.TextInput(attrs={**UNREMEMBERED, "type": "search"}),
    )  # fmt: skip
