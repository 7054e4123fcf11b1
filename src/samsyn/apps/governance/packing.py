"""The board pack's content: what is on the agenda, who is awaited, the projects, patterns and earlier decisions.

Plain values, so that it can be frozen: {title, lines, language, sections: [{code, title, lead, table}]}, where a table
is {columns: [{label, kind}], rows: [[text, …]], note} and kind is text, number or date. At most about two pages, so
every table has its longest.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.evaluation.models import Recommendation
from samsyn.apps.evaluation.models.judgements import RecommendationState
from samsyn.apps.governance.models import BoardMeeting, Decision, Ending, ItemState, MeetingState, SourceKind, Task
from samsyn.apps.governance.queries.meetings import OWNER, moves_before
from samsyn.apps.governance.queries.suggestions import patterns_near, steered_by
from samsyn.apps.knowledge.models import PatternState, Statement
from samsyn.apps.knowledge.queries.patterns import on_board
from samsyn.apps.portfolio.models import BudgetLine, Goal, Project
from samsyn.apps.portfolio.models.projects import State
from samsyn.apps.portfolio.queries import unfollowable_goals
from samsyn.web.formats import isodate, number, percent, sek

FORMAT = "samsyn-underlag/1"
LONGEST = {"agenda": 15, "awaited": 10, "projects": 12, "patterns": 8, "decisions": 8}
LETTERS = 160  # of a text in a cell: a pack is read in ten minutes
Content = dict[str, Any]


def pack_of(meeting: BoardMeeting, user) -> Content:
    """The pack as it reads now for this user, in the language of the one who asks."""
    board = meeting.board
    projects = list(steered_by(board, user).order_by("starts", "code"))
    when = " ".join(part for part in (isodate(meeting.on), f"{meeting.at:%H:%M}" if meeting.at else "") if part)
    return {
        "format": FORMAT,
        "language": (translation.get_language() or "sv")[:2],
        "title": _("Underlag till %(board)s") % {"board": board},
        "lines": [line for line in (when, meeting.place) if line],
        "sections": [
            _agenda(meeting),
            _awaited(meeting, projects, user),
            _projects(meeting, projects),
            _patterns(meeting, projects, user),
            _decisions(meeting),
        ],
    }


def _section(
    code: str, title: str, lead: str, labels: Sequence[str | tuple[str, str]], rows: list[list[str]]
) -> Content:
    """A section with its table, cut to its longest; the note says what was left out."""
    columns = [{"label": each, "kind": "text"} if isinstance(each, str) else {"label": each[0], "kind": each[1]}
               for each in labels]  # fmt: skip
    left = len(rows) - LONGEST[code]
    told = ngettext("%(number)d rad till finns i Samsyn.", "%(number)d rader till finns i Samsyn.", left)
    note = told % {"number": left} if left > 0 else ""
    table = {"columns": columns, "rows": rows[: LONGEST[code]], "note": note} if rows else None
    return {"code": code, "title": title, "lead": lead, "table": table}


def _short(text: str) -> str:
    return text if len(text) <= LETTERS else text[:LETTERS].rsplit(maxsplit=1)[0].rstrip(" ,;:–") + " …"  # a whole word


def _agenda(meeting: BoardMeeting) -> Content:
    taken = list(meeting.items.filter(state=ItemState.TAKEN))
    moved = moves_before(meeting, taken)
    rows = [
        [
            str(at),
            _short(item.title),
            str(SourceKind(item.source_kind).label),
            _short(item.about),
            _times(moved.get(item.first_id or 0, 0)),
        ]
        for at, item in enumerate(taken, 1)
    ]
    lead = "" if rows else _("Dagordningen är tom.")
    labels = (_("Nr"), _("Punkt"), _("Kommer från"), _("Vad det gäller"), _("Flyttad"))
    return _section("agenda", _("Att ta ställning till"), lead, labels, rows)


def _times(number: int) -> str:
    return ngettext("%(number)d gång", "%(number)d gånger", number) % {"number": number} if number else ""


def _awaited(meeting: BoardMeeting, projects: list[Project], user) -> Content:
    """What is awaited from whom, the longest waited first."""
    on, board = meeting.on, meeting.board
    waiting: list[tuple[date, list[str]]] = []

    def wait(what: str, whom: str, due: date) -> None:
        days = (on - due).days
        late = ngettext("%(number)d dag", "%(number)d dagar", days) % {"number": days} if days > 0 else ""
        waiting.append((due, [_short(what), whom, isodate(due), late]))

    ours = Q(addressee=board.organisation_id) | Q(project__in=projects) | Q(cluster__projects__in=projects)
    asked = Recommendation.objects.visible_to(user).filter(ours, state=RecommendationState.OPEN)
    for one in asked.select_related("addressee").distinct():
        if one.due_on:
            wait(_("Svar: %(text)s") % {"text": one.text}, one.addressee.brief, one.due_on)
    about = Q(pattern__organisation=board.organisation_id) | Q(addressee=board.organisation_id)
    sent = Statement.objects.visible_to(user).filter(about, sent_on__isnull=False, answer="")
    for one in sent.select_related("pattern", "addressee"):
        wait(_("Svar på skrivelse: %(text)s") % {"text": one.pattern}, one.addressee.brief, one.reply_by)
    for model in (Task, Decision):
        for one in model.objects.open().filter(item__meeting__board=board).select_related(*OWNER):
            if one.due_on:
                wait(one.text, str(one.owner), one.due_on)
    rows = [row for _due, row in sorted(waiting, key=lambda each: each[0])]
    lead = _("Sen: dagar efter sista svarsdag, räknat till mötet %(day)s.") % {"day": isodate(on)}
    lead = lead if rows else _("Ingen är svaret skyldig.")
    return _section(
        "awaited", _("Väntar på svar"), lead, (_("Vad"), _("Av vem"), (_("Senast"), "date"), (_("Sen"), "date")), rows
    )


def _projects(meeting: BoardMeeting, projects: list[Project]) -> Content:
    """The projects that the group steers: where they are, money and goals. Three questions, however many they are."""
    money: dict[int, dict[str, Any]] = {}
    support = BudgetLine.objects.filter(project__in=projects, kind="support").order_by()
    for project, part, amount in support.values_list("project", "part").annotate(many=Sum("amount")):
        money.setdefault(project, {})[part] = amount
    adopted = Goal.objects.filter(project__in=projects, state="adopted").order_by()
    goals = dict(adopted.values_list("project").annotate(many=Count("pk")))
    loose = dict(unfollowable_goals(projects).order_by().values_list("project").annotate(many=Count("pk")))
    rows = []
    for one in projects:
        plan = money.get(one.pk, {}).get("revised") or money.get(one.pk, {}).get("plan")
        spent = money.get(one.pk, {}).get("outcome")
        rows.append([
            one.code,
            str(State(one.state_on(meeting.on)).label),
            isodate(one.ends) if one.ends else _("tills vidare"),
            sek(plan),
            f"{sek(spent)} ({percent(spent / plan)})" if plan and spent is not None else sek(spent),
            number(goals.get(one.pk, 0)),
            number(loose.get(one.pk, 0)),
        ])  # fmt: skip
    labels = (
        _("Insats"), _("Läge"), (_("Slutar"), "date"), (_("Stöd, plan"), "number"), (_("Stöd, utfall"), "number"),
        (_("Antagna mål"), "number"), (_("Går inte att följa"), "number"),
    )  # fmt: skip
    lead = "" if rows else _("Gruppen styr ingen insats som den som fyllde underlaget ser.")
    return _section("projects", _("Insatserna"), lead, labels, rows)


def _patterns(meeting: BoardMeeting, projects: list[Project], user) -> Content:
    ours = patterns_near(meeting.board, projects, user)
    found = on_board(list(ours.exclude(state=PatternState.CLOSED)), meeting.on)
    rows = [
        [
            _short(row.pattern.name),
            number(row.told),
            number(row.recent),
            str(row.pattern.get_state_display()),
            isodate(row.pattern.next_on),
        ]
        for row in sorted(found, key=lambda row: -row.told)
    ]
    labels = (
        _("Mönster"), (_("Observationer"), "number"), (_("Senaste kvartalet"), "number"), _("Läge"),
        (_("Tas upp senast"), "date"),
    )  # fmt: skip
    lead = _("Senaste kvartalet: de 91 dagarna före mötet %(day)s.") % {"day": isodate(meeting.on)}
    lead = lead if rows else _("Inga öppna mönster.")
    return _section("patterns", _("Mönster i systemen"), lead, labels, rows)


def _decisions(meeting: BoardMeeting) -> Content:
    """Decisions of the last closed meeting and those closed since, with what became of them."""
    earlier = meeting.board.meetings.filter(state=MeetingState.CLOSED, on__lt=meeting.on).order_by("-on").first()
    if earlier is None:
        return _section("decisions", _("Beslut sedan sist"), _("Gruppen har inte avslutat något möte förut."), (), [])
    since = Q(decided_on__gte=earlier.on) | Q(closed_on__gte=earlier.on)
    found = Decision.objects.filter(since, item__meeting__board=meeting.board, item__ending=Ending.DECISION)
    rows = [
        [
            isodate(one.decided_on),
            _short(one.text),
            str(one.owner),
            _short(one.became) if one.result else _("inget sagt"),
        ]
        for one in found.exclude(item__meeting=meeting).select_related(*OWNER)
    ]
    labels = ((_("Beslutat"), "date"), _("Beslut"), _("Ansvarig"), _("Vad det blev"))
    lead = "" if rows else _("Förra mötet %(day)s slutade utan beslut.") % {"day": isodate(earlier.on)}
    return _section("decisions", _("Beslut sedan sist"), lead, labels, rows)
