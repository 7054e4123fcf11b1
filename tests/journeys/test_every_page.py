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
@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_passes_axe(shown_demo, visit, colleague, client, width):
    """All that the evaluator, the process leader, the administrator and the funder can open."""
    trouble, tried = [], set()
    for who in WHO:
        client.force_login(colleague(who))
        opens = {
            name: address
            for name, address in pages().items()
            if name not in tried and client.get(address).status_code == 200
        }
        page = visit("/", user=colleague(who), width=width) if opens else None
        for name, address in opens.items():
            page.goto(page.home + address)
            tried.add(name)
            trouble += [f"{name}: {violation}" for violation in axe(page)]
            if not no_sideways_scroll(page):
                trouble.append(f"{name}: scrolls sideways at {width}")
    assert trouble == []
    assert len(tried) > 80, sorted(pages().keys() - tried)
