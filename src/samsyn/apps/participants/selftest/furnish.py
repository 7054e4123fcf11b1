"""One row of every kind of the station, made from the models themselves: a new model is furnished the day it comes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from samsyn.apps.audit.models import Reading
from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.organisations.models import Organisation, User
from samsyn.apps.participants.actions.imports import bring_in, take_in
from samsyn.apps.participants.actions.people import add_person
from samsyn.apps.participants.models import Enrolment, ReadingReview, Referral, RightsCase, SealKey
from samsyn.apps.participants.reading import as_system
from samsyn.apps.participants.selftest.canaries import Canary
from samsyn.apps.portfolio.models import Project
from samsyn.core.disclosure.rules import ORDINARY
from samsyn.core.intake.rows.paste import pasted

DAY = datetime.date(2025, 2, 3)
NOT_MADE = {"person", "sealkey", "namemark", "importbatch"}  # made by the actions that write people in


def models_in_order() -> list[type[models.Model]]:
    """The station's models, each after those it points to."""
    waiting = [m for m in apps.get_app_config("participants").get_models() if m._meta.model_name not in NOT_MADE]
    ready: list[type[models.Model]] = []
    while waiting:
        for model in waiting:
            if not (_points_to(model) & set(waiting)) - {model}:
                ready.append(model)
                waiting.remove(model)
                break
        else:
            raise ValueError(f"{waiting} point at each other")
    return ready


def _points_to(model: type[models.Model]) -> set[Any]:
    return {field.related_model for field in model._meta.fields if field.is_relation}


def attribute(model: type[models.Model]) -> str:
    """ReferralState → referral_state: what a made row is called."""
    name = model.__name__
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).strip("_")


