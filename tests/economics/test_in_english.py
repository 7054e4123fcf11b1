"""With English chosen, what the core refuses is English on the page: no Swedish sentence is left of it."""

from __future__ import annotations

import copy
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from lxml import html

from samsyn.apps.economics.actions import begin_account, freeze_account
from samsyn.apps.economics.actions.own_prices import add_own_price
from samsyn.apps.economics.models import Account
from samsyn.apps.economics.queries import answer_of, shipped_case
from samsyn.web.sentences import in_tongue
from tests.economics.test_own_prices import FACTS, POSTED

SWEDISH = re.compile(r"[åäöÅÄÖ]|\b(?:och|inte|Skriv|Byt|finns|som|ingen|inget|utan|saknas|kod)\b")


@pytest.fixture
def english(client, people):
    client.force_login(people.controller)
    client.cookies["django_language"] = "en"
    return client


def alerts(response) -> str:
    """What the page says is wrong, as a reader hears it."""
    page = html.fromstring(response.content.decode())
    return " ".join(" ".join(part.text_content().split()) for part in page.xpath('//*[@role="alert"]'))


@pytest.fixture
def broken(people, places):
    """An account whose contents do not hold, as when the bank has changed under it."""
    account = begin_account(
        title="Vår", contents=shipped_case("trelleborg").raw, begun_from="", organisation=places.owner, project=None,
        by=people.controller,
    )  # fmt: skip
    contents = copy.deepcopy(account.contents)
    del contents["title" if "title" in contents else "years"]
    contents["states"][0]["code"] = "Inte en"
    contents["chain"]["effect"] = {"value": 1.7, "sd": 0.1, "source": "Boken"}
    contents["values"]["okand"] = {"price": "prison_dy"}
    contents["x"] = 1
    Account.objects.filter(pk=account.pk).update(contents=contents)
    return Account.objects.get(pk=account.pk)


def test_an_account_that_cannot_be_read_says_why(english, broken):
    faults = answer_of(broken.contents, organisation=broken.organisation).faults
    assert len(faults) > 4
    text = alerts(english.get(broken.get_absolute_url()))
    assert "is no field here. Remove it." in text
    assert "There is no price with the code prison_dy. Did you mean prison_day" in text
    assert not SWEDISH.search(text.replace("Inte en", "")), text


def test_an_own_price_that_the_bank_refuses_says_why(english, people, places):
    posted = {**POSTED, "organisation": places.owner.pk, "source": "", "bearer": "individual", "quality": "3"}
    text = alerts(english.post(reverse("own-price-new"), posted))
    assert "Choose who gets the money." in text
    assert not SWEDISH.search(text), text


@pytest.mark.parametrize("changes", [{"unit": "kr/vecka"}, {"index": ""}, {"bearer": ""}, {"review_by": None}])
def test_what_the_form_has_no_words_of_its_own_for_is_said_in_the_banks(people, places, changes):
    with translation.override("en"):
        with pytest.raises(ValidationError) as refused:
            add_own_price(organisation=places.owner, by=people.controller, **{**FACTS, **changes})
        told = " ".join(in_tongue(text) for text in refused.value.messages)
    assert not SWEDISH.search(told), told


def test_too_few_to_compare_is_said_on_the_form_of_the_settlement(english, people, places):
    account = begin_account(
        title="Vår", contents=shipped_case("trelleborg").raw, begun_from="", organisation=places.owner, project=None,
        by=people.controller,
    )  # fmt: skip
    frozen = freeze_account(account=account, reason="Före", by=people.controller)
    few = {"starters": "60", "completed": "50", "reached": "2", "followed": "3", "comparison": "lot", "source": "B",
           "compared_reached": "1", "compared": "2"}  # fmt: skip
    text = alerts(english.post(reverse("settlement-write", args=[frozen.pk]), few))
    assert "There are 3 people in the intervention and 2 in the comparison" in text
    assert "describe the outcome without the word effect." in text
    assert not SWEDISH.search(text), text


def test_why_a_number_is_assumed_is_read_and_kept_in_both_languages(english, people, places):
    account = begin_account(
        title="Vår", contents=shipped_case("stegforflyttning").raw, begun_from="", organisation=places.owner,
        project=None, by=people.controller,
    )  # fmt: skip
    page = english.get(account.get_absolute_url()).content.decode()
    assert "About thirty people per caseworker; no source added" in page
    assert "Omkring trettio personer" not in page
    address = reverse("account-value", args=[account.pk, "casework"])
    form = english.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert shown["text"] == "About thirty people per caseworker; no source added"
    assert english.post(address, {**shown, "value": "4", "low": "2", "high": "6"}).status_code == 302
    account.refresh_from_db()
    assert account.contents["values"]["casework"]["assumption"] == {
        "sv": "Omkring trettio personer per handläggare; ingen källa inlagd",
        "en": "About thirty people per caseworker; no source added",
    }
    english.post(
        address, {**shown, "value": "5", "low": "2", "high": "6", "text": "Asked", "revision": account.revision}
    )
    account.refresh_from_db()
    assert account.contents["values"]["casework"]["assumption"] == "Asked"
