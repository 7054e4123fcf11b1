"""Choosing among applications. Every page asks `scores_seen_by`, so that the blind rule stands in one place."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.economics.presenters.applications import comparison, worth_words, worths_table, worths_warning
from samsyn.apps.economics.queries.applications import sent_worths, worth_of
from samsyn.apps.governance import actions
from samsyn.apps.governance.actions.choosing import unscored
from samsyn.apps.governance.forms import ChoiceForm, ChoosingForm, InviteForm, OpenForm, ScoreForm
from samsyn.apps.governance.models import Choosing
from samsyn.apps.governance.presenters import choosing as words
from samsyn.apps.governance.queries import choosing as queries
from samsyn.apps.governance.queries.criteria import criteria_of
from samsyn.apps.knowledge.queries.searching import similar_to
from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.forms import DecideForm
from samsyn.apps.portfolio.models import Application
from samsyn.apps.portfolio.models.calls import ApplicationState
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page

P = Permission
METHODS = ["GET", "HEAD", "POST"]
LIKE = 3


@require_safe
def choosing_list(request: HttpRequest) -> HttpResponse:
    """The choosings that the reader scores in or decides."""
    rows = Choosing.objects.visible_to(request.user).select_related("call__organisation")
    counted = []
    for one in rows.prefetch_related("invitations"):
        invited = list(one.invitations.all())
        counted.append((one, sum(each.handed_in_at is not None for each in invited), len(invited)))
    context = {
        "table": words.choosing_table(counted),
        "any": bool(counted),
        "may_add": organisations_where(request.user, P.CALL_EDIT).exists(),
        "crumbs": words.choosing_crumbs(None),
    }
    return render(request, "governance/choosing_list.html", context)


@require_http_methods(METHODS)
def choosing_new(request: HttpRequest) -> HttpResponse:
    if not organisations_where(request.user, P.CALL_EDIT).exists():
        raise Http404
    return form_page(
        request,
        ChoosingForm(data_of(request), user=request.user, initial={"call": request.GET.get("call", "")}),
        lambda values: actions.begin_choosing(by=request.user, **values),
        title=_("Välj bland ansökningar"),
        intro=_("Flera bedömer var för sig på samma frågor. När alla har lämnat in visas svaren bredvid varandra."),
        submit=_("Bjud in till bedömning"),
        back=reverse("choosing-list"),
        to=Choosing.get_absolute_url,
        crumbs=words.choosing_crumbs(None, (_("Nytt"), "")),
    )


@require_safe
def choosing(request: HttpRequest, pk: int) -> HttpResponse:
    """One choosing: one's own work until it is opened, then the applications side by side."""
    one = get_object_or_404(_visible(request), pk=pk)
    invitation = queries.invitation_of(one, request.user)
    criteria = criteria_of(one)
    holds = _held(request).filter(pk=pk).exists()
    profiles = queries.side_by_side(request.user, one)
    notes = {note.application_id: note for note in one.notes.all()}  # the latest of each
    context = {
        "choosing": one,
        "facts": words.facts(one, *queries.handed_in(one)),
        "criteria": criteria,
        "mine": _own_work(one, invitation),
        "handed_in": bool(invitation and invitation.handed_in_at),
        "table": words.profile_table(profiles, criteria, one, notes) if profiles else None,
        **_worths(one, profiles),
        "sentences": [(each.application, words.in_words(each, criteria)) for each in profiles],
        "invited": words.invited_names(list(one.invitations.all())) if holds else "",
        "holds": holds,
        "crumbs": words.choosing_crumbs(one),
    }
    return render(request, "governance/choosing.html", context)


def _worths(one: Choosing, profiles) -> dict[str, Any]:
    """What was sent with the applications, beside each other, once the scores lie open."""
    if not profiles:
        return {}
    worths = sent_worths([each.application for each in profiles])

    def address(application: Application) -> str:
        return reverse("choosing-application", args=[one.pk, application.pk])

    return {
        "worths": worths_table(worths, address),
        "premises": worths_warning(worths),
        "comparison": comparison(worths),
    }


def _own_work(one: Choosing, invitation):
    """The table of what the person has left to score; None for somebody who is not invited or has handed in."""
    if invitation is None or invitation.handed_in_at or one.opened_at:
        return None
    missing = {application.pk: gap for application, gap in queries.missing_for(invitation)}
    return words.to_score_table(queries.to_score(invitation), missing, one)


@require_http_methods(METHODS)
def choosing_application(request: HttpRequest, pk: int, application: int) -> HttpResponse:
    """One application: one's own scores while they are blind, everybody's when they lie open."""
    one = get_object_or_404(_visible(request), pk=pk)
    row = get_object_or_404(queries.read_by(request.user) & queries.applications_of(one), pk=application)
    if one.opened_at:
        return _opened(request, one, row)
    invitation = one.invitations.select_related("choosing__call", "user").get(user=request.user)
    own = {score.criterion: score for score in invitation.scores.filter(application=row)}
    form = ScoreForm(data_of(request), choosing=one, scores=own)
    if invitation.handed_in_at:
        for field in form.fields.values():
            field.disabled = True
    return form_page(
        request,
        form,
        lambda values: actions.score(invitation=invitation, application=row, answers=form.answers()),
        title=_("Bedöm %(name)s") % {"name": row},
        intro=_("Bara du ser det här tills alla har lämnat in."),
        back=one.get_absolute_url(),
        template="governance/score.html",
        application=row,
        facts=words.application_facts(row),
        likes=_alike(request, row),
        worth=worth_words(worth_of(row)),
        handed_in=bool(invitation.handed_in_at),
        crumbs=words.choosing_crumbs(one, (row.name, "")),
    )


