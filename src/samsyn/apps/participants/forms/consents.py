"""What a person agrees to: to whom, for what, which data, and until when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.models import Organisation
from samsyn.apps.participants.forms.rights_fields import PersonalNumberField
from samsyn.apps.participants.models import Consent
from samsyn.apps.participants.policy import SHAREABLE
from samsyn.apps.portfolio.forms.fields import ActionForm, field_for

CONSENT_TEXT = "2026-1"  # the version of templates/participants/consent_text.html


class _Categories(forms.MultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Vilka uppgifter får lämnas?"),
            choices=[(each.value, each.label) for each in SHAREABLE],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Välj minst ett slag av uppgifter.")},
            **kwargs,
        )


class ConsentForm(ActionForm):
    """A new consent. receivers: parties near the person, and all others."""

    to_organisation = forms.TypedChoiceField(label=_("Till vem?"))
    categories = _Categories()

    class Meta:
        model = Consent
        formfield_callback = field_for
        fields = ["to_organisation", "project", "purpose", "categories", "starts", "ends", "given", "text_version"]
        help_texts = {
            "purpose": _("Varför behöver mottagaren uppgifterna? Personen ska känna igen orden."),
            "ends": _("Tomt betyder tills det tas tillbaka. Ett slutdatum gör det lättare att fråga igen."),
            "text_version": _("Vilken text personen läste. Byt om ni har använt en egen blankett."),
        }

    def __init__(self, *args: Any, receivers: tuple[list, list], projects, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("starts", timezone.localdate())
        kwargs["initial"].setdefault("text_version", f"Samsyn {CONSENT_TEXT}")
        super().__init__(*args, **kwargs)
        near, others = ([(each.pk, each.name) for each in group] for group in receivers)
        groups = [(_("Parter i personens insatser"), near)] if near else []
        self.fields["to_organisation"].choices = [("", _("välj")), *groups, (_("Andra organisationer"), others)]
        self.fields["to_organisation"].coerce = lambda key: Organisation.objects.get(pk=key)
        self.fields["project"].queryset = projects

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"to_organisation", "categories"}


class ReplaceConsentForm(forms.Form):
    """The same consent with other data or another end."""

    categories = _Categories()
    ends = forms.DateField(
        label=_("Gäller till och med"), required=False, help_text=_("Tomt betyder tills det tas tillbaka.")
    )
    given = forms.ChoiceField(label=_("Hur lämnades ändringen?"), choices=Consent._meta.get_field("given").choices)


class FindSharedForm(forms.Form):
    number = PersonalNumberField()
