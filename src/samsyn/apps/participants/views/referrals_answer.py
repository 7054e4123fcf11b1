"""Answering a referral: taking the person in, saying no, letting it rest, and taking the answer back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.apps.participants.actions import referrals as actions
from samsyn.apps.participants.forms.enrolments import AskedForm, sender_value, started_from
from samsyn.apps.participants.forms.referrals import AnswerField, DeclineForm, HoldForm
from samsyn.apps.participants.models.referrals import WAITING
from samsyn.apps.participants.presenters import people as people_words
from samsyn.apps.participants.queries.questions import asked_in
from samsyn.apps.participants.views.people_forms import grouped_page, refused
from samsyn.apps.participants.views.referrals import one_crumbs, referral_or_404
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page


@require_http_methods(["GET", "HEAD", "POST"])
def referral_accept(request: HttpRequest, pk) -> HttpResponse:
    """Take the person in: what the project asks, when it begins, and what the sender is told."""
    one = referral_or_404(request.user, pk)
    if one.state not in WAITING:
        return redirect(one)
    initial = started_from(one.person) | {"target_group": one.target_group_id, "note": ""}
    initial["sender"] = sender_value(one.sender, one.sender_kind)
    form = AskedForm(data_of(request), initial=initial, project=one.project, asked=asked_in(one.project))
    form.fields["answer"] = AnswerField()
    if request.method == "POST" and form.is_valid():
        try:
            enrolment = actions.accept_referral(
                referral=one,
                by=request.user,
                answer=form.cleaned_data["answer"],
                background=form.of_person,
                answers=form.of_questions,
                **form.of_enrolment,
            )
        except ValidationError as fault:
            refused(fault, form)
        else:
            messages.success(request, _("Anvisningen är antagen och deltagandet inskrivet. Avsändaren ser svaret."))
            return redirect(enrolment.person)
    return grouped_page(
        request,
        [form],
        [*form.groups, {"legend": _("Svaret"), "fields": [form["answer"]]}],
        title=_("Anta anvisningen"),
        intro=f"{people_words.shown_name(one.person)} – {one.project}",
        submit=_("Anta"),
        back=one.get_absolute_url(),
        crumbs=one_crumbs(one, _("Anta")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def referral_decline(request: HttpRequest, pk) -> HttpResponse:
    one = referral_or_404(request.user, pk)
    return form_page(
        request,
        DeclineForm(data_of(request)),
        lambda values: actions.decline_referral(referral=one, by=request.user, **values),
        title=_("Avböj anvisningen"),
        intro=people_words.shown_name(one.person),
        submit=_("Avböj"),
        back=one.get_absolute_url(),
        done=_("Anvisningen är avböjd. Avsändaren ser svaret."),
        crumbs=one_crumbs(one, _("Avböj")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def referral_hold(request: HttpRequest, pk) -> HttpResponse:
    one = referral_or_404(request.user, pk)
    return form_page(
        request,
        HoldForm(data_of(request)),
        lambda values: actions.hold_referral(
            referral=one, until=values["hold_until"], answer=values["answer"], by=request.user
        ),
        title=_("Låt anvisningen vila"),
        intro=people_words.shown_name(one.person),
        submit=_("Låt vila"),
        back=one.get_absolute_url(),
        done=_("Anvisningen vilar. Avsändaren ser till vilken dag."),
        crumbs=one_crumbs(one, _("Vila")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def referral_reopen(request: HttpRequest, pk) -> HttpResponse:
    one = referral_or_404(request.user, pk)
    return question_page(
        request,
        lambda: actions.reopen_referral(referral=one, by=request.user),
        title=_("Öppna anvisningen igen"),
        consequences=[
            _("Anvisningen väntar på svar igen, från den dag den kom in."),
            _("Svaret som gavs tas bort och syns inte längre för avsändaren."),
        ],
        submit=_("Öppna igen"),
        back=one.get_absolute_url(),
        done=_("Anvisningen väntar på svar igen."),
        danger=False,
        crumbs=one_crumbs(one, _("Öppna igen")),
    )
