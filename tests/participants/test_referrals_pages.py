"""The inbox, the sender's own list and the answers between them, by client."""

from __future__ import annotations

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.audit.models import Reading
from samsyn.apps.participants.models import Enrolment, Person, Referral, SealKey
from samsyn.apps.participants.reading import as_keeper

TODAY = timezone.localdate()


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def day(ago: int) -> str:
    return (TODAY - datetime.timedelta(days=ago)).isoformat()


def only() -> Referral:
    with as_keeper():
        return Referral.objects.get()


@pytest.fixture
def referrer(client, colleagues, measures):
    client.force_login(colleagues.referrer)
    return client


@pytest.fixture
def told(project, places):
    return {
        "project": project.pk, "sender": places.partner.pk, "name": "Bo Påhittad", "number": "811228-9874",
        "phone": "070-000 00 00", "language": "arabiska", "needs_interpreter": "on", "need": "Vill arbeta i kök",
        "consented_on": day(1),
    }  # fmt: skip


def test_from_a_referral_to_an_answer(referrer, colleagues, told, project):
    """Sent by one authority, seen on the other's start pages, accepted, and the answer read: nobody had to phone."""
    client = referrer
    assert "Ny anvisning" in text_of(client.get(reverse("person-list")))
    response = client.post(reverse("referral-new"), told)
    referral = only()
    assert response.url == reverse("referral-sent", args=[referral.pk])
    assert "väntar på svar" in text_of(client.get(response.url))

    client.force_login(colleagues.lead)
    for page in ("overview", "person-list"):
        assert "1 anvisning väntar på svar" in text_of(client.get(reverse(page)))
    assert "Bo Påhittad" in text_of(client.get(reverse("referral-list")))
    opened = text_of(client.get(reverse("referral", args=[referral.pk])))
    assert "Vill arbeta i kök" in opened
    assert "19811228-****" in opened
    assert "070-000 00 00" in opened
    accepting = {"starts": TODAY.isoformat(), "sender": str(told["sender"]), "sex": "men", "birth_year": "1981"}
    response = client.post(
        reverse("referral-accept", args=[referral.pk]), accepting | {"answer": "Välkommen på måndag"}
    )
    assert response.status_code == 302
    with as_keeper():
        enrolment = Enrolment.objects.get()
        assert Person.objects.get().language == ""  # the form asked, and nobody answered
    assert response.url == reverse("person", args=[enrolment.person_id])
    assert "väntar på svar" not in text_of(client.get(reverse("overview")))

    client.force_login(colleagues.referrer)
    for page in ("overview", "person-list"):
        assert "1 nytt svar på dina anvisningar" in text_of(client.get(reverse(page)))
    answered = text_of(client.get(reverse("referral-sent", args=[referral.pk])))
    assert "Välkommen på måndag" in answered
    assert "nytt svar" not in text_of(client.get(reverse("overview")))
    assert client.get(reverse("enrolment", args=[enrolment.pk])).status_code == 404


def test_the_sender_sees_nothing_of_what_happens_later(referrer, colleagues, told):
    """Before and after the person's time in the project: the same page for the sender, but for the answer."""
    client = referrer
    client.post(reverse("referral-new"), told)
    referral = only()
    client.force_login(colleagues.lead)
    client.post(
        reverse("referral-accept", args=[referral.pk]), {"starts": TODAY.isoformat(), "note": "Hemligt om hur det går"}
    )
    client.force_login(colleagues.referrer)
    client.get(reverse("person-list"))  # what was said to the other colleague in this browser has been read
    before = client.get(reverse("referral-sent", args=[referral.pk])).content
    client.force_login(colleagues.lead)
    with as_keeper():
        enrolment = Enrolment.objects.get()
    told = {"ends": TODAY.isoformat(), "reason": "work", "completed": "no"}
    assert client.post(reverse("enrolment-end", args=[enrolment.pk]), told).status_code == 302
    client.force_login(colleagues.referrer)
    client.get(reverse("person-list"))
    after = client.get(reverse("referral-sent", args=[referral.pk])).content
    token = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub(b"", before) == token.sub(b"", after)
    assert b"Hemligt" not in after
    person = client.get(reverse("person", args=[enrolment.person_id]))
    assert person.status_code == 302
    assert person.url == reverse("referral-sent", args=[referral.pk])


def test_a_referral_without_consent_is_not_sent(referrer, told):
    text = text_of(referrer.post(reverse("referral-new"), told | {"consented_on": ""}))
    assert "Rätta det här först" in text
    assert "Vill arbeta i kök" in text
    with as_keeper():
        assert not Referral.objects.exists()


