"""Which questions a project asks: choosing, writing, copying, and as a file that travels with the method."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions import questions as actions
from samsyn.apps.participants.forms.questions import BringForm, ChooseForm, CopyForm, QuestionForm
from samsyn.apps.participants.forms.questions_file import LARGEST, file_of, questions_in
from samsyn.apps.participants.models import Question
from samsyn.apps.participants.models.reach import projects_led_by
from samsyn.apps.participants.presenters import questions as words
from samsyn.apps.participants.queries.questions import Asked, asked_in, not_asked_in
from samsyn.apps.portfolio.forms.fields import add_errors
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.presenters import project_page
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page

EDIT = Permission.PERSON_EDIT


def _project_or_404(request: HttpRequest, pk: int) -> Project:
    return get_object_or_404(projects_led_by(request.user, EDIT).select_related("organisation"), pk=pk)


def _page(request: HttpRequest, project: Project, *trail: tuple[Any, str]) -> dict[str, Any]:
    people = (_("Deltagare"), reverse("project-people", args=[project.pk]))
    here = (_("Frågor"), reverse("project-questions", args=[project.pk]))
    return project_page(project, request.user, "participants", people, here, *trail)


@require_http_methods(["GET", "HEAD", "POST"])
def project_questions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every question the project could ask, those it asks first."""
    project = _project_or_404(request, pk)
    asked = asked_in(project)
    form = ChooseForm(data_of(request), asked=asked, others=not_asked_in(project, asked))
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_questions(project=project, asked=form.chosen, by=request.user)
        except ValidationError as fault:
            add_errors(form, fault)
        else:
            messages.success(request, _("Sparat. Frågorna ställs så från och med nu."))
            return redirect("project-questions", pk)
    context = {"form": form, "rows": words.question_rows(form), **_page(request, project)}
    return render(request, "participants/questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request: HttpRequest, pk: int) -> HttpResponse:
    project = _project_or_404(request, pk)

    def write(values: dict[str, Any]) -> None:
        question = actions.write_question(organisation=project.organisation, by=request.user, **values)
        actions.choose_questions(project=project, asked=[*asked_in(project), Asked(question=question)], by=request.user)

    return form_page(
        request,
        QuestionForm(data_of(request)),
        write,
        title=_("Ny fråga"),
        intro=_("Frågan ställs i insatsen och kan väljas i era andra insatser."),
        back=reverse("project-questions", args=[pk]),
        done=_("Frågan ställs sist. Ändra ordningen i listan."),
        **_page(request, project, (_("Ny"), "")),
    )


def _question_or_404(request: HttpRequest, pk: int) -> Question:
    """A question of an authority where the user leads projects."""
    return get_object_or_404(Question.objects.visible_to(request.user, EDIT), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def question_edit(request: HttpRequest, pk: int) -> HttpResponse:
    question = _question_or_404(request, pk)
    return form_page(
        request,
        QuestionForm(data_of(request), instance=question),
        lambda values: actions.edit_question(question=question, by=request.user, **values),
        title=_("Ändra frågan"),
        intro=_("Ändringen gäller i alla insatser som ställer frågan. Svar som redan är givna ändras inte."),
        back=_back(request, question),
        remove=reverse("question-remove", args=[pk]),
        crumbs=_trail(request, question, (_("Ändra frågan"), "")),
    )


def _back(request: HttpRequest, question: Question) -> str:
    """To a project that asks it and that the reader leads, otherwise to the list of people."""
    led = projects_led_by(request.user, EDIT).values("pk")
    asked = question.asked.filter(project__in=led).first()
    return reverse("project-questions", args=[asked.project_id]) if asked else reverse("person-list")


def _trail(request: HttpRequest, question: Question, *trail: tuple[Any, str]) -> list[dict[str, Any]]:
    first = ((_("Deltagare"), reverse("person-list")), (_("Frågor"), _back(request, question)))
    return [{"label": label, "href": href} for label, href in (*first, *trail)]


@require_http_methods(["GET", "HEAD", "POST"])
def question_remove(request: HttpRequest, pk: int) -> HttpResponse:
    question = _question_or_404(request, pk)
    asking = question.asked.count()
    return question_page(
        request,
        lambda: actions.remove_question(question=question, by=request.user),
        title=_("Ta bort frågan"),
        consequences=[
            _("Frågan ”%(question)s” försvinner ur %(many)s insatser.") % {"question": question, "many": asking},
            _("Det går bara om ingen har svarat på den."),
        ],
        submit=_("Ta bort"),
        back=_back(request, question),
        done=_("Frågan är borttagen."),
        crumbs=_trail(request, question, (_("Ta bort"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def questions_copy(request: HttpRequest, pk: int) -> HttpResponse:
    project = _project_or_404(request, pk)
    others = projects_led_by(request.user, EDIT).filter(organisation=project.organisation).exclude(pk=pk)
    return form_page(
        request,
        CopyForm(data_of(request), projects=others),
        lambda values: actions.copy_questions(project=project, by=request.user, **values),
        title=_("Kopiera frågor"),
        intro=_("De frågor som insatsen inte redan ställer läggs till sist. Inget tas bort."),
        submit=_("Kopiera"),
        back=reverse("project-questions", args=[pk]),
        done=_("Frågorna är kopierade. Gå igenom ordningen."),
        **_page(request, project, (_("Kopiera"), "")),
    )


@require_safe
def questions_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions as a file, with the name of the method they belong to."""
    project = _project_or_404(request, pk)
    asked = asked_in(project)
    methods = [one.question.origin for one in asked if one.question and one.question.origin]
    text = file_of(asked, methods[0] if methods else project.name)
    disposition = f'attachment; filename="fragor-{project.pk}.yaml"'
    return HttpResponse(
        text, content_type="application/yaml; charset=utf-8", headers={"Content-Disposition": disposition}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def questions_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Questions from a file: every fault is named with the number of its question, and nothing is half read in."""
    project = _project_or_404(request, pk)

    def bring(values: dict[str, Any]) -> int:
        method, questions = questions_in(values["file"].read(LARGEST + 1) if values["file"] else values["text"])
        return actions.bring_questions(project=project, questions=questions, method=method, by=request.user)

    return form_page(
        request,
        BringForm(data_of(request), request.FILES or None),
        bring,
        title=_("Läs in frågor"),
        intro=_("Frågor följer med metoden: en fil ur en annan insats eller en annan organisations Samsyn."),
        submit=_("Läs in"),
        back=reverse("project-questions", args=[pk]),
        done=_("Frågorna är inlästa. Gå igenom ordningen."),
        **_page(request, project, (_("Läs in"), "")),
    )
