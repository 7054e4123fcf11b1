"""The inbox: referrals to the projects one leads, how they flow, and answering them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.forms.referrals import InboxFilter
from samsyn.apps.participants.models import Referral, ReferralState
from samsyn.apps.participants.models.reach import projects_led_by
from samsyn.apps.participants.models.referrals import WAITING
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.presenters import people as people_words
from samsyn.apps.participants.presenters import referrals as words
from samsyn.apps.participants.presenters import referrals_flow as flow_words
from samsyn.apps.participants.queries.people import counted_noted
from samsyn.apps.participants.queries.referrals import came_since, flow, referrals_noted, waiting_for
from samsyn.apps.participants.views.people_written import crumbs_to
from samsyn.web.formats import number
from samsyn.web.lists import filters_of, rest_of

C = FieldClass
ANSWER = Permission.REFERRAL_ANSWER
PER_PAGE = 50


def referral_crumbs(*trail: tuple[Any, str]) -> list[dict[str, Any]]:
    return crumbs_to((_("Anvisningar"), reverse("referral-list")), *trail)


def _answering(request: HttpRequest):
    """The projects whose referrals the reader answers; 404 for those who answer none."""
    led = projects_led_by(request.user, ANSWER)
    if not led.exists():
        raise Http404
    return led


@require_safe
def referral_list(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, oldest first; other states by choice."""
    form = InboxFilter(request.GET or None, projects=_answering(request))
    filters = filters_of(form)
    today = timezone.localdate()
    rows = _in_state(request.user, filters.get("state", ""), today)
    if filters.get("project"):
        rows = rows.filter(project=filters["project"])
    page = Paginator(rows.select_related("person__key", "project", "sender"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    shown = referrals_noted(list(page.object_list), "referral_inbox", C.NAME, C.CASE)
    count = page.paginator.count
    caption = ngettext("%(n)s anvisning", "%(n)s anvisningar", count) % {"n": number(count)}
    context = {
        "filter": form,
        "filtered": bool(filters),
        "table": words.inbox_table(shown, caption, today),
        "count": count,
        "page_obj": page,
        "query": rest_of(request),
        "crumbs": crumbs_to((_("Anvisningar"), "")),
    }
    return render(request, "participants/referral_list.html", context)


def _in_state(user, state: str, today):
    every = Referral.objects.visible_to(user)
    if not state:
        return waiting_for(user, today)
    return every.order_by("-received_on", "pk") if state == "all" else every.filter(state=state)


@require_safe
def referral_flow(request: HttpRequest) -> HttpResponse:
    """In, accepted, declined, waiting and days to an answer, for each sender; the latest year."""
    projects = _answering(request)
    form = InboxFilter(request.GET or None, projects=projects)
    del form.fields["state"]
    form.is_valid()
    today = timezone.localdate()
    rows = came_since(Referral.objects.visible_to(request.user), today)
    if chosen := getattr(form, "cleaned_data", {}).get("project"):
        rows = rows.filter(project=chosen)
    counted_noted(rows, "referral_flow", C.CASE)
    streams, total = flow(rows, today)
    context = {
        "filter": form,
        "table": flow_words.flow_table(streams, total) if streams else None,
        "chart": flow_words.flow_chart(streams),
        "stalled": [stream for stream in streams if stream.stalled],
        "crumbs": referral_crumbs((_("Flöde"), "")),
    }
    return render(request, "participants/referral_flow.html", context)


def referral_or_404(user, pk, what: str = "referral") -> Referral:
    """One referral that the user may answer, with its person noted as read."""
    rows = Referral.objects.visible_to(user, ANSWER).select_related(
        "person__key", "key", "project__organisation", "sender", "sent_by", "answered_by", "target_group", "enrolment"
    )
    one = get_object_or_404(rows, pk=pk)
    return referrals_noted([one], what, C.NAME, C.NUMBER, C.CASE)[0]


@require_safe
def referral(request: HttpRequest, pk) -> HttpResponse:
    """One referral, with the ways to answer it that its state leaves."""
    one = referral_or_404(request.user, pk)
    today = timezone.localdate()
    others = Referral.objects.visible_to(request.user).filter(person=one.person_id).exclude(pk=one.pk)
    context = {
        "referral": one,
        "name": people_words.shown_name(one.person),
        "called": one.name if one.name != one.person.name else "",
        "warnings": people_words.warnings_about(one.person),
        "masked": people_words.masked(one.person.number),
        "contact": people_words.contact_facts(one.person, frozenset({C.NUMBER})),
        "facts": words.facts_of(one, today),
        "answer": words.answer_facts(one),
        "waiting": one.state in WAITING,
        "may_reopen": one.state in {ReferralState.DECLINED, ReferralState.ON_HOLD},
        "others": others.count(),
        "crumbs": referral_crumbs((_("En anvisning"), "")),
    }
    return render(request, "participants/referral.html", context)


def one_crumbs(one: Referral, label: Any) -> list[dict[str, Any]]:
    return referral_crumbs((_("En anvisning"), one.get_absolute_url()), (label, ""))


@require_safe
def referral_letter(request: HttpRequest, pk) -> HttpResponse:
    """The answer to print or copy, for a sender without an account."""
    one = referral_or_404(request.user, pk, "referral_letter")
    paragraphs = words.letter(one, timezone.localdate())
    context = {
        "referral": one,
        "paragraphs": paragraphs,
        "text": "\n\n".join(paragraphs),
        "crumbs": one_crumbs(one, _("Svar")),
    }
    return render(request, "participants/referral_letter.html", context)
