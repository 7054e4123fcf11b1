"""The search page as somebody meets it: marked, explained, sorted by kind, on a screen and on a phone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samsyn.apps.knowledge.actions.indexing import make_index
from samsyn.apps.portfolio.models import Goal
from tests.browser import axe, no_sideways_scroll


@pytest.fixture
def told(project):
    """The shared project and thirty goals; everything indexed."""
    project.summary = "Gruppsamtal för unga vuxna, med tolk vid varje tillfälle."
    project.save()
    Goal.objects.bulk_create(
        Goal(project=project, text=f"Färre har försörjningsstöd, kohort {number}.", missing_why="Prövas")
        for number in range(30)
    )
    make_index()
    return project


def page_of(client, user, **asked) -> str:
    client.force_login(user)
    return client.get(reverse("search"), asked).content.decode()


@pytest.mark.django_db
def test_hits_come_twenty_at_a_time_with_the_question_kept(told, people, client):
    first = page_of(client, people.lead, q="försörjningsstöd")
    assert first.count("search-hits__title") == 20
    assert "?page=2&amp;q=f%C3%B6rs%C3%B6rjningsst%C3%B6d" in first
    assert page_of(client, people.lead, q="försörjningsstöd", page=2).count("search-hits__title") == 10


@pytest.mark.django_db
def test_kinds_are_links_with_how_many(told, people, client):
    page = page_of(client, people.lead, q="försörjningsstöd unga")
    assert "?q=f%C3%B6rs%C3%B6rjningsst%C3%B6d+unga&amp;kind=goal" in page
    alone = page_of(client, people.lead, q="försörjningsstöd unga", kind="project")
    assert alone.count("search-hits__title") == 1
    assert 'aria-current="true"' in alone


@pytest.mark.django_db
def test_without_an_index_the_stations_are_asked_word_for_word(project, people, client):
    page = page_of(client, people.lead, q="vägen")
    assert "VIND – Vägen in" in page
    assert "search-hits__title" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "'; DROP TABLE x; --", "åäö" * 60, "%", '"', "a b c"])
def test_odd_questions_are_answered_calmly(told, people, client, text):
    page = page_of(client, people.lead, q=text)
    assert "<script>alert" not in page
    assert "Sök" in page


@pytest.mark.django_db
def test_what_is_written_is_shown_as_written(told, people, client):
    Goal.objects.create(project=told, text="Försörjningsstöd <b>ned</b>", missing_why="Prövas")
    make_index()
    page = page_of(client, people.lead, q="försörjningsstöd ned", kind="goal")
    assert "<b>ned</b>" not in page
    assert "&lt;b&gt;" in page


@pytest.mark.browser
def test_the_page_passes_axe_wide_and_narrow(told, people, visit):
    for width in (1280, 320):
        page = visit("/sok/?q=socialbidragen+tolkk", user=people.lead, width=width)
        assert page.locator("mark").count() > 0
        assert axe(page) == []
        assert no_sideways_scroll(page)
