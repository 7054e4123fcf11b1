"""Rectified with its history, disputed in the person's own words, restricted and let go again."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.participants.actions.people import rename, set_number
from samsyn.apps.participants.models import Person, Rectification, StateRecord
from samsyn.apps.participants.queries.extract_words import Words, value_in
from samsyn.apps.participants.queries.people import numbered
from samsyn.apps.participants.restriction import handling_rights

# What is corrected where it was made, since other rows follow from it.
ELSEWHERE = (StateRecord,)


@transaction.atomic
def rectify(*, row: models.Model, field: models.Field, value: Any, why: str, by) -> Rectification:
    """Give one field of one row another value, and keep what it said. Both are sealed under the person's key.

    ValidationError, under the field's name, when the value does not hold.
    """
    if isinstance(row, ELSEWHERE):
        raise ValidationError(_("Läget rättas i uppföljningen, där den gamla raden finns kvar bakom den nya."))
    person = row if isinstance(row, Person) else row.person
    before = said_in(row, field)
    with handling_rights():
        _write(row, field, value, by)
    if before == said_in(row, field):
        raise ValidationError({field.name: _("Uppgiften står redan så.")})
    kept = _keep(person, row, field, before, said_in(row, field), "", why, by)
    record("rectified", by=by, target=kept, organisation=person.organisation, column=_column(row, field))
    return kept


@transaction.atomic
def dispute(*, row: models.Model, field: models.Field, view: str, by) -> Rectification:
    """Keep the person's own view beside a value that stands, since the two do not agree."""
    if not view.strip():
        raise ValidationError({"view": _("Skriv personens egen uppfattning.")})
    person = row if isinstance(row, Person) else row.person
    said = said_in(row, field)
    kept = _keep(person, row, field, said, said, view, "", by)
    record("disputed", by=by, target=kept, organisation=person.organisation, column=_column(row, field))
    return kept


def said_in(row: models.Model, field: models.Field) -> str:
    """What a field says, in words."""
    return Words().of(row, field, value_in(row, field))


def _write(row: models.Model, field: models.Field, value: Any, by) -> None:
    if isinstance(row, Person) and field.name == "name_sealed":
        rename(person=row, name=value, by=by)
        return
    if isinstance(row, Person) and field.name == "number_sealed":
        if value and numbered(Person.objects.filter(organisation=row.organisation), value).exclude(pk=row.pk).exists():
            raise ValidationError({field.name: _("En annan person hos er har redan det numret.")})
        set_number(row, value)
        row.save(update_fields=["number_sealed", "number_found_by", "index_key"])
        return
    if isinstance(field, models.BinaryField):
        row.close(field.name, value)
    else:
        setattr(row, field.name, value)
        # Foreign keys are not asked for: their rows may be out of reach here, and they are not what is changed.
        row.full_clean(exclude=[each.name for each in row._meta.fields if isinstance(each, models.ForeignKey)])
    row.save(update_fields=[field.name])


def _keep(person: Person, row, field, old: str, new: str, view: str, why: str, by) -> Rectification:
    kept = Rectification.objects.create(
        organisation=person.organisation,
        person=person,
        table=row._meta.model_name,
        row=str(row.pk),
        column=field.name,
        why=why,
        by=by,
    )
    for column, text in (("old_sealed", old), ("new_sealed", new), ("disputed_sealed", view)):
        kept.close(column, text)
    kept.save(update_fields=["old_sealed", "new_sealed", "disputed_sealed"])
    return kept


def _column(row: models.Model, field: models.Field) -> str:
    return f"{row._meta.model_name}.{field.name}"


@transaction.atomic
def restrict(*, person: Person, why: str, by) -> None:
    """Let the data stand still: shown to nobody but those who handle rights, written by nobody, and still counted."""
    if person.restricted_on:
        raise ValidationError(_("Uppgifterna är redan begränsade."))
    if not why.strip():
        raise ValidationError({"why": _("Skriv varför uppgifterna begränsas.")})
    person.restricted_on = timezone.localdate()
    person.close("restricted_why_sealed", why)
    with handling_rights():
        person.save(update_fields=["restricted_on", "restricted_why_sealed"])
    record("restricted", by=by, target=person, organisation=person.organisation)


@transaction.atomic
def lift_restriction(*, person: Person, by) -> None:
    """Let the data be used again. The person shall be told before it happens (GDPR article 18.3)."""
    if not person.restricted_on:
        raise ValidationError(_("Uppgifterna är inte begränsade."))
    person.restricted_on = None
    person.close("restricted_why_sealed", "")
    with handling_rights():
        person.save(update_fields=["restricted_on", "restricted_why_sealed"])
    record("restriction_lifted", by=by, target=person, organisation=person.organisation)
