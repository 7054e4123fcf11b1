"""An organisation's own measures and terms: added, and revised as new versions. Shipped ones stay as they are."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.catalogue.models import MeasureVersion, Term


@transaction.atomic
def add_measure(*, organisation, code: str, name_sv: str, definition_sv: str, unit: str, source: str, by, **details):
    """Add an organisation's own measure, in version 1.

    details: the other fields of MeasureVersion. ValidationError when a shipped measure, or one of the
    organisation's own, already has the code, or when numerator, denominator or a part names no measure.
    """
    measure = MeasureVersion(
        organisation=organisation,
        code=code,
        name_sv=name_sv,
        definition_sv=definition_sv,
        unit=unit,
        source=source,
        **details,
    )
    _refuse_taken_code(MeasureVersion.objects.all(), measure)
    _refuse_unknown_measures(measure)
    measure.full_clean()
    measure.save()
    record("measure_added", by=by, target=measure, organisation=organisation, code=code, unit=unit)
    return measure


@transaction.atomic
def revise_measure(*, measure: MeasureVersion, by, **changes: Any) -> MeasureVersion:
    """Give an own measure new words in a new version; figures made with the old one keep it."""
    new = _next_version(measure, changes)
    _refuse_unknown_measures(new)
    _replace(measure, new)
    record(
        "measure_revised",
        by=by,
        target=new,
        organisation=new.organisation,
        version=new.version,
        changed=sorted(changes),
    )
    return new


@transaction.atomic
def add_term(*, organisation, kind: str, code: str, name_sv: str, definition_sv: str, by, **details: Any) -> Term:
    """Add an organisation's own term. ValidationError when the code is taken among terms of the kind."""
    term = Term(
        organisation=organisation, kind=kind, code=code, name_sv=name_sv, definition_sv=definition_sv, **details
    )
    _refuse_taken_code(Term.objects.filter(kind=kind), term)
    term.full_clean()
    term.save()
    record("term_added", by=by, target=term, organisation=organisation, kind=kind, code=code)
    return term


@transaction.atomic
def revise_term(*, term: Term, by, **changes: Any) -> Term:
    """Give an own term new words in a new version."""
    new = _next_version(term, changes)
    _replace(term, new)
    record("term_revised", by=by, target=new, organisation=new.organisation, version=new.version)
    return new


def _next_version(old: models.Model, changes: dict[str, Any]) -> models.Model:
    if old.organisation_id is None:
        raise ValidationError(
            _("Det som följer med Samsyn ändras inte här. Lägg till ett eget med en annan kod i stället.")
        )
    if old.replaced_by_id is not None:
        raise ValidationError(_("Det finns en nyare version. Öppna den och ändra där."))
    kept = {
        field.attname: getattr(old, field.attname)
        for field in old._meta.concrete_fields
        if field.name not in {"id", "version", "replaced_by"}
    }
    new = type(old)(**kept, version=old.version + 1)
    for name, value in changes.items():
        setattr(new, name, value)
    return new


def _replace(old: models.Model, new: models.Model) -> None:
    new.full_clean()
    new.save()
    old.replaced_by = new
    old.save(update_fields=["replaced_by"])


def _refuse_taken_code(among: models.QuerySet, row: models.Model) -> None:
    taken = among.filter(code=row.code).filter(models.Q(organisation=None) | models.Q(organisation=row.organisation))
    if taken.exists():
        raise ValidationError({"code": _("Koden används redan. Välj en annan, eller ändra det som finns.")})


def _refuse_unknown_measures(measure: MeasureVersion) -> None:
    known = set(
        MeasureVersion.objects.current()
        .filter(models.Q(organisation=None) | models.Q(organisation=measure.organisation))
        .values_list("code", flat=True)
    )
    for field in ("numerator", "denominator"):
        code = getattr(measure, field)
        if code and code not in known:
            raise ValidationError({field: _("Det finns inget mått med koden %(code)s.") % {"code": code}})
    missing = [code for code in measure.parts if code not in known]
    if missing:
        raise ValidationError({"parts": _("Det finns inget mått med koden %(code)s.") % {"code": missing[0]}})
