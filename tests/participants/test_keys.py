"""Keys change while people work, a killed change goes on where it stopped, and nothing sealed can be moved."""

from __future__ import annotations

import base64
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from samsyn.apps.audit.models import Entry, Reading
from samsyn.apps.participants import sealing
from samsyn.apps.participants.actions.keys import reindex_some, rewrap_some
from samsyn.apps.participants.actions.people import rename
from samsyn.apps.participants.models import Enrolment, NameMark, Person, SealKey
from samsyn.apps.participants.queries.keys import left_behind, rows_by_key
from samsyn.apps.participants.queries.people import named, numbered, opened
from samsyn.apps.participants.reading import as_keeper
from samsyn.apps.participants.sealing import DoesNotOpen

OLD = "gammal:" + base64.b64encode(b"\x01" * 32).decode()
NEW = "ny:" + base64.b64encode(b"\x02" * 32).decode()
COLUMNS = ("name_sealed", "number_sealed", "contact_sealed")


def numbers():
    from stdnum import luhn

    for serial in range(100, 1000):
        start = f"800303{serial}"
        yield f"19{start}{luhn.calc_check_digit(start)}"


@pytest.fixture
def under(settings):
    """under(NEW, OLD): which keys the installation has, newest first."""

    def use(*keys):
        settings.SAMSYN_MASTER_KEYS = settings.SAMSYN_INDEX_KEYS = keys

    return use


@pytest.fixture
def crowd(under, write_in):
    """crowd(30): so many persons written in under the old keys. Answers number → name."""

    def make(count):
        under(OLD)
        return {
            number: write_in(f"Person{chr(97 + index % 26)}{chr(97 + index // 26)} Påhittad", number,
                             contact={"phone": "070"}, enrolled={"note": f"Text {index}"})
            for index, number in zip(range(count), numbers(), strict=False)
        }  # fmt: skip

    return make


def unreadable(crowd) -> list[str]:
    """Numbers of persons who are not found by number and by name, or whose texts do not open."""
    wrong = []
    with as_keeper():
        for number, person in crowd.items():
            found = list(numbered(Person.objects.select_related("key"), number))
            if [row.pk for row in found] != [person.pk]:
                wrong.append(number)
                continue
            row = opened(found, "test")[0]
            enrolment = Enrolment.objects.get(person=row)
            enrolment.person = row
            by_name = named(Person.objects.all(), row.name.split()[0])
            if row.number != number or not enrolment.opened("note_sealed") or person.pk not in {p.pk for p in by_name}:
                wrong.append(number)
    return wrong


def test_everything_can_be_read_between_the_batches(crowd, under, record_property):
    people, tried, wrong = crowd(24), 0, []
    under(NEW, OLD)
    after = None
    while (batch := rewrap_some(after, 7)).last is not None:
        after, tried, wrong = batch.last, tried + len(people), wrong + unreadable(people)
    after = None
    while (batch := reindex_some(after, 5)).last is not None:
        after, tried, wrong = batch.last, tried + len(people), wrong + unreadable(people)
    with as_keeper():
        assert left_behind() == 0
    under(NEW)
    record_property("readings_during_a_key_change_tried", tried + len(people))
    record_property("readings_during_a_key_change_through", len(wrong + unreadable(people)))
    assert wrong + unreadable(people) == []


def test_a_name_changed_meanwhile_is_found_before_and_after(crowd, under):
    people = crowd(4)
    person = next(iter(people.values()))
    under(NEW, OLD)
    with as_keeper():
        row = opened(Person.objects.filter(pk=person.pk), "test")[0]
        rename(person=row, name="Xerxes Påhittad", by=None)
        assert [p.pk for p in named(Person.objects.all(), "xerxes")] == [person.pk]
    reindex_some()
    under(NEW)
    with as_keeper():
        assert [p.pk for p in named(Person.objects.all(), "xerxes")] == [person.pk]


def test_the_report_says_which_key_can_go(crowd, under, capsys):
    crowd(3)
    under(NEW, OLD)
    call_command("rotate_keys", "--report")
    assert "gammal: 3 rader, gammal, används än" in capsys.readouterr().out
    call_command("rotate_keys")
    said = capsys.readouterr().out
    assert "SAMSYN_MASTER_KEYS ny: 3 rader, nyast" in said
    assert "SAMSYN_INDEX_KEYS gammal: 0 rader, gammal, kan tas ur" in said
    assert Entry.objects.get(verb="keys_changed").details == {"wrapped": 3, "indexed": 3, "unreadable": 0}
    assert Reading.objects.filter(what="key_change").count() == 3


def test_run_again_it_does_nothing(crowd, under, capsys):
    crowd(3)
    under(NEW, OLD)
    call_command("rotate_keys")
    with as_keeper():
        marks = set(NameMark.objects.values_list("pk", flat=True))
    call_command("rotate_keys")
    with as_keeper():
        assert set(NameMark.objects.values_list("pk", flat=True)) == marks
    assert Entry.objects.filter(verb="keys_changed").count() == 1


