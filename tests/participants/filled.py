"""A person about whom everything there is a column for is written, each text a canary that can be looked for."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils import timezone

from samsyn.apps.catalogue.models import Ladder, Term
from samsyn.apps.participants.models import Group, Question, Saving, SealKey, Session
from samsyn.apps.participants.queries.extract import models_about_people
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.reading import as_system

DAY = datetime.date(2025, 3, 4)
MARK = "Kanariefågel"
# Values that a constraint asks for, by model and column.
MUST = {
    "attendance": {"presence": "present"},
    "formermark": {"presence": "present"},
    "consent": {"categories": ["name"], "withdrawn_at": None, "ends": None},
    "referral": {"state": "accepted", "sender_kind": "municipality", "hold_until": None},
    "rightscase": {"done_on": None, "withheld": {}, "kind": "extract", "decision": "", "released_at": None},
    "person": {"protection": "", "restricted_on": None, "needs_interpreter": True},
    "staterecord": {"replaced_by": None},
    "followupattempt": {},
}
# Columns that are empty above because the person is not protected, restricted or released; filled in one at a time.
EMPTY = {
    "person:protection", "person:restricted_on", "consent:withdrawn_at", "consent:ends", "referral:hold_until",
    "rightscase:done_on", "rightscase:withheld", "rightscase:decision", "rightscase:released_at",
    "rightscase:released_by",
}  # fmt: skip


def canary(model, field) -> str:
    return f"{MARK} {model._meta.model_name} {field.name}"


def fill_in(person, colleagues, project) -> None:
    """Write one row of every kind about the person, with something in every column."""
    with as_system([person.organisation_id]):
        person = opened(type(person).objects.filter(pk=person.pk), "test")[0]
        around = _around(person, colleagues, project)
        for model in models_about_people():
            _row(model, person, around, colleagues)


def _around(person, colleagues, project) -> dict[type, object]:
    organisation = person.organisation
    group = Group.objects.create(organisation=organisation, project=project, name="Gruppen", starts=DAY)
    session = Session.objects.create(
        organisation=organisation, group=group, on=DAY, at=datetime.time(9), covered="Att söka arbete", place="Salen",
        interpreter="somaliska", note="Halva gruppen ute", cancelled_why="x", state="held",
    )  # fmt: skip
    question = Question.objects.create(organisation=organisation, text_sv="Vad vill du?", why="x", kind="text")
    saving = Saving.objects.create(organisation=organisation, session=session, number=1)
    known = [organisation, project, colleagues.lead, group, session, question, saving, person]
    found = {type(each): each for each in known}
    found |= {Ladder: Ladder.objects.ladders().first(), Term: Term.objects.first(), SealKey: person.key}
    return found


def _row(model, person, around, colleagues) -> None:
    name = model._meta.model_name
    row = person if name == "person" else model.objects.filter(person=person).first() or model(person=person)
    values = {field.name: _value(model, field, around) for field in model._meta.fields if _is_set(field)}
    for column, value in {**values, **MUST.get(name, {})}.items():
        setattr(row, column, value)
    if name == "staterecord":
        dimension = row.ladder.shape.dimensions[0]
        row.dimension, row.state = dimension.code, dimension.states[0].code
    if name == "enrolment":
        around[model] = row
        row.ends = DAY + datetime.timedelta(days=700)
    if name == "emergency":
        row.reviewed_by = colleagues.protector
    if name == "rightscase":
        row.released_by, row.person_key = None, str(person.pk)
    row.save()
    row.person = person
    for column in [field.name for field in model._meta.fields if isinstance(field, models.BinaryField)]:
        text = '{"phone": "Kanariefågel 070"}' if column == "contact_sealed" else canary(model, _field(model, column))
        own = name == "person" and column in ("name_sealed", "number_sealed")
        row.close(column, row.opened(column) if own else text)
    row.save()


def _field(model, name):
    return model._meta.get_field(name)


def _is_set(field) -> bool:
    kept = {"id", "person", "key", "index_key", "number_found_by", "added_on", "imported"}
    return field.name not in kept and not isinstance(field, models.BinaryField)


def _value(model, field, around):
    if isinstance(field, models.ForeignKey | models.OneToOneField):
        return around.get(field.related_model)
    if field.choices:
        return next(value for value, _label in field.flatchoices if value != "")
    if isinstance(field, models.DateTimeField):
        return timezone.make_aware(datetime.datetime.combine(DAY, datetime.time(10)))
    if isinstance(field, models.DateField):
        return DAY
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, models.JSONField):
        return {"phone": MARK}
    if isinstance(field, models.IntegerField):
        return 1990
    return canary(model, field)[: field.max_length]
