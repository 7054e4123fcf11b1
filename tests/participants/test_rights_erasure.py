"""After an erasure nothing of the person is left: not in a row, not in the file, not in search, not in a backup."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.audit.models import Entry, Reading
from samsyn.apps.audit.queries import verify_chain, verify_readings
from samsyn.apps.participants import sealing
from samsyn.apps.participants.actions.emergency import open_in_emergency
from samsyn.apps.participants.actions.rights import open_case
from samsyn.apps.participants.actions.rights_removal import erase_person
from samsyn.apps.participants.models import ImportBatch, NameMark, Person, RightsCase, SealKey
from samsyn.apps.participants.queries.emergency import whereabouts
from samsyn.apps.participants.queries.extract import models_about_people
from samsyn.apps.participants.queries.people import named, numbered, opened
from samsyn.apps.participants.reading import as_keeper, as_system
from samsyn.apps.participants.reading import people as door
from tests.participants.dumps import KEYS, dump, image, is_in
from tests.participants.filled import MARK, fill_in

NUMBER = "199001012393"


@pytest.fixture
def second(places):
    from samsyn.apps.organisations.models import Membership, User

    user = User.objects.create(email="dag@exempel.se", name="Dag")
    Membership.objects.create(user=user, organisation=places.owner, role="data_protection", starts="2020-01-01")
    return user


@pytest.fixture
def filled(alma, colleagues, project):
    """Alma, with something in every column, and in a file that was read in."""
    fill_in(alma, colleagues, project)
    with as_system([alma.organisation_id]):
        batch = ImportBatch.objects.create(
            organisation_id=alma.organisation_id, project=project, shape="x", name="Alma Påhittad.xlsx",
            fingerprint="0" * 64, state="done", key=_saved(SealKey.fresh()),
        )  # fmt: skip
        batch.content_sealed = sealing.seal(batch.key.data, "Alma Påhittad", "place")
        batch.save()
    return alma


def _saved(key):
    key.save(force_insert=True)
    return key


def erase(person, first, then):
    with as_system([person.organisation_id]):
        case = open_case(person=person, kind="erase", came_on=timezone.localdate(), by=first)
    with door(then):
        case = RightsCase.objects.select_related("person__key", "organisation").get(pk=case.pk)
        return erase_person(case=case, outcome="Skulle aldrig ha skrivits in.", by=then)


def as_stored(mark: int) -> bytes:
    """As it stands in SQLite's file, and in what PostgreSQL is asked to show."""
    return str(mark).encode() if connection.vendor == "postgresql" else mark.to_bytes(8, "big", signed=True)


def traces_of(person) -> dict[str, bytes]:
    """Everything that says who the person is, or that would find or open them."""
    with as_keeper():
        row = opened(Person.objects.filter(pk=person.pk), "test")[0]
        marks = [mark.mark for mark in NameMark.objects.filter(person=row)]
        return {
            "name": "Alma Påhittad".encode(),
            "first name": b"Alma",
            "number": NUMBER.encode(),
            "texts": MARK.encode(),
            "sealed name": bytes(row.name_sealed),
            "sealed number": bytes(row.number_sealed),
            "key": bytes(row.key.wrapped),
            "key in clear": row.key.data,
            "found by": row.number_found_by.encode(),
            **{f"mark {mark}": as_stored(mark) for mark in marks},
        }


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_in_the_database_or_its_file(filled, colleagues, second, record_property):
    traces, before = traces_of(filled), image()
    assert [what for what, needle in traces.items() if not is_in(needle, before)] == ["number", "key in clear"]
    erase(filled, colleagues.protector, second)
    after = image()
    left = [what for what, needle in traces.items() if is_in(needle, after)]
    record_property("traces_of_an_erased_person_tried", len(traces))
    record_property("traces_of_an_erased_person_through", len(left))
    assert left == []


def test_no_row_of_any_kind_and_no_search_finds(filled, colleagues, second):
    removed = erase(filled, colleagues.protector, second)
    assert {model._meta.model_name for model in models_about_people()} - set(removed) <= {"rightscase"}
    with as_keeper():
        for model in models_about_people():
            key = "pk" if model is Person else "person"
            assert not model.objects.filter(**{key: filled.pk}).exists()
        assert not named(Person.objects.all(), "alma")
        assert not numbered(Person.objects.all(), NUMBER)
        assert ImportBatch.objects.get().key is None


