"""The landing page of Uppföljning, and a user's own drafts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.evaluation import actions
from samsyn.apps.evaluation.forms import UploadForm
from samsyn.apps.evaluation.models import CheckedDraft
from samsyn.apps.evaluation.presenters.drafts import draft_page
from samsyn.apps.evaluation.queries import clusters_of, homes_where, publications_of
from samsyn.apps.evaluation.views.subjects import crumbs_to
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.views.pages import question_page
from samsyn.core.intake.errors import Unreadable


@require_safe
def follow_up(request: HttpRequest) -> HttpResponse:
    """Clusters, publications with open findings, and the reader's own drafts."""
    context = {
        "clusters": clusters_of(request.user)[:50],
        "publications": publications_of(request.user)[:50],
        "drafts": CheckedDraft.objects.visible_to(request.user).defer("document", "report")[:10],
        "may_make": homes_where(request.user, Permission.EVALUATION_EDIT).exists(),
        "may_bring": homes_where(request.user, Permission.FIGURE_EDIT).exists(),
    }
    return render(request, "evaluation/follow_up.html", context)


@require_safe
def cluster_list(request: HttpRequest) -> HttpResponse:
    context = {
        "clusters": clusters_of(request.user),
        "may_make": homes_where(request.user, Permission.EVALUATION_EDIT).exists(),
        "crumbs": crumbs_to((_("Kluster"), "")),
    }
    return render(request, "evaluation/cluster_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Upload a draft; what cannot be read is said on the form, with the remedy."""
    form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        draft = form.cleaned_data["draft"]
        try:
            checked = actions.check_draft(user=request.user, name=draft.name, data=draft.read())
        except Unreadable as error:
            form.add_error("draft", f"{error.reason} {error.remedy}")
        else:
            return redirect(checked)
    drafts = CheckedDraft.objects.visible_to(request.user).defer("document", "report")[:50]
    context = {"form": form, "drafts": drafts, "crumbs": crumbs_to((_("Granska utkast"), ""))}
    return render(request, "evaluation/check.html", context)


@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The findings beside the document's tables."""
    one = get_object_or_404(CheckedDraft.objects.visible_to(request.user), pk=pk)
    crumbs = crumbs_to((_("Granska utkast"), reverse("check")), (one.name, ""))
    return render(request, "evaluation/draft.html", {"draft": one, "crumbs": crumbs, **draft_page(one)})


@require_http_methods(["GET", "HEAD", "POST"])
def draft_remove(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(CheckedDraft.objects.visible_to(request.user).defer("document", "report"), pk=pk)
    return question_page(
        request,
        lambda: actions.remove_draft(draft=one, by=request.user),
        title=_("Ta bort %(name)s?") % {"name": one.name},
        consequences=[
            _("Granskningens resultat och det som visas av tabeller och text tas bort för gott."),
            _("Själva filen har aldrig sparats här; din egen fil påverkas inte."),
            _("I spåret står kvar att du tog bort en granskning med det här namnet."),
        ],
        submit=_("Ta bort granskningen"),
        back=reverse("check"),
        done=_("Granskningen är borttagen."),
        crumbs=crumbs_to((_("Granska utkast"), reverse("check")), (one.name, one.get_absolute_url()),
                         (_("Ta bort"), "")),
    )  # fmt: skip


def moved(request: HttpRequest, text: str, to: str) -> HttpResponse:
    """Say what happened and go on."""
    messages.success(request, text)
    return redirect(to)
