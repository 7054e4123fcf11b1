"""Who is to be followed up now, and that somebody was not reached."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions.follow_up import note_attempt
from samsyn.apps.participants.forms.due import DueFilter
from samsyn.apps.participants.forms.states import AttemptForm
from samsyn.apps.participants.models import Enrolment, OccasionChoice, Person
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.presenters.due import due_rows
from samsyn.apps.participants.presenters.follow_up import rates_table
from samsyn.apps.participants.queries.due import followed, planned_projects, rates_of, waiting, with_attempts
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.views.follow_up_crumbs import people_crumbs

EDIT = Permission.PERSON_EDIT
PAGE = 50
C = FieldClass


@require_safe
def follow_up_due(request: HttpRequest) -> HttpResponse:
    """Due, overdue and soon, the longest waiting first; response and lag beside them."""
    if not organisations_where(request.user, EDIT).exists():
        raise Http404
    today, projects = timezone.localdate(), planned_projects(request.user)
    form = DueFilter(request.GET, projects=projects)
    form.is_valid()  # a filter that does not hold says so; the others still count
    wanted = form.cleaned_data
    mine = {
        one: asked for one, asked in projects.items() if not wanted.get("project") or str(one.pk) == wanted["project"]
    }
    everyone = followed(request.user, mine) if mine else []
    found = waiting(everyone, mine, today, occasion=wanted.get("occasion", ""), standing=wanted.get("standing", ""))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = with_attempts(list(page))
    persons = opened(Person.objects.filter(pk__in=[each.person for each in shown]), "follow_up_due", C.NAME, C.PROGRESS)
    rates = rates_of(everyone, mine, today)
    context = {
        "filter": form,
        "filtered": any(wanted.values()),
        "rows": due_rows(shown, {person.pk: person for person in persons}, "lista"),
        "page_obj": page,
        "query": _query(request),
        "total": len(found),
        "rates": rates_table(rates) if rates else None,
        "projects": projects,
        "crumbs": people_crumbs((_("Att följa upp"), "")),
    }
    return render(request, "participants/due.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_attempt(request: HttpRequest, pk, occasion: str) -> HttpResponse:
    """Note that somebody was not reached, or did not want to answer."""
    enrolment = get_object_or_404(
        Enrolment.objects.visible_to(request.user, EDIT).select_related("person__key", "project", "organisation"), pk=pk
    )
    if occasion not in OccasionChoice.values:
        raise Http404
    form = AttemptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            note_attempt(enrolment=enrolment, occasion=occasion, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Försöket är inskrivet."))
            return redirect("follow-up-due")
    person = opened([enrolment.person], "follow_up_attempt", C.NAME, C.PROGRESS)[0]
    context = {
        "form": form,
        "person": person,
        "project": enrolment.project,
        "occasion": OccasionChoice(occasion).label,
        "attempts": enrolment.follow_up_attempts.filter(occasion=occasion).select_related("made_by"),
        "back": reverse("follow-up-due"),
        "crumbs": people_crumbs((_("Att följa upp"), reverse("follow-up-due")), (_("Försök att nå"), "")),
    }
    return render(request, "participants/due_attempt.html", context)


def _query(request: HttpRequest) -> str:
    """The rest of the address, for the links between pages."""
    rest = request.GET.copy()
    rest.pop("page", None)
    return f"&{rest.urlencode()}" if rest else ""
