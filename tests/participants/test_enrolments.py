"""Taking part: again, changed, ended, and the ending taken back. Counted both ways."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.audit.models import Entry
from samsyn.apps.participants.actions.enrolments import end_enrolment, enrol
from samsyn.apps.participants.models import Enrolment, Person, Rectification
from samsyn.apps.participants.queries.enrolments import by_sex, counted, in_and_out, leavings, taking_part
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.reading import as_keeper, as_system
from samsyn.apps.participants.reading import people as door
from tests.participants.conftest import DAY

TODAY = timezone.localdate()


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def lead(client, colleagues):
    client.force_login(colleagues.lead)
    return client


@pytest.fixture
def second_project(places):
    from samsyn.apps.portfolio.models import Project, ProjectParty

    project = Project.objects.create(code="BRO", name="Bron", organisation=places.owner, starts=date(2024, 1, 1))
    ProjectParty.objects.create(project=project, organisation=places.owner, part="owner", starts=date(2024, 1, 1))
    return project


def test_a_known_person_begins_in_another_project(lead, alma, second_project):
    address = reverse("enrolment-new", args=[alma.pk])
    assert "BRO" in text_of(lead.get(address))
    asked = text_of(lead.get(f"{address}?project={second_project.pk}"))
    assert 'name="birth_year" value="1990"' in asked  # what is known is there already
    told = {"starts": "2025-05-05", "sender": "self", "sex": "women", "birth_year": "1990", "education": "secondary"}
    assert lead.post(f"{address}?project={second_project.pk}", told).status_code == 302
    with as_keeper():
        new = Enrolment.objects.get(project=second_project)
        assert (new.person_id, new.sender_kind, new.education) == (alma.pk, "self", "secondary")
        assert Person.objects.count() == 1


def test_background_is_changed_at_the_taking_part_and_the_trail_says_which_columns(lead, alma):
    told = {
        "starts": "2025-02-03",
        "sex": "women",
        "birth_year": "1991",
        "language": "finska",
        "note": "Ring efter tio",
    }
    assert lead.post(reverse("enrolment-edit", args=[alma.enrolment.pk]), told).status_code == 302
    with as_keeper():
        person = opened(Person.objects.all(), "test")[0]
        assert (person.birth_year, person.language) == (1991, "finska")
        assert Enrolment.objects.get().opened("note_sealed") == "Ring efter tio"
    assert Entry.objects.get(verb="background_edited").details == {"changed": ["birth_year", "language"]}
    assert Entry.objects.get(verb="enrolment_edited").details == {"changed": ["note_sealed"]}
    page = text_of(lead.get(reverse("enrolment", args=[alma.enrolment.pk])))
    assert "Ring efter tio" in page


def test_what_was_known_is_kept_when_it_changes_and_not_when_it_is_filled_in(lead, alma):
    """Born 1990 becomes 1991, and an empty education is filled in and then changed: two values have been replaced."""
    address = reverse("enrolment-edit", args=[alma.enrolment.pk])
    told = {"starts": "2025-02-03", "sex": "women", "birth_year": "1991", "education": "compulsory"}
    assert lead.post(address, told).status_code == 302
    assert lead.post(address, told | {"education": "secondary"}).status_code == 302
    with as_keeper():
        opened([alma], "test")
        rows = Rectification.objects.select_related("person__key").order_by("pk")
        kept = [(row.column, row.opened("old_sealed"), row.opened("new_sealed")) for row in rows]
    assert kept == [("birth_year", "1990", "1991"), ("education", "grundskola", "gymnasium")]


def test_ending_and_taking_it_back(lead, alma):
    pk = alma.enrolment.pk
    form = text_of(lead.get(reverse("enrolment-end", args=[pk])))
    assert "Slutade för något bättre" in form
    assert "Var aldrig deltagare" in form
    told = {"ends": "2025-08-31", "reason": "work", "completed": "no"}
    assert lead.post(reverse("enrolment-end", args=[pk]), told).status_code == 302
    page = text_of(lead.get(reverse("enrolment", args=[pk])))
    assert "Arbete" in page
    assert "positivt avslut" in page
    assert lead.post(reverse("enrolment-reopen", args=[pk])).status_code == 302
    with as_keeper():
        again = Enrolment.objects.get()
        assert (again.ends, again.reason, again.completed) == (None, "", None)
    assert [entry.verb for entry in Entry.objects.filter(target_key=str(pk)).order_by("number")] == [
        "enrolled",
        "enrolment_ended",
        "enrolment_reopened",
    ]


@pytest.mark.parametrize(
    ("reason", "completed", "says"),
    [
        ("completed", False, "fullföljde"),
        ("mistake", True, "felregistrering"),
        ("hittad_på", False, "finns inte i listan"),
    ],
)
def test_a_reason_and_completion_do_not_contradict_each_other(alma, places, reason, completed, says):
    with as_system([places.owner.pk]), pytest.raises(ValidationError, match=says):
        end_enrolment(enrolment=Enrolment.objects.get(), ends=TODAY, reason=reason, completed=completed, by=None)


def test_it_does_not_end_before_it_begins(lead, alma):
    told = {"ends": "2024-01-01", "reason": "work", "completed": "no"}
    assert "slutar innan det börjar" in text_of(lead.post(reverse("enrolment-end", args=[alma.enrolment.pk]), told))


def test_nobody_is_enrolled_in_another_authoritys_project(alma, foreign_project):
    with as_keeper(), pytest.raises(ValidationError, match="olika organisationer"):
        enrol(person=Person.objects.get(), project=foreign_project, starts=DAY, by=None)


@pytest.mark.parametrize("who", ["partner", "foreign", "reader", "manager", "group_leader", "referrer", "outsider"])
@pytest.mark.parametrize("name", ["enrolment", "enrolment-edit", "enrolment-end", "enrolment-reopen"])
def test_the_taking_part_is_its_leaders(client, colleagues, alma, who, name):
    client.force_login(getattr(colleagues, who))
    assert client.get(reverse(name, args=[alma.enrolment.pk])).status_code == 404
    if name != "enrolment":
        assert client.post(reverse(name, args=[alma.enrolment.pk]), {}).status_code == 404


@pytest.fixture
def months(write_in, project, places):
    """Four participations of three persons: one comes back, one is a mistake, one ended for work, one completed."""
    alma = write_in("Alma Påhittad", sex="women", starts=date(2026, 1, 10))
    bo = write_in("Bo Påhittad", sex="men", starts=date(2026, 1, 20))
    wrong = write_in("Cia Påhittad", sex="women", starts=date(2026, 2, 1))
    with as_system([places.owner.pk]):
        opened(Person.objects.all(), "test")

        def end(person, day, reason, completed):
            row = Enrolment.objects.get(person=person, ends=None)
            end_enrolment(enrolment=row, ends=day, reason=reason, completed=completed, by=None)

        end(wrong, date(2026, 2, 1), "mistake", False)
        end(alma, date(2026, 3, 5), "work", False)
        enrol(person=Person.objects.get(pk=alma.pk), project=project, starts=date(2026, 4, 1), by=None)
        end(bo, date(2026, 4, 30), "completed", True)
    return alma, bo


def test_counted_both_ways(months, colleagues):
    with door(colleagues.lead):
        rows = taking_part(colleagues.lead)
        assert vars(counted(rows)) == {"persons": 2, "participations": 3}
        women, men, total = by_sex(rows, date(2026, 4, 15))
        assert (women.sex, women.all.persons, women.all.participations) == ("women", 1, 2)
        assert (men.sex, men.all.persons, men.running.persons) == ("men", 1, 1)
        assert (total.all.persons, total.all.participations, total.running.participations) == (2, 3, 2)


def test_in_and_out_month_by_month(months, colleagues):
    with door(colleagues.lead):
        found = in_and_out(taking_part(colleagues.lead), date(2026, 5, 2))
    assert [(f"{month.first:%m}", month.began, month.ended) for month in found] == [
        ("01", 2, 0), ("02", 0, 0), ("03", 0, 1), ("04", 1, 1), ("05", 0, 0),
    ]  # fmt: skip


def test_positive_exits_are_told_apart_from_completion(months, colleagues):
    with door(colleagues.lead):
        found = leavings(taking_part(colleagues.lead), date(2026, 5, 2))
    assert [(leaving.kind, leaving.label, leaving.participations) for leaving in found] == [
        ("completed", "Fullföljt", 1),
        ("positive", "Arbete", 1),
    ]


def test_the_projects_tab(lead, months, project):
    text = text_of(lead.get(reverse("project-people", args=[project.pk])))
    assert "Deltagare efter kön" in text
    assert "50 % (1/2)" in text.replace("\xa0", " ")
    assert "Påhittad" not in text


@pytest.mark.parametrize("who", ["partner", "foreign", "reader", "manager", "controller", "group_leader", "referrer"])
def test_the_tab_is_there_for_those_who_lead_and_for_nobody_else(client, colleagues, project, who):
    client.force_login(getattr(colleagues, who))
    assert client.get(reverse("project-people", args=[project.pk])).status_code == 404
    about = client.get(reverse("project", args=[project.pk]))
    assert f'href="{reverse("project-people", args=[project.pk])}"' not in about.content.decode()
