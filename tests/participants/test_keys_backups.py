"""The backups of docs/drift.md, made and read back with PostgreSQL's own programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.db import connection
from django.utils import timezone

from samsyn.apps.participants.actions.rights import open_case
from samsyn.apps.participants.actions.rights_removal import erase_person, remove_without_key
from samsyn.apps.participants.models import Enrolment, Person, RightsCase, SealKey
from samsyn.apps.participants.reading import as_keeper, as_system
from samsyn.apps.participants.reading import people as door

# What docs/drift.md tells the operator to run between the two steps of a restore.
WITHOUT_KEYS = "; ".join(
    f"UPDATE {table} SET key_id = NULL WHERE key_id NOT IN (SELECT id FROM participants_sealkey)"
    for table in (
        "participants_person",
        "participants_referral",
        "participants_importbatch",
        "participants_delivery",
    )
)
LOOK = """
import json, django; django.setup()
from samsyn.apps.participants.models import Enrolment, Person
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.reading import as_keeper
with as_keeper():
    rows = opened(Person.objects.exclude(key=None), "key_change")
    print(json.dumps([Person.objects.count(), sorted(row.name for row in rows), Enrolment.objects.count()]))
"""


@pytest.fixture
def second(places):
    from samsyn.apps.organisations.models import Membership, User

    user = User.objects.create(email="dag@exempel.se", name="Dag")
    Membership.objects.create(user=user, organisation=places.owner, role="data_protection", starts="2020-01-01")
    return user


def erase(person, first, then):
    with as_system([person.organisation_id]):
        case = open_case(person=person, kind="erase", came_on=timezone.localdate(), by=first)
    with door(then):
        case = RightsCase.objects.select_related("person__key", "organisation").get(pk=case.pk)
        erase_person(case=case, outcome="Skulle aldrig ha skrivits in.", by=then)


def test_the_manual_says_what_is_tried_here():
    from pathlib import Path

    manual = (Path(__file__).parents[2] / "docs/drift.md").read_text("utf-8")
    said = ["--exclude-table-data=participants_sealkey", "--data-only --table=participants_sealkey", "--without-key"]
    said += ["--section=pre-data", "--section=data", "--section=post-data", *WITHOUT_KEYS.split("; ")]
    assert [each for each in said if each not in manual] == []


def test_a_person_without_a_key_is_removed_after_a_restore(alma, write_in, places):
    berit = write_in("Berit Påhittad", "198101019803")
    SealKey.objects.filter(person=alma).delete()
    with as_system([places.owner.pk]):
        assert remove_without_key(places.owner) == 1
        assert list(Person.objects.values_list("pk", flat=True)) == [berit.pk]
        assert Enrolment.objects.count() == 1


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "postgresql", reason="pg_dump and pg_restore are PostgreSQL's")
@pytest.mark.django_db(transaction=True)
def test_a_restore_brings_back_everybody_but_those_erased(alma, write_in, colleagues, second, tmp_path):
    write_in("Berit Påhittad", "198101019803")
    said, env = connection.settings_dict, {**os.environ, "SAMSYN_DEMO": "1"}
    server = ["--host", said["HOST"], "--username", said["USER"], "--port", str(said["PORT"] or 5432)]
    fresh, data, keys = f"{said['NAME']}_restored", str(tmp_path / "data.dump"), str(tmp_path / "nycklar.dump")

    def run(*command):
        subprocess.run(command, check=True, capture_output=True, text=True, env=env)

    def restore(dump, *how):
        run("pg_restore", *server, "--dbname", fresh, *how, dump)

    run("pg_dump", *server, "-Fc", "--exclude-table-data=participants_sealkey", "-f", data, said["NAME"])
    erase(alma, colleagues.protector, second)
    run("pg_dump", *server, "-Fc", "--data-only", "--table=participants_sealkey", "-f", keys, said["NAME"])
    run("dropdb", *server, "--if-exists", fresh)
    run("createdb", *server, fresh)
    try:
        restore(data, "--section=pre-data")
        restore(data, "--section=data")
        restore(keys, "--data-only")
        run("psql", *server, "--dbname", fresh, "--set", "ON_ERROR_STOP=1", "--command", WITHOUT_KEYS)
        restore(data, "--section=post-data")
        env["SAMSYN_DATABASE_URL"] = f"postgresql://{said['USER']}@{said['HOST']}:{said['PORT'] or 5432}/{fresh}"
        env |= {"DJANGO_SETTINGS_MODULE": "samsyn.config.settings", "PYTHONPATH": "src"}
        look = [sys.executable, "-c", LOOK]
        answer = subprocess.run(look, check=True, capture_output=True, text=True, env=env).stdout
        assert json.loads(answer) == [2, ["Berit Påhittad"], 2]  # Alma's rows are there, and nobody can read them
        run(sys.executable, "-m", "django", "weed", "--without-key")
        answer = subprocess.run(look, check=True, capture_output=True, text=True, env=env).stdout
        assert json.loads(answer) == [1, ["Berit Påhittad"], 1]
    finally:
        run("dropdb", *server, "--force", "--if-exists", fresh)
    with as_keeper():
        assert Person.objects.count() == 1
