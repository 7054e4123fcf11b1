"""Accounts: who may see and change them, what a changed number does, and that a frozen copy stays as it was."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from lxml import html

from samsyn.apps.audit.models import Entry
from samsyn.apps.economics.actions import begin_account, change_values, freeze_account, remove_account
from samsyn.apps.economics.models import Account, FrozenAccount
from samsyn.apps.economics.queries import answer_of, answer_with, shipped_case, shipped_cases


@pytest.fixture
def account(people, places):
    return begin_account(
        title="Vår kalkyl", contents=shipped_case("trelleborg").raw, begun_from="trelleborg",
        organisation=places.owner, project=None, by=people.controller,
    )  # fmt: skip


def society(contents) -> float:
    return answer_of(contents).result["perspectives"]["society"]["present_value"]["mean"]


@pytest.mark.parametrize("case", [case.code for case in shipped_cases()])
def test_every_shipped_case_answers(case):
    answered = answer_of(shipped_case(case).raw, draws=500)
    assert answered.faults == ()
    assert answered.result["perspectives"]["society"]["present_value"]


def test_an_account_is_seen_at_home_and_by_nobody_else(account, people):
    for who in (people.controller, people.reader, people.manager):
        assert Account.objects.visible_to(who).exists()
    for who in (people.foreign, people.partner, people.outsider):
        assert not Account.objects.visible_to(who).exists()


def test_an_account_of_a_project_is_seen_by_its_parties(people, places, project):
    begin_account(
        title="Insatsens", contents=shipped_case("trelleborg").raw, begun_from="trelleborg",
        organisation=places.owner, project=project, by=people.lead,
    )  # fmt: skip
    assert Account.objects.visible_to(people.partner).exists()
    assert not Account.objects.visible_to(people.foreign).exists()


def test_readers_begin_no_accounts(people, places):
    with pytest.raises(PermissionDenied):
        begin_account(
            title="Nej", contents=shipped_case("trelleborg").raw, begun_from="", organisation=places.owner,
            project=None, by=people.reader,
        )  # fmt: skip
    assert not Account.objects.exists()


def test_a_changed_number_changes_the_answer_and_leaves_a_trace(account, people):
    before = society(account.contents)
    facts = {"value": 0.125, "source": "Egen mätning 2025"}
    changed = change_values(account=account, values={"chain.effect": facts}, revision=1, by=people.controller)
    assert changed.revision == 2
    assert society(changed.contents) == pytest.approx((before + 4_807_692.3) / 2 - 4_807_692.3, rel=1e-6)
    entry = Entry.objects.get(verb="account_changed")
    assert entry.details["before"]["chain.effect"]["value"] == "0.25"


def test_nobody_writes_over_a_colleague(account, people):
    facts = {"chain.effect": {"value": 0.2}}
    change_values(account=account, values=facts, revision=1, by=people.controller)
    with pytest.raises(ValidationError, match="Någon annan"):
        change_values(account=account, values=facts, revision=1, by=people.manager)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"value": 1.5}, "ingen andel"),
        ({"source": None}, "saknas"),
        ({"value": "en fjärdedel"}, "inget tal"),
        ({"spread": {"low": 0.4, "high": 0.1}}, "mindre än"),
    ],
)
def test_what_does_not_hold_is_refused_with_its_place(account, people, fields, said):
    with pytest.raises(ValidationError) as refused:
        change_values(account=account, values={"chain.effect": fields}, revision=1, by=people.controller)
    assert said in " ".join(refused.value.messages)
    assert "chain.effect" in " ".join(refused.value.messages)
    account.refresh_from_db()
    assert account.contents["chain"]["effect"]["value"] == 0.25


def test_a_frozen_copy_stays_when_the_account_moves_on(account, people):
    frozen = freeze_account(account=account, reason="Styrelsen i mars", by=people.controller)
    kept = frozen.result["perspectives"]["society"]["present_value"]["mean"]
    change_values(account=account, values={"chain.effect": {"value": 0.1}}, revision=1, by=people.controller)
    frozen.refresh_from_db()
    assert frozen.result["perspectives"]["society"]["present_value"]["mean"] == kept
    assert frozen.intact
    FrozenAccount.objects.update(result={**frozen.result, "draws": 1})
    frozen.refresh_from_db()
    assert not frozen.intact


def test_a_frozen_account_is_not_removed(account, people):
    freeze_account(account=account, reason="Källa", by=people.controller)
    with pytest.raises(ValidationError, match="någons källa"):
        remove_account(account=account, by=people.controller)
    assert Account.objects.exists()


def test_a_tried_value_is_not_kept(account):
    tried = answer_with(account.contents, {"chain.effect": 0.5}).result
    assert tried["perspectives"]["society"]["present_value"]["mean"] > 1.9 * society(account.contents)
    account.refresh_from_db()
    assert account.contents["chain"]["effect"]["value"] == 0.25


def test_the_page_names_what_decides_and_opens_every_number(account, people, client):
    client.force_login(people.controller)
    page = client.get(account.get_absolute_url()).content.decode()
    assert "Samhället väntas vinna" in page
    assert "Insatsen bär sig för samhället om effekten (”" in page
    for code in ("year_outside", "chain.effect", "effort"):
        address = reverse("account-value", args=[account.pk, code])
        assert address in page
        assert client.get(address).status_code == 200


def test_moving_a_slider_answers_with_the_answer_alone(account, people, client):
    client.force_login(people.controller)
    address = reverse("account-try", args=[account.pk])
    whole = client.get(address, {"chain-reach": "10"}).content.decode()
    part = client.get(address, {"chain-reach": "10"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    assert "Samhället väntas vinna" in part


@pytest.mark.parametrize("query", ["chain-reach=-5", "chain-reach=abc", "chain-reach=9999999999999", "chain-=1", "x=1"])
def test_odd_sliders_do_no_harm(account, people, client, query):
    client.force_login(people.controller)
    assert client.get(f"{reverse('account-try', args=[account.pk])}?{query}").status_code == 200


def test_the_form_for_a_number_keeps_what_was_written(account, people, client):
    client.force_login(people.controller)
    address = reverse("account-value", args=[account.pk, "chain.effect"])
    data = {"value": "40", "low": "50", "high": "60", "behind": "source", "text": "Egen mätning", "revision": "1"}
    page = client.post(address, data).content.decode()
    assert "Talet ska ligga mellan lågt och högt." in page
    assert "Egen mätning" in page
    saved = client.post(address, {**data, "low": "30", "grade": "4"})
    assert saved.status_code == 302
    account.refresh_from_db()
    facts = account.contents["chain"]["effect"]
    assert (facts["value"], facts["spread"], facts["grade"]) == (0.4, {"low": 0.3, "high": 0.6, "family": "beta"}, 4)


def test_the_pages_ask_few_questions(account, people, client, django_assert_max_num_queries):
    client.force_login(people.controller)
    client.get(account.get_absolute_url())
    with django_assert_max_num_queries(25):
        client.get(account.get_absolute_url())
    with django_assert_max_num_queries(25):
        client.get(reverse("account-list"))


def as_shown(page) -> dict[str, str]:
    """The form of a number, as it stands on its page."""
    form = next(form for form in html.fromstring(page.content).forms if "revision" in form.fields)
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


@pytest.fixture
def steps(people, places):
    return begin_account(
        title="Steg", contents=shipped_case("stegforflyttning").raw, begun_from="stegforflyttning",
        organisation=places.owner, project=None, by=people.controller,
    )  # fmt: skip


def test_saving_a_number_as_it_stands_changes_nothing(steps, people, client):
    client.force_login(people.controller)
    before = steps.contents
    for code in ("chain.drop_off", "labour_cost", "assistance"):
        address = reverse("account-value", args=[steps.pk, code])
        assert client.post(address, as_shown(client.get(address))).status_code == 302
    steps.refresh_from_db()
    assert steps.contents == before


def test_a_number_from_the_bank_can_be_replaced(steps, people, client):
    client.force_login(people.controller)
    address = reverse("account-value", args=[steps.pk, "labour_cost"])
    fields = {**as_shown(client.get(address)), "value": "500 000", "low": "", "high": "", "text": "Egen lönelista 2024"}
    assert client.post(address, fields).status_code == 302
    steps.refresh_from_db()
    facts = steps.contents["values"]["labour_cost"]
    assert (facts["value"], facts["source"]) == (500_000.0, "Egen lönelista 2024")
    assert "price" not in facts
    assert answer_of(steps.contents, draws=500).faults == ()


def test_a_slider_that_stands_still_moves_nothing(steps):
    stood = answer_with(steps.contents, {}).result
    assert answer_with(steps.contents, {"chain.effect": 0.3, "chain.drop_off": 0.05}).result == stood


def test_whoever_loses_is_named_also_when_it_is_the_whole_public_sector(account):
    from samsyn.apps.economics.presenters import brief_words

    words = brief_words(answer_with(account.contents, {"chain.effect": 0.0}).result)
    assert any("Offentlig sektor (−" in text for text in words["sentences"])


def test_an_odd_project_in_the_address_begins_without_one(people, places, client):
    client.force_login(people.controller)
    for odd in ("abc", "-1", "9" * 40, "٣"):
        assert client.get(reverse("account-new"), {"exempel": "trelleborg", "insats": odd}).status_code == 200


def test_english_thousands_are_thousands(account, people, client):
    client.force_login(people.controller)
    client.cookies["django_language"] = "en"
    address = reverse("account-value", args=[account.pk, "effort"])
    fields = {**as_shown(client.get(address)), "value": "6,500,000", "text": "The books"}
    assert client.post(address, fields).status_code == 302
    account.refresh_from_db()
    assert account.contents["values"]["effort"]["value"] == 6_500_000.0
