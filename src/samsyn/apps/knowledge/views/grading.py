"""The three grades of a method card, where a person answers in the rule's place."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.apps.knowledge.actions import methods as actions
from samsyn.apps.knowledge.forms.methods import GradeForm
from samsyn.apps.knowledge.models import GradeOf, Method
from samsyn.apps.knowledge.presenters import grades as grade_words
from samsyn.apps.knowledge.queries import methods as queries
from samsyn.apps.knowledge.views.methods import FORM, to_method
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page


def _graded(request: HttpRequest, pk: int, of: str) -> Method:
    """A card that the user may grade in the question named."""
    one = get_object_or_404(Method.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    if of not in GradeOf.values or not queries.may_review(request.user, one):
        raise Http404
    return one


@require_http_methods(FORM)
def method_grade(request: HttpRequest, pk: int, of: str) -> HttpResponse:
    """Grade in one's own name."""
    one = _graded(request, pk, of)
    return form_page(
        request,
        GradeForm(data_of(request), of=of),
        lambda values: actions.grade_method(method=one, of=of, by=request.user, **values),
        title=_("Bedöm %(question)s") % {"question": GradeOf(of).label},
        intro=_("Din bedömning visas med ditt namn och dagens datum. Det regeln säger står kvar bredvid."),
        submit=_("Spara bedömningen"),
        back=one.get_absolute_url(),
        table=grade_words.scale_table(of),
        form_title=_("Din bedömning"),
        crumbs=to_method(one, (_("Bedöm"), "")),
    )


@require_http_methods(FORM)
def method_grade_rule(request: HttpRequest, pk: int, of: str) -> HttpResponse:
    """Let the rule speak again where a reviewer did."""
    one = _graded(request, pk, of)
    return question_page(
        request,
        lambda: actions.follow_rule(method=one, of=of, by=request.user),
        title=_("Låt regeln svara om %(question)s igen?") % {"question": GradeOf(of).label},
        consequences=[_("Graden följer då det som är inskrivet. Granskarens grad finns kvar bland de tidigare.")],
        submit=_("Följ regeln"),
        back=one.get_absolute_url(),
        done=_("Graden följer regeln."),
        danger=False,
        crumbs=to_method(one, (_("Följ regeln"), "")),
    )
