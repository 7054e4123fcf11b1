"""Weeding in the database: tried by one, done by another, all or nothing, and nothing that is still needed."""

from __future__ import annotations

import datetime
import random
from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.audit.models import Entry, Reading
from samsyn.apps.organisations.models import Kind
from samsyn.apps.participants.actions.consents import give_consent
from samsyn.apps.participants.actions.rights import open_case
from samsyn.apps.participants.actions.weeding import fingerprint, try_weeding, weed
from samsyn.apps.participants.models import Attendance, Consent, Enrolment, NameMark, Person, SealKey, Weeding
from samsyn.apps.participants.queries.weeding import sort_persons
from samsyn.apps.participants.reading import as_keeper, as_system
from samsyn.apps.participants.reading import people as door
from samsyn.apps.participants.weeding_rules import History, Outcome, due_for_weeding, load_rules

TODAY = timezone.localdate()
OLD = TODAY - datetime.timedelta(days=6 * 366)
RULES = load_rules()


@pytest.fixture
def second(places):
    from samsyn.apps.organisations.models import Membership, User

    user = User.objects.create(email="dag@exempel.se", name="Dag")
    Membership.objects.create(user=user, organisation=places.owner, role="data_protection", starts="2020-01-01")
    return user


@pytest.fixture
def left(write_in, places):
    """left("198101019803") → somebody who left more than five years ago, and of whom nothing is written since."""

    def make(number="", name="Berit Påhittad", ended=OLD):
        person = write_in(name, number, starts=ended - datetime.timedelta(days=200))
        with as_system([person.organisation_id]):
            Enrolment.objects.filter(person=person).update(ends=ended, reason="work", completed=True)
            Person.objects.filter(pk=person.pk).update(added_on=ended - datetime.timedelta(days=200))
        return person

    return make


def sorted_now(places):
    with as_system([places.owner.pk]):
        return sort_persons(places.owner, RULES, TODAY, "test")


def run(places, first, then):
    with door(first):
        trial = try_weeding(organisation=places.owner, by=first)
    with door(then):
        return weed(trial=Weeding.objects.get(pk=trial.pk), by=then)


def there(*persons):
    with as_keeper():
        return [Person.objects.filter(pk=person.pk).exists() for person in persons]


def test_the_trial_run_removes_nothing(left, alma, places, colleagues):
    gone = left("198101019803")
    with door(colleagues.protector):
        trial = try_weeding(organisation=places.owner, by=colleagues.protector)
    assert trial.protocol["counts"] == {"weed": 1, "not_yet": 1}
    assert trial.protocol["persons"] == [str(gone.pk)]
    assert there(gone, alma) == [True, True]


def test_the_second_person_removes_all_rows_and_the_key(left, alma, places, colleagues, second):
    gone = left("198101019803")
    key = gone.key_id
    done = run(places, colleagues.protector, second)
    assert there(gone, alma) == [False, True]
    assert not SealKey.objects.filter(pk=key).exists()
    with as_keeper():
        assert not NameMark.objects.filter(person=gone.pk).exists()
        assert not Enrolment.objects.filter(person=gone.pk).exists()
    assert done.protocol["rows"]["enrolment"] == 1
    assert (done.carries_out.by, done.by) == (colleagues.protector, second)
    assert Entry.objects.get(verb="weeded").details["sha256"] == fingerprint(done)


def test_the_protocol_and_the_trail_name_nobody(left, places, colleagues, second):
    left("198101019803")
    done = run(places, colleagues.protector, second)
    said = repr(done.protocol) + repr([vars(entry) for entry in Entry.objects.all()])
    said += repr([vars(row) for row in Reading.objects.all()])
    assert "Berit" not in said
    assert "198101" not in said


def test_not_the_same_person_twice_and_not_another_houses(left, places, colleagues, second):
    left("198101019803")
    with door(colleagues.protector):
        trial = try_weeding(organisation=places.owner, by=colleagues.protector)
        with pytest.raises(ValidationError, match="kollega"):
            weed(trial=trial, by=colleagues.protector)
    with door(second):
        weed(trial=trial, by=second)
        with pytest.raises(ValidationError, match="redan"):
            weed(trial=Weeding.objects.get(pk=trial.pk), by=second)


