"""How an item ends: decision, task, noted or moved."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.apps.governance import actions
from samsyn.apps.governance.actions.effects import Effect, effect_of, effects
from samsyn.apps.governance.forms import DecisionForm, EffectForm, MoveForm, NoteForm, TaskForm
from samsyn.apps.governance.models import AgendaItem, Ending, ItemState, MeetingState
from samsyn.apps.governance.views.items import open_items
from samsyn.apps.governance.views.meetings import meeting_crumbs
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def item_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """A decision: first what it changes (?verkan=…), then its words, owner and basis."""
    one = get_object_or_404(_taken(request), pk=pk)
    effect = _chosen_effect(request, one)
    form = DecisionForm(data_of(request), item=one, user=request.user, effect=effect)

    def act(values):
        words = {name: values[name] for name in ("text", "owner", "why", "due_on", "basis")}
        return actions.decide(
            item=one, by=request.user, effect=effect.key if effect else "", values=form.values(), **words
        )

    return form_page(
        request,
        form,
        act,
        title=_("Beslut: %(title)s") % {"title": one.title},
        submit=_("Spara beslutet"),
        back=one.get_absolute_url(),
        done=_("Beslutet är sparat."),
        template="governance/decide.html",
        item=one,
        effect=effect,
        effect_form=EffectForm(user=request.user, initial={"verkan": effect.key if effect else ""}),
        crumbs=meeting_crumbs(one.meeting, (one.title, "")),
    )


def _chosen_effect(request: HttpRequest, item: AgendaItem) -> Effect | None:
    """The effect that was asked for; at a first look the one that goes with where the item comes from."""
    if "verkan" in request.GET:
        try:
            effect = effect_of(request.GET["verkan"]) if request.GET["verkan"] else None
        except ValidationError as error:
            raise Http404 from error
    else:
        effect = next((one for one in effects() if one.source and one.source == item.source_kind), None)
        effect = effect if effect and _about_this(effect, item, request.user) else None
    if effect is not None and not effect.open_to(request.user):
        raise Http404
    return effect


def _about_this(effect: Effect, item: AgendaItem, user) -> bool:
    """Whether the item's own source is among what the user may do it to."""
    rows = next((need.rows for need in effect.needs if need.rows is not None), None)
    return rows is not None and item.source_key.isdigit() and rows(user).filter(pk=item.source_key).exists()


@require_http_methods(METHODS)
def item_assign(request: HttpRequest, pk: int) -> HttpResponse:
    rows = AgendaItem.objects.visible_to(request.user, Permission.BOARD_EDIT).filter(
        Q(ending="") | Q(ending__in=[Ending.DECISION, Ending.TASK]),
        state=ItemState.TAKEN, meeting__state=MeetingState.PLANNED,
    )  # fmt: skip
    one = get_object_or_404(rows.select_related("meeting__board__organisation"), pk=pk)
    return form_page(
        request,
        TaskForm(data_of(request), item=one),
        lambda values: actions.assign(item=one, by=request.user, **values),
        title=_("Uppdrag: %(title)s") % {"title": one.title},
        submit=_("Ge uppdraget"),
        back=one.get_absolute_url(),
        done=_("Uppdraget är givet."),
        crumbs=meeting_crumbs(one.meeting, (one.title, "")),
    )


@require_http_methods(METHODS)
def item_note(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(_taken(request), pk=pk)
    return form_page(
        request,
        NoteForm(data_of(request), initial={"said": one.said}),
        lambda values: actions.note_item(item=one, by=request.user, **values),
        title=_("Notera: %(title)s") % {"title": one.title},
        submit=_("Notera"),
        back=one.get_absolute_url(),
        done=_("Punkten är noterad."),
        crumbs=meeting_crumbs(one.meeting, (one.title, "")),
    )


@require_http_methods(METHODS)
def item_move(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(_taken(request), pk=pk)
    form = MoveForm(data_of(request), meeting=one.meeting)
    return form_page(
        request,
        form,
        lambda values: actions.move_item(item=one, by=request.user, **values),
        title=_("Flytta: %(title)s") % {"title": one.title},
        intro=_("Punkten räknas som flyttad, och väntan räknas från första gången.")
        if form.fields["to"].queryset
        else _("Gruppen har inget senare möte. Kalla till nästa möte först."),
        submit=_("Flytta punkten"),
        back=one.meeting.get_absolute_url(),
        done=_("Punkten är flyttad."),
        crumbs=meeting_crumbs(one.meeting, (one.title, "")),
    )


@require_http_methods(METHODS)
def item_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an ending back while the meeting goes on."""
    rows = AgendaItem.objects.visible_to(request.user, Permission.BOARD_EDIT).exclude(ending="")
    rows = rows.filter(meeting__state=MeetingState.PLANNED).select_related("meeting__board__organisation", "first")
    one = get_object_or_404(rows, pk=pk)
    return question_page(
        request,
        lambda: actions.reopen_item(item=one, by=request.user),
        title=_("Ta tillbaka ”%(ending)s” för %(title)s?") % {"ending": one.get_ending_display(), "title": one.title},
        consequences=[
            _("Beslutet eller uppdragen tas bort, och punkten står åter öppen. Spåret minns vad som stod."),
            _("En flyttad punkt tas bort från det senare mötet."),
        ],
        submit=_("Ta tillbaka"),
        back=one.get_absolute_url(),
        done=_("Punkten är öppen igen."),
        crumbs=meeting_crumbs(one.meeting, (one.title, "")),
    )


def _taken(request: HttpRequest):
    return open_items(request).filter(state=ItemState.TAKEN)
