"""The door of goals, tried with the five goals of källa 002 as they were published."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from samsyn.apps.portfolio import actions
from samsyn.apps.portfolio.models import Goal, Project
from samsyn.apps.portfolio.queries import goal_check, unfollowable_goals

# What the report says of each goal: A, C and E could be followed, B and D could not.
SAMFI = {
    "A": {
        "text": "fler kvinnor i aktivitet mot arbete och studier",
        "data_source": "Uppföljning tre månader efter avslut",
        "baseline": "49 % av 85 kvinnor saknade planering",
        "known_on": date(2020, 10, 31),
        "measured_by": "Processledaren",
        "target": "fler än vid start",
    },
    "B": {
        "text": "färre sjukskrivna av oklar anledning",
        "data_source": "Försäkringskassans statistik",
        "source_until": date(2018, 12, 31),  # the category is no longer reported
        "baseline": "antalet vid start",
        "known_on": date(2020, 11, 30),
    },
    "C": {
        "text": "ökad kunskap om samhället och känsla av delaktighet",
        "kind": "quality",
        "test": "Minst nio av tio intervjuade säger att de vet mer om samhället",
        "data_source": "Halvstrukturerade intervjuer, 51 svar",
        "baseline": "Deltagarens egen bild före, ur samma intervju",
        "known_on": date(2019, 12, 31),
        "measured_by": "Utvärderaren",
    },
    "D": {"text": "kvinnor lämnar etableringen i förtid i lägre grad än övriga"},
    "E": {
        "text": "större förståelse för samhället hos dem som lämnar etableringen",
        "kind": "quality",
        "test": "Minst åtta av tio intervjuade säger att de är mer delaktiga",
        "data_source": "Halvstrukturerade intervjuer, 51 svar",
        "baseline": "Deltagarens egen bild före, ur samma intervju",
        "known_on": date(2019, 12, 31),
        "measured_by": "Utvärderaren",
    },
}


@pytest.fixture
def samfi(people, places) -> Project:
    return actions.start_project(
        code="SamFi", name="Samtal för integration", organisation=places.owner, starts=date(2018, 1, 1),
        ends=date(2020, 11, 30), by=people.lead,
    )  # fmt: skip


def write(project, label, by, called=None, **more) -> Goal:
    return actions.write_goal(project=project, by=by, label=called or label, **{**SAMFI[label], **more})


@pytest.mark.parametrize("label", ["A", "C", "E"])
def test_goals_that_could_be_followed_are_adopted(samfi, people, label):
    goal = actions.adopt_goal(goal=write(samfi, label, people.lead), by=people.lead)
    assert goal.state == "adopted"
    assert goal.adopted_on is not None


@pytest.mark.parametrize(
    ("label", "stopped_by"), [("B", ["source_until"]), ("D", ["data_source", "baseline", "known_on"])]
)
def test_goals_that_could_not_be_followed_are_stopped_at_the_door(samfi, people, label, stopped_by):
    goal = write(samfi, label, people.lead)
    assert [gap.key for gap in goal_check(goal) if gap.stops] == stopped_by
    with pytest.raises(ValidationError) as refused:
        actions.adopt_goal(goal=goal, by=people.lead)
    assert len(refused.value.messages) == len(stopped_by)
    assert Goal.objects.get(pk=goal.pk).state == "draft"


def test_goal_d_is_also_told_that_it_compares_with_others(samfi, people):
    assert "compares" in [gap.key for gap in goal_check(write(samfi, "D", people.lead))]


def test_a_goal_may_be_adopted_with_the_reason_why_it_cannot_be_followed(samfi, people):
    goal = write(samfi, "B", people.lead)
    actions.adopt_goal(goal=goal, missing_why="Vi prövar en egen räkning från hösten.", by=people.lead)
    assert goal.state == "adopted"
    assert [gap.stops for gap in goal_check(goal) if gap.key == "source_until"] == [False]


@pytest.mark.parametrize("missing", ["data_source", "baseline", "known_on"])
def test_each_of_the_three_is_needed(samfi, people, missing):
    goal = write(samfi, "A", people.lead, **{missing: None if missing == "known_on" else "  "})
    assert [gap.key for gap in goal_check(goal) if gap.stops] == [missing]
    with pytest.raises(ValidationError):
        actions.adopt_goal(goal=goal, by=people.lead)


def test_a_qualitative_goal_needs_a_stated_test(samfi, people):
    goal = write(samfi, "C", people.lead, test="")
    assert [gap.key for gap in goal_check(goal) if gap.stops] == ["test"]


def test_a_source_that_lasts_until_the_day_itself_is_enough(samfi, people):
    goal = write(samfi, "A", people.lead, source_until=SAMFI["A"]["known_on"])
    assert not [gap for gap in goal_check(goal) if gap.stops]


def test_every_gap_says_what_to_do(samfi, people):
    gaps = goal_check(actions.write_goal(project=samfi, text="Fler i arbete än övriga", by=people.lead))
    assert gaps
    assert all(gap.text and gap.remedy for gap in gaps)


def test_reformulation_keeps_the_old_goal_and_links_it(samfi, people):
    old = actions.adopt_goal(goal=write(samfi, "A", people.lead), by=people.lead)
    new = actions.reformulate_goal(
        goal=old, text="40 kvinnor i arbete eller studier", why="Det gamla gick inte att räkna.", by=people.lead
    )
    old.refresh_from_db()
    assert (old.state, old.replaced_by, old.text) == ("reformulated", new, SAMFI["A"]["text"])
    assert (new.state, new.label, new.data_source) == ("draft", "A", SAMFI["A"]["data_source"])


def test_a_reformulation_needs_other_words_and_a_reason(samfi, people):
    goal = write(samfi, "A", people.lead)
    with pytest.raises(ValidationError, match="Orden är desamma"):
        actions.reformulate_goal(goal=goal, text=goal.text, why="Nytt år", by=people.lead)
    with pytest.raises(ValidationError, match="varför"):
        actions.reformulate_goal(goal=goal, text="Annat", why="", by=people.lead)


def test_an_adopted_goals_words_change_by_reformulation_only(samfi, people):
    goal = actions.adopt_goal(goal=write(samfi, "A", people.lead), by=people.lead)
    with pytest.raises(ValidationError, match="Omformulera"):
        actions.edit_goal(goal=goal, text="Något annat", by=people.lead)
    actions.edit_goal(goal=Goal.objects.get(pk=goal.pk), measured_by="Controllern", by=people.lead)
    assert Goal.objects.get(pk=goal.pk).measured_by == "Controllern"


def test_a_stopped_goal_needs_a_reason_and_stays_stopped(samfi, people):
    goal = write(samfi, "B", people.lead)
    with pytest.raises(ValidationError):
        actions.stop_goal(goal=goal, why="", by=people.lead)
    goal.refresh_from_db()
    actions.stop_goal(goal=goal, why="Kategorin redovisas inte längre.", by=people.lead)
    with pytest.raises(ValidationError):
        actions.adopt_goal(goal=goal, missing_why="Ändå", by=people.lead)


def test_the_filter_and_the_check_agree(samfi, people):
    """The list of goals that await somebody is the same as asking each of them."""
    goals = [write(samfi, label, people.lead) for label in SAMFI]
    goals.append(write(samfi, "C", people.lead, called="C2", test="  "))
    goals.append(write(samfi, "D", people.lead, called="D2", missing_why="Registret öppnar i mars."))
    asked = {goal.pk for goal in goals if any(gap.stops for gap in goal_check(goal))}
    assert {goal.pk for goal in unfollowable_goals([samfi])} == asked


def test_the_state_cannot_be_slipped_past_the_door(samfi, people):
    with pytest.raises(TypeError):
        actions.write_goal(project=samfi, text="Fler i arbete", state="adopted", by=people.lead)


def test_the_wizard_loses_nothing_and_leads_to_the_check(client, people, project):
    client.force_login(people.lead)
    address = reverse("goal-new", args=[project.pk])
    wrong = client.post(address, {"text": "Fler i arbete", "kind": "number", "known_on": "i höst", "baseline": "49 %"})
    page = wrong.content.decode()
    assert wrong.status_code == 200
    assert "Fler i arbete" in page
    assert "49 %" in page
    assert "Rätta det här först" in page
    right = client.post(address, {"text": "Fler i arbete", "kind": "number", "label": "A"}, follow=True)
    assert "Datakälla saknas." in right.content.decode()


def test_the_door_on_the_web_says_what_is_missing_and_takes_a_reason(client, people, project):
    goal = actions.write_goal(project=project, text="Fler i arbete", by=people.lead)
    client.force_login(people.lead)
    address = reverse("goal-adopt", args=[goal.pk])
    assert "Utgångsläge saknas." in client.post(address, {"missing_why": ""}).content.decode()
    assert client.post(address, {"missing_why": "Registret öppnar i mars."}).status_code == 302
    goal.refresh_from_db()
    assert (goal.state, goal.missing_why) == ("adopted", "Registret öppnar i mars.")


def test_the_card_awaits_those_who_may_change_it(client, people, project):
    actions.write_goal(project=project, text="Fler i arbete", by=people.lead)
    for who, awaited in [("lead", True), ("reader", False), ("partner", False), ("foreign", False)]:
        client.force_login(getattr(people, who))
        page = client.get(reverse("overview")).content.decode()
        assert ("Mål som inte går att följa upp" in page) is awaited, who
