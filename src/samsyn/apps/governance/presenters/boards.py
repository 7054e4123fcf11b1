"""A group's page: who sits there, how it works, its meetings, and what it has promised."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.governance.models import Board, BoardMeeting, Decision, Mandate, MeetingState, Result, Seat, Task, Was
from samsyn.apps.governance.queries.standing import Attended, LeadTime, Standing
from samsyn.core.quantities import Share
from samsyn.web.formats import isodate, number, percent
from samsyn.web.tables import Cell, Column, Row, Table

MANDATES = {Mandate.DECIDE: "success", Mandate.ASK: "warning", Mandate.LISTEN: "closed"}
MEETINGS = {MeetingState.PLANNED: "planned", MeetingState.CLOSED: "done", MeetingState.CANCELLED: "closed"}
MARKS = {Was.PRESENT: "success", Was.SUBSTITUTE: "note", Was.ABSENT: "closed"}


def crumbs(*trail: tuple[Any, str]) -> list[dict[str, Any]]:
    """Styrning / …"""
    return [{"label": label, "href": href} for label, href in ((_("Styrning"), reverse("board-list")), *trail)]


def board_crumbs(board: Board, *trail: tuple[Any, str]) -> list[dict[str, Any]]:
    """Styrning / the group / …"""
    return crumbs((board.name, board.get_absolute_url()), *trail)


def board_table(rows) -> Table:
    """Groups with next meeting and what is promised. rows: (board, next meeting or None, open, late)."""
    columns = [Column(_("Grupp")), Column(_("Slag")), Column(_("Hålls av")), Column(_("Nästa möte"))]
    columns += [Column(_("Öppna löften"), numeric=True), Column(_("Försenade"), numeric=True)]
    cells = [
        [
            Cell(board.name, href=board.get_absolute_url(), note=_("upphörde %(day)s") % {"day": isodate(board.until)}
                 if board.until else ""),
            board.get_kind_display(),
            board.organisation.brief,
            Cell(isodate(meeting.on), href=meeting.get_absolute_url(), css="nowrap") if meeting else Cell("–"),
            number(waiting),
            number(late),
        ]
        for board, meeting, waiting, late in rows
    ]  # fmt: skip
    note = _("Löften är beslut och uppdrag som ingen har sagt vad det blev av. Försenade: dagen har passerat.")
    return Table(_("Grupper"), columns, cells, note=note)


def facts(board: Board, projects) -> list[dict[str, Any]]:
    """What the group is."""
    rows = [
        {"label": _("Hålls av"), "text": board.organisation.name, "href": board.organisation.get_absolute_url()},
        {"label": _("Insatser"), "text": ", ".join(project.code for project in projects)},
        {"label": _("Upphörde"), "text": isodate(board.until) if board.until else ""},
        {"label": _("Källa"), "text": board.source},
    ]
    return [row for row in rows if row["text"]]


def seat_table(meetings: list[BoardMeeting], attended: list[Attended], may_edit: bool) -> Table | None:
    """Mandate promised beside held, and presence at the latest meetings; None for a group without seats."""
    if not attended:
        return None
    columns = [Column(_("Plats")), Column(_("Mandat som lovades")), Column(_("Mandat i verkligheten"))]
    columns += [Column(_("Närvaro"), numeric=True)]
    columns += [Column(isodate(meeting.on), title=_("Mötet %(day)s") % {"day": isodate(meeting.on)})
                for meeting in meetings]  # fmt: skip
    note = _(
        "Närvaro: möten där platsen var fylld, av egen eller ersättare, av alla där närvaron är inskriven. "
        "De senaste mötena visas vart och ett."
    )
    return Table(_("Platser, mandat och närvaro"), columns, [_seat_row(one, may_edit) for one in attended], note=note)


def _seat_row(one: Attended, may_edit: bool) -> Row:
    seat = one.seat
    cells = [
        Cell(
            seat.called, href=reverse("seat-edit", args=[seat.pk]) if may_edit else "", css="stacked",
            note=_about(seat),
        ),
        _mandate(seat.promised, seat.promised_words),
        _mandate(seat.held, seat.held_words),
        percent(one.filled) if one.filled else "–",
    ]  # fmt: skip
    for mark in one.marks:
        cells.append(Cell("–") if mark is None else _mark(mark))
    return Row(cells, anchor=f"plats-{seat.pk}")


def _about(seat: Seat) -> str:
    """Function and organisation; whom they stand in for; until when."""
    parts = [seat.function if seat.called != seat.function else "", seat.organisation.brief]
    if seat.substitute_for:
        parts.append(_("ersättare för %(who)s") % {"who": seat.substitute_for.called})
    if seat.ends:
        parts.append(_("till %(day)s") % {"day": isodate(seat.ends)})
    return ", ".join(part for part in parts if part)


def _mandate(mandate: str, words: str) -> Cell:
    if not mandate:
        return Cell(_("inte sagt") if not words else "", note=words, css="stacked words")
    return Cell(Mandate(mandate).label, tag=MANDATES[Mandate(mandate)], note=words, css="stacked words")


def _mark(mark) -> Cell:
    label = {Was.PRESENT: _("var med"), Was.SUBSTITUTE: _("ersättare"), Was.ABSENT: _("borta")}[Was(mark.was)]
    return Cell(label, tag=MARKS[Was(mark.was)], title=str(mark.instead) if mark.instead else "",
                css="nowrap")  # fmt: skip


def standing_figures(standing: Standing) -> list[dict[str, Any]]:
    """The group's own figures, each with n/N; empty when it has not closed a meeting."""
    if not standing.meetings:
        return []
    rows = [
        _figure(_("Punkter som blev beslut"), standing.decided),
        _figure(_("Punkter som blev uppdrag"), standing.given),
        _figure(_("Punkter som noterades"), standing.noted),
        _figure(_("Punkter som flyttades"), standing.moved, note=_most_moved(standing)),
        _lead(standing.lead),
        _figure(_("Uppdrag gjorda i tid"), standing.tasks_kept),
        _figure(_("Beslut genomförda i tid"), standing.decisions_kept),
    ]
    return [row for row in rows if row is not None]


