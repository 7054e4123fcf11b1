"""Writing somebody in, in two steps; never twice; and changing who they are."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samsyn.apps.audit.models import Entry, Reading
from samsyn.apps.participants.models import Answer, Enrolment, Person
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.reading import as_keeper

NUMBER = "19811228-9874"


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def lead(client, colleagues, measures):
    client.force_login(colleagues.lead)
    return client


def first(project, **more) -> dict:
    return {"project": project.pk, "how": "number", "number": NUMBER, **more}


def second(project, **more) -> dict:
    told = {"step": "2", "name": "Cia Påhittad", "starts": "2025-03-01", "sex": "women", "birth_year": "1981"}
    return first(project, **told, **more)


def only_person() -> Person:
    return opened(Person.objects.all(), "test")[0]


def test_the_number_says_what_it_can_and_travels_in_the_body(lead, project):
    response = lead.post(reverse("person-new"), first(project))
    text = text_of(response)
    assert "finns inte hos er sedan tidigare" in text
    assert 'name="number" value="198112289874"' in text
    assert 'name="birth_year" value="1981"' in text
    assert 'value="men"' in text.partition("checked")[0][-80:]  # the number's ninth digit is odd
    assert response.request["QUERY_STRING"] == ""


def test_somebody_new_is_written_in_whole(lead, project, colleagues):
    response = lead.post(reverse("person-new"), second(project, phone="070-000 00 00", resources="Lagar cyklar"))
    with as_keeper():
        person = only_person()
        enrolment = Enrolment.objects.get()
        assert (person.name, person.number, person.birth_year) == ("Cia Påhittad", "198112289874", 1981)
        assert person.contact == {"phone": "070-000 00 00"}
        assert enrolment.opened("resources_sealed") == "Lagar cyklar"
        assert enrolment.added_by == colleagues.lead
        assert response.url == reverse("person", args=[person.pk])
    assert {"participant_added", "enrolled"} <= set(Entry.objects.values_list("verb", flat=True))


def test_nothing_is_half_written(lead, project):
    """The person and the taking part stand or fall together, and what was entered comes back."""
    wrong = second(project) | {"starts": "i mars"}
    text = text_of(lead.post(reverse("person-new"), wrong))
    assert "Rätta det här först" in text
    assert 'value="Cia Påhittad"' in text
    assert 'value="i mars"' in text
    with as_keeper():
        assert not Person.objects.exists()


def test_a_refusal_by_the_action_takes_the_person_back(lead, project, monkeypatch):
    from django.core.exceptions import ValidationError

    def refuse(**_):
        raise ValidationError({"starts": "Nej."})

    monkeypatch.setattr("samsyn.apps.participants.actions.enrolments.enrol", refuse)
    assert "Nej." in text_of(lead.post(reverse("person-new"), second(project)))
    with as_keeper():
        assert not Person.objects.exists()


def test_somebody_known_is_not_written_in_again(lead, project, write_in):
    known = write_in("Cia Påhittad", "198112289874")
    text = text_of(lead.post(reverse("person-new"), first(project)))
    assert "Personen finns redan" in text
    assert f"{reverse('enrolment-new', args=[known.pk])}?project={project.pk}" in text
    assert "Personen finns redan" in text_of(lead.post(reverse("person-new"), second(project)))
    with as_keeper():
        assert Person.objects.count() == 1


def test_somebody_hidden_is_not_told_about_and_the_try_is_logged(lead, project, write_in, colleagues):
    hidden = write_in("Hemlig Påhittad", "198112289874", protection="marking", responsible=colleagues.manager)
    text = text_of(lead.post(reverse("person-new"), first(project)))
    assert "Hemlig" not in text
    assert "utsedd kollega" in text
    assert Reading.objects.filter(what="person_sought", person_key=str(hidden.pk)).exists()


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("", "Skriv numret"),
        ("198112289873", "Kontrollsiffran stämmer inte"),
        ("19811228", "de fyra sista tecknen saknas"),
        ("202113019874", "datum som inte finns"),
    ],
)
def test_a_number_that_does_not_hold_says_why(lead, project, number, says):
    assert says in text_of(lead.post(reverse("person-new"), first(project, number=number)))


def test_without_a_name(lead, project):
    told = {"project": project.pk, "how": "anonymous", "step": "2", "starts": "2025-03-01", "sex": "women"}
    assert 'name="name"' not in text_of(lead.post(reverse("person-new"), told | {"step": "1"}))
    assert lead.post(reverse("person-new"), told).status_code == 302
    with as_keeper():
        person = only_person()
        assert (person.name, person.number, person.contact) == ("", "", {})


def test_with_a_name_and_no_number(lead, project):
    assert lead.post(reverse("person-new"), second(project) | {"how": "name", "number": ""}).status_code == 302
    with as_keeper():
        assert only_person().number == ""


def test_protecting_somebody_hides_them_from_the_one_who_wrote(lead, project, colleagues, places):
    from samsyn.apps.organisations.models import Membership, User

    second_lead = User.objects.create(email="petra@exempel.se", name="Petra")
    Membership.objects.create(user=second_lead, organisation=places.owner, role="process_leader")
    told = second(project, protection="registration")
    assert "behöver en utsedd handläggare" in text_of(lead.post(reverse("person-new"), told))
    response = lead.post(reverse("person-new"), told | {"responsible": second_lead.pk})
    assert response.url == reverse("person-list")
    assert "Cia" not in text_of(lead.get(response.url))


def test_changing_who_somebody_is(lead, alma):
    told = {"name": "Alma Nynamn", "number": NUMBER, "email": "alma@exempel.se", "protection": ""}
    assert lead.post(reverse("person-edit", args=[alma.pk]), told).status_code == 302
    with as_keeper():
        person = only_person()
        assert (person.name, person.number, person.contact) == (
            "Alma Nynamn",
            "198112289874",
            {"email": "alma@exempel.se"},
        )
    found = text_of(lead.post(reverse("person-list"), {"text": "nyn"})).partition("<tbody>")[2]
    assert "Alma Nynamn" in found
    assert "Alma Nynamn" not in text_of(lead.post(reverse("person-list"), {"text": "påhit"})).partition("<tbody>")[2]
    assert Entry.objects.get(verb="participant_corrected").details == {"changed": ["number", "contact"]}


def test_two_persons_do_not_get_one_number(lead, alma, write_in):
    write_in("Cia Påhittad", "198112289874")
    told = {"name": "Alma Påhittad", "number": NUMBER, "protection": ""}
    assert "Personnumret finns redan" in text_of(lead.post(reverse("person-edit", args=[alma.pk]), told))
    with as_keeper():
        assert {person.number for person in opened(Person.objects.all(), "test")} == {"199001012393", "198112289874"}


@pytest.mark.parametrize("who", ["foreign", "reader", "controller", "manager", "group_leader", "referrer", "protector"])
def test_nobody_else_writes(client, colleagues, project, alma, who):
    """The partner's and the stranger's leaders lead no project that is asked for here."""
    client.force_login(getattr(colleagues, who))
    response = client.post(reverse("person-new"), second(project))
    assert response.status_code == 404 or "Välj ett giltigt alternativ" in text_of(response)
    assert client.post(reverse("person-edit", args=[alma.pk]), {"name": "X"}).status_code == 404
    with as_keeper():
        assert Person.objects.count() == 1
        assert not Answer.objects.exists()
