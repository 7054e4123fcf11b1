"""The pages about people, by client, for each role: who comes in, what is shown, and what the log says afterwards."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samsyn.apps.audit.models import Reading
from samsyn.apps.participants.models import Person
from samsyn.apps.participants.reading import as_keeper, as_system
from tests.participants.conftest import DAY
from tests.questions import of_the_page

MOST_QUERIES = 25
NUMBER = "199001012393"


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def title_of(response) -> str:
    return re.search(r"<title>(.*?)</title>", response.content.decode(), re.S)[1]


def logged(what: str) -> set[str]:
    return set(Reading.objects.filter(what=what).values_list("person_key", flat=True))


@pytest.fixture
def bo(write_in):
    return write_in("Bo Påhittad", "198112289874", sex="men", birth_year=1981, language="arabiska")


@pytest.fixture
def stranger(write_in, foreign_project):
    return write_in("Främmande Påhittad", into=foreign_project)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("lead", 200), ("group_leader", 200), ("referrer", 200), ("protector", 200), ("manager", 200),
        ("partner", 200), ("foreign", 200), ("reader", 404), ("board", 404), ("controller", 404),
        ("administrator", 404), ("evaluator", 404), ("outsider", 404),
    ],
)  # fmt: skip
def test_who_the_station_opens_for(client, colleagues, alma, who, status):
    client.force_login(getattr(colleagues, who))
    response = client.get(reverse("person-list"))
    assert response.status_code == status
    assert ("Alma" in response.content.decode()) == (who == "lead")


def test_the_list_shows_ones_own_counts_both_ways_and_logs_just_those(client, colleagues, alma, bo, stranger, write_in):
    client.force_login(colleagues.lead)
    text = text_of(client.get(reverse("person-list")))
    assert "2 personer, 2 deltaganden" in text
    assert "Främmande" not in text
    assert text.index("Alma Påhittad") < text.index("Bo Påhittad")
    assert logged("person_list") == {str(alma.pk), str(bo.pk)}


def test_a_person_twice_is_one_person_and_two_participations(client, colleagues, alma, project):
    from samsyn.apps.participants.actions.enrolments import enrol

    with as_system([project.organisation_id]):
        enrol(person=Person.objects.get(pk=alma.pk), project=project, starts=DAY.replace(month=9), by=None)
    client.force_login(colleagues.lead)
    assert "1 person, 2 deltaganden" in text_of(client.get(reverse("person-list")))


def test_a_wrong_entry_is_nobodys_participation(client, colleagues, alma, bo):
    from samsyn.apps.participants.actions.enrolments import end_enrolment
    from samsyn.apps.participants.models import Enrolment

    with as_keeper():
        end_enrolment(enrolment=Enrolment.objects.get(person=bo), ends=DAY, reason="mistake", completed=False, by=None)
    client.force_login(colleagues.lead)
    text = text_of(client.get(reverse("person-list")))
    assert "1 person, 1 deltagande" in text
    assert "Bo Påhittad" not in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sex=women", {"Alma"}),
        ("sex=men", {"Bo"}),
        ("language=arabiska", {"Bo"}),
        ("state=running", {"Alma", "Bo"}),
        ("state=ended", set()),
        ("sender=self", {"Alma", "Bo"}),  # nobody has come on their own, so it is no choice
        ("project=999999", {"Alma", "Bo"}),  # a filter that does not hold says so, and the others count
    ],
)
def test_filters(client, colleagues, alma, bo, query, expected):
    client.force_login(colleagues.lead)
    text = text_of(client.get(f"{reverse('person-list')}?{query}"))
    assert {name for name in ("Alma", "Bo") if f"{name} Påhittad" in text} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("alm", {"Alma"}),
        ("påh bo", {"Bo"}),
        ("påhittad", {"Alma", "Bo"}),
        ("främ", set()),
        ("x", set()),
        ("19811228-9874", {"Bo"}),
        ("811228-9874", {"Bo"}),
        ("198112289873", set()),
    ],
)
def test_searching_by_post_finds_names_and_numbers(client, colleagues, alma, bo, stranger, text, expected):
    client.force_login(colleagues.lead)
    response = client.post(reverse("person-list"), {"text": text})
    table = response.content.decode().partition("<tbody>")[2]
    assert response.status_code == 200
    assert {name for name in ("Alma", "Bo", "Främmande") if f"{name} Påhittad" in table} == expected
    keys = {"Alma": str(alma.pk), "Bo": str(bo.pk)}
    assert logged("person_search") == {keys[name] for name in expected}


def test_a_wrong_number_is_told_apart_from_nobody(client, colleagues, alma):
    client.force_login(colleagues.lead)
    assert "Kontrollsiffran stämmer inte" in text_of(client.post(reverse("person-list"), {"text": "198112289873"}))


def test_search_finds_people_of_several_houses(client, colleagues, alma, stranger, places):
    from samsyn.apps.organisations.models import Membership

    Membership.objects.create(
        user=colleagues.lead, organisation=places.foreign, role="process_leader", starts=DAY.replace(year=2020)
    )
    client.force_login(colleagues.lead)
    text = text_of(client.post(reverse("person-list"), {"text": "påhittad"}))
    assert "Alma Påhittad" in text
    assert "Främmande Påhittad" in text


def test_the_person_page(client, colleagues, alma):
    client.force_login(colleagues.lead)
    response = client.get(reverse("person", args=[alma.pk]))
    text = text_of(response)
    assert "19900101-****" in text
    assert "2393" not in text
    assert "Så får du se det här" in text
    assert "personen är i en insats som din organisation ansvarar för" in text
    assert "Alma" not in title_of(response)
    assert logged("person") == {str(alma.pk)}


@pytest.mark.parametrize("who", ["foreign", "reader", "group_leader", "outsider", "partner", "funder", "protector"])
def test_nobody_else_meets_the_person(client, colleagues, alma, who):
    client.force_login(getattr(colleagues, who))
    assert client.get(reverse("person", args=[alma.pk])).status_code == 404
    assert client.post(reverse("person-number", args=[alma.pk])).status_code == 404
    assert client.get(reverse("person-edit", args=[alma.pk])).status_code == 404
    assert not logged("person")


def test_the_number_is_shown_by_an_act_of_its_own(client, colleagues, alma):
    client.force_login(colleagues.lead)
    address = reverse("person-number", args=[alma.pk])
    assert client.get(address).status_code == 405
    assert "19900101-2393" in text_of(client.post(address))
    assert logged("person_number") == {str(alma.pk)}


def test_a_group_leader_sees_names_and_groups_and_nothing_more(client, colleagues, alma, bo, project):
    from samsyn.apps.participants.models import Enrolment, Group, GroupLeader, GroupMember

    house = {"organisation": project.organisation}
    with as_system([project.organisation_id]):
        group = Group.objects.create(project=project, name="Onsdagsgruppen", starts=DAY, **house)
        GroupLeader.objects.create(group=group, user=colleagues.group_leader, starts=DAY, **house)
        enrolment = Enrolment.objects.get(person=alma)
        GroupMember.objects.create(group=group, person=alma, enrolment=enrolment, starts=DAY, **house)
    client.force_login(colleagues.group_leader)
    text = text_of(client.get(reverse("person-list")))
    assert "Alma Påhittad" in text
    assert "Onsdagsgruppen" in text
    assert "Bo Påhittad" not in text
    assert logged("group_names") == {str(alma.pk)}
    page = text_of(client.get(reverse("person", args=[alma.pk])))
    assert "Alma Påhittad" in page
    assert "personen är i en grupp som du leder" in page
    assert "19900101" not in page
    assert "1990" not in page
    assert client.get(reverse("person", args=[bo.pk])).status_code == 404


def test_a_consent_opens_what_it_names_and_its_end_closes_it(client, colleagues, alma, places):
    from django.utils import timezone

    from samsyn.apps.participants.models import Consent

    with as_system([places.owner.pk]):
        consent = Consent.objects.create(
            organisation=places.owner, person=alma, from_organisation=places.owner, to_organisation=places.partner,
            purpose="gemensam planering", categories=["name", "activity"], starts=DAY,
        )  # fmt: skip
    client.force_login(colleagues.partner)
    page = text_of(client.get(reverse("person", args=[alma.pk])))
    assert "Alma Påhittad" in page
    assert "VIND" in page
    assert "19900101" not in page
    assert "Bakgrund" not in page
    assert Reading.objects.get(what="person").ground == "consent"
    with as_system([places.owner.pk]):
        consent.withdrawn_at = timezone.now()
        consent.save()
    assert client.get(reverse("person", args=[alma.pk])).status_code == 404


def test_an_emergency_opens_for_an_hour(client, colleagues, alma, places):
    from datetime import timedelta

    from django.utils import timezone

    from samsyn.apps.participants.models import Emergency

    now = timezone.now()
    with as_system([places.owner.pk]):
        Emergency.objects.create(
            organisation=places.owner, person=alma, user=colleagues.foreign, provision="gdpr_6_1_d", text="Fara",
            opened_at=now - timedelta(minutes=5), closes_at=now + timedelta(minutes=55),
            review_by=timezone.localdate() + timedelta(days=7),
        )  # fmt: skip
    client.force_login(colleagues.foreign)
    assert "du har öppnat uppgifterna i nödläge" in text_of(client.get(reverse("person", args=[alma.pk])))
    with as_system([places.owner.pk]):
        Emergency.objects.update(closes_at=now - timedelta(minutes=1), opened_at=now - timedelta(minutes=61))
    assert client.get(reverse("person", args=[alma.pk])).status_code == 404


def test_protected_identity_is_seen_by_the_one_appointed(client, colleagues, write_in, places, alma):
    from samsyn.apps.organisations.models import Membership, User

    second = User.objects.create(email="petra@exempel.se", name="Petra")
    Membership.objects.create(user=second, organisation=places.owner, role="process_leader", starts=DAY)
    hidden = write_in("Hemlig Påhittad", "198112289874", protection="marking", responsible=second)
    for who, sees in ((colleagues.lead, False), (second, True)):
        client.force_login(who)
        text = text_of(client.get(reverse("person-list")))
        assert ("Hemlig" in text) is sees
        assert ("2 personer" in text) is sees
        assert client.get(reverse("person", args=[hidden.pk])).status_code == (200 if sees else 404)
        for search in ("hem", "198112289874"):
            assert ("Hemlig" in text_of(client.post(reverse("person-list"), {"text": search}))) is sees
        tab = text_of(client.get(reverse("project-people", args=[hidden.enrolment.project_id])))
        assert (">2</p>" in tab) is sees
    assert "Skyddade personuppgifter" in text_of(client.get(reverse("person", args=[hidden.pk])))


def test_somebody_without_a_name_has_a_mark(client, colleagues, write_in):
    person = write_in("", sex="women")
    client.force_login(colleagues.lead)
    assert f"Utan namn {str(person.pk)[:4]}" in text_of(client.get(reverse("person-list")))


def queries_of(client, address: str) -> int:
    """What a page asks of the tables; opening the transaction and the lock is not counted."""
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(of_the_page(caught))


@pytest.fixture
def ours(monkeypatch):
    """The shared pages with this part's cards and sections only; the other parts of the station try their own."""
    from samsyn.apps.participants.face import awaiting, sections

    cards = {key: card for key, card in awaiting._awaiting.items() if "referrals" in key or "answers" in key}
    parts = {key: part for key, part in sections._sections.items() if key in {"enrolments", "referrals"}}
    assert (len(cards), len(parts)) == (2, 2)
    monkeypatch.setattr(awaiting, "_awaiting", cards)
    monkeypatch.setattr(sections, "_sections", parts)


