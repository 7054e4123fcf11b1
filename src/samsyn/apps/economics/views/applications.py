"""The account that goes with an application: chosen among the applicant's own, or none; and on to the project."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.apps.economics import actions
from samsyn.apps.economics.forms import AttachForm
from samsyn.apps.economics.models import Attachment
from samsyn.apps.economics.presenters.following import follow_words
from samsyn.apps.economics.queries.following import to_follow
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio import presenters as portfolio
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.presenters import calls as words
from samsyn.apps.portfolio.queries.applications import drafts_of
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page


@require_http_methods(["GET", "HEAD", "POST"])
def application_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Which of one's accounts goes with a draft."""
    one = get_object_or_404(drafts_of(request.user), pk=pk)
    attached = Attachment.objects.filter(application=one).first()

    def keep(values: dict[str, Any]) -> None:
        if values["account"] is None:
            actions.detach_account(application=one, by=request.user)
        else:
            actions.attach_account(application=one, account=values["account"], by=request.user)

    form = AttachForm(
        data_of(request), application=one, user=request.user,
        initial={"account": attached.account_id if attached else None},
    )  # fmt: skip
    return form_page(
        request,
        form,
        keep,
        title=_("Kalkyl till ansökan"),
        intro=_("Välj vilken av era kalkyler som ska följa med ansökan. När ansökan skickas fryses den som den är."),
        back=f"{one.get_absolute_url()}#kalkyl",
        crumbs=words.crumbs((one.name, one.get_absolute_url()), (_("Kalkyl"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def account_follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the account that a project's application was judged on be the project's; first it is told who reads it."""
    rows = Project.objects.visible_to(request.user, Permission.ACCOUNT_EDIT).select_related("application")
    project = get_object_or_404(rows.prefetch_related("parties__organisation"), pk=pk)
    attachment = to_follow(project.application, request.user) if project.application else None
    if attachment is None:
        raise Http404
    return question_page(
        request,
        lambda: actions.let_account_follow(project=project, by=request.user),
        title=_("Låta ”%(title)s” följa med till insatsen?") % {"title": attachment.account.title},
        consequences=follow_words(project, attachment),
        submit=_("Låt kalkylen följa med"),
        back=reverse("project-accounts", args=[project.pk]),
        done=_("Kalkylen hör nu till insatsen."),
        danger=False,
        **portfolio.project_page(project, request.user, "accounts", (_("Kalkylen följer med"), "")),
    )
