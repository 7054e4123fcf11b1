"""Bokslut from what was delivered: offered with its source, confirmed by a person, never more exact than it came."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from samsyn.apps.economics.actions import begin_account, freeze_account
from samsyn.apps.economics.actions.settlements import write_settlement
from samsyn.apps.economics.models import Settlement
from samsyn.apps.economics.queries import shipped_case
from samsyn.apps.economics.queries.answers import frozen_scenario
from samsyn.apps.economics.queries.outcomes import Count, Picked, outcome_of
from samsyn.apps.economics.queries.settlements import settled
from samsyn.apps.evaluation import delivered as words
from samsyn.apps.evaluation.actions import type_figure
from samsyn.apps.portfolio.actions import set_budget
from samsyn.core.disclosure.tables import Dimension
from samsyn.web.formats import sek
from tests.evaluation.delivered_given import STATES, UP_TO, hand_over, moves, states, table, usual

pytestmark = pytest.mark.django_db


@pytest.fixture
def received(project, people, measures):
    return hand_over(project, people.lead)


def freeze(case, people, project):
    account = begin_account(
        title="Insatsens kalkyl", contents=shipped_case(case).raw, begun_from=case, organisation=project.organisation,
        project=project, by=people.controller,
    )  # fmt: skip
    return freeze_account(account=account, reason="Före", by=people.controller)


@pytest.fixture
def frozen(people, project):
    return freeze("trelleborg_kedja", people, project)


def read(client, people, address: str) -> str:
    client.force_login(people.controller)
    return client.get(address).content.decode().replace("\xa0", " ")


def write(client, people, frozen, query="", **changed):
    """Send the form as it was offered, with some fields changed."""
    client.force_login(people.controller)
    address = reverse("settlement-write", args=[frozen.pk]) + query
    form = client.get(address).context["form"]
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data = {name: value for name, value in {**data, **changed}.items() if value is not None}
    return client.post(address, data)


def matrix(*rows):
    """Steps from before to three months after, as a row of counts for each state before."""
    shown = STATES[:-1]
    before = Dimension("before.occupation", "Före start", shown)
    after = Dimension("months_3.occupation", "3 månader efter avslut", shown)
    counts = {(one, other): many for one, row in zip(shown, rows, strict=True)
              for other, many in zip(shown, row, strict=True)}  # fmt: skip
    code, population = words.steps_code("months_3", "occupation"), words.paired("months_3", "Sysselsättning")
    return table(code, "Sysselsättning före start och 3 månader efter avslut", population, (before, after), counts)[0]


def test_delivered_counts_are_offered_with_their_source_and_their_bounds(project, frozen, received):
    found = outcome_of(project, frozen_scenario(frozen))
    assert found.counts["starters"].count == Count(125, 123, 127)  # 81 women, 42 men: 123, shown as 125
    assert found.counts["completed"].count == Count(60, 58, 62)  # 40 and 18
    assert found.counts["reached"].count == Count(40, 38, 42)  # 25 and 13 in work, studies or self-supporting
    followed = found.counts["followed"].count
    assert followed.low <= 57 + 31 <= followed.high  # 105 in all, of whom 17 have not answered
    assert followed.high - followed.low <= 8  # the total and the silent are each known to five
    assert found.counts["followed"].where == "leverans 1 från Ekby kommun, till och med 2026-06-30"
    assert found.counts["starters"].url == f"{received.get_absolute_url()}#persons.sex"
    assert found.goal == "Sysselsättning 3 månader efter avslut: Arbete, studier eller egen försörjning"


def test_a_hidden_count_is_nought_to_four(project, people, measures, frozen):
    hand_over(project, people.lead, [states("months_3", (10, 20, 2, 2, 1), (8, 9, 1, 1, 0))[0]])
    found = outcome_of(project, frozen_scenario(frozen))
    assert found.counts["reached"].count == Count(2, 0, 4)


def test_another_state_can_be_the_goal(project, frozen, received):
    picked = Picked("state.months_3.occupation", (STATES[1], STATES[2]))
    found = outcome_of(project, frozen_scenario(frozen), picked=picked)
    assert found.counts["reached"].count == Count(70, 66, 74)  # 29 and 38, each shown by itself
    unknown = outcome_of(project, frozen_scenario(frozen), picked=Picked("state.months_3.nothing", ()))
    assert unknown.picked.table == "state.months_3.occupation"


def test_what_somebody_has_entered_stands_as_in_the_follow_up(project, people, measures, frozen, received):
    type_figure(project=project, measure=measures["participants"], value=Decimal(124), note="Listan", by=people.lead)
    found = outcome_of(project, frozen_scenario(frozen)).counts["starters"]
    assert found.count == Count(124, 124, 124)
    assert not found.table


def test_the_form_is_filled_and_confirmed_and_the_page_tells_between(client, people, project, frozen, received):
    assert write(client, people, frozen).status_code == 302
    row = Settlement.objects.get()
    assert (row.release, row.starters, row.followed_of) == (received, 125, "starters")
    assert row.delivered["starters"]["low"] == 123
    text = read(client, people, reverse("settlement", args=[frozen.pk]))
    assert "beroende på avrundning" in text
    assert "omkring 125 (123–127)" in text
    assert f"{received.get_absolute_url()}#persons.sex" in text
    assert "Ingen effekt påvisad" in text
    low, high = settled(row).settlement.end_between
    assert low < settled(row).settlement.bridge.end < high


def test_a_number_of_ones_own_is_exact_and_has_no_delivery(client, people, frozen, received):
    write(client, people, frozen, starters="124")
    row = Settlement.objects.get()
    assert "starters" not in row.delivered
    assert "completed" in row.delivered


def test_without_a_delivery_the_form_is_empty_and_works(client, people, project, frozen):
    text = read(client, people, reverse("settlement-write", args=[frozen.pk]))
    assert "Ur leveransen" not in text
    data = {"starters": "20", "completed": "10", "source": "Boken"}
    assert client.post(reverse("settlement-write", args=[frozen.pk]), data).status_code == 302
    assert Settlement.objects.get().release is None


def test_a_newer_delivery_is_told_and_can_be_taken(client, people, project, frozen, received):
    write(client, people, frozen)
    newer = hand_over(project, people.lead, number=2, up_to=date(2026, 9, 30))
    text = read(client, people, reverse("settlement", args=[frozen.pk]))
    assert "Det finns en nyare leverans, nr 2, till och med 2026-09-30." in text
    again = read(client, people, reverse("settlement-write", args=[frozen.pk]))
    assert 'name="delivery" value="1"' in again  # what was written stands until somebody takes the newer
    assert write(client, people, frozen, "?leverans=2").status_code == 302
    assert Settlement.objects.get().release == newer
    assert "nyare leverans" not in read(client, people, reverse("settlement", args=[frozen.pk]))


def test_a_delivery_that_came_while_somebody_wrote_changes_nothing(client, people, project, frozen, received):
    client.force_login(people.controller)
    address = reverse("settlement-write", args=[frozen.pk])
    form = client.get(address).context["form"]
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    other = [each for each in usual() if each.code != words.BY_ENDING]
    hand_over(project, people.lead, other, number=2)
    client.post(address, {name: value for name, value in data.items() if value is not None})
    assert Settlement.objects.get().release == received


def test_somebody_elses_delivery_is_refused(people, project, places, frozen, received):
    account = begin_account(
        title="Egen", contents=shipped_case("trelleborg").raw, begun_from="trelleborg", organisation=places.owner,
        project=None, by=people.controller,
    )  # fmt: skip
    own = freeze_account(account=account, reason="Före", by=people.controller)
    with pytest.raises(ValidationError, match="en annan insats"):
        write_settlement(
            frozen=own, by=people.controller, starters=5, completed=5, source="x", costs={}, release=received
        )


def test_a_difference_that_rounding_may_have_made_is_no_effect(people, frozen, received):
    """20 of 40 against 10 of 40 is a difference; 18 of 42 against the same may be chance."""
    between = {"reached": {"low": 18, "high": 22}, "followed": {"low": 38, "high": 42}}
    row = write_settlement(
        frozen=frozen, by=people.controller, starters=60, completed=50, reached=20, followed=40, comparison="lot",
        compared_reached=10, compared=40, costs={}, source="x",
        delivered={name: {**each, "table": "t", "where": "leverans 1", "url": "/"} for name, each in between.items()},
    )  # fmt: skip
    answer = settled(row)
    assert answer.estimate.detected
    assert answer.wavering
    assert not answer.settlement.effect_shown
    row.delivered = {}
    assert settled(row).settlement.effect_shown


def test_moves_are_read_from_the_step_matrix(client, people, project, measures):
    steps = freeze("snabbare_integration_kedja", people, project)
    hand_over(project, people.lead, [matrix((30, 22, 13, 6), (8, 31, 17, 6), (6, 7, 21, 5), (5, 5, 6, 7))])
    scenario = frozen_scenario(steps)
    picked = Picked("steps.months_3.occupation", (STATES[1], STATES[2]), (STATES[0], STATES[1]))
    found = outcome_of(project, scenario, picked=picked)
    # 22 + 13 + 17, each cell rounded by itself; 71 and 62 at risk
    assert found.counts["reached"].count == Count(20 + 15 + 15, 18 + 13 + 13, 22 + 17 + 17)
    assert found.counts["followed"].count == Count(70 + 60, 68 + 58, 72 + 62)
    text = read(client, people, reverse("settlement-write", args=[steps.pk]))
    assert "Från vilka lägen?" in text


def test_a_matrix_that_is_withheld_gives_way_to_steps_up_and_says_so_when_picked(client, people, project, measures):
    steps = freeze("snabbare_integration_kedja", people, project)
    few = matrix((9, 6, 4, 1), (3, 9, 6, 1), (1, 1, 5, 1), (1, 1, 1, 1))
    hand_over(project, people.lead, [few, moves(19, 22, 7, 4)[0]])
    found = outcome_of(project, frozen_scenario(steps))
    assert found.picked.table == "moves.months_3.occupation"
    assert found.counts["reached"].count == Count(20, 18, 22)
    assert found.counts["followed"].count == Count(50, 48, 52)
    address = reverse("settlement-write", args=[steps.pk]) + f"?underlag={few.code}&mal={STATES[2]}"
    assert "för få personer står bakom dem" in read(client, people, address)


def test_what_the_project_cost_is_told_and_never_uprated_in_silence(client, people, project, frozen):
    set_budget(project=project, part="outcome", kind="support", amount=Decimal(712_500), year=2025, source="x",
               by=people.lead)  # fmt: skip
    text = read(client, people, reverse("settlement-write", args=[frozen.pk]))
    assert "i löpande priser (2025)" in text
    municipal = sek(0.25 * 712_500 * 44_500 / 58_800).replace("\xa0", " ")  # a quarter, as planned, by the base amounts
    assert f"Omräknat med prisbasbeloppet är det {municipal} i 2015 års priser." in text
    set_budget(project=project, part="outcome", kind="cofinancing", amount=Decimal(100_000), year=None, source="x",
               by=people.lead)  # fmt: skip
    assert "ett år är okänt" in read(client, people, reverse("settlement-write", args=[frozen.pk]))


def test_those_who_may_not_write_see_no_form(client, people, frozen, received):
    client.force_login(people.reader)
    assert client.get(reverse("settlement-write", args=[frozen.pk])).status_code == 404
    client.force_login(people.outsider)
    assert client.get(reverse("settlement", args=[frozen.pk])).status_code == 404


def test_the_day_of_the_delivery_is_the_one_that_was_given(received):
    assert received.up_to == UP_TO
