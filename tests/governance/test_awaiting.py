"""What awaits one person, in one question to the store."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from samsyn.apps.governance import actions
from samsyn.apps.governance.queries.awaiting import awaiting
from samsyn.apps.portfolio import actions as portfolio

DAY = datetime.timedelta(days=1)


def test_tasks_decisions_meetings_and_scoring_are_asked_for_at_once(
    client, steering, item, people, places, django_assert_num_queries
):
    today = timezone.localdate()
    late, later = steering.past.on + DAY, today + 30 * DAY
    actions.decide(item=item, text="Vi tar över", owner=steering.bo, due_on=later, by=people.lead)
    actions.assign(item=item, text="Ring nämnden", owner=steering.bo, due_on=late, by=people.lead)
    actions.assign(item=item, text="Någon annans", owner=steering.pia, due_on=late, by=people.lead)
    call = portfolio.open_call(organisation=places.funder, title="Utlyst", aim="Mer", published=True, by=people.funder)
    portfolio.send_application(
        application=portfolio.write_application(
            call=call, organisation=places.partner, name="Bron", need="B", sought=Decimal(1), by=people.partner
        ),
        by=people.partner,
    )
    actions.begin_choosing(call=call, scorers=[people.board, people.funder], due_on=today + 3 * DAY, by=people.funder)
    with django_assert_num_queries(1):
        found = awaiting(people.board)
    assert [(one.kind, one.text) for one in found] == [
        ("task", "Ring nämnden"), ("scoring", "Utlyst"), ("meeting", "Styrgruppen för VIND"),
        ("decision", "Vi tar över"),
    ]  # fmt: skip
    client.force_login(people.board)
    page = client.get(reverse("overview")).content.decode()
    assert "Ring nämnden" in page
    assert "Någon annans" not in page
    assert page.count("försenat") == 1


def test_what_is_done_awaits_nobody(steering, item, people):
    task = actions.assign(item=item, text="Ring", owner=steering.bo, due_on=steering.past.on, by=people.lead)
    actions.close_promise(promise=task, result="done", became="Klart", by=people.lead)
    actions.cancel_meeting(meeting=steering.coming, why="Snö", by=people.lead)
    assert awaiting(people.board) == []
