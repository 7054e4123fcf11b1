"""What a project's follow-up rests on: its plan, and its participations with what they can be split by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404

from samsyn.apps.catalogue.models import Ladder, LadderKind
from samsyn.apps.catalogue.models.ladders import COMMON
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.models import Enrolment, FollowUpPlan
from samsyn.apps.participants.models.reach import led_projects, projects_led_by
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.reading import note
from samsyn.apps.portfolio.models import Project
from samsyn.core.followup import enrolments as core
from samsyn.core.followup.reasons import Reason
from samsyn.core.periods import Occasion

# What the page of a follow-up says something about, also when it only counts.
SHOWN = (FieldClass.ACTIVITY, FieldClass.BACKGROUND, FieldClass.PROGRESS, FieldClass.CASE)


@dataclass(frozen=True, slots=True)
class Participation:
    """One participation as the core counts it, with what it can be split by. No name."""

    core: core.Enrolment
    organisation: int
    sex: str
    birth_year: int | None
    sender: str
    sender_kind: str
    support_length: str
    language: str

    @property
    def starts(self) -> date:
        return self.core.starts


class Led(NamedTuple):
    """A project whose people the user may see, and whether they may write about them."""

    project: Project
    may_edit: bool


class Noted(NamedTuple):
    """A person as the trace of the page needs it."""

    pk: UUID
    organisation_id: int


def shared_definitions() -> tuple[dict[str, Reason], Ladder]:
    """Every reason for leaving that has been in use, by code, and the common ladder. One query for both."""
    wanted = Q(kind=LadderKind.REASONS) | Q(code=COMMON, organisation=None, replaced_by=None)
    rows = list(Ladder.objects.filter(wanted).order_by("version", "pk"))
    reasons = {reason.code: reason for row in rows if row.kind == LadderKind.REASONS for reason in row.reasons}
    return reasons, next(row for row in rows if row.kind == LadderKind.LADDER)


def led_or_404(user, pk: int) -> Led:
    """The project, when the user leads it."""
    project = get_object_or_404(projects_led_by(user, Permission.PERSON_VIEW).select_related("organisation"), pk=pk)
    return Led(project, pk in led_projects(user, Permission.PERSON_EDIT))


def leads(project: Project, user) -> bool:
    """Whether the user leads the project: who sees the tab."""
    return project.pk in led_projects(user, Permission.PERSON_VIEW)


def plans_of(project: Project) -> list[FollowUpPlan]:
    """The project's ladders and occasions, with the ladders at hand. One query."""
    return list(FollowUpPlan.objects.filter(project=project).select_related("ladder"))


def occasions_of(plans: Iterable[FollowUpPlan]) -> tuple[Occasion, ...]:
    """Every occasion that some ladder of the plan asks for, in order of time."""
    asked = {occasion for plan in plans for occasion in plan.occasions}
    return tuple(occasion for occasion in Occasion if occasion in asked)


def participations(
    user, project: Project, reasons: Mapping[str, Reason], what: str = "follow_up"
) -> list[Participation]:
    """Every participation of the project that the user reaches, noted as read. Wrong entries are left out. One query.

    Persons with protected identity are here only for the colleague appointed to them; restricted ones are counted.
    """
    rows = Enrolment.objects.counted_for(user).filter(project=project).order_by("starts", "pk")
    found = [
        Participation(core.Enrolment(*row[:6]), *row[6:])
        for row in rows.values_list(
            "pk", "person_id", "starts", "ends", "reason", "completed", "organisation_id", "person__sex",
            "person__birth_year", "sender__name", "sender_kind", "support_length", "person__language",
        )
    ]  # fmt: skip
    mistakes = {code for code, reason in reasons.items() if reason.mistake}
    counted = [row for row in found if row.core.reason not in mistakes]
    persons = dict.fromkeys(Noted(row.core.person, row.organisation) for row in counted)
    note(persons, what, SHOWN)
    return counted


def one_each(rows: Iterable[Participation], reasons: Mapping[str, Reason]) -> list[Participation]:
    """The participation that speaks for each person: a completed one before others, then the latest."""
    by_key = {row.core.key: row for row in rows}
    return [by_key[chosen.key] for chosen in core.one_per_person((row.core for row in by_key.values()), reasons)]
