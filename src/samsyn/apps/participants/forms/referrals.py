"""Referrals: sending one, writing in one that came some other way, and answering."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term, TermKind
from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.forms.enrolments import SenderField
from samsyn.apps.participants.forms.people import UNREMEMBERED, PersonalNumberField
from samsyn.apps.participants.models import DeclineReason
from samsyn.apps.participants.models.reach import projects_led_by
from samsyn.apps.participants.queries.referrals import projects_to_send_to


def target_groups():
    return Term.objects.filter(kind=TermKind.TARGET_GROUP, organisation=None).current()


class _Referral(forms.Form):
    """What every referral says about the person and the need."""

    project = forms.ModelChoiceField(None, label=_("Insats"), empty_label=_("välj"))
    name = forms.CharField(label=_("Personens namn"), max_length=200, widget=forms.TextInput(attrs=UNREMEMBERED))
    number = PersonalNumberField(required=False)
    target_group = forms.ModelChoiceField(None, label=_("Målgrupp"), required=False, empty_label=_("välj"))
    need = forms.CharField(
        label=_("Behov"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Vad personen vill och behöver. Skriv inte mer än mottagaren behöver för att kunna svara."),
    )  # fmt: skip

    def __init__(self, *args, projects, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects
        self.fields["target_group"].queryset = target_groups()

    @property
    def digits(self) -> str:
        number = self.cleaned_data.get("number")
        return number.digits if number else ""


class SendForm(_Referral):
    """A referral from the user's own organisation to a project where it has a part."""

    sender = forms.ModelChoiceField(None, label=_("Från"), empty_label=None)
    phone = forms.CharField(
        label=_("Telefon"), max_length=60, required=False, widget=forms.TextInput(attrs={**UNREMEMBERED, "type": "tel"})
    )
    email = forms.EmailField(
        label=_("E-post"), max_length=200, required=False, widget=forms.EmailInput(attrs=UNREMEMBERED)
    )
    language = forms.CharField(label=_("Språk"), max_length=60, required=False)
    needs_interpreter = forms.BooleanField(label=_("Behöver tolk"), required=False)
    consented_on = forms.DateField(
        label=_("Personen samtyckte till anvisningen den"), widget=forms.DateInput,
        help_text=_("Utan samtycke får uppgifterna inte lämnas. Skriv dagen personen sa ja."),
    )  # fmt: skip

    field_order = (
        "project", "sender", "name", "number", "phone", "email", "language", "needs_interpreter", "target_group",
        "need", "consented_on",
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, projects=projects_to_send_to(user, timezone.localdate()), **kwargs)
        own = organisations_where(user, Permission.REFERRAL_SEND)
        self.fields["sender"].queryset = own
        self.fields["sender"].initial = own.first()

    @property
    def told(self) -> dict[str, Any]:
        """As `send_referral` takes it."""
        names = ("project", "sender", "name", "language", "needs_interpreter", "target_group", "need", "consented_on")
        contact = {name: self.cleaned_data[name] for name in ("phone", "email") if self.cleaned_data[name]}
        return {name: self.cleaned_data[name] for name in names} | {"number": self.digits, "contact": contact}


class RegisterForm(_Referral):
    """A referral that came by letter, telephone or in person, or that the person makes themselves."""

    sender = SenderField(label=_("Vem anvisar?"))
    sent_by_text = forms.CharField(
        label=_("Handläggare hos avsändaren"), max_length=120, required=False,
        help_text=_("Namn eller funktion, så att svaret når rätt."),
    )  # fmt: skip
    received_on = forms.DateField(label=_("Kom in"), widget=forms.DateInput, initial=timezone.localdate)
    consented_on = forms.DateField(
        label=_("Personen samtyckte till anvisningen den"), widget=forms.DateInput, required=False
    )

    field_order = (
        "project", "sender", "sent_by_text", "received_on", "name", "number", "target_group", "need", "consented_on",
    )  # fmt: skip

    def __init__(self, *args, user, person=None, **kwargs) -> None:
        led = projects_led_by(user, Permission.PERSON_EDIT).select_related("organisation")
        if person:
            led = led.filter(organisation=person.organisation_id)
        super().__init__(*args, projects=led, **kwargs)
        self.fields["sender"].offer(None)
        if person:
            del self.fields["name"], self.fields["number"]

    @property
    def told(self) -> dict[str, Any]:
        """As `register_referral` takes it, but for the person."""
        names = ("project", "sent_by_text", "received_on", "target_group", "need", "consented_on")
        return {name: self.cleaned_data[name] for name in names} | {"sender": self.cleaned_data["sender"][0]}


class AnswerField(forms.CharField):
    """What the sender reads. Nothing about what the person does afterwards belongs here."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Svar till avsändaren"))
        kwargs.setdefault("help_text", _("Avsändaren läser det här, och inget annat om personen."))
        super().__init__(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(label=_("Skäl"), choices=DeclineReason.choices, widget=forms.RadioSelect)
    answer = AnswerField()


class HoldForm(forms.Form):
    hold_until = forms.DateField(
        label=_("Vilar till"), widget=forms.DateInput,
        help_text=_("Den dagen väntar anvisningen på svar igen."),
    )  # fmt: skip
    answer = AnswerField()


class InboxFilter(forms.Form):
    """Which referrals to see. Codes only, so that it may stand in an address."""

    project = forms.ModelChoiceField(None, label=_("Insats"), required=False, empty_label=_("alla"))
    state = forms.ChoiceField(
        label=_("Läge"), required=False,
        choices=[
            ("", _("väntar på svar")), ("on_hold", _("vilar")), ("accepted", _("antagna")),
            ("declined", _("avböjda")), ("withdrawn", _("återtagna")), ("all", _("alla")),
        ],
    )  # fmt: skip

    def __init__(self, *args, projects, **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["project"].queryset = projects