def _opened(request: HttpRequest, one: Choosing, row: Application) -> HttpResponse:
    """What everybody answered, what was said and proposed; the funder's people may add to it."""
    criteria = criteria_of(one)
    profile = next(each for each in queries.side_by_side(request.user, one) if each.application.pk == row.pk)
    scores = queries.scores_seen_by(request.user, one).filter(application=row).select_related("invitation")
    holds = _held(request).filter(pk=one.pk).exists()
    page = {
        "choosing": one,
        "application": row,
        "facts": words.application_facts(row),
        "sentences": words.in_words(profile, criteria),
        "tables": words.answers_table(list(scores), criteria),
        "notes": one.notes.filter(application=row).select_related("by"),
        "holds": holds,
        "may_decide": holds and row.state == ApplicationState.SENT,
        "likes": _alike(request, row),
        "worth": worth_words(worth_of(row)),
        "crumbs": words.choosing_crumbs(one, (row.name, "")),
    }
    if request.method == "POST" and not holds:
        raise Http404
    return form_page(
        request,
        ChoiceForm(data_of(request)),
        lambda values: actions.note_choice(choosing=one, application=row, by=request.user, **values),
        title=row.name,
        back=reverse("choosing-application", args=[one.pk, row.pk]),
        submit=_("Spara skälen"),
        template="governance/scored.html",
        **page,
    )


def _alike(request: HttpRequest, row: Application):
    """Earlier efforts like this one; none where nothing has been indexed."""
    found = similar_to(request.user, title=row.name, text=row.need, kinds=("project",), most=LIKE)
    return found.likes if found else ()


@require_http_methods(METHODS)
def choosing_hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(_visible(request).filter(opened_at=None), pk=pk)
    invitation = queries.invitation_of(one, request.user)
    if invitation is None or invitation.handed_in_at:
        raise Http404
    return question_page(
        request,
        lambda: actions.hand_in(invitation=invitation, by=request.user),
        title=_("Lämna in din bedömning?"),
        lacking=unscored(invitation),
        consequences=[
            _("Du kan inte ändra den efteråt."),
            _("När alla har lämnat in ser alla som är med varandras svar, skäl och namn."),
        ],
        submit=_("Lämna in"),
        back=one.get_absolute_url(),
        done=_("Din bedömning är inlämnad."),
        danger=False,
        crumbs=words.choosing_crumbs(one, (_("Lämna in"), "")),
    )


@require_http_methods(METHODS)
def choosing_open(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(_held(request).filter(opened_at=None), pk=pk)
    return form_page(
        request,
        OpenForm(data_of(request)),
        lambda values: actions.open_choosing(choosing=one, by=request.user, **values),
        title=_("Öppna bedömningarna i förtid?"),
        submit=_("Öppna"),
        back=one.get_absolute_url(),
        done=_("Bedömningarna är öppnade."),
        crumbs=words.choosing_crumbs(one, (_("Öppna"), "")),
    )


@require_http_methods(METHODS)
def choosing_invite(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(_held(request).filter(opened_at=None), pk=pk)
    return form_page(
        request,
        InviteForm(data_of(request), user=request.user, choosing=one),
        lambda values: actions.invite_scorers(choosing=one, by=request.user, **values),
        title=_("Bjud in fler till bedömning"),
        submit=_("Bjud in"),
        back=one.get_absolute_url(),
        crumbs=words.choosing_crumbs(one, (_("Bjud in"), "")),
    )


@require_http_methods(METHODS)
def choosing_decide(request: HttpRequest, pk: int, application: int) -> HttpResponse:
    """The decision itself, made by people, after the reasons."""
    one = get_object_or_404(_held(request).filter(opened_at__isnull=False), pk=pk)
    row = get_object_or_404(queries.applications_of(one).filter(state=ApplicationState.SENT), pk=application)
    latest = one.notes.filter(application=row).last()
    return form_page(
        request,
        DecideForm(data_of(request), initial={"amount": row.sought, "reason": latest.text if latest else ""}),
        lambda values: actions.decide_chosen(choosing=one, application=row, by=request.user, **values),
        title=_("Besluta om %(name)s") % {"name": row},
        submit=_("Spara beslutet"),
        intro=_("Beslutet går inte att ändra. En beviljad ansökan kan den sökande starta som insats."),
        back=one.get_absolute_url(),
        done=_("Beslutet är sparat."),
        crumbs=words.choosing_crumbs(one, (row.name, "")),
    )


def _visible(request: HttpRequest):
    return Choosing.objects.visible_to(request.user).select_related("call__organisation", "board")


def _held(request: HttpRequest):
    return Choosing.objects.visible_to(request.user, P.CALL_EDIT).select_related("call__organisation", "board")
