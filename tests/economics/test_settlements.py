"""Bokslut: on a frozen copy, with the effect said only where something was compared."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from samsyn.apps.economics.actions import begin_account, freeze_account
from samsyn.apps.economics.actions.settlements import write_settlement
from samsyn.apps.economics.models import Settlement
from samsyn.apps.economics.queries import shipped_case


@pytest.fixture
def frozen(people, places):
    account = begin_account(
        title="Vår kalkyl", contents=shipped_case("trelleborg").raw, begun_from="trelleborg",
        organisation=places.owner, project=None, by=people.controller,
    )  # fmt: skip
    return freeze_account(account=account, reason="Före", by=people.controller)


ROW = {"starters": 60, "completed": 50, "reached": 20, "followed": 40, "source": "Bokföringen", "costs": {}}


@pytest.fixture
def written(frozen, people):
    def write(**changed):
        return write_settlement(frozen=frozen, by=people.controller, **{**ROW, **changed})

    return write


def page(client, people, frozen) -> str:
    client.force_login(people.reader)
    return client.get(reverse("settlement", args=[frozen.pk])).content.decode().replace("\xa0", " ")


def test_without_a_comparison_the_page_says_that_no_effect_is_shown(written, frozen, people, client):
    written()
    text = page(client, people, frozen)
    assert "Ingen effekt påvisad" in text
    assert "behöver minst" in text
    assert "Effekt: vad insatsen gjorde" not in text
    assert "Slump" not in text


def test_with_a_comparison_effect_and_luck_stand_apart(written, frozen, people, client):
    written(comparison="lot", compared_reached=5, compared=40)
    text = page(client, people, frozen)
    assert "Ingen effekt påvisad" not in text
    assert "Effekt: vad insatsen gjorde" in text
    assert "Slump: det som återstår" in text


def test_a_dearer_effort_is_seen_as_price(written, frozen, people, client):
    written(costs={"0": 9_000_000.0})
    assert "Pris: vad insatsen kostade" in page(client, people, frozen)


def test_readers_write_no_bokslut_and_numbers_that_contradict_are_refused(frozen, written, people):
    with pytest.raises(PermissionDenied):
        write_settlement(frozen=frozen, by=people.reader, **ROW)
    with pytest.raises(ValidationError, match="70 fullföljde av 60"):
        written(completed=70)
    assert not Settlement.objects.exists()


def test_too_few_compared_give_no_effect(written):
    with pytest.raises(ValidationError):
        written(reached=2, followed=3, comparison="lot", compared_reached=1, compared=2)


def test_the_form_tells_what_is_missing_and_keeps_the_rest(frozen, people, client):
    client.force_login(people.controller)
    address = reverse("settlement-write", args=[frozen.pk])
    data = {
        "starters": "60",
        "completed": "50",
        "reached": "41",
        "followed": "40",
        "comparison": "lot",
        "source": "Boken",
    }
    text = client.post(address, data).content.decode()
    assert "Kan inte vara fler än 40." in text
    assert "Behövs för jämförelsen." in text
    assert "Boken" in text
    good = {**data, "reached": "20", "compared_reached": "10", "compared": "40", "cost-0": "6 000 000 kr"}
    assert client.post(address, good).status_code == 302
    assert Settlement.objects.get().costs == {"0": 6_000_000.0}


def test_a_second_writing_replaces_the_first(written):
    written()
    written(starters=80)
    assert Settlement.objects.get().starters == 80


def test_a_difference_that_may_be_chance_is_no_effect(written, frozen, people, client):
    written(comparison="lot", compared_reached=17, compared=40)
    text = page(client, people, frozen)
    assert "Ingen effekt påvisad" in text
    assert "Effekt: vad insatsen gjorde" not in text


def test_a_comparison_that_did_better_is_told_as_it_is(written, frozen, people, client):
    written(reached=4, comparison="lot", compared_reached=30, compared=40)
    assert "Bokslutet visar −" in page(client, people, frozen)


def test_moves_say_that_they_cannot_be_settled_yet(people, places, client):
    account = begin_account(
        title="Steg", contents=shipped_case("stegforflyttning").raw, begun_from="stegforflyttning",
        organisation=places.owner, project=None, by=people.controller,
    )  # fmt: skip
    frozen = freeze_account(account=account, reason="Före", by=people.controller)
    client.force_login(people.controller)
    text = client.get(reverse("settlement", args=[frozen.pk])).content.decode()
    assert "tätare flyttar" in text
    assert reverse("settlement-write", args=[frozen.pk]) not in text
    assert client.get(reverse("settlement-write", args=[frozen.pk])).status_code == 302