def test_the_sender_chooses_among_the_projects_they_have_a_part_in(referrer, told, project, foreign_project):
    page = text_of(referrer.get(reverse("referral-new")))
    assert "VIND" in page
    assert "FJÄR" not in page
    text = text_of(referrer.post(reverse("referral-new"), told | {"project": foreign_project.pk}))
    assert "Välj ett giltigt alternativ" in text


def test_taking_it_back(referrer, told, colleagues):
    referrer.post(reverse("referral-new"), told)
    pk = only().pk
    assert referrer.post(reverse("referral-withdraw", args=[pk])).status_code == 302
    assert only().state == "withdrawn"
    referrer.force_login(colleagues.lead)
    assert "Ingen anvisning väntar" in text_of(referrer.get(reverse("referral-list")))
    assert "återtagen" in text_of(referrer.get(f"{reverse('referral-list')}?state=withdrawn"))


@pytest.fixture
def lead(client, colleagues, measures):
    client.force_login(colleagues.lead)
    return client


def by_post(project, places, **more) -> dict:
    return {
        "project": project.pk, "sender": places.funder.pk, "sent_by_text": "Handläggare på kontoret",
        "received_on": day(20), "name": "Cia Påhittad", "need": "Behöver plan", **more,
    }  # fmt: skip


def test_one_that_came_by_post_gets_a_letter_back(lead, project, places):
    assert lead.post(reverse("referral-register"), by_post(project, places)).status_code == 302
    pk = only().pk
    told = {"reason": "full", "answer": "Fråga igen i mars."}
    assert lead.post(reverse("referral-decline", args=[pk]), told).status_code == 302
    letter = text_of(lead.get(reverse("referral-letter", args=[pk])))
    for said in ("Handläggare på kontoret", "Cia Påhittad", "Vi kan inte ta emot", "det finns ingen plats", "i mars"):
        assert said in letter
    assert Reading.objects.filter(what="referral_letter").exists()
    assert lead.post(reverse("referral-reopen", args=[pk])).status_code == 302
    assert only().state == "new"


def test_the_person_themselves_may_come(lead, project, places):
    assert lead.post(reverse("referral-register"), by_post(project, places, sender="self")).status_code == 302
    assert (only().sender, only().sender_kind) == (None, "self")


def test_a_number_that_is_here_is_asked_about_before_it_is_tied(lead, project, places, write_in):
    known = write_in("Cia Påhittad", "198112289874")
    told = by_post(project, places, number="811228-9874", name="C. Påhittad")
    text = text_of(lead.post(reverse("referral-register"), told))
    assert "Numret finns redan hos er: Cia Påhittad" in text
    assert lead.post(reverse("referral-register"), told | {"known": known.pk}).status_code == 302
    assert only().person_id == known.pk
    assert "kallad C. Påhittad i anvisningen" in text_of(lead.get(reverse("referral", args=[only().pk])))
    with as_keeper():
        assert Person.objects.count() == 1


def test_one_without_a_number_is_tied_to_the_person_it_turns_out_to_be(lead, project, places, write_in):
    """Two rows about one person become one, and what the referral says is still readable."""
    known = write_in("Cia Påhittad", "198112289874")
    lead.post(reverse("referral-register"), by_post(project, places, name="C. Påhittad"))
    pk, shell = only().pk, only().person_id
    assert shell != known.pk
    address = reverse("referral-number", args=[pk])
    assert "Numret finns redan hos er: Cia Påhittad" in text_of(lead.post(address, {"number": "811228-9874"}))
    assert lead.post(address, {"number": "811228-9874", "known": known.pk}).status_code == 302
    assert only().person_id == known.pk
    page = text_of(lead.get(reverse("referral", args=[pk])))
    assert "Behöver plan" in page
    assert "kallad C. Påhittad" in page
    with as_keeper():
        assert list(Person.objects.values_list("pk", flat=True)) == [known.pk]
        assert SealKey.objects.count() == 1
    assert lead.get(address).status_code == 404  # the number is known now


def test_one_without_a_number_gets_it(lead, project, places):
    lead.post(reverse("referral-register"), by_post(project, places))
    assert lead.post(reverse("referral-number", args=[only().pk]), {"number": "811228-9874"}).status_code == 302
    assert "19811228-****" in text_of(lead.get(reverse("referral", args=[only().pk])))


def test_a_hidden_person_is_neither_shown_nor_tied(lead, project, places, write_in, colleagues):
    hidden = write_in("Hemlig Påhittad", "198112289874", protection="marking", responsible=colleagues.manager)
    told = by_post(project, places, number="811228-9874")
    for known in ({}, {"known": hidden.pk}):
        text = text_of(lead.post(reverse("referral-register"), told | known))
        assert "Hemlig" not in text
        assert "utsedd kollega" in text
    with as_keeper():
        assert not Referral.objects.exists()


