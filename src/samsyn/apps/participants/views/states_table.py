"""Writing where many people stand: one row a person, one choice a dimension, the keyboard first."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions.states import Said, record_states
from samsyn.apps.participants.forms.states import TableChoice, TableDayForm, cells_written
from samsyn.apps.participants.models import Enrolment, Group, GroupMember, OccasionChoice, StateRecord
from samsyn.apps.participants.models.reach import projects_led_by
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.presenters.states_table import table_rows
from samsyn.apps.participants.queries.enrolments import mistakes
from samsyn.apps.participants.queries.follow_up import occasions_of, plans_of
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.queries.states import current_states
from samsyn.apps.participants.queries.states_asked import asked_at
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.presenters import project_page
from samsyn.core.periods import Occasion

EDIT = Permission.PERSON_EDIT
PAGE = 25
C = FieldClass


@require_http_methods(["GET", "HEAD", "POST"])
def states_table(request: HttpRequest, pk: int) -> HttpResponse:
    """A table for a whole project or group at one occasion. Only what is changed on the page is written."""
    project = get_object_or_404(projects_led_by(request.user, EDIT), pk=pk)
    plans = plans_of(project)
    occasions = occasions_of(plans)
    chosen = request.GET.get("occasion", "")
    occasion = Occasion(chosen) if chosen in occasions else (occasions[0] if occasions else Occasion.BEFORE)
    asked = asked_at(plans, occasion)
    choice = _choice(request, project, occasions, asked, occasion)
    shown = [each for each in asked if choice["dimension"] in ("", each.name)] or asked
    rows = _rows(request, project, occasion)
    page = Paginator(_chosen(rows, occasion, choice), PAGE).get_page(request.GET.get("page"))
    # What was posted decides which rows a post is about: somebody else may have written meanwhile, and rows move.
    posted = [key for key in request.POST.getlist("row")[:PAGE] if _is_key(key)]
    enrolments = list(rows.filter(pk__in=posted) if request.method == "POST" else page)
    opened([each.person for each in enrolments], "states_table", C.NAME, C.PROGRESS)
    day = TableDayForm(request.POST if request.method == "POST" else None, initial={"as_of": timezone.localdate()})
    if request.method == "POST" and _recorded(request, project, enrolments, shown, occasion, day):
        return redirect(request.get_full_path())
    known = current_states([each.pk for each in enrolments], occasion=occasion)
    context = {
        "choice": choice["form"],
        "day": day,
        "asked": shown,
        "rows": table_rows(enrolments, shown, known, request.POST if request.method == "POST" else None),
        "page_obj": page,
        "query": _query(request),
        "occasion": OccasionChoice(occasion.value).label,
        "planned": bool(asked),
        **project_page(
            project,
            request.user,
            "people-follow-up",
            (_("Stegförflyttning"), reverse("project-people-follow-up", args=[pk])),
            (_("Skriv lägen"), ""),
        ),
    }
    return render(request, "participants/states_table.html", context)


def _choice(request: HttpRequest, project: Project, occasions, asked, occasion: Occasion) -> dict[str, Any]:
    """The choices in the address; what does not exist is nothing chosen."""
    groups = [(str(pk), name) for pk, name in Group.objects.filter(project=project).values_list("pk", "name")]
    words = {
        "occasion": occasion.value,
        **{name: request.GET.get(name, "") for name in ("group", "dimension", "show")},
    }
    labels = [(each.value, OccasionChoice(each.value).label) for each in occasions]
    form = TableChoice(words, occasions=labels, groups=groups, asked=asked)
    form.is_valid()
    return {"form": form, **{name: form.cleaned_data.get(name, "") for name in ("group", "dimension", "show")}}


def _rows(request: HttpRequest, project: Project, occasion: Occasion):
    """Participations that have come to the occasion."""
    rows = Enrolment.objects.visible_to(request.user, EDIT).filter(project=project)
    rows = rows.exclude(reason__in=mistakes()).select_related("person__key")
    return rows if occasion.months is None else rows.exclude(ends=None)


def _chosen(rows, occasion: Occasion, choice: dict[str, Any]):
    """Those of the chosen group, and by default those who lack a state at the occasion."""
    if choice["group"]:
        rows = rows.filter(pk__in=GroupMember.objects.filter(group=choice["group"]).values("enrolment"))
    if choice["show"] != "all":
        said = StateRecord.objects.filter(enrolment=OuterRef("pk"), occasion=occasion, replaced_by=None)
        rows = rows.filter(~Exists(said))
    return rows.order_by("-starts", "pk")


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _recorded(request: HttpRequest, project: Project, enrolments, shown, occasion: Occasion, day: TableDayForm) -> bool:
    if not day.is_valid():
        return False
    written = [cell for cell in cells_written(request.POST, enrolments, shown) if cell.changed]
    said = [
        Said(
            cell.enrolment, cell.asked.ladder, cell.asked.dimension.code, occasion, cell.chosen,
            day.cleaned_data["as_of"],
        )
        for cell in written
    ]  # fmt: skip
    try:
        done = record_states(project=project, said=said, by=request.user)
    except ValidationError as error:
        day.add_error("as_of" if hasattr(error, "error_dict") else None, error.messages)
        return False
    if done.changed:
        many = ngettext("%(many)s läge är inskrivet.", "%(many)s lägen är inskrivna.", done.changed)
        messages.success(request, many % {"many": done.changed})
    else:
        messages.info(request, _("Inget var ändrat."))
    return True


def _query(request: HttpRequest) -> str:
    rest = request.GET.copy()
    rest.pop("page", None)
    return f"&{rest.urlencode()}" if rest else ""