def test_nothing_in_the_files_of_the_installation(filled, colleagues, second, client, settings):
    client.force_login(colleagues.lead)
    client.get(reverse("person", args=[filled.pk]))
    erase(filled, colleagues.protector, second)
    needles = [b"Alma", MARK.encode(), NUMBER.encode()]
    files = [path for root in (settings.MEDIA_ROOT, settings.VAR / "cache") for path in Path(root).rglob("*")]
    assert not [path for path in files if path.is_file() and any(needle in path.read_bytes() for needle in needles)]


def test_the_trail_and_the_log_keep_a_pseudonym_and_hold_together(filled, colleagues, second):
    erase(filled, colleagues.protector, second)
    assert Reading.objects.filter(person_key=str(filled.pk)).exists()
    entry = Entry.objects.get(verb="person_erased")
    assert entry.details["person"] == str(filled.pk)
    assert "Alma" not in repr([vars(row) for row in Entry.objects.all()])
    assert verify_chain().holds
    assert verify_readings().holds


def opens_with(wrapped: bytes, key_place: str, sealed: bytes, place: str) -> str:
    """A sealed value opened by hand, with no help from the product: what somebody with the backups could do."""
    (outer,) = sealing.master_keys().values()
    inner = AESGCM(outer).decrypt(wrapped[1:13], wrapped[13:], key_place.encode())
    return AESGCM(inner).decrypt(sealed[1:13], sealed[13:], place.encode()).decode()


@pytest.mark.django_db(transaction=True)
def test_a_backup_without_the_keys_does_not_open_after_the_erasure(
    filled, write_in, colleagues, second, record_property
):
    write_in("Berit Påhittad", "198101019803")
    with as_keeper():
        row = Person.objects.select_related("key").get(pk=filled.pk)
    sealed, wrapped, place = bytes(row.name_sealed), bytes(row.key.wrapped), f"participants_person|name_sealed|{row.pk}"
    data, keys = dump(without=KEYS).encode(), dump(only=KEYS).encode()
    # Before: the two copies together open, so what is tried below is the real thing.
    assert is_in(sealed, data)
    assert not is_in(wrapped, data)
    assert is_in(wrapped, keys)
    assert opens_with(wrapped, f"key|{row.key_id}", sealed, place) == "Alma Påhittad"
    erase(filled, colleagues.protector, second)
    tried = opened_now = 0
    for key in SealKey.objects.all():
        tried += 1
        try:
            sealing.unseal(key.data, sealed, place)
        except sealing.DoesNotOpen:
            continue
        opened_now += 1
    record_property("keys_on_a_copy_of_an_erased_person_tried", tried)
    record_property("keys_on_a_copy_of_an_erased_person_through", opened_now)
    assert tried > 0
    assert opened_now == 0
    assert not is_in(wrapped, dump(only=KEYS).encode())


def test_not_by_the_one_who_opened_the_case(filled, colleagues):
    with pytest.raises(ValidationError, match="kollega"):
        erase(filled, colleagues.protector, colleagues.protector)
    with as_keeper():
        assert Person.objects.filter(pk=filled.pk).exists()


def test_not_while_an_opening_waits_for_review(alma, colleagues, second):
    with door(colleagues.foreign):
        where = whereabouts(NUMBER, colleagues.foreign)[0]
        open_in_emergency(where=where, provision="osl_10_2", text="Ett skäl som räcker till.", by=colleagues.foreign)
    with pytest.raises(ValidationError, match="nödöppning"):
        erase(alma, colleagues.protector, second)


def test_the_page_says_what_it_takes_away(client, alma, colleagues, second):
    with as_system([alma.organisation_id]):
        case = open_case(person=alma, kind="erase", came_on=timezone.localdate(), by=colleagues.protector)
    address = reverse("rights-erase", args=[case.pk])
    client.force_login(colleagues.protector)
    assert client.get(address).status_code == 404
    client.force_login(second)
    assert "nyckel förstörs" in client.get(address).text
    assert "Rätta det här först" in client.post(address, {"outcome": "Fel person."}).text
    assert client.post(address, {"outcome": "Fel person.", "sure": "on"}).status_code == 302
    page = client.get(reverse("rights-case", args=[case.pk]))
    assert "Fel person." in page.text
    assert "Alma" not in page.text
    with as_keeper():
        assert not Person.objects.exists()
