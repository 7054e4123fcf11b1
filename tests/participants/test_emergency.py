"""An emergency opening: confirmed, argued, short, told about, judged, and frozen when nobody judges."""

from __future__ import annotations

import datetime
import time

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.audit.models import Entry, Reading
from samsyn.apps.participants.actions.emergency import (
    SEARCHES_AN_HOUR,
    open_in_emergency,
    review_emergency,
    seek_person,
)
from samsyn.apps.participants.models import Emergency
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.queries.emergency import told_to, whereabouts
from samsyn.apps.participants.queries.grounds import frozen, ground_across, seen
from samsyn.apps.participants.reading import as_keeper, as_system
from samsyn.apps.participants.reading import people as door

NUMBER = "199001012393"
WHY = "Polisen står i dörren och behöver veta vem som kan nås."
SENT = {"number": "19900101-2393", "provision": "gdpr_6_1_d", "text": WHY}
PASSWORD = "en lång påhittad mening 7"


@pytest.fixture
def opener(colleagues):
    """A process leader at another authority, with a password."""
    colleagues.foreign.set_password(PASSWORD)
    colleagues.foreign.save()
    return colleagues.foreign


@pytest.fixture
def opening(alma, opener):
    with door(opener):
        return open_in_emergency(where=whereabouts(NUMBER, opener)[0], provision="gdpr_6_1_d", text=WHY, by=opener)


def confirm(client):
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302


def stored(pk):
    with as_keeper():
        return Emergency.objects.get(pk=pk)


def test_the_form_is_shut_until_one_has_confirmed(client, alma, opener):
    client.force_login(opener)
    assert 'name="number"' not in client.get(reverse("emergency")).text
    confirm(client)
    assert 'name="number"' in client.get(reverse("emergency")).text


def test_without_confirmation_nothing_opens_and_nothing_is_lost(client, alma, opener):
    client.force_login(opener)
    page = client.post(reverse("emergency"), SENT)
    assert "bekräftade" in page.text
    assert WHY in page.text
    with as_keeper():
        assert not Emergency.objects.exists()


def test_one_person_opens_for_an_hour(client, alma, opener):
    client.force_login(opener)
    confirm(client)
    answer = client.post(reverse("emergency"), SENT)
    assert answer["Location"] == reverse("person", args=[alma.pk])
    assert NUMBER[:8] not in answer["Location"]
    with as_keeper():
        row = Emergency.objects.get()
    assert row.closes_at - row.opened_at == datetime.timedelta(minutes=60)
    with door(opener), seen(opener, alma.pk, "person") as (person, grounded):
        assert person.name == "Alma Påhittad"
        assert grounded.ground == Ground.BREAK_GLASS
        assert FieldClass.NOTES not in grounded.reads
        assert grounded.writes == frozenset()
    assert Reading.objects.filter(person_key=str(alma.pk), ground="break_glass", actor=opener).exists()


def test_the_confirmation_runs_out(client, alma, opener, monkeypatch):
    client.force_login(opener)
    confirm(client)
    later = time.time() + 5 * 60 + 1
    monkeypatch.setattr("samsyn.apps.participants.views.second_factor.time.time", lambda: later)
    assert client.post(reverse("emergency"), SENT).status_code == 200
    with as_keeper():
        assert not Emergency.objects.exists()


def test_a_password_is_not_enough_for_those_who_have_a_second_factor(client, alma, opener):
    from allauth.mfa.totp.internal import auth

    secret = auth.generate_totp_secret()
    auth.TOTP.activate(opener, secret)
    client.force_login(opener)
    confirm(client)
    assert 'name="number"' not in client.get(reverse("emergency")).text
    code = auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time())))
    assert client.post(reverse("mfa_reauthenticate"), {"code": code}).status_code == 302
    assert 'name="number"' in client.get(reverse("emergency")).text


