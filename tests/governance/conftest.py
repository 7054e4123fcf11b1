"""A steering group of the owner's with a meeting a week ago and one to come. All of it invented."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone


@dataclass
class Steering:
    """chair has no account; bo (role board) and pia (of the partner) have. past: last week; coming: in a week."""

    board: Any
    chair: Any
    bo: Any
    pia: Any
    past: Any
    coming: Any


@pytest.fixture
def steering(people, places, project) -> Steering:
    from samsyn.apps.governance import actions

    by, today = people.lead, timezone.localdate()
    week = datetime.timedelta(days=7)
    board = actions.start_board(
        organisation=places.owner, name="Styrgruppen för VIND", purpose="Besluta om vägen framåt.",
        projects=[project], by=by,
    )  # fmt: skip
    since = datetime.date(2024, 1, 1)
    seat = {"board": board, "starts": since, "by": by}
    chair = actions.give_seat(
        function="Ordförande", organisation=places.owner, promised="decide", promised_words="Ska ha beslutsmandat",
        held="ask", held_words="Frågade nämnden varje gång", **seat,
    )  # fmt: skip
    bo = actions.give_seat(function="Ledamot", organisation=places.owner, user=people.board, promised="decide", **seat)
    pia = actions.give_seat(function="Enhetschef", organisation=places.partner, user=people.partner, **seat)
    return Steering(
        board=board,
        chair=chair,
        bo=bo,
        pia=pia,
        past=actions.call_meeting(board=board, on=today - week, by=by),
        coming=actions.call_meeting(board=board, on=today + week, by=by),
    )


@pytest.fixture
def item(steering, people):
    from samsyn.apps.governance import actions

    return actions.add_item(meeting=steering.past, title="Vem tar över arbetssättet?", by=people.lead)