@pytest.mark.parametrize("name", ["person-list", "project-people", "referral-list", "referral-flow", "overview"])
def test_queries_do_not_grow_with_the_people(client, colleagues, write_in, project, places, ours, name):
    from samsyn.apps.participants.actions.referrals import register_referral
    from samsyn.apps.participants.queries.people import opened

    def more(many: int) -> None:
        people = [write_in(f"Person {number} Påhittad", sex="men") for number in range(many)]
        with as_system([project.organisation_id]):
            for person in opened(people, "test"):
                register_referral(person=person, project=project, sender=places.partner, by=None)

    client.force_login(colleagues.lead)
    address = reverse(name, args=[project.pk] if name == "project-people" else [])
    more(2)
    client.get(address)
    few = queries_of(client, address)
    more(8)
    many = queries_of(client, address)
    assert many == few
    assert many <= MOST_QUERIES, many


def test_queries_of_one_person_do_not_grow_with_what_is_known(client, colleagues, alma, project, ours):
    from samsyn.apps.participants.actions.enrolments import enrol

    client.force_login(colleagues.lead)
    address = reverse("person", args=[alma.pk])
    few = queries_of(client, address)
    with as_system([project.organisation_id]):
        for month in range(3, 9):
            enrol(person=Person.objects.get(pk=alma.pk), project=project, starts=DAY.replace(month=month), by=None)
    assert queries_of(client, address) == few
    assert few <= 16