class Furnisher:
    """Makes rows for one authority. project, sender, colleague: what rows of the authority point at."""

    def __init__(self, project: Project, sender: Organisation, colleague: User, leader: User | None = None) -> None:
        self.project, self.house, self.sender = project, project.organisation, sender
        self.colleague, self.leader = colleague, leader or colleague
        self.ladder = Ladder.objects.ladders().current().filter(organisation=None).first()
        self.number = self.turn = 0

    def everything(self, made: SimpleNamespace, canary: Canary) -> SimpleNamespace:
        """One row of every model about `made.person`; rows about nobody are made with the first person only."""
        self.turn += 1
        for model in models_in_order():
            about = _about_person(model)
            if about or not hasattr(made, attribute(model)):
                setattr(made, attribute(model), self.one(model, made, canary if about else None))
        for kind in ("rectify", "restrict", "erase"):
            setattr(made, f"{kind}_case", self.one(RightsCase, made, canary, kind=kind))
        made.person_field = SimpleNamespace(pk=f"person:{made.person.pk}:sex", person_id=made.person.pk)
        return made

    def without_number(self, canary: Canary) -> models.Model:
        """A referral of somebody whose personnummer nobody has written in yet, and who takes part in no group."""
        person = add_person(organisation=self.house, name=canary.name, by=None)
        self.one(Enrolment, SimpleNamespace(person=person), canary)
        return self.one(Referral, SimpleNamespace(person=person), canary)

    def files(self, made: SimpleNamespace, known: Canary, new: Canary, waits: Canary) -> models.Model:
        """A file that waits, with somebody who is here and somebody who is not, and one that is in but for
        a faulty row.

        Answers who came in.
        """
        header = "Personnummer\tNamn\tStart"
        waiting = f"{header}\n{known.number}\t{known.name}\t2025-02-03\n\t{waits.says('rad')}\t2025-02-03\n"
        made.import_batch = self._brought_in(waiting)
        faulty = f"{known.number}\t{known.name}\tförra våren"
        made.done_batch = self._brought_in(f"{header}\n{new.number}\t{new.name}\t2025-02-03\n{faulty}\n")
        take_in(batch=made.done_batch, by=self.colleague, leave_faulty=True)
        return Enrolment.objects.get(imported=made.done_batch)

    def _brought_in(self, text: str) -> models.Model:
        return bring_in(project=self.project, rows=pasted(text), name="lista", by=self.colleague)

    def one(
        self, model: type[models.Model], made: SimpleNamespace, canary: Canary | None, **values: Any
    ) -> models.Model:
        """A row of the model, among those made before it. Without a canary its texts say nothing about anybody."""
        self.number += 1
        values = {**self._particular(model), **values}
        row = model()
        for field in model._meta.concrete_fields:
            if field.name in values:
                setattr(row, field.name, values[field.name])
            elif not field.primary_key and not field.name.endswith("_sealed"):
                self._fill(row, field, made, canary)
        row.save(force_insert=True)
        sealed = [field.name for field in model._meta.fields if field.name.endswith("_sealed")]
        if sealed and hasattr(row, "close") and getattr(row, "person", None):
            for column in sealed:
                row.close(column, canary.says(f"{model._meta.model_name}.{column}"))
            row.save(update_fields=sealed)
        return row

    def _fill(self, row: models.Model, field: models.Field, made: SimpleNamespace, canary: Canary | None) -> None:
        if field.is_relation:
            value = self._related(row, field, made)
            if value is not None:
                setattr(row, field.name, value)
        elif field.choices:
            setattr(row, field.name, "" if field.blank else field.choices[0][0])
        elif isinstance(field, models.TextField) or (type(field) is models.CharField and not field.choices):
            if field.name == "rules_version":
                setattr(row, field.name, ORDINARY.version)
            elif field.editable and (field.max_length or 999) >= 40:
                text = (
                    canary.says(f"{field.model._meta.model_name}.{field.name}")
                    if canary
                    else f"{field.verbose_name} {self.number}"
                )
                setattr(row, field.name, text[: field.max_length])
            elif not field.blank and field.default is models.NOT_PROVIDED:
                setattr(row, field.name, f"x{self.number}"[: field.max_length])
        elif not field.null and field.default is models.NOT_PROVIDED:
            setattr(row, field.name, self._plain(field))

    def _related(self, row: models.Model, field: models.Field, made: SimpleNamespace) -> Any:
        if field.related_model is Organisation:
            return self.sender if field.name in {"sender", "to_organisation"} else self.house
        if field.related_model is Project:
            return self.project
        if field.related_model is Ladder:
            return self.ladder
        if field.related_model is User:
            return None if field.null else self.leader if field.model.__name__ == "GroupLeader" else self.colleague
        if field.related_model is SealKey:
            key = SealKey.fresh()
            key.save(force_insert=True)
            return key
        if field.related_model is type(row):
            return None
        return getattr(made, attribute(field.related_model), None)

    def _plain(self, field: models.Field) -> Any:
        if isinstance(field, models.DateTimeField):
            return timezone.now()
        if isinstance(field, models.DateField):
            return DAY
        if isinstance(field, models.BooleanField):
            return False
        return self.number

    def _particular(self, model: type[models.Model]) -> Mapping[str, Any]:
        """What a kind of row needs besides what its fields say."""
        now, hour = timezone.now(), datetime.timedelta(hours=1)
        recent = self.turn % 2 == 0  # every second person has just begun, so their first answers are due
        dimension = self.ladder.shape.dimensions[0]
        return {
            "Enrolment": {"reason": "", "education": "secondary", "starts": now.date() if recent else DAY},
            "Referral": {"sender_kind": self.sender.kind, "state": "new", "reason": "", "hold_until": None},
            "Consent": {"categories": ["name", "activity"], "from_organisation": self.house, "starts": DAY},
            "Attendance": {"presence": "absent", "minutes": 0},
            "FormerMark": {"presence": "absent", "minutes": 0},
            "ProjectQuestion": {"code": ""},
            "Question": {"kind": "text"},
            "StateRecord": {
                "dimension": dimension.code,
                "state": dimension.states[0].code,
                "occasion": "exit" if recent else "before",
            },
            "FollowUpPlan": {"occasions": ["before", "exit"]},
            "Emergency": {"opened_at": now - 2 * hour, "closes_at": now - hour},
            "ImportBatch": {"state": "read", "columns": {}, "counts": {}},
            "Session": {"state": "planned"},
            "Saving": {"number": 1},
            "Talk": {"leader": self.leader},
        }.get(model.__name__, {})


def settle(house: Organisation) -> SimpleNamespace:
    """When the rows are written and their making is in the log: let the review be of a reading that there was.

    Answers the reading, by the number that addresses name it with.
    """
    with as_system([house.pk]):
        first = Reading.objects.filter(organisation_key=str(house.pk)).order_by("number").first()
        ReadingReview.objects.filter(organisation=house).update(reading=first.number)
    return SimpleNamespace(pk=first.number)


def _about_person(model: type[models.Model]) -> bool:
    return any(field.name == "person" for field in model._meta.fields)
