"""Calls, and the applications that answer them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio import actions, sending
from samsyn.apps.portfolio.forms import ApplicationForm, CallForm, DecideForm
from samsyn.apps.portfolio.models import Application, Call, Project
from samsyn.apps.portfolio.models.calls import ApplicationState
from samsyn.apps.portfolio.presenters import calls as words
from samsyn.apps.portfolio.presenters import theories
from samsyn.apps.portfolio.queries import versions_of
from samsyn.apps.portfolio.queries.applications import drafts_of, to_start, undecided_of
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page
from samsyn.web.registry import panels_for

P = Permission


@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    calls = Call.objects.visible_to(request.user).select_related("organisation")
    context = {
        "table": words.call_table(calls),
        "any": bool(calls),
        "may_open": organisations_where(request.user, P.CALL_EDIT).exists(),
        "crumbs": words.crumbs(),
    }
    return render(request, "portfolio/call_list.html", context)


@require_safe
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """One call: what it wants, its theory of change, applications and projects that the reader may see."""
    one = get_object_or_404(Call.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    versions = list(versions_of(call=one))
    applications = Application.objects.visible_to(request.user).filter(call=one).select_related("organisation")
    projects = Project.objects.visible_to(request.user).filter(call=one).select_related("organisation")
    context = {
        "call": one,
        "facts": words.facts(one),
        "versions": versions,
        "comparison": theories.comparison(versions),
        "drift_table": theories.drift_table(versions),
        "applications": words.application_table(applications),
        "projects": projects,
        "may_edit": Call.objects.visible_to(request.user, P.CALL_EDIT).filter(pk=pk).exists(),
        "may_apply": one.published and organisations_where(request.user, P.PROJECT_EDIT).exists(),
        "crumbs": words.crumbs((one.title, "")),
    }
    return render(request, "portfolio/call.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def call_new(request: HttpRequest) -> HttpResponse:
    if not organisations_where(request.user, P.CALL_EDIT).exists():
        raise Http404
    return form_page(
        request,
        CallForm(data_of(request), user=request.user),
        lambda values: actions.open_call(by=request.user, **values),
        title=_("Ny utlysning"),
        intro=_("Utlysningen är ett utkast som bara ni ser, tills den lyses ut."),
        back=reverse("call-list"),
        to=Call.get_absolute_url,
        crumbs=words.crumbs((_("Ny"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def call_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Call.objects.visible_to(request.user, P.CALL_EDIT), pk=pk)
    return form_page(
        request,
        CallForm(data_of(request), instance=one, user=request.user),
        lambda values: actions.edit_call(call=one, by=request.user, **values),
        title=_("Ändra utlysningen"),
        back=one.get_absolute_url(),
        crumbs=words.crumbs((one.title, one.get_absolute_url()), (_("Ändra"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def call_publish(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Call.objects.visible_to(request.user, P.CALL_EDIT).filter(published=False), pk=pk)
    return question_page(
        request,
        lambda: actions.publish_call(call=one, by=request.user),
        title=_("Lysa ut %(title)s?") % {"title": one.title},
        consequences=[
            _("Alla som är med i en organisation ser utlysningen och kan söka. Det går inte att dra tillbaka.")
        ],
        submit=_("Lys ut"),
        back=one.get_absolute_url(),
        done=_("Utlysningen är utlyst."),
        danger=False,
        crumbs=words.crumbs((one.title, one.get_absolute_url()), (_("Lys ut"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def application_new(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Call.objects.visible_to(request.user).filter(published=True), pk=pk)
    if not organisations_where(request.user, P.PROJECT_EDIT).exists():
        raise Http404
    return form_page(
        request,
        ApplicationForm(data_of(request), instance=Application(call=one), user=request.user),
        lambda values: actions.write_application(call=one, by=request.user, **values),
        title=_("Ny ansökan"),
        intro=_("Ansökan är ett utkast som bara ni ser, tills den skickas."),
        submit=_("Spara utkastet"),
        back=one.get_absolute_url(),
        to=Application.get_absolute_url,
        crumbs=words.crumbs((one.title, one.get_absolute_url()), (_("Ny ansökan"), "")),
    )


@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Application.objects.visible_to(request.user).select_related("call", "organisation", "call__organisation")
    one = get_object_or_404(visible, pk=pk)
    context = {
        "application": one,
        "facts": words.application_facts(one),
        "state": words.application_tag(one),
        "may_edit": drafts_of(request.user).filter(pk=pk).exists(),
        "may_withdraw": undecided_of(request.user).filter(pk=pk).exists(),
        "may_decide": _to_decide(request).filter(pk=pk).exists(),
        "panels": panels_for("application", one, request),
        "may_start": to_start(request.user).filter(pk=pk).exists(),
        "started": Project.objects.visible_to(request.user).filter(application=one).first(),
        "crumbs": words.crumbs((one.call.title, one.call.get_absolute_url()), (one.name, "")),
    }
    return render(request, "portfolio/application.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def application_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(drafts_of(request.user), pk=pk)
    return form_page(
        request,
        ApplicationForm(data_of(request), instance=one, user=request.user),
        lambda values: actions.write_application(call=one.call, application=one, by=request.user, **values),
        title=_("Ändra ansökan"),
        back=one.get_absolute_url(),
        crumbs=words.crumbs((one.name, one.get_absolute_url()), (_("Ändra"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def application_send(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(drafts_of(request.user), pk=pk)
    return question_page(
        request,
        lambda: actions.send_application(application=one, by=request.user),
        title=_("Skicka ansökan %(name)s?") % {"name": one.name},
        consequences=[
            _("%(funder)s ser ansökan och kan besluta om den.") % {"funder": one.call.organisation},
            _("Ansökan går inte att ändra efter det."),
            *sending.told(one),
        ],
        submit=_("Skicka ansökan"),
        back=one.get_absolute_url(),
        done=_("Ansökan är inskickad."),
        danger=False,
        crumbs=words.crumbs((one.name, one.get_absolute_url()), (_("Skicka"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def application_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(undecided_of(request.user), pk=pk)
    return question_page(
        request,
        lambda: actions.withdraw_application(application=one, by=request.user),
        title=_("Återta ansökan %(name)s?") % {"name": one.name},
        consequences=[
            _("%(funder)s kan inte längre besluta om den.") % {"funder": one.call.organisation},
            _("Ansökan finns kvar, märkt som återtagen. Den går inte att skicka igen; skriv i så fall en ny."),
        ],
        submit=_("Återta ansökan"),
        back=one.get_absolute_url(),
        done=_("Ansökan är återtagen."),
        crumbs=words.crumbs((one.name, one.get_absolute_url()), (_("Återta"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def application_decide(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(_to_decide(request), pk=pk)
    return form_page(
        request,
        DecideForm(data_of(request), initial={"amount": one.sought}),
        lambda values: actions.decide_application(application=one, by=request.user, **values),
        title=_("Besluta om %(name)s") % {"name": one.name},
        submit=_("Spara beslutet"),
        intro=_("Beslutet går inte att ändra. En beviljad ansökan kan den sökande starta som insats."),
        back=one.get_absolute_url(),
        done=_("Beslutet är sparat."),
        crumbs=words.crumbs((one.name, one.get_absolute_url()), (_("Besluta"), "")),
    )


def _to_decide(request: HttpRequest):
    calls = Call.objects.visible_to(request.user, P.CALL_EDIT)
    return Application.objects.visible_to(request.user, P.CALL_EDIT).filter(call__in=calls, state=ApplicationState.SENT)
