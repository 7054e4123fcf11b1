"""Individual talks: that they were held, with whom and for how long; what was said is sealed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.participants.models import Enrolment, Talk

LONGEST = 600  # minutes; a longer one is a mistyped number


@transaction.atomic
def hold_talk(
    *,
    enrolment: Enrolment,
    on: date,
    minutes: int,
    leader,
    by,
    subject: str = "",
    interpreter: str = "",
    note: str = "",
) -> Talk:
    """Note an individual talk. ValidationError, by field, when it lies outside the time in the project."""
    talk = Talk(organisation_id=enrolment.organisation_id, person_id=enrolment.person_id, enrolment=enrolment)
    _write(talk, on=on, minutes=minutes, leader=leader, subject=subject, interpreter=interpreter)
    _seal(talk, note)
    record("talk_held", by=by, target=talk, organisation=talk.organisation, day=on)
    return talk


@transaction.atomic
def edit_talk(*, talk: Talk, by, note: str | None = None, **changes: Any) -> Talk:
    """Change what is written about a talk. note: None leaves the sealed note as it is."""
    _write(talk, **changes)
    if note is not None:
        _seal(talk, note)
    record("talk_edited", by=by, target=talk, organisation=talk.organisation)
    return talk


@transaction.atomic
def remove_talk(*, talk: Talk, by) -> None:
    """Take away a talk that was written by mistake, with its note."""
    record("talk_removed", by=by, target=talk, organisation=talk.organisation, day=talk.on)
    talk.delete()


def _write(talk: Talk, **values: Any) -> None:
    for name, value in values.items():
        setattr(talk, name, value.strip() if isinstance(value, str) else value)
    enrolment = talk.enrolment
    if talk.on < enrolment.starts or (enrolment.ends and talk.on > enrolment.ends):
        raise ValidationError({"on": _("Dagen ligger utanför tiden i insatsen. Ändra dagen, eller tiden i insatsen.")})
    if talk.minutes > LONGEST:
        raise ValidationError({"minutes": _("Skriv högst %(most)s minuter.") % {"most": LONGEST}})
    talk.full_clean()
    talk.save()


def _seal(talk: Talk, note: str) -> None:
    """The row's number is part of the seal, so the row is saved first."""
    talk.close("note_sealed", note)
    talk.save(update_fields=["note_sealed"])