def test_every_answer_says_not_to_be_kept(client, colleagues, alma):
    client.force_login(colleagues.lead)
    for address in (reverse("person-list"), reverse("person", args=[alma.pk])):
        assert client.get(address)["Cache-Control"] == "no-store"


def test_a_case_about_rights_opens_the_person_while_it_runs(client, colleagues, alma, places):
    from django.utils import timezone

    from samsyn.apps.participants.models import RightsCase

    day = timezone.localdate()
    with as_system([places.owner.pk]):
        case = RightsCase.objects.create(
            organisation=places.owner, person=alma, person_key=str(alma.pk), kind="extract", came_on=day, due_on=day
        )
    client.force_login(colleagues.protector)
    text = text_of(client.get(reverse("person", args=[alma.pk])))
    assert "personen har begärt något som du handlägger" in text
    assert "VIND" in text
    assert "Nytt deltagande" not in text
    with as_system([places.owner.pk]):
        RightsCase.objects.filter(pk=case.pk).update(done_on=day)
    assert client.get(reverse("person", args=[alma.pk])).status_code == 404


def test_a_consent_for_one_project_opens_that_project_only(client, colleagues, alma, places, project):
    from samsyn.apps.participants.actions.enrolments import enrol
    from samsyn.apps.participants.models import Consent
    from samsyn.apps.portfolio.models import Project

    other = Project.objects.create(code="BRO", name="Bron", organisation=places.owner, starts=DAY)
    with as_system([places.owner.pk]):
        enrol(person=Person.objects.get(pk=alma.pk), project=other, starts=DAY, by=None)
        Consent.objects.create(
            organisation=places.owner, person=alma, from_organisation=places.owner, to_organisation=places.partner,
            project=project, purpose="gemensam planering", categories=["name", "activity"], starts=DAY,
        )  # fmt: skip
    client.force_login(colleagues.partner)
    text = text_of(client.get(reverse("person", args=[alma.pk])))
    assert "VIND" in text
    assert "BRO" not in text


