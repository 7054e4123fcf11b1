"""Two locks on every row about a person, each tried with the other one off."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django_scopes import scopes_disabled
from django_scopes.exceptions import ScopeError

from samsyn.apps.audit.models import Reading
from samsyn.apps.participants import rls
from samsyn.apps.participants.models import Enrolment, NameMark, Person
from samsyn.apps.participants.queries.people import named, opened, person_or_404
from samsyn.apps.participants.reading import OutsideTheDoor, ReadWithoutTrace, as_system
from samsyn.apps.participants.reading import people as door


@pytest.fixture
def two(write_in, foreign_project):
    return write_in("Alma Påhittad", "199001012393"), write_in("Främmande Påhittad", into=foreign_project)


def test_outside_the_door_nothing_answers(two):
    with pytest.raises(ScopeError):
        Person.objects.count()
    with pytest.raises(OutsideTheDoor):
        _ = two[0].name


def test_the_first_lock_keeps_others_people_out(two, colleagues):
    with door(colleagues.lead):
        assert list(Person.objects.all()) == [two[0]]
        assert {row.person_id for row in Enrolment.objects.all()} == {two[0].pk}
        assert not NameMark.objects.filter(person=two[1]).exists()


def test_an_outsider_meets_an_empty_house(two, colleagues):
    with door(colleagues.outsider):
        assert not Person.objects.exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")
def test_the_second_lock_holds_with_the_first_off(two, colleagues):
    with door(colleagues.lead), scopes_disabled():
        assert list(Person.objects.all()) == [two[0]]
        assert not Enrolment.objects.filter(person=two[1]).exists()
    with door(colleagues.outsider), scopes_disabled():
        assert not Person.objects.exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")
def test_nobody_writes_into_another_house(two, colleagues, places):
    with pytest.raises(ProgrammingError), door(colleagues.lead), scopes_disabled():
        Person(organisation=places.foreign, sex="women").save(force_insert=True)


def test_no_table_stands_open(db):
    assert rls.standing_open() == []
    assert len(rls.held_models()) > 20


def test_what_is_sealed_opens_only_for_those_noted(two, colleagues):
    with door(colleagues.lead):
        person = Person.objects.get()
        with pytest.raises(ReadWithoutTrace):
            _ = person.name
        assert opened([person], "person")[0].name == "Alma Påhittad"


def test_a_reading_is_a_row_in_the_log_and_says_no_name(two, colleagues):
    with door(colleagues.lead):
        person_or_404(colleagues.lead, two[0].pk, "person")
    row = Reading.objects.get(what="person")
    assert (row.actor, row.person_key) == (colleagues.lead, str(two[0].pk))
    assert "Alma" not in repr(vars(row))
    assert "19900101" not in repr(vars(row))


def test_a_failing_log_means_no_answer(two, colleagues, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("samsyn.apps.participants.reading.record_readings", broken)
    with pytest.raises(RuntimeError, match="disk"), door(colleagues.lead):
        person_or_404(colleagues.lead, two[0].pk, "person")
    assert not Reading.objects.filter(what="person").exists()


def test_a_name_is_found_by_the_beginnings_of_its_words(two, colleagues):
    with door(colleagues.lead):
        mine = Person.objects.visible_to(colleagues.lead)
        assert [p.pk for p in named(mine, "påh al")] == [two[0].pk]
        assert not named(mine, "berg")


def test_the_key_change_and_the_move_are_noticed(two):
    from samsyn.apps.participants.sealing import DoesNotOpen

    with as_system([two[0].organisation_id, two[1].organisation_id]):
        a, b = opened(Person.objects.order_by("pk"), "test")
        a.name_sealed = b.name_sealed
        with pytest.raises(DoesNotOpen):
            _ = a.name
