"""Consents as people meet them: written in, seen by the receiver, taken back, and gone on the next request."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from samsyn.apps.audit.models import Entry, Reading
from samsyn.apps.participants.actions.consents import give_consent, replace_consent, withdraw_consent
from samsyn.apps.participants.models import Consent
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.queries.consents import shared_person
from samsyn.apps.participants.queries.grounds import ground_across
from samsyn.apps.participants.reading import as_system
from samsyn.apps.participants.reading import people as door

TODAY = datetime.date.today()
NUMBER = "199001012393"


@pytest.fixture
def consent(alma, places):
    with as_system([alma.organisation_id]):
        return give_consent(
            person=alma,
            to_organisation=places.partner,
            purpose="Planera tillsammans",
            categories=["name", "progress"],
            starts=TODAY,
            by=None,
        )


def test_the_receiver_sees_what_the_consent_names_and_no_more(alma, consent, colleagues):
    with door(colleagues.partner):
        grounded, organisation = ground_across(colleagues.partner, alma.pk)
    assert grounded.ground == Ground.CONSENT
    assert grounded.reads == {FieldClass.NAME, FieldClass.PROGRESS}
    assert grounded.writes == frozenset()
    assert organisation == alma.organisation_id


@pytest.mark.parametrize("who", ["foreign", "funder", "outsider", "referrer"])
def test_nobody_else_does(alma, consent, colleagues, who):
    user = getattr(colleagues, who)
    with door(user):
        assert ground_across(user, alma.pk) is None


def test_taken_back_it_opens_nothing_on_the_next_request(client, alma, consent, colleagues):
    client.force_login(colleagues.partner)
    page = client.get(reverse("shared-with-us"))
    assert "Planera tillsammans" in page.text
    client.force_login(colleagues.lead)
    assert client.post(reverse("consent-withdraw", args=[consent.pk])).status_code == 302
    client.force_login(colleagues.partner)
    assert "Planera tillsammans" not in client.get(reverse("shared-with-us")).text
    with door(colleagues.partner):
        assert ground_across(colleagues.partner, alma.pk) is None


def test_the_list_names_nobody_and_is_in_the_log(client, alma, consent, colleagues):
    client.force_login(colleagues.partner)
    page = client.get(reverse("shared-with-us"))
    assert "Alma" not in page.text
    row = Reading.objects.get(what="shared_with_us")
    assert (row.person_key, row.ground, row.organisation_key) == (str(alma.pk), "consent", str(alma.organisation_id))


def test_the_receiver_finds_a_consenting_person_by_number_and_nobody_else(alma, consent, write_in, colleagues):
    write_in("Berit Påhittad", "198101019803")
    with door(colleagues.partner):
        assert shared_person(colleagues.partner, NUMBER) == alma.pk
        assert shared_person(colleagues.partner, "198101019803") is None
    with door(colleagues.foreign):
        assert shared_person(colleagues.foreign, NUMBER) is None


def test_a_consent_is_written_in_on_the_persons_page(client, alma, places, colleagues):
    client.force_login(colleagues.lead)
    address = reverse("consent-new", args=[alma.pk])
    assert "Alma Påhittad" in client.get(address).text
    sent = {
        "to_organisation": places.partner.pk,
        "purpose": "Gemensam planering",
        "categories": ["name", "activity"],
        "starts": TODAY.isoformat(),
        "ends": "",
        "given": "written",
        "text_version": "Samsyn 2026-1",
    }
    assert client.post(address, sent).status_code == 302
    with as_system([alma.organisation_id]):
        row = Consent.objects.get()
        assert (row.to_organisation, row.from_organisation) == (places.partner, places.owner)
        assert row.categories == ["name", "activity"]
    assert Entry.objects.filter(verb="consent_given").count() == 1


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(client, alma, places, colleagues):
    client.force_login(colleagues.lead)
    sent = {"to_organisation": places.partner.pk, "purpose": "Gemensam planering", "starts": "2026-05-01",
            "ends": "2026-04-01", "categories": ["name"], "given": "oral"}  # fmt: skip
    page = client.post(reverse("consent-new", args=[alma.pk]), sent)
    assert page.status_code == 200
    assert "Samtycket slutar innan det börjar" in page.text
    assert "Gemensam planering" in page.text


@pytest.mark.parametrize("name", ["consent-replace", "consent-withdraw"])
def test_other_houses_meet_no_consent(client, consent, colleagues, name):
    for user in (colleagues.partner, colleagues.foreign, colleagues.group_leader, colleagues.protector):
        client.force_login(user)
        assert client.get(reverse(name, args=[consent.pk])).status_code == 404


def test_no_consent_opens_keys_or_the_own_house(alma, places):
    about = {"person": alma, "purpose": "x", "starts": TODAY, "by": None}
    with as_system([alma.organisation_id]):
        with pytest.raises(ValidationError):
            give_consent(to_organisation=places.partner, categories=["technical"], **about)
        with pytest.raises(ValidationError):
            give_consent(to_organisation=places.partner, categories=[], **about)
        with pytest.raises(ValidationError):
            give_consent(to_organisation=places.owner, categories=["name"], **about)


def test_another_agreement_is_another_row(alma, consent):
    with as_system([alma.organisation_id]):
        new = replace_consent(consent=consent, categories=["name"], ends=TODAY, by=None)
        rows = Consent.objects.order_by("pk")
        assert [row.withdrawn_at is None for row in rows] == [False, True]
        assert (new.categories, new.purpose, new.ends) == (["name"], "Planera tillsammans", TODAY)
        with pytest.raises(ValidationError):
            withdraw_consent(consent=consent, by=None)
