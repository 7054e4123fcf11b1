"""Writing where people stand: one participation at an occasion, or a whole list in a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions.states import Said, record_states
from samsyn.apps.participants.forms.states import StatesForm
from samsyn.apps.participants.models import Enrolment, OccasionChoice
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.presenters.states import corrections_table, earlier_table, occasion_facts
from samsyn.apps.participants.queries.follow_up import plans_of
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.queries.states import Known, current_states, replaced_states
from samsyn.apps.participants.queries.states_asked import asked_at
from samsyn.apps.participants.views.follow_up_crumbs import people_crumbs
from samsyn.core.periods import Occasion, due_on, window

EDIT = Permission.PERSON_EDIT
C = FieldClass


@require_http_methods(["GET", "HEAD", "POST"])
def states_record(request: HttpRequest, pk, occasion: str) -> HttpResponse:
    """Every dimension of one occasion on one page. What was there before is corrected, never written over."""
    mine = Enrolment.objects.visible_to(request.user, EDIT).select_related("person__key", "project__organisation")
    enrolment = get_object_or_404(mine, pk=pk)
    if occasion not in OccasionChoice.values:
        raise Http404
    person = opened([enrolment.person], "states", C.NAME, C.PROGRESS, C.ACTIVITY)[0]
    plans = plans_of(enrolment.project)
    asked = asked_at(plans, occasion)
    states = current_states([enrolment.pk])
    known = [state for state in states if state.occasion == occasion]
    form = StatesForm(
        request.POST if request.method == "POST" else None,
        asked=asked,
        known=known,
        as_of=_day_for(enrolment, occasion, known),
    )
    if request.method == "POST" and form.is_valid() and _recorded(request, enrolment, occasion, form):
        return redirect(_back(request, enrolment))
    context = {
        "form": form,
        "person": person,
        "enrolment": enrolment,
        "project": enrolment.project,
        "occasion": OccasionChoice(occasion).label,
        "too_early": Occasion(occasion).months is not None and enrolment.ends is None,
        "facts": occasion_facts(enrolment, Occasion(occasion)),
        "earlier": earlier_table(states, Occasion(occasion)),
        "corrections": corrections_table(replaced_states(enrolment)),
        "back": _back(request, enrolment),
        "crumbs": people_crumbs((_("Läget %(when)s") % {"when": OccasionChoice(occasion).label}, "")),
        "may_plan": reverse("follow-up-plan", args=[enrolment.project_id]) if not asked else "",
    }
    return render(request, "participants/states_record.html", context)


def _recorded(request: HttpRequest, enrolment: Enrolment, occasion: str, form: StatesForm) -> bool:
    day = form.cleaned_data["as_of"]
    said = [
        Said(enrolment, each.ladder, each.dimension.code, occasion, state, day) for each, state in form.answers.items()
    ]
    try:
        done = record_states(project=enrolment.project, said=said, by=request.user)
    except ValidationError as error:
        form.add_error("as_of" if hasattr(error, "error_dict") else None, error.messages)
        return False
    if not done.changed:
        messages.info(request, _("Inget var ändrat."))
        return True
    messages.success(request, _("Läget är inskrivet."))
    days = window(Occasion(occasion), enrolment.starts, enrolment.ends)
    if days and not days[0] <= day <= days[1]:
        messages.warning(
            request,
            _("Dagen ligger utanför %(first)s – %(last)s, så läget räknas inte i tabellerna för det tillfället.")
            % {"first": days[0], "last": days[1]},
        )
    return True


def _day_for(enrolment: Enrolment, occasion: str, known: Sequence[Known]) -> date:
    """The day that what is there held; otherwise today, or the last day that counts when that has passed."""
    today = timezone.localdate()
    if known:
        return max(state.as_of for state in known)
    days = window(Occasion(occasion), enrolment.starts, enrolment.ends)
    due = due_on(Occasion(occasion), enrolment.starts, enrolment.ends)
    if days is None or due is None or days[0] <= today <= days[1]:
        return today
    return min(due, today)


def _back(request: HttpRequest, enrolment: Enrolment) -> str:
    """Where one came from: the list, or the person."""
    if request.GET.get("till") == "lista":
        return reverse("follow-up-due")
    return enrolment.person.get_absolute_url()
