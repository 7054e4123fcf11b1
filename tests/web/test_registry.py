"""Stations say what they show; nobody else needs to know them."""

from types import SimpleNamespace

import pytest

from samsyn.web.registry import Found, Hit


def url_of_two(monkeypatch):
    monkeypatch.setattr("samsyn.web.registry.reverse", lambda name, args=(): f"/{name}/{'/'.join(map(str, args))}")


@pytest.fixture
def user():
    return SimpleNamespace(has_perm=lambda word: word == "project_view")


def test_stations_come_in_the_order_of_the_flow(empty_registry, user):
    empty_registry.register_station("evaluation", "Uppföljning", "b", 20)
    empty_registry.register_station("portfolio", "Insatser", "a", 10)
    assert [station.key for station in empty_registry.stations_for(user)] == ["portfolio", "evaluation"]


@pytest.mark.parametrize(
    ("permission", "shown"),
    [(None, True), ("project_view", True), ("audit_read", False), (lambda user: False, False)],
)
def test_a_station_shows_to_those_who_may(empty_registry, user, permission, shown):
    empty_registry.register_station("portfolio", "Insatser", "a", 10, permission)
    assert bool(empty_registry.stations_for(user)) is shown


def test_tabs_know_where_they_are_and_whom_they_suit(empty_registry, user, monkeypatch):
    url_of_two(monkeypatch)
    empty_registry.register_tab("project", "economy", "Ekonomi", 30, "economy", lambda subject, user: False)
    empty_registry.register_tab("project", "goals", "Mål", 20, "goals", lambda subject, user: subject.pk == 7)
    empty_registry.register_tab("project", "about", "Om", 10, "about")
    empty_registry.register_tab("cluster", "table", "Tabell", 10, "table")
    tabs = empty_registry.tabs_for("project", SimpleNamespace(pk=7), "goals", user)
    assert [(tab["label"], tab["href"], tab["current"]) for tab in tabs] == [
        ("Om", "/about/7", False),
        ("Mål", "/goals/7", True),
    ]


def test_a_silent_card_is_not_there(empty_registry):
    empty_registry.register_card(20, "b.html", lambda request: None)
    empty_registry.register_card(10, "a.html", lambda request: {"waiting": 3})
    assert empty_registry.cards_for(None) == [("a.html", {"waiting": 3})]


def test_search_asks_every_source_once(empty_registry, user):
    def source(asking, text):
        return [Hit(text.upper(), "/x/", "Insatser")] if asking is user else []

    empty_registry.register_search(source)
    empty_registry.register_search(source)
    assert [hit.title for hit in empty_registry.search_all(user, "gran")] == ["GRAN"]


def test_what_is_indexed_is_asked_only_where_nothing_has_been(empty_registry, user):
    def groups(asking, text):
        return [Hit("Tisdagsgruppen", "/g/", "Grupper")]

    def projects(asking, text):
        return [Hit("Vägen in", "/p/", "Insatser")]

    empty_registry.register_search(groups)
    empty_registry.register_search(projects, indexed=True)
    assert [hit.title for hit in empty_registry.search_all(user, "in")] == ["Tisdagsgruppen", "Vägen in"]
    assert [hit.title for hit in empty_registry.search_all(user, "in", beyond_index=True)] == ["Tisdagsgruppen"]


def test_one_searcher_answers_and_none_is_no_answer(empty_registry, user):
    assert empty_registry.find(user, "tolk") is None
    empty_registry.register_searcher(lambda asking, text, kind: None)
    empty_registry.register_searcher(lambda asking, text, kind: Found((), (), text + kind, False))
    assert empty_registry.find(user, "tolk", "goal").suggestion == "tolkgoal"


def test_what_can_be_found_is_listed_by_kind(empty_registry):
    empty_registry.register_documents("project", "Insatser", lambda keys: [], lambda user: [], {})
    assert [each.label for each in empty_registry.documents().values()] == ["Insatser"]
