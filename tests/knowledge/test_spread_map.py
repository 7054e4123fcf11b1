"""Where a method is used and an example has taken root: on the map, over the years, and what it saved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.audit.models import Entry
from samsyn.apps.knowledge import actions
from samsyn.apps.knowledge.models import Counted, Spread
from samsyn.apps.knowledge.presenters.spreading import over_time, place_words, root_words, spread_map
from samsyn.apps.knowledge.queries.adoption import logs_of
from samsyn.apps.knowledge.queries.spreading import Root, by_county, of_example, of_method
from samsyn.apps.organisations.models import Kind, Organisation
from samsyn.apps.organisations.places import counties, county_of, sweden

TODAY = timezone.localdate()
THIS_YEAR = TODAY.year


@pytest.fixture
def method(project, people):
    card = actions.make_card(project=project, by=people.lead)
    actions.write_part(method=card, name="Två ledare", by=people.lead)
    return actions.open_method(method=card, by=people.lead)


@pytest.fixture
def towns(db):
    """Invented municipalities with real county codes, and a company within one of them."""

    def make(name, code, **more):
        return Organisation.objects.create(name=name, kind=Kind.MUNICIPALITY, scb_code=code, **more)

    south, north = make("Sydby", "1299"), make("Nordby", "2599")
    works = Organisation.objects.create(name="Sydby verkstad", kind=Kind.MUNICIPAL_COMPANY, parent=south)
    return {"south": south, "north": north, "works": works}


def note(method, organisation, stage, year, people, **more):
    budget = {"budget": "Nämnden"} if stage == "ordinary" else {}
    return actions.note_adoption(
        method=method, organisation=organisation, stage=stage, on=date(year, 3, 1), by=people.lead, **budget, **more
    )


def over(method):
    return of_method(logs_of([method])[method.pk], TODAY)


def test_every_county_has_a_tile_of_its_own():
    assert set(counties()) == {region["code"] for region in sweden()[0]}
    assert len({(one.column, one.row) for one in counties().values()}) == 21
    assert len({one.letters for one in counties().values()}) == 21
    assert max(one.column for one in counties().values()) == 3  # four columns: fits 320 pixels


def test_the_county_of_an_organisation_is_its_own_or_that_of_what_it_is_part_of(towns, places):
    assert county_of(towns["south"]).letters == "M"
    assert county_of(towns["works"]).letters == "M"
    assert county_of(places.funder) is None
    assert county_of(places.owner) is None  # a code in no county
    assert county_of(None) is None


def test_the_log_year_by_year(method, towns, people):
    r"""two years ago   last year   today
    south    tried           ordinary    stopped
    north    .               tried       tried
    """
    first = THIS_YEAR - 2
    note(method, towns["south"], "tried", first, people)
    note(method, towns["south"], "ordinary", first + 1, people)
    note(method, towns["north"], "tried", first + 1, people)
    actions.note_adoption(
        method=method, organisation=towns["south"], stage="stopped", on=TODAY, why="Pengarna tog slut", by=people.lead
    )
    found = over(method)
    assert found.years == [first, first + 1, THIS_YEAR]
    assert [found.counts(year) for year in found.years] == [
        {Root.TRIED: 1}, {Root.USED: 1, Root.TRIED: 1}, {Root.STOPPED: 1, Root.TRIED: 1},
    ]  # fmt: skip


def test_verified_and_not_verified_are_two_things(method, towns, people):
    row = note(method, towns["south"], "ordinary", THIS_YEAR - 3, people)
    note(method, towns["north"], "ordinary", THIS_YEAR - 3, people)
    actions.verify(
        row=row, months=12, used=True, parts=method.parts.all(), how="Besök", on=date(THIS_YEAR - 1, 6, 1),
        by=people.lead,
    )  # fmt: skip
    found = over(method)
    assert found.counts(THIS_YEAR - 2) == {Root.USED: 2}  # nobody had looked yet
    assert found.counts(THIS_YEAR) == {Root.VERIFIED: 1, Root.USED: 1}
    tiles = {tile.letters: tile for tile in spread_map("Metod", found, THIS_YEAR, root_words()).tiles}
    assert (tiles["M"].kind, tiles["BD"].kind, tiles["AB"].kind) == ("verified", "used", "empty")
    assert tiles["M"].said == "Skåne län: 1 kontrollerat i drift"
    assert tiles["AB"].said == "Stockholms län: inget"


def test_the_line_counts_those_in_use_and_is_not_drawn_where_nobody_is(method, towns, people):
    note(method, towns["south"], "tried", THIS_YEAR - 2, people)
    assert over_time("Metod", over(method)) is None
    note(method, towns["south"], "ordinary", THIS_YEAR - 1, people)
    note(method, towns["north"], "ordinary", THIS_YEAR - 1, people)
    assert [one.values for one in over_time("Metod", over(method)).series] == [(0, 2, 2)]


def test_an_organisation_without_a_county_is_listed_under_the_map(method, towns, places, people, client):
    note(method, towns["south"], "tried", THIS_YEAR - 1, people)
    note(method, places.funder, "decided", THIS_YEAR - 1, people)
    here, nowhere = by_county(over(method).by_year[THIS_YEAR])
    assert (list(here), [one.name for one in nowhere]) == (["12"], ["Påhittade fonden"])
    client.force_login(people.lead)
    page = client.get(reverse("adoption-log", args=[method.pk])).content.decode()
    assert "Utan plats på kartan:" in page
    assert f"Påhittade fonden: beslutat, {THIS_YEAR - 1}" in page
    assert "utan län" in page  # in the table too


def test_the_year_in_the_address_is_the_year_on_the_map(method, towns, people, client):
    note(method, towns["south"], "tried", THIS_YEAR - 2, people)
    note(method, towns["north"], "tried", THIS_YEAR - 1, people)
    client.force_login(people.lead)
    address = reverse("adoption-log", args=[method.pk])
    then = client.get(address, {"ar": str(THIS_YEAR - 2)}).content.decode()
    assert f"län för län, vid slutet av {THIS_YEAR - 2}" in then
    assert 'aria-label="Norrbottens län: inget"' in then
    for asked in ({}, {"ar": "1066"}, {"ar": "-1"}, {"ar": "snart"}):
        assert 'aria-label="Norrbottens län: 1 prövar"' in client.get(address, asked).content.decode()


@pytest.fixture
def example(places, people, towns):
    one = actions.write_example(
        organisation=places.owner, name="Kvällsköket", what="Lagar mat", result="Fler i arbete", source="Källa",
        by=people.lead,
    )  # fmt: skip
    place = {"example": one, "source": "Rapport", "by": people.lead}
    actions.note_spread(municipality=towns["south"], since=THIS_YEAR - 3, until=THIS_YEAR - 2, **place)
    actions.note_spread(municipality=towns["north"], since=THIS_YEAR - 1, **place)
    actions.note_spread(place="sju kommuner till", **place)
    return one


def test_an_example_over_the_years(example):
    found = of_example(example, TODAY)
    assert found.years == list(range(THIS_YEAR - 3, THIS_YEAR + 1))
    assert [dict(found.counts(year)) for year in found.years] == [
        {Root.USED: 1}, {Root.USED: 1}, {Root.STOPPED: 1, Root.USED: 1}, {Root.STOPPED: 1, Root.USED: 2},
    ]  # fmt: skip
    (undated,) = found.undated
    assert (undated.name, undated.county) == ("sju kommuner till", None)
    told = spread_map("Kvällsköket", found, THIS_YEAR, place_words())
    assert told.outside == ["sju kommuner till: finns där"]
    assert "1 plats saknar år och visas bara i dagens karta." in told.notes
    assert spread_map("Kvällsköket", found, THIS_YEAR - 1, place_words()).outside == []


def test_an_example_without_any_place_or_year(places, people, client):
    one = actions.write_example(
        organisation=places.owner, name="Tomt", what="Gör", result="Blev", source="Källa", by=people.lead
    )
    client.force_login(people.lead)
    assert "tile-map" not in client.get(one.get_absolute_url()).content.decode()
    actions.note_spread(example=one, place="Någonstans", source="Brev", by=people.lead)
    page = client.get(one.get_absolute_url()).content.decode()
    assert "Någonstans: finns där" in page
    assert "tile-map__days" not in page  # no other year to choose


def test_a_saving_says_who_counted_it_and_is_never_summed(method, towns, people, client):
    note(method, towns["south"], "ordinary", THIS_YEAR - 1, people)
    saving = {"method": method, "what": "saving", "years": 2, "by": people.lead}
    actions.note_counted(
        organisation=towns["south"], amount=400_000, price_year=2024, counted_by="own", source="Bokslut", **saving
    )
    actions.note_counted(organisation=towns["south"], amount=300_000, source="Tidning", **saving)
    client.force_login(people.lead)
    page = client.get(reverse("adoption-log", args=[method.pk])).content.decode().replace("\xa0", " ")
    assert "uppgett av dem som använder det" in page
    assert "källan säger inte hur det räknats" in page
    assert "på 2 år, 2024 års priser" in page
    assert "700 000" not in page
    assert "Skåne län: 1 i drift, inte kontrollerat. Besparing inskriven" in page


def test_who_writes_amounts_and_takes_them_away(method, places, people, client):
    values = {"method": method, "organisation": places.foreign, "what": "cost", "amount": 9000, "source": "Budget"}
    with pytest.raises(PermissionDenied):
        actions.note_counted(by=people.partner, **values)
    row = actions.note_counted(by=people.foreign, **values)
    client.force_login(people.partner)
    assert client.post(reverse("counted-remove", args=[row.pk])).status_code == 404
    client.force_login(people.foreign)
    assert client.post(reverse("counted-remove", args=[row.pk])).status_code == 302
    assert not Counted.objects.exists()
    assert list(Entry.objects.filter(verb__startswith="counted").order_by("number").values_list("verb", flat=True)) == [
        "counted_noted", "counted_removed",
    ]  # fmt: skip


@pytest.mark.parametrize("wrong", [
    {"what": "saving"}, {"what": "cost", "years": 2}, {"what": "cost", "counted_by": "account"},
    {"what": "cost", "amount": -1},
])  # fmt: skip
def test_an_amount_that_cannot_be_is_refused(method, places, people, wrong):
    values = {"method": method, "organisation": places.owner, "amount": 10, "source": "Brev", "by": people.lead}
    with pytest.raises(ValidationError):
        actions.note_counted(**{**values, **wrong})


def test_a_place_says_how_its_saving_was_counted(example, towns, people, client):
    actions.note_spread(
        example=example, municipality=towns["south"], since=THIS_YEAR, saved=90_000, saved_years=1,
        counted_by="outside", source="Revisorn", by=people.lead,
    )  # fmt: skip
    client.force_login(people.reader)
    page = client.get(example.get_absolute_url()).content.decode()
    assert "räknat av någon utanför" in page
    assert Spread.objects.exclude(counted_by="").count() == 1


def test_a_saving_of_an_example_says_over_how_many_years(example, towns, people):
    with pytest.raises(ValidationError, match="hur många år"):
        actions.note_spread(
            example=example, municipality=towns["south"], saved=90_000, source="Revisorn", by=people.lead
        )


@pytest.mark.parametrize(("saved", "years"), [(1000, None), (1000, 0), (None, 2)])
def test_the_store_itself_refuses_a_saving_without_years(saved, years, example, towns):
    with pytest.raises(IntegrityError, match="spread_saving_over_years"), transaction.atomic():
        Spread.objects.create(
            example=example, municipality=towns["south"], saved=saved, saved_years=years, source="Prov"
        )
    Spread.objects.create(example=example, municipality=towns["south"], saved=1000, saved_years=1, source="Prov")
    Spread.objects.create(example=example, municipality=towns["north"], source="Prov")


def test_a_saving_kept_without_years_before_is_said_in_words(example, towns):
    say = import_module("samsyn.apps.knowledge.migrations.0003_spread_saving_over_years")
    kept = Spread(example=example, municipality=towns["south"], saved=Decimal(1000), source="s" * 300)
    rows = SimpleNamespace(objects=SimpleNamespace(filter=lambda **asked: [kept]))
    kept.save = lambda update_fields: None
    say.say_savings_without_years_in_words(SimpleNamespace(get_model=lambda *name: rows), None)
    assert kept.saved is None
    assert kept.source.endswith("s (besparing utan antal år: 1000 kr)")
    assert len(kept.source) == 300


def test_pages_ask_as_many_questions_however_many_places(method, towns, people, client, django_assert_max_num_queries):
    client.force_login(people.lead)
    for at in range(12):
        town = Organisation.objects.create(
            name=f"By {at}", kind=Kind.MUNICIPALITY, scb_code=f"{list(counties())[at]}98", parent=towns["south"]
        )
        note(method, town, "tried", THIS_YEAR - 1, people)
        actions.note_counted(
            method=method, organisation=town, what="saving", amount=at, years=1, source="Brev", by=people.lead
        )
    with django_assert_max_num_queries(25):
        assert client.get(reverse("adoption-log", args=[method.pk])).status_code == 200
