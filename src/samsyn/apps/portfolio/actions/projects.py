"""Starting, editing and stopping a project, and its phases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.organisations.policy import PartIn
from samsyn.apps.portfolio import starting
from samsyn.apps.portfolio.actions.money import set_budget
from samsyn.apps.portfolio.actions.saving import apply
from samsyn.apps.portfolio.models import Application, Call, PhasePeriod, Project, ProjectParty
from samsyn.apps.portfolio.models.calls import ApplicationState
from samsyn.apps.portfolio.models.money import MoneyKind
from samsyn.apps.portfolio.models.projects import Purpose


@transaction.atomic
def start_project(
    *,
    code: str,
    name: str,
    organisation,
    starts: date,
    by,
    ends: date | None = None,
    call: Call | None = None,
    application: Application | None = None,
    purpose: str = Purpose.OPERATIVE,
    summary: str = "",
    focus: str = "",
    insight: str = "",
    former_name: str = "",
    themes: Iterable = (),
    target_groups: Iterable = (),
    staff_groups: Iterable = (),
    source: str = "",
) -> Project:
    """Start a project with its owner and, from the call, its funder as parties.

    A granted application carries over its call, its need as summary, the granted amount as planned support, and what
    stations above have registered in portfolio/starting.py.
    ValidationError when the application is not granted, is somebody else's, or already has a project.
    """
    if application is not None:
        _refuse_unless_granted(application, organisation)
        call = call or application.call
        summary = summary or application.need
    project = Project()
    apply(
        project,
        {
            "code": code,
            "name": name,
            "organisation": organisation,
            "call": call,
            "application": application,
            "starts": starts,
            "ends": ends,
            "purpose": purpose,
            "summary": summary,
            "focus": focus,
            "insight": insight,
            "former_name": former_name,
            "source": source,
        },
    )
    _choose_terms(project, themes=themes, target_groups=target_groups, staff_groups=staff_groups)
    since = min(starts, timezone.localdate())  # those who plan it see it from today, not first when it begins
    ProjectParty.objects.create(project=project, organisation=organisation, part=PartIn.OWNER, starts=since)
    if call is not None:
        ProjectParty.objects.create(project=project, organisation=call.organisation, part=PartIn.FUNDER, starts=since)
    record("project_started", by=by, target=project, organisation=organisation, call=call, application=application)
    if application is not None and application.granted is not None:
        set_budget(
            project=project,
            part="plan",
            kind=MoneyKind.SUPPORT,
            amount=application.granted,
            source=_("Beslut om ansökan %(day)s") % {"day": application.decided_on},
            by=by,
        )
    starting.take_effect(project, by)
    return project


@transaction.atomic
def edit_project(*, project: Project, by, **changes: Any) -> Project:
    """Change what a project says about itself. The owner stays; parties are added and ended."""
    if changes.get("organisation", project.organisation) != project.organisation:
        raise ValidationError(_("En insats byter inte ägare här. Lägg till den nya parten under Parter."))
    kinds = ("themes", "target_groups", "staff_groups")
    terms = {kind: changes.pop(kind) for kind in kinds if kind in changes}
    changed = apply(project, changes)
    changed += _choose_terms(project, **terms)
    record("project_edited", by=by, target=project, organisation=project.organisation, changed=changed)
    return project


@transaction.atomic
def stop_project(*, project: Project, why: str, by, on: date | None = None) -> Project:
    """Stop a project before its end, and say why."""
    if project.stopped_on:
        raise ValidationError(_("Insatsen är redan avbruten."))
    if not why.strip():
        raise ValidationError({"stopped_why": _("Skriv varför insatsen avbryts: det är det andra kan lära av.")})
    apply(project, {"stopped_on": on or timezone.localdate(), "stopped_why": why})
    record("project_stopped", by=by, target=project, organisation=project.organisation, on=project.stopped_on, why=why)
    return project


@transaction.atomic
def set_phase(
    *,
    project: Project,
    name: str,
    starts: date,
    by,
    phase=None,
    ends: date | None = None,
    operative: str = "",
    strategic: str = "",
    collaboration: str = "",
    source: str = "",
    period: PhasePeriod | None = None,
) -> PhasePeriod:
    """Say when a project was in a phase and how it looked. The same name and start, or `period`, is edited."""
    period = period or project.phases.filter(name=name, starts=starts).first() or PhasePeriod(project=project)
    changed = apply(
        period,
        {
            "name": name,
            "phase": phase,
            "starts": starts,
            "ends": ends,
            "operative": operative,
            "strategic": strategic,
            "collaboration": collaboration,
            "source": source,
        },
    )
    record("phase_set", by=by, target=period, organisation=project.organisation, project=project, changed=changed)
    return period


@transaction.atomic
def remove_phase(*, period: PhasePeriod, by) -> None:
    """Remove a phase; the trail keeps what it said."""
    record(
        "phase_removed",
        by=by,
        target=period,
        organisation=period.project.organisation,
        project=period.project,
        name=period.name,
        starts=period.starts,
        ends=period.ends,
    )
    period.delete()


def _refuse_unless_granted(application: Application, organisation) -> None:
    if application.state != ApplicationState.GRANTED:
        raise ValidationError(_("Ansökan är inte beviljad. En insats startar när finansiären har beviljat den."))
    if application.organisation_id != organisation.pk:
        raise ValidationError({"organisation": _("Insatsen ägs av den som sökte. Välj den organisationen.")})
    if Project.objects.filter(application=application).exists():
        raise ValidationError(_("Ansökan har redan blivit en insats."))


def _choose_terms(project: Project, **terms: Iterable) -> list[str]:
    for kind, chosen in terms.items():
        getattr(project, kind).set(chosen)
    return sorted(terms)