def test_everybody_counted_on_the_tab_is_noted(client, colleagues, alma, bo, project):
    """A count of one says something about somebody."""
    client.force_login(colleagues.lead)
    client.get(reverse("project-people", args=[project.pk]))
    assert logged("project_people") == {str(alma.pk), str(bo.pk)}


def test_names_are_in_swedish_order(client, colleagues, write_in):
    for name in ("Östen Å", "Ali B", "Åsa C", "Zara D", "André E", "Ärla F", "andrea G"):
        write_in(name)
    client.force_login(colleagues.lead)
    table = client.get(reverse("person-list")).content.decode().partition("<tbody>")[2]
    assert re.findall(r">([^<>]+ [ÅB-G])</a>", table) == [
        "Ali B", "André E", "andrea G", "Zara D", "Åsa C", "Ärla F", "Östen Å",
    ]  # fmt: skip


def test_more_than_can_be_sorted_come_newest_first_by_page(client, colleagues, write_in, monkeypatch):
    monkeypatch.setattr("samsyn.apps.participants.queries.people.SORTED_BY_NAME", 2)
    monkeypatch.setattr("samsyn.apps.participants.views.people.PER_PAGE", 2)
    people = [write_in(f"Person {letter} Påhittad") for letter in "ABC"]
    with as_keeper():
        for days, person in enumerate(people):
            Person.objects.filter(pk=person.pk).update(added_on=DAY.replace(day=days + 1))
    client.force_login(colleagues.lead)
    first = text_of(client.get(reverse("person-list")))
    assert first.index("Person C") < first.index("Person B")
    assert "Person A" not in first
    assert "Person A" in text_of(client.get(f"{reverse('person-list')}?page=2"))
    assert logged("person_list") == {str(person.pk) for person in people}