def test_what_has_changed_since_stops_it(left, places, colleagues, second):
    gone = left("198101019803")
    with door(colleagues.protector):
        trial = try_weeding(organisation=places.owner, by=colleagues.protector)
    another = left("197503072386", "Cecilia Påhittad")
    with door(second), pytest.raises(ValidationError, match="ändrats"):
        weed(trial=trial, by=second)
    assert there(gone, another) == [True, True]


def test_an_old_trial_and_other_rules_stop_it(left, places, colleagues, second):
    from dataclasses import replace

    left("198101019803")
    with door(colleagues.protector):
        trial = try_weeding(organisation=places.owner, by=colleagues.protector)
    with door(second):
        with pytest.raises(ValidationError, match="Reglerna"):
            weed(trial=trial, by=second, rules=replace(RULES, version="2027-1"))
        Weeding.objects.update(at=timezone.now() - datetime.timedelta(days=31))
        with pytest.raises(ValidationError, match="äldre"):
            weed(trial=Weeding.objects.get(), by=second)


def test_those_born_on_the_5th_15th_and_25th_stay(left, places):
    left("199001152397")
    left("198101019803", "Cecilia Påhittad")
    found = sorted_now(places)
    assert found.counts == {"keep": 1, "weed": 1}
    assert found.because == {"research_birth": 1}


def test_without_a_number_nobody_is_removed(left, places):
    left("")
    assert sorted_now(places).counts == {"ask": 1}


def test_numbers_are_opened_only_where_the_answer_turns_on_them(left, alma, places):
    old = left("198101019803")
    Reading.objects.all().delete() if connection.vendor == "sqlite" else None
    sorted_now(places)
    assert {row.person_key for row in Reading.objects.filter(what="test")} == {str(old.pk)}


@pytest.mark.parametrize("note", ["consent", "attendance"])
def test_a_later_note_begins_the_time_anew(left, places, project, note):
    person = left("198101019803")
    with as_system([places.owner.pk]):
        if note == "consent":
            give_consent(
                person=person, to_organisation=places.partner, purpose="x", categories=["name"], starts=OLD, by=None
            )
            Consent.objects.update(withdrawn_at=timezone.now())
        else:
            from samsyn.apps.participants.models import Group, Session

            group = Group.objects.create(organisation=places.owner, project=project, name="G", starts=OLD)
            session = Session.objects.create(organisation=places.owner, group=group, on=TODAY)
            Attendance.objects.create(
                organisation=places.owner, person=person, enrolment=person.enrolment, session=session, presence="absent"
            )
    assert sorted_now(places).counts == {"not_yet": 1}


@pytest.mark.parametrize("hold", ["running", "restricted", "rights_case"])
def test_what_is_going_on_holds_it_back(left, places, hold):
    person = left("198101019803")
    with as_system([places.owner.pk]):
        if hold == "running":
            Enrolment.objects.filter(person=person).update(ends=None, reason="", completed=None)
        elif hold == "restricted":
            Person.objects.filter(pk=person.pk).update(restricted_on=OLD)
        else:
            case = open_case(person=person, kind="rectify", came_on=TODAY, by=None)
            assert case.pk
    assert sorted_now(places).because == {hold: 1}


def test_another_authority_has_no_rule_and_is_untouched(write_in, foreign_project, places, colleagues, second, left):
    places.foreign.kind = Kind.REGION
    places.foreign.save()
    far = write_in("Främmande Påhittad", "198101019803", into=foreign_project, starts=OLD)
    near = left("197503072386")
    run(places, colleagues.protector, second)
    assert there(far, near) == [True, False]
    with as_system([places.foreign.pk]):
        assert sort_persons(places.foreign, RULES, TODAY, "test").counts == {"no_rule": 1}


class Struck(Exception):
    """The fault that is put in."""


