"""Groups and their seats."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.governance import actions
from samsyn.apps.governance.forms import BoardForm, EndSeatForm, SeatForm
from samsyn.apps.governance.models import AgendaItem, Board, BoardMeeting, Decision, ItemState, MeetingState, Seat, Task
from samsyn.apps.governance.presenters import boards as words
from samsyn.apps.governance.queries import standing
from samsyn.apps.governance.queries.meetings import OWNER, next_meeting
from samsyn.apps.governance.queries.suggestions import steered_by, steering
from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio import presenters as portfolio
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.views.pages import data_of, form_page

P = Permission
SHOWN_CLOSED = 30
METHODS = ["GET", "HEAD", "POST"]


@require_safe
def board_list(request: HttpRequest) -> HttpResponse:
    """The groups that the reader may see, with next meeting and what is promised."""
    boards = list(Board.objects.visible_to(request.user).select_related("organisation"))
    context = {
        "table": _table_of(boards),
        "any": bool(boards),
        "may_add": organisations_where(request.user, P.BOARD_EDIT).exists(),
        "crumbs": words.crumbs(),
    }
    return render(request, "governance/board_list.html", context)


@require_safe
def project_boards(request: HttpRequest, pk: int) -> HttpResponse:
    """The groups that steer one project, on its page, and what they have promised."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    boards = list(steering(project, request.user).select_related("organisation"))
    of_these = {"item__meeting__board__in": boards}
    decisions = Decision.objects.open().filter(**of_these).select_related(*OWNER)
    tasks = Task.objects.open().filter(**of_these).select_related(*OWNER)
    context = {
        "table": _table_of(boards) if boards else None,
        "open_decisions": words.promise_table(decisions, _("Beslut som väntar på att bli verklighet")),
        "open_tasks": words.promise_table(tasks, _("Uppdrag som pågår")),
        "may_add": organisations_where(request.user, P.BOARD_EDIT).exists(),
        **portfolio.project_page(project, request.user, "governance"),
    }
    return render(request, "governance/project_boards.html", context)


def _table_of(boards: list[Board]):
    """Groups with next meeting and promises. Three questions, however many they are."""
    today = timezone.localdate()
    coming: dict[int, BoardMeeting] = {}
    planned = BoardMeeting.objects.filter(board__in=boards, state=MeetingState.PLANNED, on__gte=today)
    for meeting in planned.order_by("-on"):
        coming[meeting.board_id] = meeting
    waiting, late = _promises_of(boards, today)
    return words.board_table([(one, coming.get(one.pk), waiting[one.pk], late[one.pk]) for one in boards])


def _promises_of(boards: list[Board], today) -> tuple[dict[int, int], dict[int, int]]:
    """Open and late promises of each group. Two questions."""
    waiting: dict[int, int] = defaultdict(int)
    late: dict[int, int] = defaultdict(int)
    for model in (Decision, Task):
        rows = model.objects.open().filter(item__meeting__board__in=boards).order_by()
        counted = rows.values("item__meeting__board").annotate(
            many=Count("pk"), behind=Count("pk", filter=Q(due_on__lt=today))
        )
        for row in counted:
            waiting[row["item__meeting__board"]] += row["many"]
            late[row["item__meeting__board"]] += row["behind"]
    return waiting, late


