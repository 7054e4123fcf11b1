"""A project's tab Deltagare: how many, both ways, who comes and goes, and what waits."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.models.reach import led_projects, projects_led_by
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.presenters import enrolments as words
from samsyn.apps.participants.presenters.referrals import inbox_table
from samsyn.apps.participants.queries.enrolments import by_sex, in_and_out, leavings, taking_part
from samsyn.apps.participants.queries.people import counted_noted
from samsyn.apps.participants.queries.referrals import referrals_noted, waiting_for
from samsyn.apps.portfolio.presenters import project_page

C = FieldClass
SHOWN = 10


@require_safe
def project_people(request: HttpRequest, pk: int) -> HttpResponse:
    project = get_object_or_404(projects_led_by(request.user).select_related("organisation"), pk=pk)
    today = timezone.localdate()
    rows = taking_part(request.user, project=project, only_counted=True)
    counted_noted(rows, "project_people", C.BACKGROUND, C.ACTIVITY, C.PROGRESS)
    sexes = by_sex(rows, today)
    waiting = waiting_for(request.user, today).filter(project=project)
    count = waiting.count()
    shown = referrals_noted(waiting.select_related("person__key")[:SHOWN], "project_people", C.NAME, C.CASE)
    context = {
        "total": sexes[-1],
        "sexes": words.sex_table(sexes),
        "leavings": words.leaving_table(leavings(rows, today)),
        "months": words.month_chart(in_and_out(rows, today), project),
        "waiting": inbox_table(shown, _waiting_words(count), today) if shown else None,
        "more": count - len(shown),
        "may_write": pk in led_projects(request.user, Permission.PERSON_EDIT),
        **project_page(project, request.user, "participants"),
    }
    return render(request, "participants/project_people.html", context)


def _waiting_words(count: int) -> str:
    return ngettext("%(n)s anvisning väntar på svar", "%(n)s anvisningar väntar på svar", count) % {"n": count}