def test_a_missing_old_key_is_said_and_nothing_is_spoilt(crowd, under, capsys):
    people = crowd(3)
    under(NEW)
    with pytest.raises(CommandError, match="Lägg tillbaka"):
        call_command("rotate_keys")
    assert "SAKNAS" in capsys.readouterr().out
    under(NEW, OLD)
    call_command("rotate_keys")
    assert unreadable(people) == []


def test_a_thousand_values_moved_between_rows_are_refused(crowd, record_property):
    """Between persons, between columns of one person, and between a person's rows: a seal fits one place only."""
    people, chance, through = list(crowd(20).values()), random.Random(4), 0
    with as_keeper():
        rows = opened(Person.objects.filter(pk__in=[person.pk for person in people]), "test")
        enrolments = {row.person_id: row for row in Enrolment.objects.select_related("person__key")}
        for _ in range(1000):
            here, there = chance.choice(rows), chance.choice(rows)
            into, out_of = chance.choice(COLUMNS), chance.choice((*COLUMNS, "note_sealed"))
            if (here, into) == (there, out_of):
                there = rows[(rows.index(there) + 1) % len(rows)]
            row = enrolments[there.pk] if out_of == "note_sealed" else there
            moved = Person(pk=here.pk, organisation_id=here.organisation_id, key=here.key)
            setattr(moved, into, getattr(row, out_of))
            try:
                moved.opened(into)
            except DoesNotOpen:
                continue
            through += 1
    record_property("moved_values_tried", 1000)
    record_property("moved_values_through", through)
    assert through == 0


def test_a_wrapped_key_moved_to_another_row_does_not_open(crowd):
    crowd(2)
    one, two = SealKey.objects.all()
    one.wrapped = two.wrapped
    with pytest.raises(DoesNotOpen):
        _ = one.data


READ_ALL = """
import json, django; django.setup()
from samsyn.apps.participants.models import Person, SealKey
from samsyn.apps.participants.queries.keys import rows_by_key
from samsyn.apps.participants.queries.people import named, numbered, opened
from samsyn.apps.participants.reading import as_keeper
unreadable = 0
with as_keeper():
    rows = opened(Person.objects.all(), "key_change")
    for row in rows:
        try:
            found = {p.pk for p in numbered(Person.objects.all(), row.number)} == {row.pk}
            found = found and row.pk in {p.pk for p in named(Person.objects.all(), row.name.split()[0])}
        except Exception:
            found = False
        unreadable += not found
    left = sum(under.rows for under in rows_by_key() if not under.newest)
print(json.dumps([len(rows), unreadable, left]))
"""


def outside(address, keys, *command, **more):
    """A process of its own on the same database, with these keys, as an operator runs it."""
    env = {
        **os.environ, "SAMSYN_DEMO": "1", "SAMSYN_DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "samsyn.config.settings", "SAMSYN_MASTER_KEYS": " ".join(keys),
        "SAMSYN_INDEX_KEYS": " ".join(keys), "PYTHONPATH": "src",
    }  # fmt: skip
    return subprocess.Popen([sys.executable, *command], env=env, stdout=subprocess.PIPE, text=True, **more)


def database_outside(tmp_path) -> str:
    """Where another process finds what this test has written: the server, or a copy of the database in memory."""
    said = connection.settings_dict
    if connection.vendor == "postgresql":
        return f"postgresql://{said['USER']}@{said['HOST']}:{said['PORT'] or 5432}/{said['NAME']}"
    path = tmp_path / "samsyn.sqlite3"
    copy = sqlite3.connect(path)
    connection.ensure_connection()
    connection.connection.backup(copy)
    copy.close()
    return f"sqlite:///{path}"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("killed_after", [2, 9])
def test_killed_in_the_middle_it_goes_on(crowd, under, tmp_path, killed_after, record_property):
    """kill -9 among the data keys and among the persons; then once more: 0 unreadable, 0 left on the old keys."""
    count = 40
    crowd(count)
    address = database_outside(tmp_path)
    rotate = ("-m", "django", "rotate_keys", "--batch", "6")
    killed = outside(address, (NEW, OLD), *rotate)
    for _ in range(killed_after):
        killed.stdout.readline()
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    people, unread, left = json.loads(outside(address, (NEW, OLD), "-c", READ_ALL).communicate()[0])
    assert (people, unread) == (count, 0)
    assert left > 0
    again = outside(address, (NEW, OLD), *rotate)
    again.communicate()
    assert again.returncode == 0
    people, unread, left = json.loads(outside(address, (NEW,), "-c", READ_ALL).communicate()[0])
    record_property("persons_after_a_killed_key_change_tried", people)
    record_property("persons_after_a_killed_key_change_through", unread + left)
    assert (people, unread, left) == (count, 0, 0)


def test_what_stands_under_no_key_in_the_settings_is_named(crowd, under):
    crowd(2)
    under(NEW)
    with as_keeper():
        unknown = [row for row in rows_by_key() if not row.known]
    assert [(row.kind, row.name, row.rows) for row in unknown] == [("master", "gammal", 2), ("index", "gammal", 2)]


def test_the_two_purposes_and_two_authorities_cannot_be_joined(under):
    under(NEW)
    found = {sealing.found_by(purpose, house, "alma") for purpose in ("name", "number") for house in (1, 2)}
    assert len(found) == 4