def test_without_any_means_the_page_says_what_to_do(client, alma, opener, settings):
    settings.SAMSYN_REQUIRE_SECOND_FACTOR = True
    client.force_login(opener)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "samsyn.apps.organisations.middleware.SecondFactor._is_asked", staticmethod(lambda request: False)
        )
        page = client.get(reverse("emergency"))
    assert "andra faktor" in page.text
    assert 'name="number"' not in page.text


def test_after_the_hour_nothing_is_there(opening, alma, opener):
    past = timezone.now() - datetime.timedelta(minutes=61)
    with as_keeper():
        Emergency.objects.update(opened_at=past, closes_at=past + datetime.timedelta(minutes=60))
    with door(opener):
        assert ground_across(opener, alma.pk) is None


def test_only_that_person_and_only_that_colleague(opening, write_in, colleagues, opener, places):
    other = write_in("Berit Påhittad", "198101019803")
    with door(opener):
        assert ground_across(opener, other.pk) is None
    with door(colleagues.partner):
        assert ground_across(colleagues.partner, opening.person_id) is None


@pytest.mark.parametrize("who", ["reader", "group_leader", "protector", "manager", "outsider"])
def test_who_may_not_open(client, colleagues, who):
    user = getattr(colleagues, who)
    client.force_login(user)
    assert client.get(reverse("emergency")).status_code == 404
    with pytest.raises(ValidationError), door(user):
        seek_person(digits=NUMBER, by=user)


def test_asking_leaves_a_trace_without_the_number_also_when_nobody_is_found(alma, opener):
    with door(opener):
        assert seek_person(digits="198101019803", by=opener) == []
        assert len(seek_person(digits=NUMBER, by=opener)) == 1
    said = [repr(vars(entry)) for entry in Entry.objects.filter(verb="emergency_sought")]
    assert len(said) == 2
    assert not any("19900101" in text or "19810101" in text for text in said)


def test_one_cannot_ask_about_everybody(alma, opener):
    with door(opener):
        for _ in range(SEARCHES_AN_HOUR):
            seek_person(digits="198101019803", by=opener)
        with pytest.raises(ValidationError, match="senaste timmen"):
            seek_person(digits=NUMBER, by=opener)


def test_when_several_authorities_have_the_person_one_is_chosen(client, alma, write_in, opener, colleagues, places):
    from samsyn.apps.portfolio.models import Project, ProjectParty

    near = Project.objects.create(code="NÄRA", name="Nära", organisation=places.partner, starts="2025-01-01")
    ProjectParty.objects.create(project=near, organisation=places.partner, part="owner", starts="2025-01-01")
    twin = write_in("Alma Påhittad", NUMBER, into=near)
    client.force_login(opener)
    confirm(client)
    page = client.post(reverse("emergency"), SENT)
    assert page.status_code == 200
    assert "Välj vems uppgifter" in page.text
    answer = client.post(reverse("emergency"), {**SENT, "authority": places.partner.pk})
    assert answer["Location"] == reverse("person", args=[twin.pk])


def test_a_personnummer_in_the_reason_is_refused(client, alma, opener):
    client.force_login(opener)
    confirm(client)
    page = client.post(reverse("emergency"), {**SENT, "text": f"{WHY} 900101-2393"})
    assert "Skriv den utan" in page.text


def test_those_concerned_are_told(client, opening, colleagues):
    client.force_login(colleagues.lead)
    assert "har öppnats i nödläge" in client.get(reverse("overview")).text
    assert client.get(reverse("emergency-opening", args=[opening.pk])).status_code == 200
    client.force_login(colleagues.protector)
    assert "En öppning att granska" in client.get(reverse("overview")).text
    for who in (colleagues.partner, colleagues.reader, colleagues.group_leader, colleagues.board):
        client.force_login(who)
        assert client.get(reverse("emergency-opening", args=[opening.pk])).status_code == 404


