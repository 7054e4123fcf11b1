"""Every page of the demonstration: accessible wide and narrow, few questions to the store, and no script needed."""

from __future__ import annotations

import pytest
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from tests.browser import axe, no_sideways_scroll
from tests.journeys.pages import opened
from tests.questions import of_the_page

MOST_QUERIES = 25
WHO = (
    "utvarderare", "processledare", "finansiar", "administrator", "samtalsledare", "samfi", "remittent", "dataskydd",
    "forbundschef", "enhetschef",
)  # fmt: skip


def test_no_page_asks_the_store_more_than_25_questions(client, demo, colleague):
    too_many, seen, who = [], set(), ""

    def get(address: str):
        reset_queries()  # the store keeps 9 000 at most
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
        assert response.status_code < 500, (who, address, response.status_code)
        if response.status_code == 200 and (count := len(of_the_page(asked))) > MOST_QUERIES:
            too_many.append(f"{address} as {who}: {count}")
        return response

    for who in WHO:
        client.force_login(colleague(who))
        seen |= opened(get).keys()
    assert too_many == []
    assert len(seen) > 140, sorted(seen)


@pytest.mark.browser
def test_every_page_passes_axe_wide_and_narrow(shown_demo, visit, colleague, client):
    """All that one of them can open, each page once."""
    trouble, tried = [], set()
    for who in WHO:
        client.force_login(colleague(who))
        mine = {name: address for name, address in opened(client.get).items() if name not in tried}
        page = visit("/", user=colleague(who)) if mine else None
        for name, address in mine.items():
            page.set_viewport_size({"width": 1280, "height": 800})
            page.goto(page.home + address)
            tried.add(name)
            trouble += [f"{name} at 1280: {violation}" for violation in axe(page)]
            page.set_viewport_size({"width": 320, "height": 800})
            trouble += [f"{name} at 320: {violation}" for violation in axe(page)]
            if not no_sideways_scroll(page):
                trouble.append(f"{name} scrolls sideways at 320")
    assert trouble == []
    assert len(tried) > 140, sorted(tried)
