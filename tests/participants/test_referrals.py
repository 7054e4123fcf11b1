"""From a referral to an answer, at the receiver and at the sender."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.utils import ProgrammingError
from django.utils import timezone
from django_scopes import scopes_disabled

from samsyn.apps.audit.models import Entry, Reading
from samsyn.apps.participants.actions.referrals import (
    accept_referral,
    decline_referral,
    hold_referral,
    register_referral,
    reopen_referral,
)
from samsyn.apps.participants.actions.referrals_sent import answer_seen, send_referral, withdraw_referral
from samsyn.apps.participants.models import Enrolment, Person, Referral
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.queries.referrals import (
    flow,
    referrals_noted,
    sent_by,
    stalled_after,
    unread_answers,
    waiting_for,
)
from samsyn.apps.participants.reading import as_system
from samsyn.apps.participants.reading import people as door

TODAY = timezone.localdate()


def days_ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


@pytest.fixture
def sent(colleagues, places, project, measures):
    """sent("Bo Påhittad", …) → a referral from the partner's referrer to the owner's project."""

    def send(name="Bo Påhittad", number="", by=None, **more):
        by = by or colleagues.referrer
        with door(by):
            return send_referral(project=project, sender=places.partner, name=name, number=number, by=by, **more)

    return send


def test_a_referral_lands_at_the_receiver_and_only_there(sent, colleagues, places, project):
    referral = sent(need="Vill arbeta i kök")
    with door(colleagues.lead):
        row = waiting_for(colleagues.lead, TODAY).get()
        assert (row.organisation, row.sender, row.sent_by) == (places.owner, places.partner, colleagues.referrer)
        assert referrals_noted([row], "referral")[0].opened("need_sealed") == "Vill arbeta i kök"
        assert opened([row.person], "referral")[0].name == "Bo Påhittad"
    with door(colleagues.foreign):
        assert not Referral.objects.exists()
    assert {entry.verb for entry in Entry.objects.filter(target_key=str(referral.pk))} == {
        "referral_registered",
        "referral_sent",
    }


def test_the_sender_reaches_the_referral_and_never_the_person(sent, colleagues):
    referral = sent()
    with door(colleagues.referrer):
        assert [row.name for row in referrals_noted(sent_by(colleagues.referrer), "referrals_sent")] == ["Bo Påhittad"]
        assert not Person.objects.filter(pk=referral.person_id).exists()
        if connection.vendor == "postgresql":
            with scopes_disabled():
                assert not Person.objects.exists()


def test_a_sender_learns_nothing_about_whom_the_receiver_knows(sent, alma, colleagues):
    """The name comes back as the sender wrote it, and the receiver's row is not changed."""
    referral = sent("Någon Annan", "199001012393", contact={"phone": "070-000 00 00"}, need="Behöver plan")
    assert referral.person_id == alma.pk
    with door(colleagues.referrer):
        assert referrals_noted(sent_by(colleagues.referrer), "referrals_sent")[0].name == "Någon Annan"
    with door(colleagues.lead):
        person = opened(Person.objects.filter(pk=alma.pk), "person")[0]
        assert (person.name, person.contact) == ("Alma Påhittad", {})
        row = referrals_noted(Referral.objects.all(), "referral")[0]
        assert "070-000 00 00" in row.opened("need_sealed")
        assert Person.objects.count() == 1


@pytest.mark.parametrize("who", ["reader", "group_leader", "foreign", "funder", "outsider", "protector"])
def test_nobody_else_gets_a_person_into_another_house(who, sent, colleagues, places):
    with pytest.raises(PermissionDenied):
        sent(by=getattr(colleagues, who))
    with as_system([places.owner.pk, places.partner.pk]):
        assert not Referral.objects.exists()
        assert not Person.objects.exists()


def test_nobody_sends_in_anothers_name(colleagues, places, project, measures):
    with pytest.raises(PermissionDenied), door(colleagues.referrer):
        send_referral(project=project, sender=places.funder, name="Bo", by=colleagues.referrer)


def test_nobody_sends_to_a_project_they_have_no_part_in(colleagues, places, foreign_project):
    with pytest.raises(PermissionDenied), door(colleagues.referrer):
        send_referral(project=foreign_project, sender=places.partner, name="Bo", by=colleagues.referrer)


def test_the_house_is_closed_again_after_sending_and_after_a_fault(colleagues, places, project, measures):
    told = {"project": project, "sender": places.partner, "name": "Bo", "by": colleagues.referrer}
    with door(colleagues.referrer):
        send_referral(**told)
        assert not Person.objects.exists()
        with pytest.raises(ValidationError):
            send_referral(**told, consented_on=days_ago(-3))
        assert not Person.objects.exists()
        if connection.vendor == "postgresql":
            with scopes_disabled():
                assert not Person.objects.exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")
def test_the_second_lock_refuses_a_person_put_in_the_receivers_house_without_the_action(colleagues, places):
    with pytest.raises(ProgrammingError), door(colleagues.referrer), scopes_disabled():
        Person(organisation=places.owner, sex="women").save(force_insert=True)


def test_the_same_referral_is_not_sent_twice_while_it_waits(sent):
    sent("Bo Påhittad", "199001012393")
    with pytest.raises(ValidationError, match="redan en anvisning"):
        sent("Bo Påhittad", "199001012393")


