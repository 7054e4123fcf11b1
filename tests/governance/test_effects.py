"""What a decision changes in the same moment, in every station that has registered an effect."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.governance import actions
from samsyn.apps.governance.actions import effects
from samsyn.apps.governance.models import Decision
from samsyn.apps.knowledge.models import Gathered, Method, Observation, Pattern, Statement
from samsyn.apps.portfolio import actions as portfolio

DAY = datetime.timedelta(days=1)


@pytest.fixture
def decided(steering, item, people):
    """Decide on the item with an effect, as the manager."""

    def decide(effect, by=people.manager, **values):
        return actions.decide(
            item=item, text="Så blir det.", why="Vi vet nog.", owner=steering.chair, by=by, effect=effect, values=values
        )

    return decide


@pytest.fixture
def pattern(places, people):
    return Pattern.objects.create(
        organisation=places.owner, name="Blanketten", next_on=timezone.localdate(), owner=people.lead
    )


def test_every_effect_has_words_and_something_to_do_it_to():
    known = effects.effects()
    assert {one.key for one in known} == {
        "answer_recommendation", "answer_statement", "look_again", "close_pattern", "stop_goal", "adopt_goal",
        "note_adoption", "decide_application", "stop_project",
    }  # fmt: skip
    for one in known:
        assert str(one.label)
        assert any(need.rows is not None for need in one.needs)


def test_a_goal_is_adopted_and_stopped(decided, project, people, steering):
    goal = portfolio.write_goal(project=project, text="Fler i arbete", by=people.lead)
    with pytest.raises(ValidationError, match="Datakälla saknas"):
        decided("adopt_goal", goal=goal)
    assert not Decision.objects.exists()
    decision = decided("adopt_goal", goal=goal, missing_why="Kartläggs i vår.")
    goal.refresh_from_db()
    assert (goal.state, goal.adopted_on) == ("adopted", decision.decided_on)
    other = actions.add_item(meeting=steering.past, title="Målet igen", by=people.lead)
    actions.decide(
        item=other, text="Målet stoppas.", owner=steering.chair, by=people.manager, effect="stop_goal",
        values={"living_goal": goal},
    )  # fmt: skip
    goal.refresh_from_db()
    assert (goal.state, goal.stopped_why) == ("stopped", "Målet stoppas.")


def test_an_application_is_decided_by_the_funders_group(people, places):
    call = portfolio.open_call(organisation=places.funder, title="U", aim="Mer", published=True, by=people.funder)
    application = portfolio.send_application(
        application=portfolio.write_application(
            call=call, organisation=places.owner, name="Bron", need="Unga", by=people.lead
        ),
        by=people.lead,
    )
    board = actions.start_board(organisation=places.funder, name="Styrelsen", kind="board", by=people.funder)
    seat = actions.give_seat(board=board, function="Ordförande", organisation=places.funder, by=people.funder)
    meeting = actions.call_meeting(board=board, on=timezone.localdate(), by=people.funder)
    item = actions.add_item(meeting=meeting, title="Bron", by=people.funder)
    given = {"item": item, "text": "Vi beviljar.", "owner": seat, "by": people.funder, "effect": "decide_application"}
    with pytest.raises(ValidationError, match="hur mycket"):
        actions.decide(**given, values={"application": application, "granted": "yes"})
    decision = actions.decide(
        **given, values={"application": application, "granted": "yes", "amount": Decimal(900000)},
        basis=[f"application:{application.pk}"],
    )  # fmt: skip
    application.refresh_from_db()
    assert (application.state, application.granted) == ("granted", 900000)
    assert "900" in decision.effect_said
    assert decision.basis.get().frozen["state"] == "sent"


def test_a_pattern_is_looked_at_again_or_closed(decided, pattern, steering, people):
    later = timezone.localdate() + 60 * DAY
    decided("look_again", pattern=pattern, next_on=later)
    pattern.refresh_from_db()
    assert pattern.next_on == later
    other = actions.add_item(meeting=steering.past, title="Blanketten", by=people.lead)
    actions.decide(
        item=other, text="Klart.", owner=steering.chair, by=people.manager, effect="close_pattern",
        values={"living_pattern": pattern},
    )  # fmt: skip
    pattern.refresh_from_db()
    assert pattern.state == "closed"


def test_a_statement_is_answered_by_those_who_may(decided, places, people):
    today, asker = timezone.localdate(), people.evaluator
    pattern = Pattern.objects.create(organisation=places.evaluator, name="Brevet", next_on=today, owner=asker)
    seen = Observation.objects.create(organisation=places.evaluator, text="Händelse")
    Gathered.objects.create(pattern=pattern, observation=seen)
    sent = Statement.objects.create(
        pattern=pattern, addressee=places.owner, text="Ändra brevet", sent_on=timezone.localdate() - 30 * DAY,
        reply_by=timezone.localdate() + 20 * DAY,
    )  # fmt: skip
    with pytest.raises(ValidationError, match="kan du inte ändra"):
        decided("answer_statement", by=people.lead, statement=sent, answer="will")
    decided("answer_statement", statement=sent, answer="will")
    sent.refresh_from_db()
    assert (sent.answer, sent.answer_text) == ("will", "Så blir det.\n\nVi vet nog.")


def test_a_method_comes_into_use(decided, places):
    method = Method.objects.create(organisation=places.owner, name="Samtal", summary="Samtal i grupp.")
    with pytest.raises(ValidationError, match="budgeten"):
        decided("note_adoption", method=method, organisation=places.owner, stage="ordinary")
    decided("note_adoption", method=method, organisation=places.owner, stage="ordinary", budget="Socialnämnden 4711")
    row = method.adoptions.get()
    assert (row.stage, row.budget, row.why) == ("ordinary", "Socialnämnden 4711", "Vi vet nog.")


def test_a_station_above_adds_an_effect_of_its_own(decided, project, monkeypatch):
    from samsyn.apps.governance.actions.effects import register

    done = []
    monkeypatch.setattr(register, "_effects", dict(register._effects))
    effects.register_effect(effects.Effect(
        "revise_goal", "ändra strategins mål",
        (effects.Need("what", "Målet", "row", lambda user: type(project).objects.visible_to(user)),),
        lambda values, **words: done.append((values["what"], words["text"])) or "Strategins mål är ändrat.",
    ))  # fmt: skip
    assert decided("revise_goal", what=project).effect_said == "Strategins mål är ändrat."
    assert done == [(project, "Så blir det.")]


def test_the_page_offers_only_what_one_may_do(client, steering, item, people, project):
    portfolio.write_goal(project=project, text="Fler i arbete", by=people.lead)
    client.force_login(people.lead)
    address = reverse("item-decide", args=[item.pk])
    offered = {key for key, _label in client.get(address).context["effect_form"].fields["verkan"].choices}
    assert offered == {"", "stop_goal", "adopt_goal", "stop_project"}
    assert client.get(address, {"verkan": "answer_recommendation"}).status_code == 404
    assert client.get(address, {"verkan": "magic"}).status_code == 404
    answer = client.post(f"{address}?verkan=adopt_goal", {"goal": "", "text": "Ja", "owner": steering.chair.pk})
    assert "goal" in answer.context["form"].errors
    goal = project.goals.get()
    answer = client.post(f"{address}?verkan=adopt_goal", {"goal": goal.pk, "text": "Ja", "owner": steering.chair.pk})
    assert "Datakälla saknas" in answer.content.decode()
    assert answer.context["form"]["text"].value() == "Ja"
