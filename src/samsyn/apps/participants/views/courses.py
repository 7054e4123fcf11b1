"""Training of staff: the page of a project, a course event, and its workplace units."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions.courses import edit_course, plan_course, remove_course, remove_unit, set_unit
from samsyn.apps.participants.forms.courses import CourseForm, UnitForm
from samsyn.apps.participants.models import CourseAttendance, CourseEvent
from samsyn.apps.participants.models.reach import projects_led_by
from samsyn.apps.participants.presenters import courses as words
from samsyn.apps.participants.queries.courses import by_employer, course_rows, total
from samsyn.apps.participants.queries.groups import may_change
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.presenters import project_page
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page

P = Permission


@require_safe
def course_events(request: HttpRequest, pk: int) -> HttpResponse:
    """Every course event of a project, planned beside actual."""
    project = _project(request, pk, P.PERSON_VIEW)
    rows = course_rows(CourseEvent.objects.visible_to(request.user).filter(project=project))
    whole = total(row.reach for row in rows)
    context = {
        "table": words.course_table(rows, whole),
        "employers": words.employer_table(by_employer(rows)) if rows else None,
        "findings": words.findings(whole),
        "any": bool(rows),
        "may_edit": may_change(request.user, project),
        **_project_page(request, project, (_("Kurser"), "")),
    }
    return render(request, "participants/course_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def course_event_new(request: HttpRequest, pk: int) -> HttpResponse:
    project = _project(request, pk, P.PERSON_EDIT)
    new = CourseEvent(project=project, organisation=project.organisation, on=timezone.localdate())
    back = reverse("course-events", args=[pk])
    return form_page(
        request,
        CourseForm(data_of(request), instance=new, user=request.user),
        lambda values: plan_course(project=project, by=request.user, **values),
        title=_("Ny kurs för personal"),
        intro=_("Sedan skriver du in de enheter som planeras och kommer: antal, aldrig namn."),
        back=back,
        done=_("Kursen är tillagd. Skriv nu in enheterna."),
        to=CourseEvent.get_absolute_url,
        **_project_page(request, project, (_("Kurser"), back), (_("Ny kurs"), "")),
    )


@require_safe
def course_event(request: HttpRequest, pk: int) -> HttpResponse:
    """One course event with its units."""
    event = _event(request, pk, P.PERSON_VIEW)
    row = course_rows(CourseEvent.objects.filter(pk=pk))[0]
    may_edit = may_change(request.user, event.project)
    context = {
        "event": event,
        "facts": words.facts(event),
        "units": words.unit_table(row.units, row.reach, may_edit=may_edit),
        "any": bool(row.units),
        "findings": words.findings(row.reach),
        "may_edit": may_edit,
        **_event_page(request, event),
    }
    return render(request, "participants/course.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def course_event_edit(request: HttpRequest, pk: int) -> HttpResponse:
    event = _event(request, pk, P.PERSON_EDIT)
    return form_page(
        request,
        CourseForm(data_of(request), instance=event, user=request.user),
        lambda values: edit_course(event=event, by=request.user, **values),
        title=_("Ändra kursen"),
        back=event.get_absolute_url(),
        remove=reverse("course-event-remove", args=[pk]),
        **_event_page(request, event, (_("Ändra"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def course_event_remove(request: HttpRequest, pk: int) -> HttpResponse:
    event = _event(request, pk, P.PERSON_EDIT)
    return question_page(
        request,
        lambda: remove_course(event=event, by=request.user),
        title=_("Ta bort kursen"),
        consequences=[_("%(course)s tas bort. Har kursen enheter går det inte.") % {"course": event.title}],
        submit=_("Ta bort kursen"),
        back=reverse("course-events", args=[event.project_id]),
        done=_("Kursen är borttagen."),
        **_event_page(request, event, (_("Ta bort"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def course_unit_new(request: HttpRequest, pk: int) -> HttpResponse:
    event = _event(request, pk, P.PERSON_EDIT)
    new = CourseAttendance(event=event, organisation=event.organisation)
    return form_page(
        request,
        UnitForm(data_of(request), instance=new, project=event.project),
        lambda values: set_unit(event=event, by=request.user, **values),
        title=_("Ny enhet på kursen"),
        back=event.get_absolute_url(),
        done=_("Enheten är inskriven."),
        **_event_page(request, event, (_("Ny enhet"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def course_unit(request: HttpRequest, pk: int) -> HttpResponse:
    unit = _unit(request, pk)
    return form_page(
        request,
        UnitForm(data_of(request), instance=unit, project=unit.event.project),
        lambda values: set_unit(event=unit.event, row=unit, by=request.user, **values),
        title=_("Enhet på kursen"),
        back=unit.event.get_absolute_url(),
        remove=reverse("course-unit-remove", args=[pk]),
        **_event_page(request, unit.event, (_("Enhet"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def course_unit_remove(request: HttpRequest, pk: int) -> HttpResponse:
    unit = _unit(request, pk)
    return question_page(
        request,
        lambda: remove_unit(unit=unit, by=request.user),
        title=_("Ta bort enheten"),
        consequences=[_("%(unit)s tas bort från kursen, med sina antal.") % {"unit": unit}],
        submit=_("Ta bort enheten"),
        back=unit.event.get_absolute_url(),
        done=_("Enheten är borttagen."),
        **_event_page(request, unit.event, (_("Ta bort"), "")),
    )


def _project(request: HttpRequest, pk: int, permission: Permission) -> Project:
    mine = Project.objects.filter(pk__in=projects_led_by(request.user, permission).values("pk"))
    return get_object_or_404(mine.select_related("organisation"), pk=pk)


def _event(request: HttpRequest, pk: int, permission: Permission) -> CourseEvent:
    events = CourseEvent.objects.visible_to(request.user, permission)
    return get_object_or_404(events.select_related("project__organisation", "organisation", "theme"), pk=pk)


def _unit(request: HttpRequest, pk: int) -> CourseAttendance:
    events = CourseEvent.objects.visible_to(request.user, P.PERSON_EDIT).values("pk")
    units = CourseAttendance.objects.filter(event__in=events)
    return get_object_or_404(units.select_related("event__project__organisation", "employer", "organisation"), pk=pk)


def _project_page(request: HttpRequest, project: Project, *trail: tuple[Any, str]) -> dict[str, Any]:
    first = (_("Aktiviteter"), reverse("project-activities", args=[project.pk]))
    return project_page(project, request.user, "activities", first, *trail)


def _event_page(request: HttpRequest, event: CourseEvent, *trail: tuple[Any, str]) -> dict[str, Any]:
    listed = (_("Kurser"), reverse("course-events", args=[event.project_id]))
    return _project_page(request, event.project, listed, (event.title, event.get_absolute_url()), *trail)
