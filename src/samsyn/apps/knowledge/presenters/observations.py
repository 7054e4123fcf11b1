"""Words and tables for what people have told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.knowledge.models import Observation, Pattern, PatternState, Room
from samsyn.web.formats import isodate, plainnumber
from samsyn.web.tables import Cell, Column, Table

SHOWN = 120  # letters of an observation in a table
STATE_TAGS = {
    PatternState.GATHERING: "planned", PatternState.PUT: "ongoing", PatternState.ANSWERED: "note",
    PatternState.CHANGED: "done", PatternState.CLOSED: "closed",
}  # fmt: skip


def brief(text: str, most: int = SHOWN) -> str:
    """As much of a text as a row has room for, cut between words."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def kind_of(observation: Observation) -> str:
    if observation.good:
        return _("gott exempel")
    return observation.kind.name if observation.kind else ""


def observation_table(rows: Iterable[Observation], *, caption: Any, patterns: bool = False) -> Table:
    """One row an observation: day, words, kind, between whom, and perhaps which patterns it is in."""
    columns = [Column(label) for label in (_("När"), _("Vad som hände"), _("Slag"), _("Mellan"), _("Insats"))]
    if patterns:
        columns.append(Column(_("Mönster")))
    return Table(
        caption, columns, [_row(row, patterns) for row in rows], empty=_("Inga observationer ännu.")
    )  # fmt: skip


def _row(row: Observation, patterns: bool) -> list[Any]:
    cells: list[Any] = [
        Cell(isodate(row.seen_on), css="nowrap"),
        Cell(brief(row.text), href=row.get_absolute_url()),
        kind_of(row),
        ", ".join(actor.name for actor in row.actors.all()),
        row.project.code if row.project else "",
    ]
    if patterns:
        cells.append(", ".join(pattern.name for pattern in row.patterns.all()))
    return cells


def observation_facts(row: Observation) -> list[dict[str, Any]]:
    """What is known of an observation besides its words; what nobody said is left out."""
    facts = [
        {"label": _("Slag"), "text": kind_of(row)},
        {"label": _("Mellan"), "text": ", ".join(actor.name for actor in row.actors.all())},
        {"label": _("Drabbar"), "text": ", ".join(group.name for group in row.target_groups.all())},
        {"label": _("Handlingsutrymme"), "text": "" if row.room == Room.UNKNOWN else row.get_room_display()},
        {"label": _("Lag, regel eller rutin"), "text": row.rule},
        {"label": _("Kan beslutas annorlunda av"), "text": row.level.name if row.level else ""},
        {"label": _("Tid det tog"), "text": _hours(row)},
        {"label": _("Berättat av"), "text": row.organisation.name},
        {
            "label": _("Insats"), "text": str(row.project) if row.project else "",
            "href": row.project.get_absolute_url() if row.project else "",
        },
        {"label": _("Källa"), "text": row.source},
    ]  # fmt: skip
    return [fact for fact in facts if fact["text"]]


def _hours(row: Observation) -> str:
    return "" if row.hours is None else _("%(hours)s timmar") % {"hours": plainnumber(row.hours)}


def became(row: Observation) -> list[dict[str, Any]]:
    """What became of an observation: the patterns it is part of, each with its state."""
    return [
        {
            "pk": pattern.pk,
            "name": pattern.name,
            "href": reverse("pattern", args=[pattern.pk]),
            "state": state_tag(pattern),
        }
        for pattern in row.patterns.all()
    ]  # fmt: skip


def state_tag(pattern: Pattern) -> dict[str, Any]:
    return {"text": pattern.get_state_display(), "kind": STATE_TAGS[PatternState(pattern.state)]}
