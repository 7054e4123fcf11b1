"""The sheet as a page: who opens it, what it shows, what it notes, and what it saves."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samsyn.apps.audit.models import Reading
from samsyn.apps.participants.actions.groups import change_member, start_group
from samsyn.apps.participants.models import Attendance, Session
from samsyn.apps.participants.reading import as_system
from tests.participants.groups_given import DAY, TUESDAY, circle  # noqa: F401

MOST_QUERIES = 25


@pytest.fixture
def given(circle, client, colleagues):  # noqa: F811
    made = circle(3)
    client.force_login(colleagues.group_leader)
    return made


def sheet(made, **marks: str) -> dict[str, str]:
    """What the page would send: nothing seen, everybody here, but for `absent_0="on"` and the like."""
    sent = {f"seen-{member.pk}": "" for member in made.members}
    for name, value in marks.items():
        kind, _, place = name.rpartition("_")
        sent[f"{kind}-{made.members[int(place)].pk}"] = value
    return {**sent, "minutes": "120", "initial-minutes": "120"}


def marks_of(made) -> list[str]:
    with as_system([made.group.organisation_id]):
        found = {mark.person_id: mark for mark in Attendance.objects.filter(session=made.session)}
    return [f"{found[m.person_id].presence} {found[m.person_id].minutes}" if m.person_id in found else "-"
            for m in made.members]  # fmt: skip


def test_the_leader_of_the_group_sees_its_names_and_each_is_noted(given, client):
    page = client.get(given.session.get_absolute_url()).content.decode()
    assert all(f"Person {letter} Påhittad" in page for letter in "ABC")
    noted = Reading.objects.filter(what="session")
    assert {row.person_key for row in noted} == {str(person.pk) for person in given.people}
    assert {(row.ground, row.classes) for row in noted} == {("own_group", "activity name")}


def test_the_process_leader_sees_them_because_of_the_project(given, client, colleagues):
    client.force_login(colleagues.lead)
    assert client.get(given.session.get_absolute_url()).status_code == 200
    assert set(Reading.objects.filter(what="session").values_list("ground", flat=True)) == {"own_project"}


@pytest.mark.parametrize(
    "who", ["reader", "controller", "manager", "board", "partner", "foreign", "outsider", "referrer"]
)
def test_nobody_else_knows_that_it_is_there(given, client, colleagues, who):
    client.force_login(getattr(colleagues, who))
    address = given.session.get_absolute_url()
    assert client.get(address).status_code == 404
    assert client.post(address, sheet(given)).status_code == 404
    assert client.post(f"{address}angra/", {"saving": "1"}).status_code == 404
    assert not Reading.objects.filter(what="session").exists()


def test_the_leader_of_another_group_sees_nothing_of_this_one(given, client, circle, colleagues):  # noqa: F811
    with as_system([given.group.organisation_id]):
        given.group.leaders.all().delete()
    assert client.get(given.session.get_absolute_url()).status_code == 404


def test_saving_marks_everyone_and_those_tapped(given, client):
    answer = client.post(given.session.get_absolute_url(), sheet(given, absent_1="on"))
    assert answer.status_code == 302
    assert marks_of(given) == ["present 120", "absent 0", "present 120"]
    assert not Reading.objects.filter(what="session").exists()  # saving opens no name
    page = client.get(answer["Location"]).content.decode()
    assert "Närvaron är sparad" in page
    assert "2 här, 1 borta" in page


def test_told_goes_before_away_and_minutes_before_the_whole_session(given, client):
    sent = sheet(given, absent_0="on", excused_0="on", minutes_1="45", minutes_2="120")
    client.post(given.session.get_absolute_url(), sent)
    assert marks_of(given) == ["excused 0", "present 45", "present 120"]


@pytest.mark.parametrize("minutes", ["0", "121", "en timme", "-5", "1e2", "99999999999"])
def test_minutes_that_cannot_be_are_named_and_everything_stays(given, client, minutes):
    answer = client.post(given.session.get_absolute_url(), sheet(given, absent_0="on", minutes_1=minutes))
    page = answer.content.decode()
    assert "Skriv minuter mellan 1 och 120" in page
    assert f'value="{minutes}"' in page
    assert f'name="absent-{given.members[0].pk}" checked' in page
    assert marks_of(given) == ["-", "-", "-"]


def test_the_script_is_told_when_something_is_saved_and_when_not(given, client):
    address = given.session.get_absolute_url()
    refused = client.post(address, sheet(given, minutes_0="500"), headers={"accept": "application/json"})
    assert (refused.status_code, refused.json()) == (200, {"saved": False})
    saved = client.post(address, sheet(given), headers={"accept": "application/json"})
    assert saved.json() == {"saved": True, "to": address}


def test_a_tampered_sheet_changes_nothing_of_others(given, client, circle, colleagues):  # noqa: F811
    other = circle(2, name="Torsdagar", led=False)
    answer = client.post(given.session.get_absolute_url(), {**sheet(given), **sheet(other, absent_0="on")})
    assert answer.status_code == 302
    assert marks_of(other) == ["-", "-"]
    client.post(given.session.get_absolute_url(), {**sheet(given), f"seen-{given.members[0].pk}": "dead"})
    assert marks_of(given)[0] == "present 120"


def test_somebody_with_protected_identity_is_not_on_the_sheet(given, client, colleagues):
    hidden = given.people[1]
    with as_system([given.group.organisation_id]):
        hidden.protection, hidden.responsible = "marking", colleagues.lead
        hidden.save(update_fields=["protection", "responsible"])
    page = client.get(given.session.get_absolute_url()).content.decode()
    assert "Person B" not in page
    client.post(given.session.get_absolute_url(), sheet(given, absent_1="on"))
    assert marks_of(given) == ["present 120", "-", "present 120"]
    client.force_login(colleagues.lead)  # the one who is appointed
    assert "Person B" in client.get(given.session.get_absolute_url()).content.decode()


def test_only_those_who_were_in_the_group_that_day(given, client, colleagues):
    client.force_login(colleagues.lead)
    with as_system([given.group.organisation_id]):
        change_member(member=given.members[2], starts=DAY, ends=DAY, by=None)
    assert "Person C" not in client.get(given.session.get_absolute_url()).content.decode()


def test_before_the_day_only_those_who_have_told_are_marked(given, client):
    with as_system([given.group.organisation_id]):
        Session.objects.update(on=timezone.localdate() + datetime.timedelta(days=2))
    address = given.session.get_absolute_url()
    assert "har anmält att de inte kommer" in client.get(address).content.decode()
    client.post(address, sheet(given, excused_1="on"))
    assert marks_of(given) == ["-", "excused 0", "-"]
    seen = sheet(given) | {f"seen-{given.members[1].pk}": "excused"}
    client.post(address, seen)
    assert marks_of(given) == ["-", "-", "-"]


def test_undo_from_the_page(given, client):
    address = given.session.get_absolute_url()
    client.post(address, sheet(given, absent_1="on"))
    assert client.post(f"{address}angra/", {"saving": "1"}).status_code == 302
    assert marks_of(given) == ["-", "-", "-"]
    assert client.post(f"{address}angra/", {"saving": "1"}, follow=True).status_code == 200
    assert client.post(f"{address}angra/", {"saving": "x"}).status_code == 404


def test_no_name_in_title_or_address(given, client):
    page = client.get(given.session.get_absolute_url()).content.decode()
    assert "Påhittad" not in page.partition("</title>")[0]
    assert "Påhittad" not in given.session.get_absolute_url()


def test_a_session_with_too_few_leaders_says_so(given, client, colleagues):
    client.post(given.session.get_absolute_url(), {**sheet(given), "leaders": str(colleagues.group_leader.pk)})
    assert "skulle ha två ledare" in client.get(given.session.get_absolute_url()).content.decode()


def queries_of(client, method: str, address: str, sent=None) -> int:
    with CaptureQueriesContext(connection) as asked:
        response = getattr(client, method)(address, sent)
    assert response.status_code in {200, 302}
    return len(asked)


def test_as_many_questions_for_twenty_five_as_for_three(circle, client, given, capsys):  # noqa: F811
    large = circle(25, name="Stor grupp")
    for made in (given, large):
        client.get(made.session.get_absolute_url())
    gets = {queries_of(client, "get", made.session.get_absolute_url()) for made in (given, large)}
    saves = {queries_of(client, "post", made.session.get_absolute_url(), sheet(made, absent_1="on", minutes_2="30"))
             for made in (given, large)}  # fmt: skip
    with capsys.disabled():
        print(f"\nqueries: sheet {sorted(gets)}, saving {sorted(saves)}")  # noqa: T201
    assert len(gets) == len(saves) == 1
    assert max(gets | saves) <= MOST_QUERIES


def test_names_are_in_swedish_order(circle, client, colleagues):  # noqa: F811
    made = circle(names=["Örjan P", "Ada P", "Åke P", "Zoe P", "Ärla P"])
    client.force_login(colleagues.group_leader)
    page = client.get(made.session.get_absolute_url()).content.decode()
    places = [page.index(f"{name} P") for name in ("Ada", "Zoe", "Åke", "Ärla", "Örjan")]
    assert places == sorted(places)


def test_an_empty_group_says_what_to_do(client, colleagues, project):
    with as_system([project.organisation_id]):
        group = start_group(project=project, name="Tom", starts=DAY, by=None)
        session = Session.objects.create(organisation=group.organisation, group=group, on=TUESDAY)
    client.force_login(colleagues.lead)
    page = client.get(session.get_absolute_url()).content.decode()
    assert "Ingen är i gruppen den dagen" in page
