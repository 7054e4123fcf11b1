"""All methods and good examples on one map: each method once in a county, at its firmest, and never added up."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samsyn.apps.knowledge import actions
from samsyn.apps.knowledge.models import Example, Method
from samsyn.apps.knowledge.presenters.spread_together import together_map, together_over_time
from samsyn.apps.knowledge.queries.spreading import Root, together
from tests.knowledge.test_spread_map import THIS_YEAR, TODAY, note, towns

__all__ = ["towns"]

OWN = "Eget sätt att mötas"


@pytest.fixture
def methods(project, people, towns, places):
    """Two open methods: one with three organisations in one county and one in another, the other with one."""
    first = actions.make_card(project=project, by=people.lead)
    second = actions.write_method(organisation=places.owner, name=OWN, summary="Att mötas", by=people.lead)
    Method.objects.filter(pk=first.pk).update(name="Två ledare")
    for card in (first, second):
        actions.write_part(method=card, name="En del", by=people.lead)
        card.refresh_from_db()
        actions.open_method(method=card, by=people.lead)
    note(first, towns["south"], "tried", THIS_YEAR - 4, people)
    note(first, towns["works"], "ordinary", THIS_YEAR - 3, people)
    note(first, towns["north"], "tried", THIS_YEAR - 1, people)
    note(second, towns["south"], "ordinary", THIS_YEAR - 2, people)
    return first, second


@pytest.fixture
def example(towns, places, people):
    made = actions.write_example(
        organisation=places.owner, name="Bussen hem", what="Sista bussen går senare", result="Fler kom", source="Prov",
        by=people.lead,
    )  # fmt: skip
    for town, since in (("south", THIS_YEAR - 3), ("north", None)):
        actions.note_spread(example=made, municipality=towns[town], since=since, source="Prov", by=people.lead)
    return made


def found_of(user=None):
    return together(Method.objects.order_by("name"), Example.objects.prefetch_related("spread"), TODAY)


def rows(table):
    return {str(row.cells[0]): [str(cell) for cell in row.cells[1:]] for row in table.rows}


def test_a_method_counts_once_in_a_county_at_its_firmest(methods, example):
    drawn = together_map(found_of(), THIS_YEAR)
    south, north = (next(one for one in drawn.tiles if one.name.startswith(name)) for name in ("Skåne", "Norrbotten"))
    assert [(mark.shape, mark.count) for mark in south.marks] == [("used", 2)]
    assert [(mark.shape, mark.count) for mark in north.marks] == [("tried", 1)]
    assert (south.note, north.note) == ("1 ex.", "1 ex.")


def test_the_country_counts_each_method_once_and_no_row_adds_counties_up(methods, example):
    found = found_of()
    assert (found.standing(THIS_YEAR, [Root.USED]), found.standing(THIS_YEAR, [Root.TRIED])) == (2, 1)
    assert found.standing(THIS_YEAR, Root) == 2
    told = {mark.shape: mark.count for mark in together_map(found, THIS_YEAR).legend}
    assert told == {"used": 2, "tried": 1}
    table = rows(together_map(found, THIS_YEAR).table)
    assert set(table) == {"Skåne län", "Norrbottens län"}
    assert table["Skåne län"][:3] == ["2", "0", "1"]
    assert table["Norrbottens län"][:3] == ["0", "1", "1"]
    assert f"Två ledare ({THIS_YEAR - 3})" in table["Skåne län"][3]
    assert "gott exempel: Bussen hem (år okänt)" in table["Norrbottens län"][3]


def test_year_by_year(methods, example):
    found = found_of()
    assert found.methods.years == list(range(THIS_YEAR - 4, THIS_YEAR + 1))
    assert [found.standing(year, [Root.USED]) for year in found.methods.years] == [0, 1, 2, 2, 2]
    assert list(together_over_time(found).series[0].values) == [0, 1, 2, 2, 2]
    before = together_map(found, THIS_YEAR - 4)
    assert set(rows(before.table)) == {"Skåne län"}
    assert rows(before.table)["Skåne län"][:2] == ["1", "0"]


def test_a_method_that_all_have_left_is_not_in_use(methods, towns, people):
    note(methods[1], towns["south"], "stopped", THIS_YEAR - 1, people, why="Pengarna tog slut")
    assert [found_of().standing(THIS_YEAR, [root]) for root in (Root.USED, Root.STOPPED)] == [1, 1]
    assert f"{OWN} (finns inte kvar)" in rows(together_map(found_of(), THIS_YEAR).table)["Skåne län"][-1]


def test_the_page_shows_what_the_reader_may_read_and_is_linked(methods, example, people, client):
    address = reverse("method-spread")
    client.force_login(people.reader)
    assert address in client.get(reverse("method-list")).content.decode()
    page = client.get(address).content.decode()
    assert "Skåne län: 2 i drift, inte kontrollerat, 1 gott exempel" in page
    assert f"vid slutet av {THIS_YEAR - 4}" in client.get(address, {"ar": THIS_YEAR - 4}).content.decode()
    assert client.get(address, {"ar": "x"}).status_code == 200
    Method.objects.filter(pk=methods[1].pk).update(published=False)
    client.force_login(people.foreign)
    assert OWN not in client.get(address).content.decode()


def test_a_site_without_anything_says_how_the_map_comes_to_be(people, client):
    client.force_login(people.reader)
    page = client.get(reverse("method-spread")).content.decode()
    assert "Ingen använder någon metod ännu" in page


def test_the_page_asks_at_most_25_questions(methods, example, people, client, django_assert_max_num_queries):
    client.force_login(people.lead)
    with django_assert_max_num_queries(25):
        client.get(reverse("method-spread"))
