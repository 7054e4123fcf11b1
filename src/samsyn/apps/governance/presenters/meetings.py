"""A meeting's page: what is suggested, what is on the agenda and how each item ended."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.governance.models import (
    AgendaItem,
    BoardMeeting,
    Decision,
    Ending,
    ItemState,
    MeetingState,
    Presence,
    SourceKind,
    Task,
)
from samsyn.apps.governance.presenters.boards import MARKS, MEETINGS, state_tag
from samsyn.apps.governance.queries.bases import KINDS, ThenAndNow
from samsyn.apps.governance.queries.meetings import OnAgenda
from samsyn.web.formats import isodate
from samsyn.web.tables import Cell, Column, Table

ENDINGS = {Ending.DECISION: "success", Ending.TASK: "ongoing", Ending.NOTED: "neutral", Ending.MOVED: "warning"}


def meeting_tag(meeting: BoardMeeting) -> dict[str, Any]:
    return {"text": meeting.get_state_display(), "kind": MEETINGS[MeetingState(meeting.state)]}


def agenda(rows: list[OnAgenda]) -> dict[str, list[dict[str, Any]]]:
    """The items by where they stand: taken (numbered), suggested and left out."""
    found: dict[str, list[dict[str, Any]]] = {state: [] for state in ItemState.values}
    for row in rows:
        place = found[row.item.state]
        place.append(_item(row, len(place) + 1))
    return found


def _item(row: OnAgenda, number: int) -> dict[str, Any]:
    item = row.item
    return {
        "item": item,
        "number": number,
        "source": SourceKind(item.source_kind).label if item.source_kind != SourceKind.OWN else "",
        "moved": _moved(row.moved),
        "ending": {"text": Ending(item.ending).label, "kind": ENDINGS[Ending(item.ending)]} if item.ending else None,
        "decision": _promise(row.decision) if row.decision else None,
        "tasks": [_promise(task) for task in row.tasks],
    }


def _moved(times: int) -> str:
    if not times:
        return ""
    return ngettext("flyttad %(number)d gång", "flyttad %(number)d gånger", times) % {"number": times}


def _promise(one: Decision | Task) -> dict[str, Any]:
    return {"row": one, "state": state_tag(one)}


def presence_list(rows) -> list[dict[str, Any]]:
    """Who was there, as facts."""
    return [
        {"label": str(row.seat), "text": row.get_was_display(), "tag": MARKS[row.was],
         "note": str(row.instead) if row.instead else ""}
        for row in rows
    ]  # fmt: skip


def told_presence(rows: list[Presence]) -> str:
    """In a sentence: how many seats were filled."""
    filled = sum(row.was != "absent" for row in rows)
    return _("%(filled)d av %(all)d platser var fyllda.") % {"filled": filled, "all": len(rows)}


def basis_tables(compared: list[tuple[Any, list[ThenAndNow]]]) -> list[dict[str, Any]]:
    """Each basis as it was beside how it is."""
    tables = []
    for basis, pairs in compared:
        rows = [[pair.label, pair.then or "–", _now(pair)] for pair in pairs]
        columns = [Column(_("Uppgift")), Column(_("När beslutet fattades")), Column(_("Nu"))]
        tables.append({
            "basis": basis,
            "kind": KINDS[basis.kind].label,
            "table": Table(basis.label, columns, rows),
            "moved": any(pair.moved for pair in pairs),
        })  # fmt: skip
    return tables


def _now(pair: ThenAndNow) -> Cell:
    if pair.now is None:
        return Cell(_("syns inte för dig"))
    return Cell(pair.now or "–", css="computed" if pair.moved else "")


def promise_facts(one: Decision | Task) -> list[dict[str, Any]]:
    """What a decision or a task says of itself."""
    item: AgendaItem = one.item
    state = state_tag(one)
    rows = [
        {"label": _("Läge"), "text": state["text"], "tag": state["kind"]},
        {"label": _("Ansvarig"), "text": str(one.owner)},
        {"label": _("Senast"), "text": isodate(one.due_on) if one.due_on else ""},
        {"label": _("Beslutat"), "text": isodate(one.decided_on) if isinstance(one, Decision) else ""},
        {"label": _("Punkt"), "text": item.title, "href": item.get_absolute_url()},
        {"label": _("Vad det blev"), "text": one.became, "note": isodate(one.closed_on) if one.closed_on else ""},
    ]
    return [row for row in rows if row["text"]]
