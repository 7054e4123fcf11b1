"""Who is to be asked now: from the end of each participation, in projects one leads, until somebody has answered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.audit.models import Entry, Reading
from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.participants.actions.enrolments import end_enrolment
from samsyn.apps.participants.actions.follow_up import note_attempt, plan_follow_up
from samsyn.apps.participants.actions.states import Said, record_states
from samsyn.apps.participants.models import Enrolment, FollowUpAttempt, Person, StateRecord
from samsyn.apps.participants.queries.due import followed as rows_in
from samsyn.apps.participants.queries.due import planned_projects, rates_of, waiting
from samsyn.apps.participants.reading import as_system
from samsyn.apps.participants.reading import people as door
from samsyn.core.periods import Occasion, add_months


@pytest.fixture
def ladder(measures):
    return Ladder.objects.get(code="samfi_ostra_goinge")


@pytest.fixture
def followed(project, ladder):
    project.ends = None
    project.save()
    with as_system([project.organisation_id]):
        plan_follow_up(project=project, asked={ladder: ["before", "exit", "months_3"]}, by=None)
    return project


@pytest.fixture
def ended(write_in, followed):
    """ended("Alma", three_months_due=5) → whose three-month day is in five days; the exit was answered in time."""

    def make(name: str, three_months_due: int, reason: str = "completed") -> Enrolment:
        due = timezone.localdate() + timedelta(days=three_months_due)
        ends = add_months(due, -3)
        person = write_in(f"{name} Påhittad", starts=ends - timedelta(days=100))
        with as_system([followed.organisation_id]):
            enrolment = Enrolment.objects.select_related("person__key", "project", "organisation").get(person=person)
            return end_enrolment(
                enrolment=enrolment, ends=ends, reason=reason, completed=reason == "completed", by=None
            )

    return make


def listed(user, today: date | None = None, **choice) -> list[tuple[str, str]]:
    with door(user):
        projects = planned_projects(user)
        found = waiting(rows_in(user, projects), projects, today or timezone.localdate(), **choice)
        return [(str(each.due.occasion), each.standing) for each in found]


def test_soon_due_and_overdue_are_told_apart_and_the_longest_waiting_is_first(colleagues, ended):
    for name, days in (("Soon", 10), ("Now", -3), ("Late", -30), ("Past", -46), ("Far", 20)):
        ended(name, days)
    assert listed(colleagues.lead) == [("months_3", "overdue"), ("months_3", "due"), ("months_3", "soon")]
    assert listed(colleagues.lead, standing="due") == [("months_3", "due")]
    assert listed(colleagues.lead, occasion="exit") == []


def test_the_start_and_the_exit_are_asked_for_too(colleagues, followed, write_in):
    today = timezone.localdate()
    write_in("Ny Påhittad", starts=today - timedelta(days=2))
    gone = write_in("Gick Påhittad", starts=today - timedelta(days=200))
    with as_system([followed.organisation_id]):
        enrolment = Enrolment.objects.get(person=gone)
        end_enrolment(enrolment=enrolment, ends=today - timedelta(days=9), reason="work", completed=False, by=None)
    assert listed(colleagues.lead) == [("exit", "overdue"), ("before", "due")]


def test_who_has_answered_or_declined_is_not_asked_again(colleagues, followed, ended, ladder):
    one, other, third = ended("Ett", -1), ended("Två", -1), ended("Tre", -1)
    with door(colleagues.lead):
        said = Said(one, ladder, "occupation", "months_3", "none_or_sick", timezone.localdate())
        record_states(project=followed, said=[said], by=colleagues.lead)
        note_attempt(enrolment=other, occasion="months_3", by=colleagues.lead, outcome="declined")
        note_attempt(enrolment=third, occasion="months_3", by=colleagues.lead)
    assert listed(colleagues.lead) == [("months_3", "due")]


@pytest.mark.parametrize("reason", ["deceased", "consent_withdrawn", "mistake"])
def test_nobody_asks_the_dead_or_those_who_have_withdrawn(colleagues, ended, reason):
    ended("Alma", -1, reason)
    assert listed(colleagues.lead) == []


def test_a_restricted_person_is_left_in_peace(colleagues, ended):
    enrolment = ended("Alma", -1)
    with as_system([enrolment.organisation_id]):
        Person.objects.filter(pk=enrolment.person_id).update(restricted_on=timezone.localdate())
    assert listed(colleagues.lead) == []


def test_only_those_who_lead_the_project_have_a_list(colleagues, ended):
    ended("Alma", -1)
    for who in ("group_leader", "referrer", "controller", "manager", "partner", "foreign", "outsider"):
        assert listed(getattr(colleagues, who)) == [], who


def test_the_page_is_for_those_who_write_about_people(client, colleagues, ended):
    for who in ("group_leader", "referrer", "controller", "manager", "protector", "outsider"):
        client.force_login(getattr(colleagues, who))
        assert client.get(reverse("follow-up-due")).status_code == 404, who
    client.force_login(colleagues.foreign)  # leads people, elsewhere
    assert "Ingen av dina insatser" in client.get(reverse("follow-up-due")).content.decode()


def test_the_page_shows_them_and_notes_those_shown(client, colleagues, ended):
    shown, _far = ended("Alma", -1), ended("Bertil", 60)
    client.force_login(colleagues.lead)
    text = client.get(reverse("follow-up-due")).content.decode()
    assert "Alma Påhittad" in text
    assert "Bertil" not in text
    assert [row.person_key for row in Reading.objects.filter(what="follow_up_due")] == [str(shown.person_id)]
    assert "Svarsfrekvens och eftersläpning" in text


def test_response_and_lag_stand_beside_the_list(colleagues, followed, ended, ladder):
    late, silent = ended("Sen", -20), ended("Tyst", -20)
    with door(colleagues.lead):
        day = timezone.localdate() - timedelta(days=8)
        said = Said(late, ladder, "occupation", "months_3", "none_or_sick", day, recorded_on=day)
        record_states(project=followed, said=[said], by=colleagues.lead)
        projects = planned_projects(colleagues.lead)
        rates = rates_of(rows_in(colleagues.lead, projects), projects, timezone.localdate())
    after = next(rate for rate in rates if rate.response.occasion == Occasion.MONTHS_3)
    assert (after.response.answered, after.response.due, after.lag.median_days) == (1, 2, 12)
    assert silent.pk != late.pk


def test_the_list_costs_the_same_for_one_and_for_many(client, colleagues, ended, django_assert_max_num_queries):
    for number in range(20):
        ended(f"Person {number}", -1)
    client.force_login(colleagues.lead)
    with django_assert_max_num_queries(25):
        assert client.get(reverse("follow-up-due")).status_code == 200


def test_ej_nadd_is_a_date_and_a_way_and_stays_on_the_list(client, colleagues, ended):
    enrolment = ended("Alma", -1)
    client.force_login(colleagues.lead)
    address = reverse("follow-up-attempt", args=[enrolment.pk, "months_3"])
    assert "Alma Påhittad" in client.get(address).content.decode()
    today = timezone.localdate().isoformat()
    assert client.post(address, {"on": today, "how": "phone", "outcome": "not_reached"}).status_code == 302
    assert f"1 försök: {today}" in client.get(reverse("follow-up-due")).content.decode()
    entry = Entry.objects.get(verb="follow_up_attempted")
    assert entry.details == {"occasion": "months_3", "on": today, "how": "phone", "outcome": "not_reached"}
    assert "framtiden" in client.post(address, {"on": "2999-01-01", "how": "phone"}).content.decode()
    with as_system([enrolment.organisation_id]):
        assert FollowUpAttempt.objects.count() == 1


@pytest.mark.parametrize("name", ["follow-up-attempt", "states-record"])
def test_another_ones_participation_is_not_there(client, colleagues, ended, name):
    enrolment = ended("Alma", -1)
    for who in ("group_leader", "manager", "partner", "foreign"):
        client.force_login(getattr(colleagues, who))
        assert client.get(reverse(name, args=[enrolment.pk, "months_3"])).status_code == 404, who
        assert client.post(reverse(name, args=[enrolment.pk, "months_3"])).status_code == 404, who
    client.force_login(colleagues.lead)
    assert client.get(reverse(name, args=[enrolment.pk, "yesterday"])).status_code == 404


def test_the_state_is_written_straight_from_the_list(client, colleagues, followed, ended, ladder):
    enrolment = ended("Alma", -1)
    client.force_login(colleagues.lead)
    text = client.get(reverse("follow-up-due")).content.decode()
    address = reverse("states-record", args=[enrolment.pk, "months_3"]) + "?till=lista"
    assert address in text
    assert "Räknas om läget gällde" in client.get(address).content.decode()
    today = timezone.localdate().isoformat()
    field = f"s_{ladder.pk}_occupation"
    posted = {"as_of": today, "initial-as_of": today, field: "none_or_sick", f"initial-{field}": ""}
    answer = client.post(address, posted)
    assert (answer.status_code, answer["Location"]) == (302, reverse("follow-up-due"))
    assert listed(colleagues.lead) == []


def test_a_page_left_open_does_not_take_back_what_another_wrote(client, colleagues, followed, ended, measures):
    standard = Ladder.objects.get(code="standard")
    enrolment = ended("Alma", -1)
    with as_system([followed.organisation_id]):
        plan_follow_up(project=followed, asked={standard: ["months_3"]}, by=None)
    today = timezone.localdate()
    with door(colleagues.lead):
        said = Said(enrolment, standard, "health", "months_3", "good", today)
        record_states(project=followed, said=[said], by=colleagues.lead)
    client.force_login(colleagues.lead)
    work, health = f"s_{standard.pk}_occupation", f"s_{standard.pk}_health"
    posted = {"as_of": today, "initial-as_of": today, work: "work", f"initial-{work}": ""}
    posted |= {health: "", f"initial-{health}": ""}  # as the page looked before the other one wrote
    client.post(reverse("states-record", args=[enrolment.pk, "months_3"]), posted)
    with as_system([followed.organisation_id]):
        current = StateRecord.objects.filter(replaced_by=None).values_list("dimension", "state")
        assert sorted(current) == [("health", "good"), ("occupation", "work")]


def test_the_card_counts_and_names_nobody(client, colleagues, ended):
    client.force_login(colleagues.lead)
    assert "Att följa upp" not in client.get("/").content.decode()
    ended("Alma", -1)
    text = client.get("/").content.decode()
    assert "Att följa upp" in text
    assert "1 nu" in text
    assert "har svarat, eftersläpning" in text
    assert "Alma" not in text
    client.force_login(colleagues.group_leader)
    assert "Att följa upp" not in client.get("/").content.decode()