@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """One group: next meeting, how it works, who sits there, its meetings and promises."""
    one = get_object_or_404(Board.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    may_edit = _mine(request).filter(pk=pk).exists()
    meetings, attended = standing.attendance_of(one)
    decisions = Decision.objects.filter(item__meeting__board=one).select_related(*OWNER)
    tasks = Task.objects.filter(item__meeting__board=one).select_related(*OWNER)
    context = {
        "board": one,
        "facts": words.facts(one, steered_by(one, request.user)),
        "next": next_meeting(one),
        "figures": words.standing_figures(standing.standing_of(one)),
        "seats": words.seat_table(meetings, attended, may_edit),
        "meetings": words.meeting_table(one.meetings.all(), _endings_of(one)),
        "open_decisions": words.promise_table(decisions.open(), _("Beslut som väntar på att bli verklighet")),
        "open_tasks": words.promise_table(tasks.open(), _("Uppdrag som pågår")),
        "closed_decisions": words.promise_table(
            decisions.exclude(result="")[:SHOWN_CLOSED], _("Beslut och vad de blev")
        ),
        "closed_tasks": words.promise_table(tasks.exclude(result="")[:SHOWN_CLOSED], _("Uppdrag och vad de blev")),
        "may_edit": may_edit,
        "crumbs": words.board_crumbs(one),
    }
    return render(request, "governance/board.html", context)


def _endings_of(one: Board) -> dict[int, dict[str, int]]:
    """Meeting → ending → how many items."""
    rows = AgendaItem.objects.filter(meeting__board=one, state=ItemState.TAKEN).order_by()
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for meeting, ending, many in rows.values_list("meeting", "ending").annotate(many=Count("pk")):
        counts[meeting][ending] = many
    return counts


@require_http_methods(METHODS)
def board_new(request: HttpRequest) -> HttpResponse:
    if not organisations_where(request.user, P.BOARD_EDIT).exists():
        raise Http404
    return form_page(
        request,
        BoardForm(data_of(request), user=request.user),
        lambda values: actions.start_board(by=request.user, **values),
        title=_("Ny grupp"),
        intro=_("En styrelse, styrgrupp eller referensgrupp med sina möten, beslut och uppdrag."),
        back=reverse("board-list"),
        to=Board.get_absolute_url,
        crumbs=words.crumbs((_("Ny"), "")),
    )


@require_http_methods(METHODS)
def board_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(_mine(request), pk=pk)

    def edit(values):
        """Projects that the editor may not see stay with the group."""
        seen = set(BoardForm(instance=one, user=request.user).fields["projects"].queryset.values_list("pk", flat=True))
        projects = [*values.pop("projects"), *one.projects.exclude(pk__in=seen)]
        return actions.edit_board(board=one, projects=projects, by=request.user, **values)

    return form_page(
        request,
        BoardForm(data_of(request), instance=one, user=request.user),
        edit,
        title=_("Ändra gruppen"),
        back=one.get_absolute_url(),
        crumbs=words.board_crumbs(one, (_("Ändra"), "")),
    )


@require_http_methods(METHODS)
def seat_new(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(_mine(request), pk=pk)
    return form_page(
        request,
        SeatForm(data_of(request), instance=Seat(board=one), user=request.user),
        lambda values: actions.give_seat(board=one, by=request.user, **values),
        title=_("Ny plats i %(board)s") % {"board": one},
        intro=_("Skriv vad som lovades om mandatet nu, och vad det blev när ni vet."),
        back=one.get_absolute_url(),
        crumbs=words.board_crumbs(one, (_("Ny plats"), "")),
    )


@require_http_methods(METHODS)
def seat_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(_seats(request), pk=pk)
    return form_page(
        request,
        SeatForm(data_of(request), instance=one, user=request.user),
        lambda values: actions.change_seat(seat=one, by=request.user, **values),
        title=_("Ändra platsen"),
        back=one.get_absolute_url(),
        template="governance/seat_form.html",
        seat=one,
        crumbs=words.board_crumbs(one.board, (one.called, "")),
    )


@require_http_methods(METHODS)
def seat_end(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(_seats(request).filter(ends=None), pk=pk)
    return form_page(
        request,
        EndSeatForm(data_of(request)),
        lambda values: actions.end_seat(seat=one, by=request.user, **values),
        title=_("Avsluta platsen för %(who)s?") % {"who": one.called},
        intro=_("Det som personen var med om och ansvarar för står kvar. Den som har konto ser inte längre gruppen."),
        submit=_("Avsluta platsen"),
        back=one.get_absolute_url(),
        crumbs=words.board_crumbs(one.board, (one.called, "")),
    )


def _mine(request: HttpRequest):
    return Board.objects.visible_to(request.user, P.BOARD_EDIT).select_related("organisation")


def _seats(request: HttpRequest):
    return Seat.objects.visible_to(request.user, P.BOARD_EDIT).select_related(
        "board__organisation", "organisation", "user"
    )