def test_the_one_who_is_appointed_to_the_person_is_told(client, opening, alma, colleagues):
    with as_system([alma.organisation_id]):
        alma.responsible = colleagues.reader
        alma.save()
    with door(colleagues.reader):
        assert [row.pk for row in told_to(colleagues.reader)] == [opening.pk]
    client.force_login(colleagues.reader)
    assert client.get(reverse("emergency-opening", args=[opening.pk])).status_code == 200


def test_it_is_reviewed_by_somebody_else_within_five_working_days(client, opening, colleagues, opener):
    assert opening.review_by > timezone.localdate() + datetime.timedelta(days=4)
    client.force_login(colleagues.protector)
    address = reverse("emergency-opening", args=[opening.pk])
    sent = {"verdict": "justified", "text": "Kontrollerat med jouren."}
    assert client.post(address, sent).status_code == 302
    row = stored(opening.pk)
    assert (row.reviewed_by, row.verdict) == (colleagues.protector, "justified")
    assert client.post(address, sent).status_code == 404


def test_nobody_judges_themselves(alma, colleagues, opener, places):
    from samsyn.apps.organisations.models import Membership

    Membership.objects.create(user=opener, organisation=places.owner, role="manager", starts="2020-01-01")
    with door(opener):
        opening = open_in_emergency(where=whereabouts(NUMBER, opener)[0], provision="osl_10_2", text=WHY, by=opener)
        with pytest.raises(ValidationError, match="sin egen"):
            review_emergency(opening=opening, verdict="justified", text="", by=opener)


def test_not_reviewed_in_time_the_right_is_frozen_and_the_managers_are_told(
    client, opening, alma, colleagues, opener, places
):
    from samsyn.apps.organisations.models import Membership, User

    boss = User.objects.create(email="berta@exempel.se", name="Berta")
    Membership.objects.create(user=boss, organisation=places.foreign, role="manager", starts="2020-01-01")
    with as_keeper():
        Emergency.objects.update(review_by=timezone.localdate() - datetime.timedelta(days=1))
    with door(opener):
        assert frozen(opener)
        assert ground_across(opener, alma.pk) is None
        with pytest.raises(ValidationError, match="fryst"):
            seek_person(digits=NUMBER, by=opener)
    client.force_login(opener)
    assert "fryst" in client.get(reverse("emergency")).text
    for manager in (colleagues.manager, boss):
        client.force_login(manager)
        page = client.get(reverse("overview")).text
        assert "för sent" in page or "medarbetares rätt" in page
    with door(colleagues.protector):
        review_emergency(opening=stored(opening.pk), verdict="unjustified", text="x", by=colleagues.protector)
    with door(opener):
        assert not frozen(opener)


def test_protected_identity_opens_and_restricted_does_not(alma, opener, colleagues, opening):
    with as_system([alma.organisation_id]):
        alma.protection, alma.responsible = "marking", colleagues.lead
        alma.save()
    with door(opener), seen(opener, alma.pk, "person") as (person, _):
        assert person.name
    with as_system([alma.organisation_id]):
        type(alma).objects.update(restricted_on=timezone.localdate())
    from django.http import Http404

    with door(opener), pytest.raises(Http404), seen(opener, alma.pk, "person"):
        pass
    with door(opener):
        assert seek_person(digits=NUMBER, by=opener) == []


def test_it_closes_when_asked(client, opening, opener, alma):
    client.force_login(opener)
    assert client.post(reverse("emergency-close", args=[opening.pk])).status_code == 302
    with door(opener):
        assert ground_across(opener, alma.pk) is None


def test_the_question_to_all_authorities_leaves_no_door_open(alma, opener):
    """Both locks are back after it: the first with the second off, and PostgreSQL's own with the scopes off."""
    from django.db import connection
    from django_scopes import scopes_disabled

    from samsyn.apps.participants.models import Person

    with door(opener):
        assert [found.person for found in whereabouts(NUMBER, opener)] == [alma.pk]
        assert not Person.objects.exists()
        if connection.vendor == "postgresql":
            with scopes_disabled():
                assert not Person.objects.exists()
