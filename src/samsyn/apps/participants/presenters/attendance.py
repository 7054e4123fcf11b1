"""The sheet in words: each line as the page draws it, and what a saving did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.participants.actions.attendance import Outcome
from samsyn.apps.participants.models import Presence
from samsyn.apps.participants.presenters.people import shown_name
from samsyn.apps.participants.queries.attendance_sheet import Line, Said
from samsyn.web.formats import number


def drawn(lines: Iterable[Line], data: Mapping[str, Any] | None = None, errors: Mapping[int, str] | None = None):
    """Lines as the template draws them; with data, as somebody had filled them in."""
    return [_line(line, data, (errors or {}).get(line.member.pk, "")) for line in lines]


def _line(line: Line, data: Mapping[str, Any] | None, error: str) -> dict[str, Any]:
    key, said = line.member.pk, line.said
    shown = {
        "absent": said.presence == Presence.ABSENT,
        "excused": said.presence == Presence.EXCUSED,
        "minutes": "" if said.minutes is None else str(said.minutes),
    }
    seen = said.as_text()
    if data is not None and f"seen-{key}" in data:
        shown = {name: data.get(f"{name}-{key}", "") for name in shown}
        seen = data[f"seen-{key}"]
    return {
        "key": key,
        "name": shown_name(line.member.person),
        "seen": seen,
        "unset": not said.presence,
        "in_advance": said.in_advance,
        "error": error,
        **shown,
    }


def counts(said: Iterable[Said]) -> dict[str, int]:
    """How many are there, away, have told, and are not filled in."""
    presences = [one.presence for one in said]
    return {
        "here": presences.count(Presence.PRESENT),
        "away": presences.count(Presence.ABSENT),
        "told": presences.count(Presence.EXCUSED),
        "unset": presences.count(""),
    }


def counted(found: Mapping[str, int]) -> str:
    """23 här, 1 borta, 1 anmäld"""
    parts = [_("%(n)s här") % {"n": number(found["here"])}]
    if found["away"] or not found["told"]:
        parts.append(_("%(n)s borta") % {"n": number(found["away"])})
    if found["told"]:
        parts.append(_("%(n)s anmäld frånvaro") % {"n": number(found["told"])})
    return ", ".join(parts)


def said_of(outcome: Outcome) -> str:
    """What a saving did, in a sentence or two and without a name."""
    if outcome.saving is None:
        said = [_("Inget var ändrat, så inget nytt är sparat.")]
    else:
        said = [_("Närvaron är sparad.")]
    if outcome.kept:
        said.append(
            ngettext(
                "En person hade redan en markering som någon annan gjort. Den står kvar.",
                "%(n)s personer hade redan en markering som någon annan gjort. De står kvar.",
                outcome.kept,
            )
            % {"n": outcome.kept}
        )
    if outcome.overtaken:
        said.append(
            ngettext(
                "En markering som någon annan gjort ersattes av din.",
                "%(n)s markeringar som någon annan gjort ersattes av dina.",
                outcome.overtaken,
            )
            % {"n": outcome.overtaken}
        )
    return " ".join(said)
