"""What a sender sees: referrals they have sent and the answers, and nothing of what happens later."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions.referrals_sent import answer_seen, send_referral, withdraw_referral
from samsyn.apps.participants.forms.referrals import SendForm
from samsyn.apps.participants.models import Referral
from samsyn.apps.participants.models.referrals import WAITING
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.presenters import referrals as words
from samsyn.apps.participants.queries.referrals import (
    projects_to_send_to,
    referrals_noted,
    sent_by,
    unread_answers,
)
from samsyn.apps.participants.views.people_forms import grouped_page, refused
from samsyn.apps.participants.views.people_written import crumbs_to
from samsyn.apps.portfolio.views.pages import data_of, question_page

C = FieldClass
PER_PAGE = 50


def _crumbs(*trail: tuple[Any, str]) -> list[dict[str, Any]]:
    return crumbs_to((_("Mina anvisningar"), reverse("referrals-sent")), *trail)


def _senders_only(request: HttpRequest) -> None:
    if not organisations_where(request.user, Permission.REFERRAL_SEND).exists():
        raise Http404


@require_safe
def referrals_sent(request: HttpRequest) -> HttpResponse:
    _senders_only(request)
    today = timezone.localdate()
    page = Paginator(sent_by(request.user), PER_PAGE).get_page(request.GET.get("page"))
    shown = referrals_noted(page.object_list, "referrals_sent", C.NAME, C.CASE, ground=Ground.OWN_REFERRAL)
    unread = set(unread_answers(request.user).values_list("pk", flat=True))
    context = {
        "table": words.sent_table(shown, today, lambda one: reverse("referral-sent", args=[one.pk]), unread),
        "count": page.paginator.count,
        "page_obj": page,
        "may_send": projects_to_send_to(request.user, today).exists(),
        "crumbs": crumbs_to((_("Mina anvisningar"), "")),
    }
    return render(request, "participants/referrals_sent.html", context)


def _sent_or_404(request: HttpRequest, pk) -> Referral:
    rows = sent_by(request.user).select_related("project__organisation", "sender", "key", "sent_by", "answered_by")
    one = get_object_or_404(rows.select_related("target_group"), pk=pk)
    return referrals_noted([one], "referral_sent", C.NAME, C.CASE, ground=Ground.OWN_REFERRAL)[0]


@require_safe
def referral_sent(request: HttpRequest, pk) -> HttpResponse:
    """One of them, with its answer; opening it takes the answer off the start page."""
    one = _sent_or_404(request, pk)
    today = timezone.localdate()
    context = {
        "referral": one,
        "name": one.name or _("Utan namn"),
        "facts": words.facts_of(one, today),
        "answer": words.answer_facts(one),
        "may_withdraw": one.state in WAITING,
        "crumbs": _crumbs((_("En anvisning"), "")),
    }
    response = render(request, "participants/referral_sent.html", context)
    answer_seen(referral=one, by=request.user)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def referral_new(request: HttpRequest) -> HttpResponse:
    """Refer a person to a project where one's own organisation has a part."""
    _senders_only(request)
    open_to = list(projects_to_send_to(request.user, timezone.localdate()).values_list("pk", flat=True)[:2])
    if not open_to:
        return render(request, "participants/referral_nowhere.html", {"crumbs": _crumbs((_("Ny"), ""))})
    chosen = request.GET.get("insats") or (open_to[0] if len(open_to) == 1 else None)
    form = SendForm(data_of(request), initial={"project": chosen}, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            one = send_referral(by=request.user, **form.told)
        except ValidationError as fault:
            refused(fault, form)
        except PermissionDenied as fault:
            form.add_error("sender", str(fault))
        else:
            messages.success(request, _("Anvisningen är skickad. Svaret kommer hit."))
            return redirect("referral-sent", one.pk)
    return grouped_page(
        request,
        [form],
        [{"legend": _("Anvisningen"), "fields": form.visible_fields()}],
        title=_("Ny anvisning"),
        intro=_(
            "Den som leder insatsen får anvisningen och svarar här. Har personen skyddade personuppgifter: skicka "
            "inget, ring mottagaren."
        ),
        submit=_("Skicka anvisningen"),
        back=reverse("referrals-sent"),
        crumbs=_crumbs((_("Ny"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def referral_withdraw(request: HttpRequest, pk) -> HttpResponse:
    one = _sent_or_404(request, pk)
    return question_page(
        request,
        lambda: withdraw_referral(referral=one, by=request.user),
        title=_("Ta tillbaka anvisningen"),
        consequences=[
            _("Mottagaren ser att anvisningen är återtagen och svarar inte på den."),
            _("Anvisningen finns kvar i listan, och hos mottagaren så länge gallringsreglerna säger."),
        ],
        submit=_("Ta tillbaka"),
        back=reverse("referral-sent", args=[one.pk]),
        done=_("Anvisningen är återtagen."),
        crumbs=_crumbs((_("En anvisning"), reverse("referral-sent", args=[one.pk])), (_("Ta tillbaka"), "")),
    )
