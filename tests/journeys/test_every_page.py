"""Every page of the demonstration: accessible wide and narrow, few questions to the store, and no script needed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.browser import axe, no_sideways_scroll
from tests.journeys.pages import pages

MOST_QUERIES = 25
WHO = ("utvarderare", "processledare", "finansiar", "administrator")


def test_no_page_asks_the_store_more_than_25_questions(client, demo, colleague):
    found, too_many, seen = pages(), [], set()
    for who in WHO:
        client.force_login(colleague(who))
        for name, address in found.items():
            with CaptureQueriesContext(
                connection,
            ) as asked:
                response = client.get(address)
            assert response.status_code < 500, (who, name, response.status_code)
            if response.status_code == 200:
                seen.add(name)
                if len(asked) > MOST_QUERIES:
                    too_many.append(f"{name} as {who}: {len(asked)}")
    assert too_many == []
    assert len(seen) > 80, sorted(found.keys() - seen)


@pytest.mark.browser
@pytest.mark.parametrize("half", [0, 1])
def test_every_page_passes_axe_wide_and_narrow(shown_demo, visit, colleague, client, half):
    """All that the evaluator, the process leader, the administrator and the funder can open, in two halves."""
    trouble, tried, mine = [], set(), dict(sorted(pages().items())[half::2])
    for who in WHO:
        client.force_login(colleague(who))
        opens = {
            name: address
            for name, address in mine.items()
            if name not in tried and client.get(address).status_code == 200
        }
        page = visit("/", user=colleague(who)) if opens else None
        for name, address in opens.items():
            page.set_viewport_size({"width": 1280, "height": 800})
            page.goto(page.home + address)
            tried.add(name)
            trouble += [f"{name} at 1280: {violation}" for violation in axe(page)]
            page.set_viewport_size({"width": 320, "height": 800})
            trouble += [f"{name} at 320: {violation}" for violation in axe(page)]
            if not no_sideways_scroll(page):
                trouble.append(f"{name} scrolls sideways at 320")
    assert trouble == []
    assert len(tried) > 40, sorted(mine.keys() - tried)
