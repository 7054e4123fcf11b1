"""Degrees of success: the rule's answer with its evidence, not known told from no, and a person's word beside it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.evaluation.actions import type_figure
from samsyn.apps.knowledge.actions import gather, note_change, start_pattern
from samsyn.apps.knowledge.actions.adoption import note_adoption
from samsyn.apps.knowledge.actions.degrees import note_degree
from samsyn.apps.knowledge.actions.methods import make_card, note_use, open_method
from samsyn.apps.knowledge.models import Observation, Pattern
from samsyn.apps.knowledge.queries.degrees import degrees_of_methods, degrees_of_projects, effects_in, tallied
from samsyn.apps.knowledge.queries.patterns import effects_of
from samsyn.apps.portfolio.models import Project
from samsyn.core.evidence.degrees import Reached, Why

TODAY = timezone.localdate()


def answers(project, people) -> list[tuple[str, Why]]:
    found = degrees_of_projects([project], people.lead)[0]
    return [(degree.reached.value, degree.standing.why) for degree in found.degrees]


def followed(project, people, measures, **values):
    for code, value in values.items():
        type_figure(project=project, measure=measures[code], value=Decimal(value), by=people.lead)


def hindrances(project, places, days: list[int]) -> list[Observation]:
    """One observation for each number: so many days ago."""
    return [
        Observation.objects.create(
            organisation=places.owner, project=project, text="Två regler räknar dagarna olika.",
            seen_on=TODAY - timedelta(days=day),
        )
        for day in days
    ]  # fmt: skip


@pytest.fixture
def pattern(people, places) -> Pattern:
    return start_pattern(
        organisation=places.owner, name="Stödet slutar när praktiken börjar", next_on=TODAY + timedelta(days=90),
        by=people.lead,
    )  # fmt: skip


def test_where_nothing_is_recorded_the_answer_is_not_known(project, people, measures):
    assert answers(project, people) == [
        ("unknown", Why.NOT_FOLLOWED), ("unknown", Why.NO_METHOD), ("unknown", Why.NOTHING_TOLD),
    ]  # fmt: skip


def test_people_helped_are_shown_as_n_of_those_followed_with_those_nobody_asked(project, people, measures, client):
    followed(project, people, measures, participants=52, steps_up_3_months=12, paired_3_months=38)
    assert answers(project, people)[0] == ("yes", Why.HELPED)
    client.force_login(people.lead)
    text = client.get(reverse("degrees-project", args=[project.pk])).content.decode()
    assert "12 personer" in text
    assert "52 deltog; 38 har det gått att fråga om efteråt" in text


def test_those_who_are_in_work_do_not_count_as_helped_where_it_is_known_who_moved(project, people, measures):
    followed(project, people, measures, in_work_3_months=9, followed_3_months=30)
    assert answers(project, people)[0] == ("yes", Why.HELPED)
    followed(project, people, measures, steps_up_3_months=0, paired_3_months=30)
    assert answers(project, people)[0] == ("no", Why.NOBODY_HELPED)


def test_degree_three_needs_a_change_and_that_the_hindrance_is_rarer_since(
    project, people, places, pattern, measures, client
):
    before = hindrances(project, places, [200 + day for day in range(12)])
    assert answers(project, people)[2] == ("no", Why.NOT_IN_A_PATTERN)
    gather(pattern=pattern, observations=before, by=people.lead)
    assert answers(project, people)[2] == ("no", Why.NO_CHANGE)
    note_change(
        pattern=pattern, organisation=places.partner, what="En blankett", on=TODAY - timedelta(days=180),
        evidence="Beslut 7", by=people.lead,
    )  # fmt: skip
    hindrances(project, places, [170 - day for day in range(12)])  # other things are still told as often
    after = hindrances(project, places, [40])
    gather(pattern=pattern, observations=after, by=people.lead)
    assert answers(project, people)[2] == ("yes", Why.RARER)
    client.force_login(people.lead)
    text = client.get(reverse("degrees-project", args=[project.pk])).content.decode()
    assert pattern.get_absolute_url() in text
    assert "ovanligare" in text


def test_a_change_that_the_counts_cannot_judge_is_not_known(project, people, places, pattern):
    gather(pattern=pattern, observations=hindrances(project, places, [120, 60]), by=people.lead)
    note_change(
        pattern=pattern, organisation=places.owner, what="Rutin", on=TODAY - timedelta(days=90), evidence="PM",
        by=people.lead,
    )  # fmt: skip
    assert answers(project, people)[2] == ("unknown", Why.CHANGED_UNSURE)


def test_many_patterns_at_once_say_what_each_says_alone(project, people, places, pattern):
    gather(pattern=pattern, observations=hindrances(project, places, [200, 150, 100, 50]), by=people.lead)
    hindrances(project, places, [180, 90, 30])
    note_change(
        pattern=pattern, organisation=places.owner, what="Rutin", on=TODAY - timedelta(days=120), evidence="PM",
        by=people.lead,
    )  # fmt: skip
    assert effects_in([pattern.pk], TODAY)[pattern.pk] == effects_of(pattern, TODAY)


def test_a_pattern_one_may_not_see_counts_but_is_not_named(project, people, places, pattern, client):
    gather(pattern=pattern, observations=hindrances(project, places, [100]), by=people.lead)
    client.force_login(people.partner)
    text = client.get(reverse("degrees-project", args=[project.pk])).content.decode()
    assert "ett mönster som du inte har tillgång till" in text
    assert pattern.name not in text


def test_a_persons_word_stands_beside_the_rules_and_can_be_taken_back(project, people, measures, client):
    client.force_login(people.evaluator)
    address = reverse("degree-note-project", args=[project.pk, 1])
    client.post(address, {"reached": "yes", "why": "22 av 57 tre månader efter, tryckt i slututvärderingen."})
    assert answers(project, people)[0] == ("yes", Why.SAID)
    client.force_login(people.lead)
    text = client.get(reverse("degrees-project", args=[project.pk])).content.decode()
    assert "22 av 57 tre månader efter" in text
    assert "Omdöme av Ulla" in text
    assert "Vet inte." in text  # the rule's own answer
    client.post(address, {"reached": "rule", "why": "Uppföljningen kommer."})
    assert answers(project, people)[0] == ("unknown", Why.NOT_FOLLOWED)


def test_a_word_without_a_reason_is_refused_and_degree_four_does_not_exist(project, people, client):
    with pytest.raises(ValidationError, match="Skriv vad du bygger på"):
        note_degree(subject=project, degree=1, reached=True, why=" ", by=people.lead)
    client.force_login(people.lead)
    assert client.get(reverse("degree-note-project", args=[project.pk, 4])).status_code == 404


def test_a_method_reaches_what_any_project_that_tried_it_reached(project, people, places, measures):
    method = make_card(project=project, by=people.lead)
    other = Project.objects.create(code="TVÅ", name="Andra", organisation=places.owner, starts="2024-01-01")
    other.parties.create(organisation=places.owner, part="owner", starts="2024-01-01")
    note_use(method=method, project=other, by=people.lead)
    assert degrees_of_methods([method], people.lead)[0].degrees[0].reached is Reached.UNKNOWN
    followed(other, people, measures, left_forward=7, ended=30)
    found = degrees_of_methods([method], people.lead)[0]
    assert (found.degrees[0].reached, found.degrees[0].rule.count) == (Reached.YES, 7)


def test_the_whole_portfolio_counts_yes_no_and_not_known(project, people, places, measures, client):
    followed(project, people, measures, steps_up_3_months=0, paired_3_months=30)
    first, second, _third = tallied(degrees_of_projects([project], people.lead))
    assert (first.yes, first.no, first.unknown) == (0, 1, 0)
    assert second.unknown == 1
    client.force_login(people.lead)
    text = client.get(reverse("degrees")).content.decode()
    assert "Vet inte är inte nej" in text
    client.force_login(people.outsider)
    assert "VIND" not in client.get(reverse("degrees")).content.decode()


def test_pages_ask_as_many_questions_for_many_projects_as_for_one(
    project, people, places, pattern, measures, client, django_assert_max_num_queries
):
    for number in range(6):
        other = Project.objects.create(code=f"P{number}", name="Till", organisation=places.owner, starts="2024-01-01")
        other.parties.create(organisation=places.owner, part="owner", starts="2024-01-01")
        followed(other, people, measures, steps_up_3_months=number, paired_3_months=30)
        card = open_method(method=make_card(project=other, by=people.lead), by=people.lead)
        note_adoption(method=card, organisation=places.foreign, stage="tried", by=people.foreign)
        gather(pattern=pattern, observations=hindrances(other, places, [300, 200, 20]), by=people.lead)
    note_change(
        pattern=pattern, organisation=places.owner, what="Rutin", on=TODAY - timedelta(days=120), evidence="PM",
        by=people.lead,
    )  # fmt: skip
    client.force_login(people.lead)
    last = Project.objects.latest("pk")
    asked = [
        ("degrees", []), ("degrees-project", [last.pk]), ("degrees-method", [card.pk]), ("project-methods", [last.pk]),
    ]  # fmt: skip
    for name, args in asked:
        with django_assert_max_num_queries(25, info=name):
            assert client.get(reverse(name, args=args)).status_code == 200
