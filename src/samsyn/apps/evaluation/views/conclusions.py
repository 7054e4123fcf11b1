"""What people conclude about a project or a cluster: one form for each kind, and the answer to a recommendation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.evaluation import actions
from samsyn.apps.evaluation.forms import (
    AnswerForm,
    AssessForm,
    ClaimForm,
    EventForm,
    JudgementForm,
    RecommendationForm,
)
from samsyn.apps.evaluation.models import Claim, GoalAttainment, Judgement, OutsideEvent, Recommendation
from samsyn.apps.evaluation.presenters.learning import ANSWERED, due_words
from samsyn.apps.evaluation.queries import answerable_by, as_values
from samsyn.apps.evaluation.queries.gathering import page_words
from samsyn.apps.evaluation.views.subjects import about, crumbs_to, figures_of, subject_or_404, subject_page
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Goal, Project
from samsyn.apps.portfolio.views.pages import data_of, form_page

EDIT = Permission.EVALUATION_EDIT


@require_http_methods(["GET", "HEAD", "POST"])
def claim_new(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    subject = subject_or_404(request, kind, pk, EDIT)
    values = as_values(figures_of(subject))
    form = ClaimForm(data_of(request), instance=Claim(**about(subject)), user=request.user, values=values)
    return _new(
        request, subject, form, actions.make_claim, _("Nytt påstående"), "claims",
        _("En mening med ett tal i, knuten till de siffror som talet ska följa av."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def judgement_new(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    subject = subject_or_404(request, kind, pk, EDIT)
    form = JudgementForm(
        data_of(request), instance=Judgement(**about(subject)), user=request.user, keys=figures_of(subject)
    )
    return _new(
        request, subject, form, actions.judge, _("Ny bedömning"), "judgements",
        _("I ett perspektiv eller på en lärandenivå, med det underlag som bedömningen vilar på."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def event_new(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    subject = subject_or_404(request, kind, pk, EDIT)
    form = EventForm(data_of(request), instance=OutsideEvent(**about(subject)))
    return _new(
        request, subject, form, actions.note_event, _("Ny händelse"), "timeline",
        _("Något utanför insatsen som ändrade dess villkor. Den ritas in på tidslinjen."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_new(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    subject = subject_or_404(request, kind, pk, EDIT)
    form = RecommendationForm(data_of(request), instance=Recommendation(**about(subject)), user=request.user)
    return _new(
        request, subject, form, actions.recommend, _("Ny rekommendation"), "recommendations",
        _("Mottagaren ser rekommendationen på sin översikt tills den är besvarad."),
    )  # fmt: skip


def _new(request, subject, form, act, title, tab, intro) -> HttpResponse:
    cluster_back = {
        "claims": "cluster-claims", "judgements": "cluster-judgements", "timeline": "cluster-timeline",
        "recommendations": "cluster-recommendations",
    }[tab]  # fmt: skip
    back = reverse("project-learning" if isinstance(subject, Project) else cluster_back, args=[subject.pk])
    return form_page(
        request,
        form,
        lambda values: act(by=request.user, **about(subject), **values),
        title=title,
        intro=intro,
        back=back,
        **subject_page(subject, request.user, tab, "learning", (title, "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def goal_assess(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a goal was reached; earlier assessments are kept."""
    mine = Project.objects.visible_to(request.user, EDIT)
    goal = get_object_or_404(Goal.objects.filter(project__in=mine).select_related("project__organisation"), pk=pk)
    return form_page(
        request,
        AssessForm(data_of(request), instance=GoalAttainment(goal=goal)),
        lambda values: actions.assess_goal(goal=goal, by=request.user, **values),
        title=_("Måluppfyllelse"),
        intro=str(goal),
        back=reverse("project-follow-up", args=[goal.project_id]),
        **subject_page(goal.project, request.user, "", "follow-up", (_("Måluppfyllelse"), "")),
    )


@require_safe
def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """One recommendation with its answer."""
    one = get_object_or_404(_recommendations(request), pk=pk)
    facts = [
        {"label": _("Till"), "text": str(one.addressee)},
        {"label": _("Gäller"), "text": str(one.subject)},
        {"label": _("Given"), "text": one.given_on},
        {"label": _("Svar senast"), "text": due_words(one)},
        {
            "label": _("Källa"),
            "text": ", ".join(w for w in (str(one.publication or one.source), page_words(one.page)) if w),
        },
    ]
    context = {
        "recommendation": one,
        "facts": [fact for fact in facts if fact["text"]],
        "tag": ANSWERED[one.state],
        "may_answer": answerable_by(request.user).filter(pk=pk).exists(),
        "crumbs": crumbs_to((_("Rekommendation"), "")),
    }
    return render(request, "evaluation/recommendation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Only the addressee answers."""
    one = get_object_or_404(answerable_by(request.user).select_related("project", "cluster"), pk=pk)
    answered = {"state": one.state, "answer": one.answer} if one.answer else None
    return form_page(
        request,
        AnswerForm(data_of(request), initial=answered),
        lambda values: actions.answer_recommendation(recommendation=one, by=request.user, **values),
        title=_("Svara på rekommendationen"),
        intro=one.text,
        submit=_("Spara svaret"),
        back=one.get_absolute_url(),
        done=_("Svaret är sparat."),
        crumbs=crumbs_to((_("Rekommendation"), one.get_absolute_url()), (_("Svara"), "")),
    )


def _recommendations(request: HttpRequest):
    related = ("addressee", "publication", "project", "cluster")
    return Recommendation.objects.visible_to(request.user).select_related(*related)
