"""From what somebody saw to what was changed: observe → pattern → statement → answer → change → effect."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.audit.models import Entry
from samsyn.apps.catalogue.actions import load_shipped
from samsyn.apps.catalogue.models import Term
from samsyn.apps.knowledge import actions, presenters, queries
from samsyn.apps.knowledge.models import Observation, Pattern, PatternState, Statement
from samsyn.apps.organisations.models import Kind, Membership, Organisation, User
from samsyn.core.evidence.tallies import Word

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def home():
    load_shipped()
    return Organisation.objects.create(name="Ekby kommun", kind=Kind.MUNICIPALITY)


@pytest.fixture
def agency():
    return Organisation.objects.create(name="Myndigheten", kind=Kind.STATE_AGENCY)


def colleague(place, role, email):
    user = User.objects.create(email=email, name=email.split("@")[0])
    Membership.objects.create(user=user, organisation=place, role=role, starts=date(2020, 1, 1))
    return user


@pytest.fixture
def leader(home):
    return colleague(home, "group_leader", "ledare@exempel.se")


@pytest.fixture
def manager(home):
    return colleague(home, "manager", "chef@exempel.se")


@pytest.fixture
def answerer(agency):
    return colleague(agency, "manager", "svar@exempel.se")


def term(kind, code):
    return Term.objects.get(kind=kind, code=code)


def told(home, by, days_ago=1, **values):
    values = {"text": "Stödet tog slut när praktiken började.", "kind": term("barrier", "rule"), **values}
    actors = values.pop("actors", [term("actor", "employment_service"), term("actor", "social_services")])
    return actions.tell(
        organisation=home, by=by, actors=actors, seen_on=TODAY - timedelta(days=days_ago), **values
    )  # fmt: skip


@pytest.fixture
def pattern(home, leader, manager):
    rows = [told(home, leader, days) for days in (3, 40, 41)]
    return actions.start_pattern(
        organisation=home, name="Stödet slutar när praktiken börjar", next_on=TODAY + timedelta(days=30), by=manager,
        observations=rows, kind=term("barrier", "rule"),
        actors=[term("actor", "employment_service"), term("actor", "social_services")],
    )  # fmt: skip


def test_told_in_a_minute_and_something_back_at_once(client, home, leader, pattern):
    client.force_login(leader)
    page = client.post(reverse("observe"), {
        "organisation": home.pk, "good": "False", "text": "Samma sak igen: stödet drogs in första dagen.",
        "kind": term("barrier", "rule").pk, "actors": [term("actor", "employment_service").pk], "room": "unknown",
        "seen_on": TODAY.isoformat(),
    })  # fmt: skip
    made = Observation.objects.latest("pk")
    assert page["Location"] == reverse("observation-told", args=[made.pk])
    thanks = client.get(page["Location"]).content.decode()
    assert "Samma sak igen" in thanks
    assert pattern.name in thanks  # others have seen the like, and what one told before became part of it


def test_only_the_words_are_needed(client, home, leader):
    client.force_login(leader)
    page = client.post(reverse("observe"), {
        "organisation": home.pk, "good": "True", "text": "Rummet bredvid stod tomt, och vi fick låna det.",
        "room": "unknown", "seen_on": TODAY.isoformat(),
    })  # fmt: skip
    assert page.status_code == 302
    assert Observation.objects.get().good


def test_a_day_that_has_not_been_is_refused_and_nothing_is_lost(client, home, leader):
    client.force_login(leader)
    ahead = (TODAY + timedelta(days=2)).isoformat()
    page = client.post(reverse("observe"), {
        "organisation": home.pk, "good": "False", "text": "Blir det så här?", "room": "unknown", "seen_on": ahead,
    }).content.decode()  # fmt: skip
    assert "Dagen har inte varit än" in page
    assert "Blir det så här?" in page
    assert '<details class="form__field" open>' in page, "what is wrong is folded away, and must be seen"
    empty = client.post(reverse("observe"), {
        "organisation": home.pk, "good": "False", "text": "", "room": "unknown", "seen_on": TODAY.isoformat(),
    }).content.decode()  # fmt: skip
    assert '<details class="form__field">' in empty, "the rest stays folded when only the words are lacking"
    assert not Observation.objects.exists()


def test_the_whole_way(client, home, agency, manager, answerer, pattern):
    client.force_login(manager)
    client.post(reverse("statement-new", args=[pattern.pk]), {
        "addressee": agency.pk, "text": "Vi ber er räkna dagarna lika.",
        "reply_by": (TODAY + timedelta(days=56)).isoformat(),
    })  # fmt: skip
    statement = Statement.objects.get()
    client.force_login(answerer)
    assert client.get(pattern.get_absolute_url()).status_code == 404  # a draft shows nobody anything
    client.force_login(manager)
    client.post(reverse("statement-send", args=[statement.pk]))
    pattern.refresh_from_db()
    assert pattern.state == PatternState.PUT
    client.force_login(answerer)
    assert list(queries.awaiting_answer(answerer)) == [statement]
    assert pattern.name in client.get(reverse("overview")).content.decode()
    page = client.get(pattern.get_absolute_url()).content.decode()
    assert "3, varav 3 de senaste 91 dagarna" in page
    assert "Stödet tog slut när praktiken började." not in page  # counts are for the addressee, words are not
    client.post(reverse("statement-answer", args=[statement.pk]), {"answer": "will", "text": "Vi ändrar i mars."})
    pattern.refresh_from_db()
    assert pattern.state == PatternState.ANSWERED
    client.force_login(manager)
    client.post(reverse("change-new", args=[pattern.pk]), {
        "organisation": agency.pk, "what": "Dagarna räknas lika.", "on": TODAY.isoformat(), "evidence": "Beslut 12",
    })  # fmt: skip
    pattern.refresh_from_db()
    assert pattern.state == PatternState.CHANGED
    page = client.get(pattern.get_absolute_url()).content.decode()
    assert "Vi ändrar i mars." in page
    assert "Efter fyra veckor" in page
    verbs = list(Entry.objects.order_by("number").values_list("verb", flat=True))
    assert [verb for verb in verbs if verb in {"statement_sent", "statement_answered", "change_noted"}] == [
        "statement_sent", "statement_answered", "change_noted",
    ]  # fmt: skip


def test_an_answer_stands_as_it_came(agency, manager, answerer, pattern):
    statement = actions.write_statement(pattern=pattern, addressee=agency, text="Fråga", by=manager)
    with pytest.raises(ValidationError, match="inte skickad"):
        actions.answer_statement(statement=statement, answer="will", text="Ja", by=answerer)
    actions.send_statement(statement=statement, by=manager)
    with pytest.raises(ValidationError, match="står som den skickades"):
        actions.edit_statement(statement=statement, text="Annat", by=manager)
    actions.answer_statement(statement=statement, answer="wont", text="Nej", by=answerer)
    with pytest.raises(ValidationError, match="redan besvarad"):
        actions.answer_statement(statement=statement, answer="will", text="Jo", by=answerer)


def test_nothing_is_asked_about_nothing(home, agency, manager):
    empty = actions.start_pattern(organisation=home, name="Tomt", next_on=TODAY, by=manager)
    statement = actions.write_statement(pattern=empty, addressee=agency, text="Fråga", by=manager)
    with pytest.raises(ValidationError, match="minst en observation"):
        actions.send_statement(statement=statement, by=manager)


def test_the_clock(agency, manager, answerer, pattern):
    statement = actions.write_statement(
        pattern=pattern, addressee=agency, text="Fråga", by=manager, reply_by=TODAY - timedelta(days=4)
    )
    actions.send_statement(statement=statement, by=manager, on=TODAY - timedelta(days=60))
    from samsyn.apps.knowledge.presenters.patterns import clock

    assert clock(statement, TODAY).endswith("svaret är 4 dagar försenat")
    (row,) = queries.on_board([pattern], TODAY)
    assert row.overdue(TODAY)
    actions.answer_statement(statement=statement, answer="will", text="Ja", by=answerer, on=TODAY)
    assert clock(statement, TODAY).endswith("besvarad efter 60 dagar")
    (row,) = queries.on_board([pattern], TODAY)
    assert not row.overdue(TODAY)


def test_it_became_rarer_while_other_things_did_not(home, agency, leader, manager, pattern):
    before = [told(home, leader, days) for days in range(61, 79)]
    actions.gather(pattern=pattern, observations=before, by=manager)
    for days in (*range(5, 45), *range(61, 99)):
        told(home, leader, days, text="Något annat.")
    actions.note_change(
        pattern=pattern, organisation=agency, what="Lika", on=TODAY - timedelta(days=60), evidence="Beslut", by=manager
    )
    ((_change, found),) = queries.effects_of(pattern, TODAY)
    assert (found.before, found.after) == (18, 3)
    assert (found.all_before, found.all_after) == (56, 43)
    assert found.word == Word.RARER
    (row,) = presenters.effect_rows(queries.effects_of(pattern, TODAY))
    assert "18 observationer 61 dagar före ändringen och 3 lika lång tid efter." in row["sentence"]


def test_what_is_in_a_pattern_is_not_taken_back(leader, manager, pattern):
    one = pattern.observations.first()
    with pytest.raises(ValidationError, match="ingår i ett mönster"):
        actions.withdraw_observation(observation=one, by=leader)
    actions.take_out(pattern=pattern, observation=one, by=manager)
    actions.withdraw_observation(observation=one, by=leader)
    assert not Observation.objects.filter(pk=one.pk).exists()


def test_suggestions_share_at_least_two_marks(home, leader, manager, pattern):
    near = told(home, leader, text="Praktiken betalade för det.")
    told(home, leader, text="Helt annat.", kind=term("barrier", "law"), actors=[term("actor", "school")])
    assert list(queries.observations_like(manager, pattern)) == [near]
    assert queries.patterns_like(leader, near) == [pattern]
    stranger = colleague(Organisation.objects.create(name="Almby", kind=Kind.MUNICIPALITY), "manager", "x@exempel.se")
    assert queries.patterns_like(stranger, near) == []


def test_ticked_observations_begin_a_pattern(client, home, leader, manager):
    one, other = told(home, leader), told(home, leader, 2)
    client.force_login(manager)
    answer = client.post(reverse("observation-list"), {"observations": [one.pk, other.pk], "pattern": ""})
    assert answer["Location"] == f"{reverse('pattern-new')}?o={one.pk}&o={other.pk}"
    form = client.get(answer["Location"]).content.decode()
    assert "2 observationer samlas i mönstret." in form
    client.post(answer["Location"], {
        "organisation": home.pk, "name": "Två som hör ihop", "next_on": TODAY.isoformat(), "owner": manager.pk,
        "room": "unknown",
    })  # fmt: skip
    assert Pattern.objects.get().observations.count() == 2


def test_closed_and_opened_again(agency, manager, pattern):
    with pytest.raises(ValidationError, match="varför"):
        actions.close_pattern(pattern=pattern, why=" ", by=manager)
    actions.close_pattern(pattern=pattern, why="Samma sak som ett annat.", by=manager)
    assert pattern.state == PatternState.CLOSED
    actions.reopen_pattern(pattern=pattern, next_on=TODAY, by=manager)
    assert pattern.state == PatternState.GATHERING
