"""A kept value in the words people use: choices, states of ladders, yes and no."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.apps.participants.models import RightsCase
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.queries.enrolments import reasons_by_code
from samsyn.core.followup import ladders as core
from samsyn.core.followup.reasons import Reason

CONTACT = {"phone": gettext_lazy("telefon"), "email": gettext_lazy("e-post"), "address": gettext_lazy("adress")}
SEX = {"women": gettext_lazy("kvinna"), "men": gettext_lazy("man")}
LABELS = {"contact_sealed": gettext_lazy("kontaktuppgifter")}


def label_of(field: models.Field) -> str:
    """The field's own name in the forms; a field without one is called what its column is."""
    return str(LABELS.get(field.name) or field.verbose_name)


def value_in(row: models.Model, field: models.Field) -> Any:
    """What a field holds, opened where it is sealed. The person must have been noted."""
    if isinstance(field, models.BinaryField):
        text = row.opened(field.name)
        return json.loads(text) if text and field.name == "contact_sealed" else text
    return getattr(row, field.name)


class Words:
    """Values in words for one extract; ladders and lists of reasons are looked up once."""

    def __init__(self) -> None:
        self._ladders: dict[int, core.Ladder] = {}
        self._reasons: dict[str, Reason] | None = None

    def of(self, row: models.Model, field: models.Field, value: Any) -> str:
        """The value as a person reads it; an empty text where nothing is written."""
        if value is None or value in ("", [], {}):
            return ""
        if (special := f"{row._meta.model_name}_{field.name}") in SPECIAL:
            return getattr(self, f"_{special}")(row, value)
        if field.choices:
            return str(getattr(row, f"get_{field.name}_display")())
        return _plainly(value)

    def _person_sex(self, row: models.Model, code: str) -> str:
        return str(SEX.get(code, code))

    def _enrolment_reason(self, row: models.Model, code: str) -> str:
        if self._reasons is None:
            self._reasons = reasons_by_code()
        known = self._reasons.get(code)
        return known.label if known else code

    def _staterecord_dimension(self, row: Any, code: str) -> str:
        found = self._dimension(row, code)
        return found.label if found else code

    def _staterecord_state(self, row: Any, code: str) -> str:
        dimension = self._dimension(row, row.dimension)
        states = dimension.states if dimension else ()
        return next((state.label for state in states if state.code == code), code)

    def _dimension(self, row: Any, code: str) -> core.Dimension | None:
        if row.ladder_id not in self._ladders:
            self._ladders[row.ladder_id] = row.ladder.shape
        return next((each for each in self._ladders[row.ladder_id].dimensions if each.code == code), None)

    def _consent_categories(self, row: models.Model, codes: list[str]) -> str:
        return "; ".join(str(FieldClass(code).label) for code in codes)

    def _rightscase_withheld(self, row: models.Model, said: dict[str, Any]) -> str:
        rules = {str(RightsCase.Secrecy(code).label) for code in (said.get("places") or {}).values()}
        return "; ".join(sorted(rules))


SPECIAL = {
    "person_sex", "enrolment_reason", "staterecord_dimension", "staterecord_state", "consent_categories",
    "rightscase_withheld",
}  # fmt: skip


def _plainly(value: Any) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "; ".join(f"{CONTACT.get(key, key)}: {text}" for key, text in value.items() if text)
    if isinstance(value, list):
        return "; ".join(str(each) for each in value)
    return str(value)