def _figure(label: str, share: Share | None, note: str = "") -> dict[str, Any] | None:
    if share is None:
        return None
    return {
        "label": label, "value": percent(share.value), "n_of_N": f"{number(share.n)}/{number(share.of)}",
        "population": share.population, "note": note,
    }  # fmt: skip


def _most_moved(standing: Standing) -> str:
    if standing.most_moved is None:
        return ""
    title, times = standing.most_moved
    told = ngettext("%(number)d gång", "%(number)d gånger", times) % {"number": times}
    return _("Oftast: %(title)s, %(times)s.") % {"title": title, "times": told}


def _lead(lead: LeadTime | None) -> dict[str, Any] | None:
    if lead is None:
        return None
    spread = _("från %(shortest)s till %(longest)s dagar") % {
        "shortest": number(lead.shortest), "longest": number(lead.longest),
    }  # fmt: skip
    if lead.half:
        spread += _(", hälften mellan %(low)s och %(high)s") % {
            "low": number(lead.half[0]), "high": number(lead.half[1]),
        }  # fmt: skip
    decided = ngettext("%(number)d beslut", "%(number)d beslut", lead.number) % {"number": lead.number}
    days = ngettext("%(number)s dag", "%(number)s dagar", round(lead.median)) % {"number": number(lead.median)}
    return {"label": _("Från första dagordning till beslut, median"), "value": days, "n_of_N": decided,
            "population": spread}  # fmt: skip


def meeting_table(meetings, counts: dict[int, dict[str, int]]) -> Table | None:
    """Meetings with how their items ended, latest first. counts: meeting → ending → number."""
    columns = [Column(_("Möte")), Column(_("Läge")), Column(_("Punkter"), numeric=True)]
    columns += [Column(label, numeric=True) for label in (_("Beslut"), _("Uppdrag"), _("Noterat"), _("Flyttade"))]
    rows = []
    for meeting in meetings:
        ended = counts.get(meeting.pk, {})
        rows.append([
            Cell(isodate(meeting.on), href=meeting.get_absolute_url(), css="nowrap"),
            Cell(meeting.get_state_display(), tag=MEETINGS[MeetingState(meeting.state)], css="nowrap"),
            number(sum(ended.values())),
            *(number(ended.get(ending, 0)) for ending in ("decision", "task", "noted", "moved")),
        ])  # fmt: skip
    return Table(_("Möten"), columns, rows) if rows else None


def promise_table(promises, caption: str) -> Table | None:
    """Decisions or tasks with owner, day and what became of them; None when there are none."""
    columns = [Column(caption), Column(_("Ansvarig")), Column(_("Senast")), Column(_("Läge"))]
    rows = [
        [
            Cell(one.text, href=one.get_absolute_url(), css="words stacked", note=_decided(one)),
            str(one.owner),
            Cell(isodate(one.due_on) if one.due_on else "–", css="nowrap"),
            state_cell(one),
        ]
        for one in promises
    ]
    return Table(caption, columns, rows) if rows else None


def _decided(one: Decision | Task) -> str:
    if isinstance(one, Decision):
        return _("beslutat %(day)s") % {"day": isodate(one.decided_on)}
    return ""


def state_tag(one: Decision | Task) -> dict[str, Any]:
    """Word and kind of tag for where a decision or a task is."""
    if one.result == Result.DONE:
        late = not one.in_time
        return {"text": _("gjort, efter sin dag") if late else _("gjort"), "kind": "warning" if late else "success"}
    if one.result == Result.DROPPED:
        return {"text": _("blev inte av"), "kind": "closed"}
    if one.late_on(timezone.localdate()):
        return {"text": _("försenat"), "kind": "error"}
    return {"text": _("pågår"), "kind": "ongoing"}


def state_cell(one: Decision | Task) -> Cell:
    tag = state_tag(one)
    return Cell(tag["text"], tag=tag["kind"], note=one.became, css="stacked words")
