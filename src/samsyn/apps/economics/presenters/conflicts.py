"""Two who changed the same number: what stands there now beside what was written, so that nothing is lost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from samsyn.apps.economics.models import Account
from samsyn.web.formats import MISSING, isodate, plainnumber
from samsyn.web.tables import Cell, Column, Table


def conflict_words(account: Account, form: forms.Form) -> dict[str, Any]:
    """Who changed it and when, and both versions field by field. The form is bound and valid."""
    who = str(account.changed_by) if account.changed_by else _("Någon annan")
    said = _("%(who)s ändrade talet %(when)s, sedan du öppnade det. Inget är sparat av det du skrev.")
    columns = [Column(_("Fält")), Column(_("Står där nu")), Column(_("Du skrev"))]
    rows = []
    for field in form.visible_fields():
        theirs, mine = form.initial.get(field.name), form.cleaned_data.get(field.name)
        shown = [_shown(field.field, each) for each in (theirs, mine)]
        differs = _("skiljer") if shown[0] != shown[1] else ""
        rows.append([str(field.label), shown[0], Cell(shown[1], note=differs)])
    return {
        "text": said % {"who": who, "when": isodate(account.changed_at)},
        "table": Table(_("Två versioner av samma tal"), columns, rows),
    }


def _shown(field: Any, value: Any) -> str:
    if value in (None, ""):
        return MISSING
    if isinstance(value, Decimal):
        return plainnumber(value)
    return str(dict(getattr(field, "choices", ())).get(value, value))
