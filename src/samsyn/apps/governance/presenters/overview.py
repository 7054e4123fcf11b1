"""What awaits a person on Översikt, and answers to a search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.governance.models import Board, Decision
from samsyn.apps.governance.queries.awaiting import awaiting
from samsyn.web.registry import Hit

SHOWN = 10
PAGES = {"task": "board-task", "decision": "decision", "meeting": "board-meeting", "scoring": "choosing"}


def agenda_card(request: HttpRequest) -> dict[str, Any] | None:
    """Your tasks and decisions, meetings to come of groups where you have a seat, and applications to score."""
    if not request.user.is_authenticated:
        return None
    today = timezone.localdate()
    rows = [
        {
            "kind": one.kind,
            "text": one.text,
            "day": one.day,
            "href": reverse(PAGES[one.kind], args=[one.key]),
            "late": one.kind in {"task", "decision"} and one.day is not None and one.day < today,
        }
        for one in awaiting(request.user)[:SHOWN]
    ]
    return {"rows": rows} if rows else None


def search_boards(user, text: str) -> Iterator[Hit]:
    """Groups and decisions that the user may see."""
    for board in Board.objects.visible_to(user).filter(Q(name__icontains=text) | Q(purpose__icontains=text))[:20]:
        yield Hit(board.name, board.get_absolute_url(), _("Grupper"), board.purpose[:160])
    said = Q(text__icontains=text) | Q(why__icontains=text)
    for one in Decision.objects.visible_to(user).filter(said).select_related("item__meeting__board")[:20]:
        yield Hit(one.text[:120], one.get_absolute_url(), _("Beslut"), str(one.item.meeting))
