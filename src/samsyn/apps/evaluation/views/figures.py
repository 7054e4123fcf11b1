"""How a figure was built, down to the typed cell; and figures that are typed, corrected and chosen."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.evaluation import actions
from samsyn.apps.evaluation.forms import ChooseForm, CorrectForm, FigureForm
from samsyn.apps.evaluation.models import StoredFigure
from samsyn.apps.evaluation.presenters.building import figure_page, stored_page
from samsyn.apps.evaluation.queries.stored import stored_for
from samsyn.apps.evaluation.views.subjects import about, figures_of, subject_or_404, subject_page
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.views.pages import data_of, form_page

EDIT = Permission.FIGURE_EDIT


@require_safe
def figure(request: HttpRequest, kind: str, pk: int, key: str) -> HttpResponse:
    """One figure: definition, population, calculation and the figures or cells it rests on."""
    subject = subject_or_404(request, kind, pk)
    figures = figures_of(subject)
    if key not in figures:
        raise Http404(_("Det finns ingen siffra med den nyckeln."))
    stored = stored_for(subject, key)
    mine = StoredFigure.objects.visible_to(request.user).filter(pk__in=[row.pk for row in stored])
    seen = set(mine.values_list("pk", flat=True))
    context = {
        **figure_page(subject, figures, key, stored, seen),
        **subject_page(subject, request.user, "figures", "follow-up", (key, "")),
    }
    return render(request, "evaluation/figure.html", context)


@require_safe
def stored_figure(request: HttpRequest, pk: int) -> HttpResponse:
    """One value as it stands somewhere, with the cell it was read from and what it was corrected to."""
    one = _stored(request, pk)
    subject = one.project or one.cluster
    editable = StoredFigure.objects.visible_to(request.user, EDIT).filter(pk=pk).exists()
    context = {
        **stored_page(one),
        "may_edit": editable and not one.replaced_by_id,
        **subject_page(subject, request.user, "figures", "follow-up", (_("Siffra"), "")),
    }
    return render(request, "evaluation/stored_figure.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def figure_new(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    subject = subject_or_404(request, kind, pk, EDIT)
    back = reverse("cluster-figures" if kind == "cluster" else "project-follow-up", args=[pk])
    return form_page(
        request,
        FigureForm(data_of(request), user=request.user),
        lambda values: actions.type_figure(by=request.user, **about(subject), **values),
        title=_("Ny siffra"),
        intro=_(
            "Skriv av en siffra från en sida, eller skriv in insatsens egen. Det som går att räkna ut skrivs inte in."
        ),
        back=back,
        to=StoredFigure.get_absolute_url,
        **subject_page(subject, request.user, "figures", "follow-up", (_("Ny siffra"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def figure_correct(request: HttpRequest, pk: int) -> HttpResponse:
    one = _stored(request, pk, EDIT)
    subject = one.project or one.cluster
    return form_page(
        request,
        CorrectForm(data_of(request)),
        lambda values: actions.correct_figure(figure=one, by=request.user, **values),
        title=_("Rätta siffran"),
        back=one.get_absolute_url(),
        done=_("Siffran är rättad."),
        to=StoredFigure.get_absolute_url,
        **subject_page(subject, request.user, "figures", "follow-up", (_("Siffra"), one.get_absolute_url()),
                       (_("Rätta"), "")),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def figure_choose(request: HttpRequest, pk: int) -> HttpResponse:
    one = _stored(request, pk, EDIT)
    subject = one.project or one.cluster
    return form_page(
        request,
        ChooseForm(data_of(request)),
        lambda values: actions.choose_figure(figure=one, by=request.user, **values),
        title=_("Låt den här uppgiften räknas"),
        intro=_("Den uppgift som räknas i dag finns kvar som tryckt på annat håll."),
        submit=_("Låt den räknas"),
        back=one.get_absolute_url(),
        done=_("Uppgiften räknas nu."),
        **subject_page(subject, request.user, "figures", "follow-up", (_("Siffra"), one.get_absolute_url()),
                       (_("Välj"), "")),
    )  # fmt: skip


def _stored(request: HttpRequest, pk: int, permission: Permission = Permission.PROJECT_VIEW) -> StoredFigure:
    rows = StoredFigure.objects.visible_to(request.user, permission)
    related = ("project__organisation", "cluster__organisation", "measure", "publication", "table", "replaced_by")
    return get_object_or_404(rows.select_related(*related), pk=pk)
