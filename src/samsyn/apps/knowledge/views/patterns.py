"""The pattern board, a pattern, its statements, answers and changes."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.apps.knowledge import actions, presenters, queries
from samsyn.apps.knowledge.forms import (
    AnswerForm,
    ChangeForm,
    CloseForm,
    PatternFilter,
    PatternForm,
    ReopenForm,
    StatementForm,
)
from samsyn.apps.knowledge.models import Observation, Pattern, PatternState, Statement
from samsyn.apps.knowledge.views.observations import crumbs
from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page
from samsyn.web.lists import filters_of, rest_of

EDIT = Permission.PATTERN_EDIT
PER_PAGE = 50
MOST_GATHERED = 100  # observations on the page of a pattern


def _board_crumb() -> tuple[str, str]:
    return _("Mönster"), reverse("pattern-list")


def _crumbs(pattern: Pattern, last: str) -> list[dict[str, str]]:
    return crumbs(_board_crumb(), (pattern.name, pattern.get_absolute_url()), (last, ""))


def _editable(request: HttpRequest, pk: int) -> Pattern:
    return get_object_or_404(Pattern.objects.visible_to(request.user, EDIT), pk=pk)


@require_safe
def pattern_list(request: HttpRequest) -> HttpResponse:
    """The board: every pattern with its count, owner, clock and what happens next."""
    form = PatternFilter(request.GET or None, user=request.user)
    filters = filters_of(form)
    page = Paginator(queries.board(request.user, **filters), PER_PAGE).get_page(request.GET.get("page"))
    rows = queries.on_board(list(page.object_list), timezone.localdate())
    context = {
        "filter": form,
        "filtered": bool(filters) or bool(form.errors),
        "any": bool(rows),
        "table": presenters.board_table(rows, page.paginator.count),
        "page_obj": page,
        "query": rest_of(request),
        "may_start": organisations_where(request.user, EDIT).exists(),
        "crumbs": crumbs((_("Mönster"), "")),
    }
    return render(request, "knowledge/pattern_list.html", context)


@require_safe
def pattern(request: HttpRequest, pk: int) -> HttpResponse:
    """What keeps happening, on what it rests, who has been asked and whether anything helped."""
    rows = Pattern.objects.visible_to(request.user).select_related("kind", "level", "owner", "organisation", "account")
    one = get_object_or_404(rows.prefetch_related("actors", "target_groups"), pk=pk)
    today = timezone.localdate()
    (on_board,) = queries.on_board([one], today)
    may_edit = queries.may_gather(request.user, one)
    read, more, hidden = queries.gathered_in(request.user, one, MOST_GATHERED, gathers=may_edit)
    statements = Statement.objects.visible_to(request.user).filter(pattern=one).select_related("addressee", "pattern")
    mine = Statement.objects.visible_to(request.user, Permission.RECOMMENDATION_ANSWER).filter(pattern=one)
    answers = set(mine.values_list("pk", flat=True))
    context = {
        "pattern": one,
        "state": presenters.state_tag(one),
        "facts": presenters.pattern_facts(one, on_board, queries.hours_in(one)),
        "gathered": bool(read),
        "more": more,
        "table": presenters.observation_table(read, caption=_("Observationer i mönstret")),
        "hidden": hidden,
        "statements": presenters.statement_rows(statements, writes=may_edit, answers=answers),
        "effects": presenters.effect_rows(queries.effects_of(one, today)),
        "suggested": queries.observations_like(request.user, one) if may_edit else [],
        "may_edit": may_edit,
        "closed": one.state == PatternState.CLOSED,
        "crumbs": crumbs(_board_crumb(), (one.name, "")),
    }
    return render(request, "knowledge/pattern.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pattern_new(request: HttpRequest) -> HttpResponse:
    """See that observations point the same way: `o` in the address names those that it begins with."""
    if not organisations_where(request.user, EDIT).exists():
        raise Http404
    keys = [int(key) for key in request.GET.getlist("o")[:200] if key.isdecimal() and len(key) < 10]
    chosen = list(Observation.objects.visible_to(request.user).filter(pk__in=keys).prefetch_related("actors"))
    initial = {
        "kind": next((row.kind_id for row in chosen if row.kind_id), None),
        "actors": sorted({actor.pk for row in chosen for actor in row.actors.all()}),
        "rule": next((row.rule for row in chosen if row.rule), ""),
    }
    return form_page(
        request,
        PatternForm(data_of(request), user=request.user, initial=initial),
        lambda values: actions.start_pattern(by=request.user, observations=chosen, **values),
        title=_("Nytt mönster"),
        intro=_("%(count)s observationer samlas i mönstret.") % {"count": len(chosen)} if chosen else "",
        back=reverse("pattern-list"),
        to=Pattern.get_absolute_url,
        crumbs=crumbs(_board_crumb(), (_("Nytt"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def pattern_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = _editable(request, pk)
    return form_page(
        request,
        PatternForm(data_of(request), instance=one, user=request.user),
        lambda values: actions.edit_pattern(pattern=one, by=request.user, **values),
        title=_("Ändra mönstret"),
        back=one.get_absolute_url(),
        crumbs=_crumbs(one, _("Ändra")),
    )


@require_POST
def pattern_gather(request: HttpRequest, pk: int) -> HttpResponse:
    """Take suggested observations in."""
    one = _editable(request, pk)
    keys = [key for key in request.POST.getlist("observations") if key.isdecimal() and len(key) < 10]
    chosen = Observation.objects.visible_to(request.user).filter(pk__in=keys)
    new = actions.gather(pattern=one, observations=chosen, by=request.user)
    messages.success(request, _("%(count)s lades till i mönstret.") % {"count": new})
    return redirect(one)


@require_http_methods(["GET", "HEAD", "POST"])
def pattern_take_out(request: HttpRequest, pk: int, observation: int) -> HttpResponse:
    one = _editable(request, pk)
    row = get_object_or_404(Observation.objects.filter(gathered__pattern=one), pk=observation)
    return question_page(
        request,
        lambda: actions.take_out(pattern=one, observation=row, by=request.user),
        title=_("Ta ut observationen ur mönstret?"),
        consequences=[presenters.brief(row.text), _("Observationen finns kvar i listan.")],
        submit=_("Ta ut"),
        back=one.get_absolute_url(),
        done=_("Uttagen."),
        danger=False,
        crumbs=_crumbs(one, _("Ta ut")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def pattern_close(request: HttpRequest, pk: int) -> HttpResponse:
    one = _editable(request, pk)
    return form_page(
        request,
        CloseForm(data_of(request)),
        lambda values: actions.close_pattern(pattern=one, by=request.user, **values),
        title=_("Avsluta mönstret"),
        back=one.get_absolute_url(),
        submit=_("Avsluta"),
        crumbs=_crumbs(one, _("Avsluta")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def pattern_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    one = _editable(request, pk)
    return form_page(
        request,
        ReopenForm(data_of(request)),
        lambda values: actions.reopen_pattern(pattern=one, by=request.user, **values),
        title=_("Öppna mönstret igen"),
        back=one.get_absolute_url(),
        submit=_("Öppna"),
        crumbs=_crumbs(one, _("Öppna")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def statement_new(request: HttpRequest, pk: int) -> HttpResponse:
    one = _editable(request, pk)
    (row,) = queries.on_board([one], timezone.localdate())
    return form_page(
        request,
        StatementForm(data_of(request), initial={"text": presenters.default_text(one, row)}),
        lambda values: actions.write_statement(pattern=one, by=request.user, **values),
        title=_("Skriv till den som kan ändra"),
        intro=_("Det sparas som utkast. Du skickar det från mönstrets sida."),
        back=one.get_absolute_url(),
        submit=_("Spara utkast"),
        crumbs=_crumbs(one, _("Skrivelse")),
    )


def _statement(request: HttpRequest, pk: int, permission: Permission) -> Statement:
    rows = Statement.objects.visible_to(request.user, permission).select_related("pattern", "addressee")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def statement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = _statement(request, pk, EDIT)
    return form_page(
        request,
        StatementForm(data_of(request), instance=one),
        lambda values: actions.edit_statement(statement=one, by=request.user, **values),
        title=_("Ändra utkastet"),
        back=one.pattern.get_absolute_url(),
        crumbs=_crumbs(one.pattern, _("Skrivelse")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def statement_send(request: HttpRequest, pk: int) -> HttpResponse:
    one = _statement(request, pk, EDIT)
    return question_page(
        request,
        lambda: actions.send_statement(statement=one, by=request.user),
        title=_("Skicka till %(to)s?") % {"to": one.addressee},
        consequences=[
            _("Skrivelsen går inte att ändra efteråt."),
            _("%(to)s ser mönstret och hur många observationer det har, och ombeds svara.") % {"to": one.addressee},
            _("Klockan startar i dag. Svar senast %(day)s.") % {"day": one.reply_by},
        ],
        submit=_("Skicka"),
        back=one.pattern.get_absolute_url(),
        done=_("Skickad. Klockan går."),
        danger=False,
        crumbs=_crumbs(one.pattern, _("Skicka")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def statement_answer(request: HttpRequest, pk: int) -> HttpResponse:
    one = _statement(request, pk, Permission.RECOMMENDATION_ANSWER)
    return form_page(
        request,
        AnswerForm(data_of(request)),
        lambda values: actions.answer_statement(statement=one, by=request.user, **values),
        title=_("Svara för %(who)s") % {"who": one.addressee},
        intro=one.text,
        back=one.pattern.get_absolute_url(),
        submit=_("Lämna svaret"),
        done=_("Tack. Svaret står kvar som det skrevs."),
        crumbs=_crumbs(one.pattern, _("Svara")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change_new(request: HttpRequest, pk: int) -> HttpResponse:
    one = _editable(request, pk)
    return form_page(
        request,
        ChangeForm(data_of(request)),
        lambda values: actions.note_change(pattern=one, by=request.user, **values),
        title=_("Något är ändrat"),
        intro=_("Från den dagen jämförs hur ofta det berättas om hindret, före och efter."),
        back=one.get_absolute_url(),
        crumbs=_crumbs(one, _("Ändring")),
    )
