"""What a method costs beside what exclusion costs: shown side by side, with no saving claimed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samsyn.apps.economics.actions import begin_account, freeze_account
from samsyn.apps.economics.queries import shipped_case
from samsyn.apps.economics.queries.years_in import years_in
from samsyn.apps.knowledge import actions
from samsyn.apps.knowledge.queries.exclusion import bank_quotes, weighed


@pytest.fixture
def method(project, people):
    return actions.open_method(method=actions.make_card(project=project, by=people.lead), by=people.lead)


def frozen(case, organisation, by, project=None):
    account = begin_account(
        title=f"Kalkyl {case}", contents=shipped_case(case).raw, begun_from=case, organisation=organisation,
        project=project, by=by,
    )  # fmt: skip
    return freeze_account(account=account, reason="Prov", by=by)


@pytest.fixture
def trelleborg(places, people):
    """Källa 001: a year outside costs 736 000 kr, of which the public sector's part is 0.46875."""
    return frozen("trelleborg", places.evaluator, people.evaluator)


def on_card(method, user):
    method.refresh_from_db()
    return weighed(method, user)


def page_of(client, method, user) -> str:
    client.force_login(user)
    return client.get(reverse("method-weighed", args=[method.pk])).content.decode().replace("\xa0", " ")


def test_a_year_outside_as_the_account_says(trelleborg):
    found = years_in(trelleborg)
    assert (found.price_year, found.years) == (2015, 20)
    assert found.a_year == pytest.approx(736_000)
    assert found.a_year_public == pytest.approx(736_000 * 0.46875)
    # ten million a person: 600 million for sixty people, as printed
    assert found.whole == pytest.approx(10_000_000, rel=0.001)
    assert [(post.kind, round(post.amount)) for post in found.posts] == [
        ("resource", 147_200), ("resource", 197_800), ("production", -391_000),
    ]  # fmt: skip
    assert all(post.values for post in found.posts)


def test_where_the_effect_is_on_moves_no_single_year_is_given(places, people):
    found = years_in(frozen("stegforflyttning", places.evaluator, people.evaluator))
    assert (found.a_year, found.a_year_public, found.enough) == (None, None, None)
    assert found.whole == pytest.approx(43_003_000 / 127.467, rel=0.01)
    assert {post.state for post in found.posts} > {"assistance_state", "job_state"}


@pytest.mark.parametrize(("case", "of_a_hundred"), [
    ("trelleborg", 0.8), ("trelleborg_kedja", 63.7), ("kvar_till_21", None), ("snabbare_integration_kedja", None),
])  # fmt: skip
def test_how_many_of_a_hundred_is_what_the_engine_says_or_nothing(case, of_a_hundred, places, people):
    """In the last two the engine finds no effect at which the effort turns, or the effect is no share of people."""
    enough = years_in(frozen(case, places.evaluator, people.evaluator)).enough
    assert (enough and round(enough * 100, 1)) == of_a_hundred


def test_without_an_account_the_bank_speaks_and_nothing_is_added_up(method, people, client):
    found = on_card(method, people.lead)
    assert (found.accounts, found.ordinary) == ([], [])
    assert [quote.price.code for quote in found.bank] == [
        "social_assistance", "sickness_compensation_guarantee", "activity_support_lowest",
    ]  # fmt: skip
    assert all(quote.source and quote.quality and quote.price_year for quote in bank_quotes())
    assert all(quote.unit.endswith("/year") for quote in bank_quotes())
    page = page_of(client, method, people.lead)
    assert "Ingen kalkyl är knuten till kortet." in page
    assert "75 045" in page
    assert "Samsyn räknar inte ut någon besparing" in page


def test_the_keepers_account_is_shown_to_everyone_and_linked_for_those_who_may_see_it(
    method, trelleborg, people, client
):
    actions.edit_method(method=method, exclusion=trelleborg, by=people.lead)
    page = page_of(client, method, people.foreign)
    assert "736 tkr" in page
    assert "Vald av den som förvaltar kortet." in page
    assert trelleborg.get_absolute_url() not in page
    assert "Ur prisbanken" not in page
    assert trelleborg.get_absolute_url() in page_of(client, method, people.evaluator)


def test_a_projects_account_is_shown_to_those_who_may_see_it(method, project, people, places, client):
    copy = frozen("trelleborg", places.owner, people.lead, project)
    assert [one.frozen for one in on_card(method, people.lead).accounts] == [copy]
    assert "Kalkyl på en insats som prövat metoden." in page_of(client, method, people.lead)
    assert on_card(method, people.foreign).accounts == []
    newer = freeze_account(account=copy.account, reason="Igen", by=people.lead)
    assert [one.frozen for one in on_card(method, people.lead).accounts] == [newer]


def test_ordinary_costs_stand_beside_with_what_they_hold(method, places, people, client):
    actions.note_counted(
        method=method, organisation=places.owner, what="cost", amount=18_500, price_year=2025, counted_by="own",
        includes="Löner och lokaler, inte chefers tid", source="Budget 2025", by=people.lead,
    )  # fmt: skip
    page = page_of(client, method, people.lead)
    assert "18 500" in page
    assert "2025 års priser" in page
    assert "inte chefers tid" in page
    assert "Ingen har skrivit in vad metoden kostar i ordinarie drift." not in page


def test_the_form_offers_only_accounts_that_the_keeper_may_see(method, trelleborg, people, client):
    client.force_login(people.lead)
    address = reverse("method-edit", args=[method.pk])
    assert "Kalkyl trelleborg" not in client.get(address).content.decode()
    actions.edit_method(method=method, exclusion=trelleborg, by=people.lead)
    assert "Kalkyl trelleborg" in client.get(address).content.decode()  # the one chosen is not lost at the next save


def test_the_card_asks_as_many_questions_with_accounts(
    method, project, trelleborg, people, places, client, django_assert_max_num_queries
):
    actions.edit_method(method=method, exclusion=trelleborg, by=people.lead)
    for _at in range(3):
        frozen("trelleborg", places.owner, people.lead, project)
    client.force_login(people.lead)
    with django_assert_max_num_queries(25):
        assert client.get(reverse("method-weighed", args=[method.pk])).status_code == 200
