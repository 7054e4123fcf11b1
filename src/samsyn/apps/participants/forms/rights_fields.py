"""Fields that the forms about people's rights share."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.core.intake.rows.personal_number import NotANumber, read_personal_number

LIKE_A_NUMBER = re.compile(r"\d{6,8}\s*[-+]?\s*(?:\d{4}|T[A-Z]?\d{2,3})(?!\d)")


class PersonalNumberField(forms.CharField):
    """A personnummer or samordningsnummer, cleaned to twelve digits. Sent by post only; never repeated in an error."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Personnummer"))
        kwargs.setdefault("help_text", _("ÅÅÅÅMMDD-NNNN. Samordningsnummer går också bra."))
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return read_personal_number(text, timezone.localdate()).digits
        except NotANumber as error:
            raise ValidationError(str(error)) from None


class WithoutNumbersField(forms.CharField):
    """A reason that ends in logs and reports, so a personnummer in it is refused."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        kwargs.setdefault("max_length", 300)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if LIKE_A_NUMBER.search(text):
            raise ValidationError(_("Texten ser ut att innehålla ett personnummer. Skriv den utan."))
        return text
