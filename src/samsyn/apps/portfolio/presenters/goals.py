"""Goals: tables, facts and history."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from samsyn.apps.portfolio.models import Goal
from samsyn.apps.portfolio.models.goals import GoalKind, GoalState
from samsyn.apps.portfolio.queries import goal_check
from samsyn.web.formats import isodate
from samsyn.web.tables import Cell, Column, Table

STATE_TAGS = {
    GoalState.DRAFT: "planned",
    GoalState.ADOPTED: "success",
    GoalState.REFORMULATED: "closed",
    GoalState.STOPPED: "closed",
}
ALIVE = (GoalState.DRAFT, GoalState.ADOPTED)


def goal_table(goals: list[Goal]) -> Table:
    """Living goals: how each is known, when, by whom, and whether it can be followed."""
    labels = (_("Mål"), _("Vad ska nås"), _("Läge"), _("Går det att följa?"), _("Datakälla"), _("När vet vi?"))
    rows = [
        [
            Cell(goal.label or _("utan beteckning"), href=goal.get_absolute_url()),
            Cell(goal.text, note=goal.target),
            Cell(GoalState(goal.state).label, tag=STATE_TAGS[goal.state], css="nowrap"),
            _followable(goal),
            goal.data_source or "–",
            isodate(goal.known_on),
        ]
        for goal in goals
        if goal.state in ALIVE
    ]
    columns = [Column(label) for label in (*labels, _("Vem mäter?"))]
    for row, goal in zip(rows, (goal for goal in goals if goal.state in ALIVE), strict=True):
        row.append(goal.measured_by or "–")
    return Table(_("Mål som gäller eller är på väg"), columns, rows)


def former_table(goals: list[Goal]) -> Table | None:
    """Goals that were stopped or reformulated, with why and what they became."""
    former = [goal for goal in goals if goal.state not in ALIVE]
    if not former:
        return None
    labels = (_("Mål"), _("Så löd det"), _("Läge"), _("Varför"), _("Ersatt av"))
    rows = [
        [
            Cell(goal.label or _("utan beteckning"), href=goal.get_absolute_url()),
            goal.text,
            Cell(GoalState(goal.state).label, tag=STATE_TAGS[goal.state], css="nowrap"),
            goal.stopped_why,
            Cell(goal.replaced_by.text, href=goal.replaced_by.get_absolute_url()) if goal.replaced_by else "–",
        ]
        for goal in former
    ]
    return Table(_("Tidigare mål"), [Column(label) for label in labels], rows)


def at_the_door(goals: list[Goal]) -> int:
    """How many drafts would be stopped if somebody tried to adopt them now."""
    return sum(goal.state == GoalState.DRAFT and any(gap.stops for gap in goal_check(goal)) for goal in goals)


def facts(goal: Goal) -> list[dict[str, Any]]:
    """How the goal is known. What is missing shows as a dash: that is the point."""
    rows = [
        {"label": _("Slag av mål"), "text": GoalKind(goal.kind).label},
        {
            "label": _("Mått"),
            "text": goal.measure or "",
            "href": goal.measure.get_absolute_url() if goal.measure else "",
        },
        {"label": _("Målvärde"), "text": goal.target},
        {"label": _("Datakälla"), "text": goal.data_source},
        {"label": _("Datakällan finns till"), "text": isodate(goal.source_until) if goal.source_until else ""},
        {"label": _("Utgångsläge"), "text": goal.baseline},
        {"label": _("När vet vi?"), "text": isodate(goal.known_on) if goal.known_on else ""},
        {"label": _("Vem mäter?"), "text": goal.measured_by},
        {"label": _("Antaget"), "text": isodate(goal.adopted_on) if goal.adopted_on else ""},
        {"label": _("Varför det saknas"), "text": goal.missing_why},
        {"label": _("Varför stoppat eller omformulerat"), "text": goal.stopped_why},
        {"label": _("Källa"), "text": goal.source},
    ]
    if goal.kind == GoalKind.QUALITY:
        rows.insert(2, {"label": _("Provet"), "text": goal.test})
    asked = {_("Datakälla"), _("Utgångsläge"), _("När vet vi?"), _("Vem mäter?"), _("Provet"), _("Målvärde")}
    return [row for row in rows if row["text"] or row["label"] in asked]


def history(goal: Goal) -> list[dict[str, Any]]:
    """The wordings before and after this one, oldest first; at most twenty steps each way."""
    before, after = [], []
    step = goal.replaces.first()
    while step is not None and len(before) < 20:
        before.insert(0, step)
        step = step.replaces.first()
    step = goal.replaced_by
    while step is not None and len(after) < 20:
        after.append(step)
        step = step.replaced_by
    chain = [*before, goal, *after]
    return [{"goal": one, "current": one.pk == goal.pk} for one in chain] if len(chain) > 1 else []


def _followable(goal: Goal) -> Cell:
    gaps = goal_check(goal)
    stopping = [gap for gap in gaps if gap.stops]
    if stopping:
        return Cell(_("nej"), tag="error", css="nowrap")
    if goal.missing_why:
        return Cell(_("med förbehåll"), tag="warning", css="nowrap")
    return Cell(_("ja, med påpekanden") if gaps else _("ja"), tag="note" if gaps else "success")
