"""What is taken out reads in again as it is: nothing new, nothing changed, whatever the cells hold."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samsyn.apps.audit.models import Entry, Reading
from samsyn.apps.catalogue.models import Term
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.participants.actions.imports import bring_in
from samsyn.apps.participants.actions.imports_export import take_out
from samsyn.apps.participants.models import Education, Enrolment, ImportBatch, Support, SupportLength
from samsyn.apps.participants.presenters.imports_files import shape_csv, shape_xlsx
from samsyn.apps.participants.reading import as_keeper, people
from samsyn.apps.participants.shapes import people_shape
from samsyn.core.intake.rows.reading import read_rows

DANGEROUS = ["=HYPERLINK(\"http://exempel.se\")", "+46", "-Anna", "@SUMMA(A1)", "'=1", "''x", "a;b", 'citat " inuti',
             "två\nrader", "1-2", "2025-03-05", "007", "5E3", "SANT"]  # fmt: skip


@pytest.fixture
def full(write_in, places, measures):
    """People of every sort: with and without a number, with every answer, and texts that look like something else."""
    group = Term.objects.filter(kind="target_group").first()
    older = Term.objects.create(kind="target_group", code="gammal", name_sv=group.name_sv, replaced_by=None)
    numbers = iter(["199001012393", "198112289874", "199203042388"])
    for at, text in enumerate(DANGEROUS):
        enrolled = {
            "ends": datetime.date(2025, 6, 1) if at % 2 else None, "reason": "work" if at % 2 else "",
            "completed": [None, True, False][at % 3], "sender_kind": ["", "self", "municipality"][at % 3],
            "target_group": [None, group, older][at % 3], "education": Education.values[at % 5],
            "support": Support.values[at % 13], "support_length": SupportLength.values[at % 5], "resources": text,
        }  # fmt: skip
        if at % 2:
            enrolled["completed"] = True
        write_in(
            f"{text} Påhittad", next(numbers, ""), starts=datetime.date(2025, 1, at + 1), enrolled=enrolled,
            sex=["women", "men", ""][at % 3], language=text.replace("\n", " "), needs_interpreter=bool(at % 2),
            municipality=places.owner if at % 2 else None,
        )  # fmt: skip


def exported(project, user, write) -> bytes:
    with people(user):
        return write(people_shape(project), take_out(project=project, kind="test", by=user))


@pytest.mark.parametrize(("name", "write"), [("a.xlsx", shape_xlsx), ("a.csv", shape_csv)])
def test_taken_out_and_read_in_again_nothing_is_new_and_nothing_changed(full, project, colleagues, name, write):
    data = exported(project, colleagues.lead, write)
    with people(colleagues.lead):
        batch = bring_in(project=project, rows=read_rows(name, data), name=name, by=colleagues.lead)
    counts = {key: batch.counts[key] for key in ("in_file", "insert", "update", "faulty", "empty", "unmatched")}
    many = len(DANGEROUS)
    assert counts == {"in_file": many, "insert": 0, "update": 0, "faulty": 0, "empty": 0, "unmatched": 0}
    assert batch.counts["same"] == many


@pytest.mark.parametrize(("name", "write"), [("a.xlsx", shape_xlsx), ("a.csv", shape_csv)])
def test_no_cell_of_the_file_is_a_formula(full, project, colleagues, name, write):
    rows = read_rows(name, exported(project, colleagues.lead, write))
    cells = {cell for row in rows.cells for cell in row}
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]
    assert '\'=HYPERLINK("http://exempel.se")' in cells


def test_a_changed_cell_is_the_only_change(full, project, colleagues):
    text = exported(project, colleagues.lead, shape_csv).decode("utf-8-sig")
    rows = read_rows("a.csv", text.replace("2025-01-03", "2025-01-04", 1).encode())
    with people(colleagues.lead):
        batch = bring_in(project=project, rows=rows, name="a.csv", by=colleagues.lead)
    assert (batch.counts["update"], batch.counts["same"]) == (1, len(DANGEROUS) - 1)
    ((_row, _person, changes),) = batch.kept("report_sealed").every("update")
    assert changes == [["starts", "2025-01-03", "2025-01-04"]]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_everyone_taken_out_is_noted_and_who_it_is_is_asked_again(client, full, project, colleagues, settings, kind):
    client.force_login(colleagues.lead)
    address = reverse(f"people-export-{kind}", args=[project.pk])
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1
    asked = client.get(address)
    assert asked.status_code == 302
    assert "next=" in asked["Location"]
    assert not Reading.objects.filter(what="export").exists()
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="deltagare-{project.pk}.{kind}"'
    with as_keeper():
        everyone = {str(key) for key in Enrolment.objects.values_list("person", flat=True)}
    assert set(Reading.objects.filter(what="export").values_list("person_key", flat=True)) == everyone
    assert Entry.objects.get(verb="participants_taken_out").details == {"kind": kind, "rows": len(DANGEROUS)}


def test_the_restricted_and_the_protected_are_not_taken_out(write_in, project, colleagues):
    hidden = write_in("Dold Påhittad", protection="marking", responsible=colleagues.protector)
    stopped = write_in("Stilla Påhittad")
    with as_keeper():
        type(stopped).objects.filter(pk=stopped.pk).update(restricted_on=datetime.date(2025, 1, 1))
    write_in("Alma Påhittad")
    text = exported(project, colleagues.lead, shape_csv).decode()
    assert "Alma" in text
    assert "Dold" not in text
    assert "Stilla" not in text
    assert hidden.pk != stopped.pk


@pytest.mark.parametrize("verb", ["secrecy", "restricted"])
def test_a_file_never_changes_or_shows_those_whom_it_must_not(write_in, project, colleagues, verb):
    person = write_in("Dold Påhittad", "199001012393")
    change = {"protection": "marking", "responsible": colleagues.protector} if verb == "secrecy" else {
        "restricted_on": datetime.date(2025, 1, 1)}  # fmt: skip
    with as_keeper():
        type(person).objects.filter(pk=person.pk).update(**change)
    with people(colleagues.lead):
        rows = read_rows("a.csv", b"Personnummer;Start;Slut\n19900101-2393;2025-02-03;2025-03-03\n;2025-01-01;\n")
        batch = bring_in(project=project, rows=rows, name="a.csv", by=colleagues.lead)
    assert (batch.counts["faulty"], batch.counts["update"], batch.counts["insert"]) == (2, 0, 0)
    assert Reading.objects.filter(what="import", person_key=str(person.pk)).exists()


def test_somebody_known_elsewhere_in_the_house_begins_but_is_not_changed(write_in, project, places, colleagues):
    from samsyn.apps.portfolio.models import Project, ProjectParty

    other = Project.objects.create(code="ANNAN", name="Annan", organisation=places.owner, starts="2024-01-01")
    ProjectParty.objects.create(project=other, organisation=places.owner, part="owner", starts="2024-01-01")
    person = write_in("Alma Påhittad", "199001012393", into=other, sex="women")
    from samsyn.apps.organisations.models import Membership, User

    stranger = User.objects.create(email="sture@exempel.se", name="Sture")
    Membership.objects.create(user=stranger, organisation=places.owner, role="process_leader", starts="2020-01-01")
    rows = read_rows("a.csv", b"Personnummer;Start;Kommun;Namn\n19900101-2393;2025-02-03;Ekby kommun;Alma\n")
    with people(stranger):
        batch = bring_in(project=project, rows=rows, name="a.csv", by=stranger)
    assert (batch.counts["insert"], batch.counts["new_persons"]) == (1, 0)
    with as_keeper():
        assert type(person).objects.get(pk=person.pk).municipality is None


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
                      .filter(str.strip), min_size=1, max_size=4))  # fmt: skip
def test_any_text_comes_back_as_itself(project, colleagues, write_in, texts):
    with as_keeper():
        Enrolment.objects.all().delete()
    for at, text in enumerate(texts):
        write_in("A", starts=datetime.date(2025, 1, at + 1), language=text[:60].strip(), enrolled={"resources": text})
    for name, write in (("a.xlsx", shape_xlsx), ("a.csv", shape_csv)):
        with people(colleagues.lead):
            data = write(people_shape(project), take_out(project=project, kind="test", by=colleagues.lead))
            batch = bring_in(project=project, rows=read_rows(name, data), name=name, by=colleagues.lead)
            found = (batch.counts["same"], batch.counts["update"], batch.counts["insert"], batch.counts["faulty"])
            assert found == (len(texts), 0, 0, 0)
            ImportBatch.objects.all().delete()


def test_places_and_their_spellings(project, places, measures):
    with as_keeper():
        column = people_shape(project).column("municipality")
    assert {choice.label for choice in column.choices} == {
        place.name for place in Organisation.objects.filter(kind="municipality")
    }