def test_one_for_somebody_who_is_here(lead, alma, project, places):
    address = reverse("person-referral-new", args=[alma.pk])
    told = {"project": project.pk, "sender": "self", "received_on": day(0)}
    assert lead.post(address, told).status_code == 302
    assert only().person_id == alma.pk


def test_letting_it_rest(lead, project, places):
    lead.post(reverse("referral-register"), by_post(project, places))
    pk = only().pk
    later = (TODAY + datetime.timedelta(days=30)).isoformat()
    assert lead.post(reverse("referral-hold", args=[pk]), {"hold_until": later}).status_code == 302
    assert f"vilar till {later}" in text_of(lead.get(reverse("referral", args=[pk])))
    assert "Ingen anvisning väntar" in text_of(lead.get(reverse("referral-list")))


def test_a_stalled_stream_shows_on_the_start_page_with_its_limit(lead, project, places):
    lead.post(reverse("referral-register"), by_post(project, places))
    text = text_of(lead.get(reverse("overview"))).replace("\xa0", " ")
    assert "har stannat" in text
    assert "inget svar på 20 dagar; gränsen är 14 dagar" in text
    flow = text_of(lead.get(reverse("referral-flow")))
    assert "gränsen är ett antagande" in flow
    assert "Anvisningar per avsändare" in flow


def test_the_limit_can_be_changed(lead, project, places, settings):
    settings.SAMSYN_REFERRAL_STALLED_DAYS = 30
    lead.post(reverse("referral-register"), by_post(project, places))
    assert "har stannat" not in text_of(lead.get(reverse("overview")))


RECEIVERS_PAGES = (
    "referral",
    "referral-accept",
    "referral-decline",
    "referral-hold",
    "referral-reopen",
    "referral-letter",
    "referral-number",
)


@pytest.mark.parametrize("who", ["partner", "referrer", "foreign", "reader", "manager", "group_leader", "outsider"])
def test_others_do_not_answer(referrer, colleagues, told, who):
    """Not even the sender: its own page is another one."""
    referrer.post(reverse("referral-new"), told)
    pk = only().pk
    referrer.force_login(getattr(colleagues, who))
    for name in RECEIVERS_PAGES:
        assert referrer.get(reverse(name, args=[pk])).status_code == 404
        assert referrer.post(reverse(name, args=[pk]), {}).status_code in {404, 405}
    assert only().state == "new"


@pytest.mark.parametrize(("who", "status"), [("partner", 200), ("lead", 404), ("foreign", 404), ("outsider", 404)])
def test_the_sent_page_is_the_sending_organisations(referrer, colleagues, told, who, status):
    referrer.post(reverse("referral-new"), told)
    referrer.force_login(getattr(colleagues, who))
    assert referrer.get(reverse("referral-sent", args=[only().pk])).status_code == status


def test_no_page_has_a_name_in_its_address_or_title(referrer, colleagues, told):
    referrer.post(reverse("referral-new"), told)
    pk, person = only().pk, only().person_id
    pages = {
        "referrer": [("referrals-sent", []), ("referral-sent", [pk])],
        "lead": [("referral-list", []), ("person", [person]), *((name, [pk]) for name in RECEIVERS_PAGES)],
    }
    for who, addresses in pages.items():
        referrer.force_login(getattr(colleagues, who))
        for name, args in addresses:
            text = referrer.get(reverse(name, args=args)).content.decode()
            title = re.search(r"<title>(.*?)</title>", text, re.S)[1]
            links = re.findall(r'(?:href|action|src)="([^"]*)"', text)
            for hidden in ("Bo", "Påhittad", "9874", "19811228"):
                assert hidden not in title, name
                assert not [link for link in links if hidden in link], name


def test_names_on_each_page_are_those_that_the_log_says_were_read(referrer, colleagues, told, write_in):
    """Three persons at the authority; each page's names are among those noted for it."""
    write_in("Alma Påhittad")
    write_in("Dan Påhittad")
    referrer.post(reverse("referral-new"), told)
    referrer.force_login(colleagues.lead)
    with as_keeper():
        names = {str(person.pk): person for person in Person.objects.select_related("key")}
        said = {key: person.name_to_sort_by.split()[0].capitalize() for key, person in names.items()}
    assert sorted(said.values()) == ["Alma", "Bo", "Dan"]
    project = only().project_id
    for name, args in [("person-list", []), ("referral-list", []), ("project-people", [project]),
                       ("referral", [only().pk]), ("referral-flow", []), ("overview", [])]:  # fmt: skip
        latest = Reading.objects.order_by("-number").values_list("number", flat=True).first() or 0
        text = referrer.get(reverse(name, args=args)).content.decode()
        noted = set(Reading.objects.filter(number__gt=latest).values_list("person_key", flat=True))
        shown = {key for key, first in said.items() if f"{first} Påhittad" in text}
        assert shown <= noted, name