@contextmanager
def failing_at(step, counted):
    """Let the step-th statement that changes something fail; count them."""

    def wrapper(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            counted.append(sql)
            if len(counted) == step:
                raise Struck
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield


def contents():
    with as_keeper():
        counts = [model.objects.count() for model in (Person, Enrolment, NameMark, Weeding)]
    return [*counts, SealKey.objects.count(), Entry.objects.count()]


def test_a_fault_at_any_step_removes_nobody(left, places, colleagues, second, record_property):
    left("198101019803")
    left("197503072386", "Cecilia Påhittad")
    with door(colleagues.protector):
        trial = try_weeding(organisation=places.owner, by=colleagues.protector)
    before, step, through = contents(), 0, 0
    while True:
        step, counted = step + 1, []
        try:
            with failing_at(step, counted), door(second):
                weed(trial=Weeding.objects.get(pk=trial.pk), by=second)
        except Struck:
            through += contents() != before
            continue
        break
    record_property("faults_in_weeding_tried", step - 1)
    record_property("faults_in_weeding_through", through)
    assert through == 0
    assert step > 15
    assert contents()[0] == 0


def test_sixty_random_histories_through_the_database(left, places, colleagues, second, record_property):
    """Those who are left are those whom the rules would keep, one by one."""
    chance, kept, numbers = random.Random(7), {}, iter_numbers()
    for _ in range(60):
        number, born_on = next(numbers) if chance.random() < 0.9 else ("", None)
        ended = TODAY - datetime.timedelta(days=chance.choice([10, 1000, 1900, 2500, 4000]))
        person = left(number, "Någon Påhittad", ended)
        holds = set()
        with as_system([places.owner.pk]):
            if chance.random() < 0.2:
                Person.objects.filter(pk=person.pk).update(restricted_on=ended)
                holds.add("restricted")
        history = History("person", "municipality", "9901", (ended,), born_on, frozenset(holds))
        kept[person.pk] = due_for_weeding(history, RULES, TODAY).outcome != Outcome.WEED
    run(places, colleagues.protector, second)
    with as_keeper():
        still = set(Person.objects.values_list("pk", flat=True))
    wrong = [pk for pk, stays in kept.items() if stays != (pk in still)]
    record_property("weedings_in_the_database_tried", len(kept))
    record_property("weedings_in_the_database_through", len(wrong))
    assert wrong == []
    assert 5 < len(still) < 55


def iter_numbers():
    from stdnum import luhn

    for serial in range(1, 400):
        day = serial % 28 + 1
        start = f"8003{day:02d}{100 + serial:03d}"
        yield f"19{start}{luhn.calc_check_digit(start)}", day


def test_the_page_tries_and_a_colleague_carries_out(client, left, places, colleagues, second):
    gone = left("198101019803")
    client.force_login(colleagues.protector)
    page = client.get(reverse("weeding"))
    assert "2025:400" in page.text
    answer = client.post(reverse("weeding"), {"organisation": places.owner.pk})
    assert "någon annan som sköter gallring" in client.get(answer["Location"]).text
    client.force_login(second)
    assert "väntar på en andra person" in client.get(reverse("overview")).text
    assert "1 person tas bort" in client.get(answer["Location"]).text
    done = client.post(answer["Location"])
    assert "Gallringsprotokoll" in client.get(done["Location"]).text
    assert there(gone) == [False]


@pytest.mark.parametrize("who", ["lead", "manager", "reader", "partner", "foreign", "outsider"])
def test_who_does_not_weed(client, places, colleagues, who):
    with door(colleagues.protector):
        trial = try_weeding(organisation=places.owner, by=colleagues.protector)
    client.force_login(getattr(colleagues, who))
    assert client.get(reverse("weeding")).status_code == 404
    assert client.post(reverse("weeding-run", args=[trial.pk])).status_code == 404


def test_the_command_shows_and_removes_nobody(left, alma, capsys):
    gone = left("198101019803")
    call_command("weed")
    said = capsys.readouterr().out
    assert "Ekby kommun" in said
    assert "gallras: 1" in said
    assert there(gone, alma) == [True, True]
