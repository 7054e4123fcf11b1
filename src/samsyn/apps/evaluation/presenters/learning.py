"""Judgements, goals, time and recommendations in words, tables and charts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.evaluation.models import Judgement, Recommendation
from samsyn.apps.evaluation.models.judgements import REPLY_DAYS, Attainment, Grade, RecommendationState
from samsyn.apps.evaluation.queries import GoalState, Span
from samsyn.apps.evaluation.queries.gathering import page_words
from samsyn.web.charts import Chart, Period
from samsyn.web.formats import isodate
from samsyn.web.tables import Cell, Column, Row, Table

GRADES = {Grade.FULL: "success", Grade.PARTLY: "warning", Grade.NOT: "error", Grade.UNKNOWN: "neutral"}
ATTAINED = {
    Attainment.MET: "success", Attainment.PARTLY: "warning", Attainment.NOT_MET: "error",
    Attainment.NOT_FOLLOWED: "neutral",
}  # fmt: skip
ANSWERED = {
    RecommendationState.OPEN: "warning", RecommendationState.ACCEPTED: "success",
    RecommendationState.DECLINED: "neutral", RecommendationState.DONE: "done",
}  # fmt: skip


def judgement_groups(found: dict[str, list[Judgement]], links: dict[str, str]) -> list[dict[str, Any]]:
    """Verdicts under the heading of their kind; figure keys with the page that shows how they were built."""
    titles = {
        "learning_level": _("Fem lärandenivåer"), "perspective": _("Perspektiv"),
        "success_factor": _("Framgångsfaktorer"),
    }  # fmt: skip
    order = ["learning_level", "perspective", "success_factor", *found]
    return [
        {"title": titles.get(kind, kind), "rows": [_judgement(row, links) for row in found[kind]]}
        for kind in dict.fromkeys(order)
        if found.get(kind)
    ]


def _judgement(row: Judgement, links: dict[str, str]) -> dict[str, Any]:
    keys = [{"key": key, "href": links.get(key, "")} for key in row.figure_keys]
    return {"judgement": row, "tag": GRADES[row.grade], "word": row.get_grade_display(), "keys": keys}


def goals_table(goals: Iterable[GoalState]) -> Table:
    """Each goal with the attainment judged last."""
    columns = [_("Mål"), _("Måluppfyllelse"), _("Värde"), _("Underlag"), Column(_("Bedömd"), numeric=True)]
    rows = [_goal(row) for row in goals]
    return Table(_("Måluppfyllelse"), columns, rows, empty=_("Inga mål är inlagda ännu."))


def _goal(row: GoalState) -> Row:
    goal, last = row.goal, row.latest
    name = Cell(f"{goal.label} {goal.text}".strip(), href=goal.get_absolute_url())
    if last is None:
        return Row([name, Cell(_("ej bedömt"), tag="neutral"), "", "", ""])
    state = Cell(last.get_attainment_display(), tag=ATTAINED[last.attainment])
    return Row([name, state, last.value, last.evidence, isodate(last.judged_on)])


def timeline_chart(spans: Iterable[Span], title: str) -> Chart | None:
    """Phases, events and meetings on one line of time, in the words of the table beside it."""
    periods = tuple(
        Period(f"{span.lane}: {span.name}" if span.lane else span.name, span.starts, span.ends) for span in spans
    )
    return Chart(kind="timeline", title=title, periods=periods) if periods else None


def timeline_table(spans: Iterable[Span]) -> Table:
    """The same, with what each means and where it is said."""
    kinds = {"project": _("insats"), "phase": _("fas"), "event": _("händelse utanför"), "meeting": _("nätverksträff")}
    columns = [_("Vad"), _("Slag"), Column(_("Från"), numeric=True), Column(_("Till"), numeric=True), _("Betydelse")]
    rows = [
        Row([f"{span.lane}: {span.name}" if span.lane else span.name, kinds[span.kind], isodate(span.starts),
             isodate(span.ends), Cell(span.text, note=span.source)])
        for span in spans
    ]  # fmt: skip
    return Table(_("Faser och händelser"), columns, rows, empty=_("Inget är inlagt ännu."))


def recommendation_table(rows: Iterable[Recommendation]) -> Table:
    """Advice, to whom, and what was answered."""
    columns = [_("Rekommendation"), _("Till"), _("Läge"), _("Svar"), _("Källa")]
    return Table(
        _("Rekommendationer och svar"), columns, [Row(_recommendation(row)) for row in rows],
        empty=_("Inga rekommendationer är inlagda ännu."),
    )  # fmt: skip


def due_words(row: Recommendation) -> str:
    """The day an answer is awaited, and that it is the default where nobody has set one. Empty where not known."""
    if not row.due_by_default:
        return isodate(row.answer_by) if row.answer_by else ""
    return _("%(day)s (%(days)d dagar efter att den gavs; ingen annan dag är satt)") % {
        "day": isodate(row.due_on), "days": REPLY_DAYS,
    }  # fmt: skip


def _recommendation(row: Recommendation) -> list[Any]:
    late = row.state == RecommendationState.OPEN and row.due_on and row.due_on < timezone.localdate()
    due = _("svar senast %(day)s") % {"day": due_words(row)} if row.due_on else ""
    answer = row.answer or (_("försenat, %(due)s") % {"due": due} if late else due)
    source = ", ".join(word for word in (str(row.publication or row.source or ""), page_words(row.page)) if word)
    state = Cell(row.get_state_display(), tag=ANSWERED[row.state])
    return [Cell(row.text, href=row.get_absolute_url()), row.addressee.brief, state, answer, source]
