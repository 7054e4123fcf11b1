"""Budget lines: hours × value, sums by kind and year, forecast, and what is removed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from samsyn.apps.audit.models import Entry
from samsyn.apps.portfolio import actions
from samsyn.apps.portfolio.models import BudgetLine
from samsyn.apps.portfolio.queries import forecast_of, plan_and_outcome, planned_volumes


@pytest.fixture
def put(project, people):
    def put(part, kind, amount=None, **more):
        return actions.set_budget(project=project, part=part, kind=kind, amount=amount, by=people.lead, **more)

    return put


def test_staff_hours_become_an_amount(put):
    line = put("plan", "cofinancing_hours", hours=Decimal("120.5"), hour_value=Decimal("310.50"), year=2024)
    assert line.amount == Decimal("37415.25")


def test_an_amount_typed_for_hours_is_not_believed(put):
    line = put("plan", "cofinancing_hours", 99, hours=Decimal(10), hour_value=Decimal(300))
    assert line.amount == 3000


@pytest.mark.parametrize("given", [{"hours": Decimal(10)}, {"hour_value": Decimal(300)}, {}])
def test_hours_need_both(put, given):
    with pytest.raises(ValidationError, match="Fyll i båda"):
        put("plan", "cofinancing_hours", **given)


def test_an_amount_is_needed_and_is_not_negative(put):
    with pytest.raises(ValidationError, match="beloppet"):
        put("plan", "support")
    with pytest.raises(ValidationError):
        put("plan", "support", -1)
    with pytest.raises(ValidationError):
        put("plan", "cofinancing_hours", hours=Decimal("999999999.9"), hour_value=Decimal("999999.99"))


def test_the_same_line_is_edited_and_a_note_tells_two_apart(put, project):
    put("plan", "support", 100, year=2024)
    put("plan", "support", 150, year=2024)
    put("plan", "support", 30, year=2024, note="tillägg")
    assert sorted(project.budget_lines.values_list("amount", flat=True)) == [30, 150]


def test_sums_by_kind_by_year_and_in_total(put, project):
    put("plan", "support", 7176285)
    put("outcome", "support", 5933851)
    put("plan", "cofinancing", 2435734)
    put("outcome", "cofinancing", 1805053)
    money = plan_and_outcome(project)
    assert money.total.amounts == {"plan": 9612019, "revised": None, "outcome": 7738904}
    assert money.total.difference == 7738904 - 9612019
    assert money.cofinancing.amounts["outcome"] == 1805053


def test_the_revised_plan_is_the_one_that_holds(put, project):
    put("plan", "support", 100)
    put("revised", "support", 80)
    put("outcome", "support", 90)
    assert plan_and_outcome(project).total.difference == 10


def test_the_differences_of_the_kinds_add_up_to_the_total(put, project):
    """A kind that was not replanned enters the revised sum with its plan, so no sum compares parts with a whole."""
    put("plan", "support", amount=2_400_000)
    put("revised", "support", amount=2_250_000)
    put("outcome", "support", amount=712_500)
    put("plan", "cofinancing_money", amount=300_000, year=2026)
    put("outcome", "cofinancing_money", amount=180_000, year=2026)
    money = plan_and_outcome(project)
    assert money.total.amounts["revised"] == 2_550_000
    assert money.total.difference == sum(row.difference for row in money.by_kind.values()) == -1_657_500


def test_a_year_that_was_not_replanned_keeps_its_plan(put, project):
    put("plan", "support", amount=100, year=2026)
    put("plan", "support", amount=200, year=2027)
    put("revised", "support", amount=150, year=2027)
    assert plan_and_outcome(project).by_kind["support"].amounts["revised"] == 250


def test_what_is_not_entered_is_not_zero(put, project):
    put("plan", "support", 100, year=2024)
    row = plan_and_outcome(project).rows[0]
    assert row.amounts["outcome"] is None
    assert row.difference is None


def test_a_whole_project_line_beside_yearly_ones_is_pointed_out(put, project):
    put("plan", "support", 100, year=2024)
    put("plan", "support", 300)
    put("outcome", "cofinancing", 10)
    assert plan_and_outcome(project).doubled == ("support",)


def test_the_forecast_keeps_the_pace_and_says_how(put, project):
    """Three years, 2024–2026: after 366 of 1 096 days 366 kr is spent, so 1 096 kr in the end."""
    put("outcome", "support", 366, year=2024)
    forecast = forecast_of(project, plan_and_outcome(project), on=date(2025, 3, 1))
    assert (forecast.amount, forecast.known_until, forecast.days_known, forecast.days_total) == (
        1096, date(2024, 12, 31), 366, 1096,
    )  # fmt: skip


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2026, 12, 31), date(2027, 5, 1)])
def test_no_forecast_before_or_after(put, project, day):
    put("outcome", "support", 366)
    assert forecast_of(project, plan_and_outcome(project), on=day) is None


def test_a_removed_line_is_said_exactly_and_stays_in_the_trail(client, people, put):
    line = put("plan", "support", 1234567, year=2024)
    client.force_login(people.controller)
    address = reverse("budget-line-remove", args=[line.pk])
    page = client.get(address).content.decode().replace("\u00a0", " ")
    assert "1 234 567 kr försvinner ur plan för stöd (2024)" in page
    assert BudgetLine.objects.filter(pk=line.pk).exists(), "a look removes nothing"
    assert client.post(address).status_code == 302
    assert not BudgetLine.objects.filter(pk=line.pk).exists()
    assert Entry.objects.get(verb="budget_line_removed").details["amount"] == "1234567.00"


@pytest.mark.parametrize("typed", ["1 234 567,50 kr", "1\u00a0234\u00a0567,5", "1234567.50"])
def test_amounts_are_typed_as_people_write_them(client, people, project, typed):
    client.force_login(people.lead)
    address = reverse("budget-line-new", args=[project.pk])
    assert client.post(address, {"part": "plan", "kind": "support", "amount": typed}).status_code == 302
    assert project.budget_lines.get().amount == Decimal("1234567.50")


def test_a_duplicate_line_keeps_what_was_entered(client, people, project, put):
    put("plan", "support", 100, year=2024)
    client.force_login(people.lead)
    answer = client.post(
        reverse("budget-line-new", args=[project.pk]),
        {"part": "plan", "kind": "support", "year": 2024, "amount": "77 000", "source": "Beslut s. 4"},
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Raden finns redan" in page
    assert "77 000" in page
    assert "Beslut s. 4" in page


def test_women_and_men_stand_side_by_side_and_add_up(project, people, measures):
    def plan(code, value, sex=""):
        actions.plan_volume(project=project, measure=measures[code], value=value, sex=sex, by=people.lead)

    plan("women", 318)
    plan("men", 194)
    plan("hours", 500, "women")
    plan("hours", 400, "men")
    plan("hours", 1000)
    rows = {row.measure.code: row for row in planned_volumes(project)}
    assert set(rows) == {"participants", "hours"}
    assert (rows["participants"].total, rows["participants"].contradicts) == (512, False)
    assert (rows["hours"].total, rows["hours"].contradicts) == (900, True)


def test_the_page_shows_money_volumes_and_a_contradiction(client, people, project, measures, put):
    put("plan", "support", 7176285)
    put("outcome", "support", 5933851)
    for sex, value in (("women", 40), ("men", 20), ("", 70)):
        actions.plan_volume(project=project, measure=measures["participants"], sex=sex, value=value, by=people.lead)
    client.force_login(people.partner)
    page = client.get(reverse("project-economy", args=[project.pk])).content.decode().replace("\u00a0", " ")
    assert "7 176 285 kr" in page
    assert "−1 242 434" in page
    assert "totalen är skriven som 70 men könen ger 60" in page


def test_the_number_of_queries_does_not_grow(client, people, project, measures, put, django_assert_max_num_queries):
    for year in range(2018, 2030):
        for part in ("plan", "outcome"):
            put(part, "support", 100, year=year)
    client.force_login(people.lead)
    with django_assert_max_num_queries(25):
        client.get(reverse("project-economy", args=[project.pk]))
