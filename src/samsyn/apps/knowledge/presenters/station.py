"""The first page of Kunskap in words and tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.evaluation.models import Recommendation
from samsyn.apps.evaluation.models.judgements import REPLY_DAYS, RecommendationState
from samsyn.apps.knowledge.models import Statement
from samsyn.apps.knowledge.presenters.observations import brief
from samsyn.apps.knowledge.presenters.patterns import clock
from samsyn.apps.knowledge.queries.station import Advice, Tally
from samsyn.web.formats import isodate, number
from samsyn.web.tables import Cell, Column, Table

TAGS = {
    RecommendationState.OPEN: "warning", RecommendationState.ACCEPTED: "ongoing",
    RecommendationState.DECLINED: "neutral", RecommendationState.DONE: "done",
}  # fmt: skip


def tally(found: Tally) -> list[dict[str, Any]]:
    """The banks with how much is in them, as links."""
    of = number
    silent = ngettext("%(count)s utan svar", "%(count)s utan svar", found.silent) % {"count": of(found.silent)}
    return [
        {"label": _("Observationer"), "count": of(found.observations), "href": reverse("observation-list")},
        {"label": _("Metoder"), "count": of(found.methods), "href": reverse("method-list")},
        {"label": _("Goda exempel"), "count": of(found.examples), "href": reverse("example-list")},
        {
            "label": _("Resurser och behov"), "count": of(found.resources + found.needs),
            "href": reverse("resource-list"),
        },
        {
            "label": _("Rekommendationer"), "count": of(found.recommendations), "note": silent,
            "href": reverse("recommendation-list"),
        },
    ]  # fmt: skip


def unanswered_rows(statements: Iterable[Statement], today: date) -> list[dict[str, Any]]:
    """Who has been asked and not answered."""
    return [
        {
            "row": row, "clock": clock(row, today), "late": row.reply_by < today,
        }
        for row in statements
    ]  # fmt: skip


def recommendation_table(rows: Iterable[Recommendation]) -> Table:
    """The advice, the addressee, the day and what became of it."""
    today = timezone.localdate()
    columns = [Column(label) for label in (_("Rekommendation"), _("Till"), _("Från"), _("Svar senast"), _("Läge"))]
    return Table(
        _("Rekommendationer"),
        columns,
        [
            [
                Cell(brief(row.text), href=row.get_absolute_url(), note=brief(row.answer)),
                row.addressee.brief,
                str(row.publication or row.subject),
                _day(row, today),
                Cell(row.get_state_display(), tag=TAGS[RecommendationState(row.state)], css="nowrap"),
            ]
            for row in rows
        ],
        empty=_("Inga rekommendationer inskrivna ännu. De skrivs in under Uppföljning."),
    )


def _day(row: Recommendation, today: date) -> Any:
    if row.due_on is None:
        return _("ingen dag satt")
    late = row.state == RecommendationState.OPEN and row.due_on < today
    note = _("%(days)d dagar efter att den gavs") % {"days": REPLY_DAYS} if row.due_by_default else ""
    return Cell(isodate(row.due_on), tag="error" if late else "", css="nowrap", note=note)


def recommendation_summary(found: Advice) -> str:
    """n of N, so that silence shows."""
    total = len(found.rows)
    return _("%(silent)s av %(total)s har inget svar, %(late)s av dem efter svarsdagen. %(done)s är genomförda.") % {
        "silent": number(found.silent), "total": number(total), "late": number(found.late), "done": number(found.done),
    }  # fmt: skip
