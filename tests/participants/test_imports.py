"""Excel and CSV in: nothing changes before it is said, everything at once, and all of it back."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from samsyn.apps.participants.actions.imports import (
    bring_in,
    forget_import,
    look_through,
    take_in,
    undo_import,
)
from samsyn.apps.participants.actions.imports_correcting import correct_rows, settle_columns
from samsyn.apps.participants.models import Enrolment, ImportBatch, NameMark, Person, SealKey, Talk
from samsyn.apps.participants.queries.imports_look import look
from samsyn.apps.participants.queries.people import named, opened
from samsyn.apps.participants.reading import as_system, people
from samsyn.core.intake.rows.paste import pasted

FILE = """Personnummer\tNamn\tStart\tSlut\tAvslutsorsak\tFörsörjning\tKommun
19900101-2393\tAlma Påhittad\t2025-02-03\t\t\tförsörjningsstöd\tEkby kommun
199203042388\tBo Påhittad\t3/2 2025\t2025-06-01\tArbete\t\t
\tCilla Utan Nummer\t2025-02-10\t\t\t\t
"""


@pytest.fixture
def bring(project, colleagues, measures):
    def bring(text: str = FILE, name: str = "lista.csv"):
        with people(colleagues.lead):
            return bring_in(project=project, rows=pasted(text), name=name, by=colleagues.lead)

    return bring


def everything(project) -> dict[str, int]:
    with as_system([project.organisation_id]):
        counted = {model.__name__: model.objects.count() for model in (Person, Enrolment, NameMark)}
    return {**counted, "keys": SealKey.objects.count()}


def test_nothing_is_written_before_it_is_taken_in(bring, project):
    batch = bring()
    assert everything(project)["Person"] == 0
    assert batch.counts == {
        "in_file": 3, "empty": 0, "left_out": 0, "faulty": 0, "unread": 0, "insert": 3, "update": 0, "same": 0,
        "new_persons": 3, "without_number": 1, "unmatched": 0,
    }  # fmt: skip
    assert b"Alma" not in bytes(batch.content_sealed)


def test_taken_in_the_people_are_there_and_found(bring, project, colleagues):
    batch = bring()
    with people(colleagues.lead):
        take_in(batch=batch, by=colleagues.lead)
        alma = named(Person.objects.visible_to(colleagues.lead), "alma").get()
        assert opened([alma], "test")[0].name == "Alma Påhittad"
        assert (alma.sex, alma.birth_year, alma.municipality.name) == ("men", 1990, "Ekby kommun")
        bo = named(Person.objects.visible_to(colleagues.lead), "bo").get().enrolments.get()
        assert (bo.starts, bo.reason) == (datetime.date(2025, 2, 3), "work")


def test_every_wrong_row_is_named_with_column_and_remedy(bring, colleagues):
    batch = bring(FILE + "19900101-2397\tDag\t2025-13-01\n\t\t2025-01-01\n")
    with people(colleagues.lead):
        faults = look(batch, colleagues.lead).faults
    assert {(fault.row, fault.column) for fault in faults} == {(5, "number"), (5, "starts"), (6, "name")}
    assert all(fault.message and fault.remedy for fault in faults)
    assert "2397" not in repr(faults)


def test_faulty_rows_stop_it_until_corrected_or_left_out(bring, project, colleagues):
    batch = bring(FILE + "\t\t2025-01-01\n")
    with people(colleagues.lead):
        with pytest.raises(ValidationError, match="1 rader är inte i ordning"):
            take_in(batch=batch, by=colleagues.lead)
        correct_rows(batch=batch, corrections={(5, "name"): "Elsa Rättad"}, by=colleagues.lead)
        look_through(batch=ImportBatch.objects.get(), by=colleagues.lead)
        assert take_in(batch=batch, by=colleagues.lead).counts["enrolments"] == 4


def test_the_same_file_again_changes_nothing_and_a_changed_one_only_what_differs(bring, colleagues):
    with people(colleagues.lead):
        take_in(batch=bring(), by=colleagues.lead)
    again = bring(FILE.replace("\tCilla Utan Nummer\t2025-02-10\t\t\t\t\n", ""), "igen.csv")
    assert (again.counts["same"], again.counts["insert"]) == (2, 0)
    changed = bring(
        "Personnummer\tStart\tFörsörjning\n19900101-2393\t2025-02-03\tsjukpenning eller rehabiliteringspenning\n"
    )
    assert changed.counts["update"] == 1
    with people(colleagues.lead):
        take_in(batch=changed, by=colleagues.lead)
        assert Enrolment.objects.get(support="sickness").person.birth_year == 1990


def test_the_same_rows_are_not_taken_in_twice(bring, colleagues):
    first, second = bring(), bring()
    with people(colleagues.lead):
        take_in(batch=first, by=colleagues.lead)
    with pytest.raises(ValidationError, match="redan inskriven"), people(colleagues.lead):
        take_in(batch=second, by=colleagues.lead)


def test_undone_nothing_is_left(bring, project, colleagues):
    before = everything(project)
    batch = bring()
    with people(colleagues.lead):
        take_in(batch=batch, by=colleagues.lead)
        undo_import(batch=batch, by=colleagues.lead)
    assert everything(project) == {**before, "keys": before["keys"] + 1}  # the batch's own


def test_undoing_gives_back_what_was_there_unless_somebody_changed_it_since(bring, colleagues, alma):
    batch = bring("Personnummer\tStart\tSlut\tFörsörjning\n19900101-2393\t2025-02-03\t2025-05-01\tstudiestöd\n")
    with people(colleagues.lead):
        take_in(batch=batch, by=colleagues.lead)
        undo_import(batch=batch, by=colleagues.lead)
        assert (alma.enrolments.get().ends, alma.enrolments.get().support) == (None, "")
    second = bring("Personnummer\tStart\tUtbildning\n19900101-2393\t2025-02-03\tgrundskola\n")
    with people(colleagues.lead):
        take_in(batch=second, by=colleagues.lead)
        alma.enrolments.update(education="secondary")
        assert undo_import(batch=second, by=colleagues.lead).left == [2]
        assert alma.enrolments.get().education == "secondary"


def test_what_has_been_built_on_is_not_undone_and_the_rows_are_named(bring, project, colleagues):
    batch = bring()
    with people(colleagues.lead):
        take_in(batch=batch, by=colleagues.lead)
        one = Enrolment.objects.get(reason="work")
        Talk.objects.create(organisation=one.organisation, person=one.person, enrolment=one, on=one.starts)
    with pytest.raises(ValidationError, match="rad 3 i filen"), people(colleagues.lead):
        undo_import(batch=batch, by=colleagues.lead)
    assert everything(project)["Person"] == 3


def test_an_end_before_the_start_is_a_fault(bring, colleagues):
    batch = bring("Namn\tStart\tSlut\nAlma\t2025-02-03\t2025-01-01\n")
    assert batch.counts["faulty"] == 1


def test_headers_are_remembered_for_the_next_file(bring, colleagues):
    text = "Vem\tNär\nAlma Påhittad\t2025-02-03\n"
    with people(colleagues.lead):
        settle_columns(batch=bring(text), columns={0: "name", 1: "starts"}, by=colleagues.lead)
    assert bring(text.replace("Alma", "Bo")).counts["insert"] == 1


def test_a_forgotten_batch_takes_its_key_with_it(bring, colleagues):
    batch = bring()
    keys = SealKey.objects.count()
    with people(colleagues.lead):
        forget_import(batch=batch, by=colleagues.lead)
        assert not ImportBatch.objects.exists()
    assert SealKey.objects.count() == keys - 1
