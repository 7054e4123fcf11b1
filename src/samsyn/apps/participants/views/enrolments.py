"""One taking part: beginning, what is known, ending and taking the ending back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions.enrolments import begin, end_enrolment, reopen_enrolment, revise
from samsyn.apps.participants.forms.enrolments import AskedForm, EndForm, WhereForm, answers_from, started_from
from samsyn.apps.participants.models import Enrolment
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.presenters import enrolments as words
from samsyn.apps.participants.presenters.people import shown_name
from samsyn.apps.participants.queries.enrolments import reasons_by_code, reasons_for
from samsyn.apps.participants.queries.people import opened, person_or_404
from samsyn.apps.participants.queries.questions import answers_to, asked_in
from samsyn.apps.participants.views.people_forms import grouped_page, refused
from samsyn.apps.participants.views.people_written import crumbs_to
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page

C = FieldClass
EDIT = Permission.PERSON_EDIT
SHOWN = (C.NAME, C.BACKGROUND, C.ACTIVITY, C.PROGRESS, C.NOTES, C.CASE)


def enrolment_or_404(user, pk, permission: Permission = Permission.PERSON_VIEW) -> Enrolment:
    """One taking part in a project the user leads, with its person noted as read."""
    rows = Enrolment.objects.visible_to(user, permission)
    rows = rows.select_related("person__key", "person__municipality", "project__organisation", "sender", "target_group")
    one = get_object_or_404(rows, pk=pk)
    opened([one.person], "enrolment", *SHOWN)
    return one


def _crumbs(one: Enrolment, *trail: tuple[Any, str]) -> list[dict[str, Any]]:
    here = (_("Person"), one.person.get_absolute_url()), (one.project.code, one.get_absolute_url())
    return crumbs_to(*here, *trail)


@require_safe
def enrolment(request: HttpRequest, pk) -> HttpResponse:
    """When, through whom, what was known at the start, and how it ended."""
    one = enrolment_or_404(request.user, pk)
    today = timezone.localdate()
    why = words.reason_words(one, reasons_by_code()) if one.ends else {}
    context = {
        "enrolment": one,
        "name": shown_name(one.person),
        "state": words.state_of(one, today),
        "period": words.period_of(one.starts, one.ends),
        "why": why,
        "sender": words.sender_words(one),
        "background": words.background_facts(one),
        "notes": words.note_facts(one, answers_to(one).values()),
        "may_edit": Enrolment.objects.visible_to(request.user, EDIT).filter(pk=one.pk).exists(),
        "crumbs": crumbs_to((_("Person"), one.person.get_absolute_url()), (one.project.code, "")),
    }
    return render(request, "participants/enrolment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enrolment_new(request: HttpRequest, pk) -> HttpResponse:
    """A known person begins again, or in another project. The project comes first: it decides what is asked."""
    person = person_or_404(request.user, pk, "person_edited", EDIT, C.NAME, C.BACKGROUND)
    crumbs = crumbs_to((_("Person"), person.get_absolute_url()), (_("Nytt deltagande"), ""))
    where = WhereForm(
        request.GET if "project" in request.GET else None, user=request.user, organisation=person.organisation
    )
    if not (where.is_bound and where.is_valid()):
        page = {"form": where, "name": shown_name(person), "person": person, "crumbs": crumbs}
        return render(request, "participants/enrolment_where.html", page)
    project = where.cleaned_data["project"]
    form = AskedForm(data_of(request), initial=started_from(person), project=project, asked=asked_in(project))
    return _asked_page(
        request,
        form,
        partial(begin, person=person, project=project),
        done=_("Deltagandet är inskrivet."),
        title=_("Nytt deltagande"),
        intro=f"{shown_name(person)} – {project}",
        back=person.get_absolute_url(),
        crumbs=crumbs,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def enrolment_edit(request: HttpRequest, pk) -> HttpResponse:
    """Everything that the project asks, answered so far; what it no longer asks is kept as it is."""
    one = enrolment_or_404(request.user, pk, EDIT)
    initial = started_from(one.person, one) | answers_from(answers_to(one))
    form = AskedForm(data_of(request), initial=initial, project=one.project, asked=asked_in(one.project))
    return _asked_page(
        request,
        form,
        partial(revise, enrolment=one),
        done=_("Sparat."),
        title=_("Ändra deltagandet"),
        intro=f"{shown_name(one.person)} – {one.project}",
        back=one.get_absolute_url(),
        crumbs=_crumbs(one, (_("Ändra"), "")),
    )


def _asked_page(request: HttpRequest, form: AskedForm, write: Callable[..., Any], *, done: str, **page: Any):
    """The form; on a valid post, what it says written by `write`, and to the taking part."""
    if request.method == "POST" and form.is_valid():
        try:
            one = write(by=request.user, background=form.of_person, answers=form.of_questions, **form.of_enrolment)
        except ValidationError as fault:
            refused(fault, form)
        else:
            messages.success(request, done)
            return redirect(one)
    return grouped_page(request, [form], form.groups, **page)


@require_http_methods(["GET", "HEAD", "POST"])
def enrolment_end(request: HttpRequest, pk) -> HttpResponse:
    one = enrolment_or_404(request.user, pk, EDIT)
    initial = {"ends": one.ends or timezone.localdate(), "reason": one.reason}
    if one.completed is not None:
        initial["completed"] = "yes" if one.completed else "no"
    return form_page(
        request,
        EndForm(data_of(request), initial=initial, reasons=reasons_for(one.organisation)),
        lambda values: end_enrolment(enrolment=one, by=request.user, **values),
        title=_("Avsluta deltagandet"),
        intro=_("%(name)s – %(project)s. Uppföljningens dagar räknas från slutet. Avslutet går att ta tillbaka.")
        % {"name": shown_name(one.person), "project": one.project},
        submit=_("Avsluta"),
        back=one.get_absolute_url(),
        to=lambda _ended: f"{one.person.get_absolute_url()}#states",  # how it is now, while one knows
        done=_("Deltagandet är avslutat."),
        crumbs=_crumbs(one, (_("Avsluta"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def enrolment_reopen(request: HttpRequest, pk) -> HttpResponse:
    one = enrolment_or_404(request.user, pk, EDIT)
    return question_page(
        request,
        lambda: reopen_enrolment(enrolment=one, by=request.user),
        title=_("Ta tillbaka avslutet"),
        consequences=[
            _("Deltagandet i %(project)s pågår igen, som om det inte avslutats.") % {"project": one.project},
            _("Det som skrivits in om läget vid avslut och efteråt finns kvar."),
        ],
        submit=_("Ta tillbaka avslutet"),
        back=one.get_absolute_url(),
        done=_("Avslutet är taget tillbaka."),
        danger=False,
        crumbs=_crumbs(one, (_("Ta tillbaka"), "")),
    )