def test_accepting_makes_a_taking_part_and_answers_the_sender(sent, colleagues, places):
    sent()
    with door(colleagues.lead):
        row = waiting_for(colleagues.lead, TODAY).get()
        enrolment = accept_referral(referral=row, starts=TODAY, by=colleagues.lead, answer="Välkommen på måndag")
        assert (enrolment.sender, enrolment.sender_kind) == (places.partner, "municipality")
        assert Referral.objects.get().enrolment == enrolment
    with door(colleagues.referrer):
        answered = unread_answers(colleagues.referrer).get()
        assert referrals_noted([answered], "referral_sent")[0].opened("answer_sealed") == "Välkommen på måndag"
        assert not Enrolment.objects.exists()
        answer_seen(referral=answered, by=colleagues.referrer)
        assert not unread_answers(colleagues.referrer).exists()


def test_an_answer_is_given_once(sent, colleagues):
    sent()
    with door(colleagues.lead):
        row = waiting_for(colleagues.lead, TODAY).get()
        accept_referral(referral=row, starts=TODAY, by=colleagues.lead)
        with pytest.raises(ValidationError, match="redan besvarad"):
            accept_referral(referral=row, starts=TODAY, by=colleagues.lead)


def test_a_no_has_a_reason_and_can_be_taken_back(sent, colleagues):
    sent()
    with door(colleagues.lead):
        row = waiting_for(colleagues.lead, TODAY).get()
        with pytest.raises(ValidationError, match="skäl"):
            decline_referral(referral=row, reason="", by=colleagues.lead)
        decline_referral(referral=row, reason="full", answer="Ring i mars", by=colleagues.lead)
        assert not waiting_for(colleagues.lead, TODAY).exists()
        reopened = reopen_referral(referral=row, by=colleagues.lead)
        assert (reopened.reason, reopened.answered_on, reopened.state) == ("", None, "new")
        assert waiting_for(colleagues.lead, TODAY).exists()


def test_a_rest_ends_by_itself(sent, colleagues):
    sent()
    with door(colleagues.lead):
        row = waiting_for(colleagues.lead, TODAY).get()
        hold_referral(referral=row, until=days_ago(-7), by=colleagues.lead)
        assert not waiting_for(colleagues.lead, TODAY).exists()
        assert waiting_for(colleagues.lead, days_ago(-7)).exists()
        with pytest.raises(ValidationError, match="Dagen har redan varit"):
            hold_referral(referral=row, until=TODAY, by=colleagues.lead)


def test_the_sender_takes_back_what_is_not_answered(sent, colleagues):
    first = sent()
    with door(colleagues.referrer):
        assert withdraw_referral(referral=first, by=colleagues.referrer).state == "withdrawn"
    second = sent()
    with door(colleagues.lead):
        decline_referral(referral=waiting_for(colleagues.lead, TODAY).get(), reason="full", by=colleagues.lead)
    with pytest.raises(ValidationError, match="redan besvarad"), door(colleagues.referrer):
        withdraw_referral(referral=second, by=colleagues.referrer)


def test_another_sender_cannot_take_it_back(sent, colleagues):
    referral = sent()
    with pytest.raises(Referral.DoesNotExist), door(colleagues.foreign):
        withdraw_referral(referral=referral, by=colleagues.foreign)


def test_the_flow_counts_persons_and_referrals_and_adds_up(write_in, colleagues, places, project):
    """One row a referral: sender, days since it came, what became of it and after how many days."""
    alma, bo = write_in("Alma Påhittad"), write_in("Bo Påhittad")
    rows = [
        (alma, places.partner, 40, "accepted", 4),
        (alma, places.partner, 30, "declined", 10),
        (bo, places.partner, 20, "", None),
        (bo, None, 5, "", None),
    ]
    with door(colleagues.lead):
        opened([alma, bo], "test")
        for person, sender, came, became, after in rows:
            referral = register_referral(
                person=person, project=project, sender=sender, received_on=days_ago(came), by=colleagues.lead
            )
            on = days_ago(came - after) if after else None
            if became == "accepted":
                accept_referral(referral=referral, starts=days_ago(came - after), on=on, by=colleagues.lead)
            if became == "declined":
                decline_referral(referral=referral, reason="full", on=on, by=colleagues.lead)
        streams, total = flow(Referral.objects.visible_to(colleagues.lead), TODAY)
    partner, alone = streams
    assert (partner.sender, partner.persons, partner.referrals) == (places.partner, 2, 3)
    assert (partner.accepted, partner.declined, partner.waiting, partner.days, partner.oldest) == (1, 1, 1, 7, 20)
    assert partner.stalled is (stalled_after() < 20)
    assert (alone.kind, alone.referrals, alone.days, alone.stalled) == ("self", 1, None, False)
    assert (total.persons, total.referrals) == (2, 4)
    for stream in (*streams, total):
        assert stream.referrals == stream.accepted + stream.declined + stream.withdrawn + stream.waiting


def test_a_person_with_protected_identity_is_in_nobody_elses_inbox(sent, alma, colleagues):
    from samsyn.apps.participants.actions.people import protect

    sent("Alma Påhittad", "199001012393")
    with door(colleagues.lead):
        person = opened(Person.objects.filter(pk=alma.pk), "person")[0]
        protect(person=person, protection="marking", responsible=colleagues.manager, by=colleagues.lead)
        assert not waiting_for(colleagues.lead, TODAY).exists()
        protect(person=person, protection="marking", responsible=colleagues.lead, by=colleagues.lead)
        assert waiting_for(colleagues.lead, TODAY).exists()


def test_no_trail_and_no_log_says_a_name(sent, colleagues):
    sent("Bo Påhittad", "199001012393", need="Alldeles eget behov")
    kept = [repr(vars(row)) for row in (*Entry.objects.all(), *Reading.objects.all())]
    assert kept
    assert not [word for word in ("Påhittad", "19900101", "2394", "Alldeles") for text in kept if word in text]
