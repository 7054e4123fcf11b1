"""Individual talks: noted from the person's page, read and changed one at a time."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions.talks import edit_talk, hold_talk, remove_talk
from samsyn.apps.participants.forms.talks import TalkForm
from samsyn.apps.participants.models import Enrolment, Person, Talk
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.presenters.people import shown_name
from samsyn.apps.participants.queries.grounds import Grounded, own_ground
from samsyn.apps.participants.queries.groups import possible_leaders
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.queries.talks import editable_talks
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page

C = FieldClass


@require_http_methods(["GET", "HEAD", "POST"])
def talk_new(request: HttpRequest, pk) -> HttpResponse:
    """Note a talk in one participation."""
    enrolments = Enrolment.objects.visible_to(request.user, Permission.ATTENDANCE)
    enrolment = get_object_or_404(enrolments.select_related("person__key", "project", "organisation"), pk=pk)
    grounded = _noted(request, enrolment.person)
    return form_page(
        request,
        TalkForm(data_of(request), **_choices(request, enrolment, grounded)),
        lambda values: hold_talk(enrolment=enrolment, by=request.user, **values),
        title=_("Nytt samtal"),
        **_page(enrolment.person, enrolment, _("Nytt samtal")),
        done=_("Samtalet är inskrivet."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, pk: int) -> HttpResponse:
    """One talk with what was said, for those whose ground opens it."""
    one = _talk(request, pk)
    grounded = _noted(request, one.person)
    initial = {"note": one.opened("note_sealed")} if C.NOTES in grounded.reads else {}
    return form_page(
        request,
        TalkForm(data_of(request), instance=one, initial=initial, **_choices(request, one.enrolment, grounded)),
        lambda values: edit_talk(talk=one, by=request.user, **values),
        title=_("Samtal"),
        remove=reverse("talk-remove", args=[pk]),
        **_page(one.person, one.enrolment, _("Samtal")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def talk_remove(request: HttpRequest, pk: int) -> HttpResponse:
    one = _talk(request, pk)
    _noted(request, one.person)
    return question_page(
        request,
        lambda: remove_talk(talk=one, by=request.user),
        title=_("Ta bort samtalet"),
        consequences=[
            shown_name(one.person),
            _("Samtalet %(day)s tas bort med sin anteckning. Det går inte att ångra.") % {"day": one.on.isoformat()},
        ],
        submit=_("Ta bort samtalet"),
        done=_("Samtalet är borttaget."),
        **{key: value for key, value in _page(one.person, one.enrolment, _("Ta bort")).items() if key != "intro"},
    )


def _talk(request: HttpRequest, pk: int) -> Talk:
    return get_object_or_404(
        editable_talks(request.user).select_related("person__key", "enrolment__project", "organisation", "leader"),
        pk=pk,
    )


def _noted(request: HttpRequest, person: Person) -> Grounded:
    """The ground on which the user sees the person; the reading is noted. 404 without one."""
    grounded = own_ground(request.user, person)
    if grounded is None:
        raise Http404
    kinds = [kind for kind in (C.NAME, C.ACTIVITY, C.NOTES) if kind in grounded.reads]
    opened([person], "talk", *kinds, ground=grounded.ground)
    return grounded


def _choices(request: HttpRequest, enrolment: Enrolment, grounded: Grounded) -> dict[str, Any]:
    notes = C.NOTES in grounded.reads & grounded.writes
    return {"leaders": possible_leaders(enrolment.organisation), "by": request.user, "notes": notes}


def _page(person: Person, enrolment: Enrolment, last: str) -> dict[str, Any]:
    """The heading names the person; the page's title does not."""
    crumbs = [{"label": shown_name(person), "href": person.get_absolute_url()}, {"label": last, "href": ""}]
    intro = _("%(name)s, %(project)s") % {"name": shown_name(person), "project": enrolment.project}
    return {"back": person.get_absolute_url(), "crumbs": crumbs, "intro": intro}
