"""The guide: from what somebody wants to know to an account of their own, with nothing assumed in silence."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.apps.economics import actions, queries
from samsyn.apps.economics.forms.guiding import GuideForm, StartForm
from samsyn.apps.economics.presenters import guiding as words
from samsyn.apps.economics.queries import guiding
from samsyn.apps.economics.views import accounts
from samsyn.apps.portfolio.forms.fields import add_errors
from samsyn.apps.portfolio.models import Application, Project
from samsyn.apps.portfolio.queries.applications import drafts_of
from samsyn.apps.portfolio.views.pages import data_of
from samsyn.core.valuation.bank_faults import BadValue

DRAFT = "account_guide"  # in the session: the answers that somebody has begun to give


@require_http_methods(["GET", "HEAD", "POST"])
def account_new(request: HttpRequest) -> HttpResponse:
    """Begin an account: from a shipped case as it is, or through the guide."""
    if "exempel" in request.GET:
        return accounts.account_new(request)
    organisations, projects = queries.homes_for(request.user)
    if not (organisations.exists() or projects.exists()):
        raise Http404
    application = _application(request)
    bound = request.GET if "fraga" in request.GET else None
    start = StartForm(bound, user=request.user, application=application, initial=_asked(request))
    if start.is_bound and start.is_valid():
        return _questions(request, start.cleaned_data, application)
    context = {
        "title": _("Ny kalkyl"),
        "form": start,
        "application": application,
        "draft": request.session.get(DRAFT, {}).get("query", ""),
        "back": application.get_absolute_url() if application else reverse("account-list"),
        "crumbs": _crumbs(),
    }
    return render(request, "economics/guide_start.html", context)


def _asked(request: HttpRequest) -> dict[str, Any]:
    project = _key(request, "insats")
    return {"tal": guiding.OUTCOME, "fraga": "far", **({"insats": project} if project else {})}


def _key(request: HttpRequest, name: str) -> int | None:
    """The key in the address; None for anything that cannot be one."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _application(request: HttpRequest) -> Application | None:
    """The draft that is reckoned on. Http404 for one that is not the user's to write."""
    if "ansokan" not in request.GET:
        return None
    return get_object_or_404(drafts_of(request.user), pk=_key(request, "ansokan"))


def _questions(request: HttpRequest, asked: dict[str, Any], application: Application | None) -> HttpResponse:
    """The questions of one way, then what the answers make, then the account."""
    way, project, today = guiding.WAYS[asked["fraga"]], asked["insats"], timezone.localdate()
    known = guiding.known_of(project, asked["tal"]) if project else {}
    if application is not None:
        known = guiding.known_from(application)
    form = GuideForm(
        data_of(request), way=way, known=known, project=project, today=today, application=application,
        initial=_draft(request),
    )  # fmt: skip
    if request.method == "POST":
        request.session[DRAFT] = {"query": request.GET.urlencode(), "data": dict(words.hidden(request.POST))}
        if form.is_valid():
            answer = _answered(request, form, asked, application)
            if answer is not None:
                return answer
    context = {
        "title": str(dict(StartForm.base_fields["fraga"].choices)[asked["fraga"]]),
        "form": form,
        "project": project or application,
        "found": bool(known),
        "back": _start(project, application),
        "crumbs": _crumbs((_("Frågor"), "")),
    }
    return render(request, "economics/guide.html", context)


def _start(project: Project | None, application: Application | None) -> str:
    """Where the first question was asked."""
    about = f"?insats={project.pk}" if project else f"?ansokan={application.pk}" if application else ""
    return reverse("account-new") + about


def _draft(request: HttpRequest) -> dict[str, Any]:
    """Answers given before, when the address is the one they were given at."""
    draft = request.session.get(DRAFT, {})
    return draft.get("data", {}) if draft.get("query") == request.GET.urlencode() else {}


def _answered(
    request: HttpRequest, form: GuideForm, asked: dict[str, Any], application: Application | None
) -> HttpResponse | None:
    """What the answers make: the account, or the chain to look at first; nothing when they are to be changed."""
    contents = guiding.contents_from(form.way, form.cleaned_data, timezone.localdate())
    try:
        scenario = queries.scenario_of(contents, asked["organisation"])
        if request.POST.get("steg") == "skapa":
            account = actions.begin_account(
                title=form.cleaned_data["title"], contents=contents, begun_from=form.way.case, by=request.user,
                organisation=asked["organisation"], project=asked["insats"], application=application,
            )  # fmt: skip
            request.session.pop(DRAFT, None)
            return redirect(f"{application.get_absolute_url()}#kalkyl" if application else account)
    except BadValue as fault:
        form.add_error(None, [str(each) for each in fault.faults])
        return None
    except ValidationError as refused:
        add_errors(form, refused)
        return None
    if request.POST.get("steg") == "andra":
        return None
    context = {
        "title": form.cleaned_data["title"],
        "resting": words.resting(scenario),
        "links": words.link_facts(scenario),
        "money": words.money_facts(scenario),
        "case": queries.shipped_case(form.way.case),
        "hidden": words.hidden(request.POST),
        "crumbs": _crumbs((_("Granska"), "")),
    }
    return render(request, "economics/guide_review.html", context)


def _crumbs(*trail: tuple[Any, str]) -> list[dict[str, Any]]:
    steps = [
        (_("Kalkyler"), reverse("account-list")),
        (_("Ny kalkyl"), reverse("account-new") if trail else ""),
        *trail,
    ]
    return [{"label": label, "href": href} if href else {"label": label} for label, href in steps]
