"""A municipality's own prices: beside the shipped ones, in versions, and what an account does with them."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from samsyn.apps.audit.models import Entry
from samsyn.apps.economics.actions import begin_account, change_values, freeze_account
from samsyn.apps.economics.actions.own_prices import (
    add_own_price,
    code_of,
    retire_own_price,
    revise_own_price,
    take_up_own_price,
)
from samsyn.apps.economics.models import OwnPrice, OwnPriceVersion
from samsyn.apps.economics.models.own_prices import NeverChanged
from samsyn.apps.economics.presenters.prices import retired_rows
from samsyn.apps.economics.queries import answer_of, shipped_case
from samsyn.apps.economics.queries.own_prices import bank_of, offers, overdue, retired_in
from samsyn.parameters.shipped import shipped_bank

DAY = datetime.date(2024, 1, 1)
FACTS = {
    "name": "Försörjningsstöd med handläggning", "group": "benefits", "unit": "kr/household/year", "kind": "transfer",
    "bearer": "social_committee", "receiver": "individual", "licence": "local",
    "amount": Decimal(140_000), "price_year": 2024, "since": DAY, "source": "Socialnämndens bokslut 2024, tabell 4",
    "quality": 1, "index": "prisbasbelopp", "review_by": datetime.date(2030, 1, 1),
}  # fmt: skip
POSTED = {
    **{name: value for name, value in FACTS.items() if not isinstance(value, datetime.date)},
    "amount": "140 000", "since": "2024-01-01", "review_by": "2030-01-01",
}  # fmt: skip


@pytest.fixture
def price(people, places):
    return add_own_price(organisation=places.owner, by=people.controller, **FACTS)


@pytest.fixture
def steps(people, places):
    """An account with a number, the social assistance, that is in the unit of the price."""
    return begin_account(
        title="Steg", contents=shipped_case("stegforflyttning").raw, begun_from="stegforflyttning",
        organisation=places.owner, project=None, by=people.controller,
    )  # fmt: skip


def revised(price, by, **changes) -> OwnPriceVersion:
    return revise_own_price(price=price, after=price.versions.first().number, by=by, **{**FACTS, **changes})


def take(steps, price, by, number: int = 1):
    code = f"eget:{price.code}@{number}"
    return change_values(account=steps, values={"assistance": {"price": code}}, revision=steps.revision, by=by)


def test_the_bank_holds_the_own_price_beside_every_shipped_one(price, places):
    bank = bank_of(places.owner)
    assert bank.prices == shipped_bank().prices
    assert bank.price(f"eget:{price.code}", 2024).amount.point == 140_000
    assert bank.fingerprint != shipped_bank().fingerprint
    assert bank_of(places.partner) is shipped_bank()


def test_a_version_is_followed_and_never_changed(price, people, places):
    revised(price, people.controller, amount=Decimal(150_000))
    answers = [bank_of(places.owner).price(f"eget:{price.code}@{n}", 2024).amount.point for n in (1, 2)]
    assert answers == [140_000, 150_000]
    first = price.versions.last()
    first.amount = 1
    with pytest.raises(NeverChanged):
        first.save()


def test_two_who_write_at_once_get_to_know(price, people):
    revised(price, people.controller)
    with pytest.raises(ValidationError, match="Någon annan"):
        revise_own_price(price=price, after=1, by=people.manager, **FACTS)


def test_only_those_who_may_count_in_the_organisation_add(price, people, places):
    for who, where in (
        (people.reader, places.owner),
        (people.partner, places.owner),
        (people.controller, places.partner),
    ):
        with pytest.raises(PermissionDenied):
            add_own_price(organisation=where, by=who, **{**FACTS, "name": "Ny"})
    for who in (people.reader, people.foreign):
        with pytest.raises(PermissionDenied):
            revised(price, who)
    assert OwnPriceVersion.objects.count() == 1


def test_the_trail_says_what_was_and_what_became(price, people):
    revised(price, people.controller, amount=Decimal(150_000))
    details = Entry.objects.get(verb="own_price_revised").details
    assert (details["before"]["amount"], details["after"]["amount"]) == ("140000.00", "150000")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"source": ""}, "source"),
        ({"source": "", "quality": 3}, "source"),
        ({"quality": 3}, "why"),
        ({"receiver": ""}, "receiver"),
        ({"receiver": "social_committee"}, "receiver"),
        ({"unit": "kr/vecka"}, "unit"),
        ({"bearer": ""}, "bearer"),
        ({"price_year": 1}, "price_year"),
        ({"index": ""}, "index"),
        ({"low": Decimal(100)}, "high"),
        ({"review_by": None}, "review_by"),
        ({"code": "Med Mellanslag"}, "code"),
        ({"code": "prison_day"}, "code"),
    ],
)
def test_the_banks_own_rules_refuse_a_value_without_its_facts(people, places, changes, field):
    with pytest.raises(ValidationError) as refused:
        add_own_price(organisation=places.owner, by=people.controller, **{**FACTS, **changes})
    assert field in refused.value.error_dict
    assert not OwnPrice.objects.exists()


def test_a_code_is_used_once_in_an_organisation_and_freely_in_another(price, people, places):
    with pytest.raises(ValidationError, match="används redan"):
        add_own_price(organisation=places.owner, by=people.controller, **FACTS)
    add_own_price(organisation=places.partner, by=people.partner, **FACTS)
    assert code_of("Prison day") == "prison_day_egen"


def test_an_account_counts_on_the_version_it_took_and_says_when_there_is_a_newer(steps, price, people):
    taken = take(steps, price, people.controller)
    factor = Decimal(52_500) / Decimal(57_300)

    def read():
        return answer_of(taken.contents, 500, taken.organisation)

    value = read().scenario.values["assistance"]
    assert value.known.mean == pytest.approx(float(140_000 * factor))
    assert (value.unit, value.source) == ("kr/household/year", FACTS["source"])
    assert not [one for one in value.notices if one.code == "newer"]
    before = read().result
    revised(price, people.controller, amount=Decimal(190_000))
    after = read()
    assert after.scenario.values["assistance"].known.mean == pytest.approx(float(140_000 * factor))
    assert after.result["hash"] == before["hash"]
    assert any("finns en nyare, 2" in one["sv"] for one in after.result["notices"])
    newer = take(taken, price, people.controller, 2)
    assert answer_of(newer.contents, 500, newer.organisation).result["hash"] != before["hash"]


def test_an_own_assumption_stays_one_in_the_account(steps, people, places):
    guess = add_own_price(
        organisation=places.owner, by=people.controller,
        **{**FACTS, "source": "", "quality": 3, "why": "Enhetschefens bedömning"},
    )  # fmt: skip
    taken = take(steps, guess, people.controller)
    result = answer_of(taken.contents, 500, taken.organisation).result
    assert "Enhetschefens bedömning" in str(result["assumptions"])


def test_another_organisations_price_is_not_read(steps, people, places):
    theirs = add_own_price(organisation=places.foreign, by=people.foreign, **{**FACTS, "code": "granbys"})
    with pytest.raises(ValidationError, match="inget pris med koden eget:granbys"):
        take(steps, theirs, people.controller)


def test_an_account_with_an_own_price_freezes_and_stays(steps, price, people):
    taken = take(steps, price, people.controller)
    frozen = freeze_account(account=taken, reason="Nämnden", by=people.controller)
    revised(price, people.controller, amount=Decimal(1))
    frozen.refresh_from_db()
    assert frozen.intact
    assert frozen.result["hash"] == answer_of(taken.contents, organisation=taken.organisation).result["hash"]


def test_what_is_offered_is_in_the_same_unit_and_seen_by_the_user(steps, price, people):
    value = answer_of(steps.contents, 500, steps.organisation).scenario.values["assistance"]
    mine = offers(steps, value, people.controller)
    assert mine[0].code == f"eget:{price.code}@1"
    bank = bank_of(steps.organisation)
    assert {bank.units[bank.find(one.code).unit].yearly for one in mine} == {"kr/household/year"}
    assert not [one for one in offers(steps, value, people.partner) if one.own]


def test_taking_a_price_on_the_page(steps, price, people, client):
    client.force_login(people.controller)
    address = reverse("account-value-price", args=[steps.pk, "assistance"])
    page = client.get(address).content.decode().replace("\xa0", " ")
    assert "eget pris, Ekby" in page
    assert "128 272 kr i 2023 års priser" in page
    assert "Prisbasbelopp 2024 till 2023: × 52 500 / 57 300" in page
    assert client.post(address, {"price": f"eget:{price.code}@1", "revision": "1"}).status_code == 302
    value = client.get(reverse("account-value", args=[steps.pk, "assistance"])).content.decode().replace("\xa0", " ")
    assert "version 1" in value
    assert price.get_absolute_url() in value
    assert "× 52 500 / 57 300" in value
    assert steps.title in client.get(price.get_absolute_url()).content.decode()


def test_a_price_that_is_not_offered_is_refused(steps, price, people, client):
    client.force_login(people.controller)
    address = reverse("account-value-price", args=[steps.pk, "assistance"])
    for odd in ("prison_day", "eget:granbys@1", ""):
        assert client.post(address, {"price": odd, "revision": "1"}).status_code == 200
    steps.refresh_from_db()
    assert steps.revision == 1


def test_the_list_marks_whose_a_price_is_and_shows_it_to_nobody_else(price, people, client):
    for who, seen in (
        (people.controller, True),
        (people.reader, True),
        (people.partner, False),
        (people.foreign, False),
    ):
        client.force_login(who)
        page = client.get(reverse("price-list")).content.decode()
        assert (price.name in page) is seen
        assert ("Egna priser: Ekby" in page) is seen
        assert client.get(price.get_absolute_url()).status_code == (200 if seen else 404)


def test_the_form_adds_a_price_and_keeps_what_was_written_when_it_cannot(people, places, client):
    client.force_login(people.controller)
    address = reverse("own-price-new")
    page = client.post(address, {**POSTED, "organisation": places.owner.pk, "source": ""}).content.decode()
    assert "Skriv varifrån beloppet kommer" in page
    assert "140 000" in page
    answer = client.post(address, {**POSTED, "organisation": places.owner.pk}, follow=True)
    assert "Priset är tillagt." in answer.content.decode()
    price = OwnPrice.objects.get()
    assert (price.code, price.versions.get().amount) == ("forsorjningsstod_med_handlaggning", Decimal(140_000))
    again = {**POSTED, "amount": "155 000", "after": "1"}
    assert client.post(reverse("own-price-revise", args=[price.pk]), again).status_code == 302
    assert [version.number for version in price.versions.all()] == [2, 1]


def test_what_should_be_looked_over_is_on_the_page_own_and_shipped(people, places, client):
    late = add_own_price(
        organisation=places.owner, by=people.controller, **{**FACTS, "review_by": datetime.date(2020, 1, 1)}
    )
    assert [own for _entry, own in overdue(people.controller, datetime.date(2021, 1, 1))] == [late]
    far = overdue(people.controller, datetime.date(2100, 1, 1))
    bank = shipped_bank()
    assert len(far) == len(bank.due_for_review(datetime.date(2100, 1, 1))) + 1
    assert not [own for _entry, own in overdue(people.foreign, datetime.date(2100, 1, 1)) if own]
    client.force_login(people.controller)
    page = client.get(reverse("price-list")).content.decode()
    assert "Borde ha setts över" in page
    assert "skulle ha setts över 2020-01-01" in page


def test_the_list_asks_few_questions(people, places, client, django_assert_max_num_queries):
    for number in range(5):
        add_own_price(organisation=places.owner, by=people.controller, **{**FACTS, "code": f"pris_{number}"})
    client.force_login(people.controller)
    client.get(reverse("price-list"))
    with django_assert_max_num_queries(20):
        client.get(reverse("price-list"))


def test_a_price_out_of_use_is_offered_to_nobody_and_counted_on_by_those_who_took_it(steps, price, people, client):
    taken = take(steps, price, people.controller)
    before = answer_of(taken.contents, 500, taken.organisation).result["hash"]
    value = answer_of(taken.contents, 500, taken.organisation).scenario.values["assistance"]
    retire_own_price(price=price, why="Nämnden redovisar inte så längre", by=people.controller)
    assert not [one for one in offers(taken, value, people.controller) if one.own]
    assert answer_of(taken.contents, 500, taken.organisation).result["hash"] == before
    assert not [own for _entry, own in overdue(people.controller, datetime.date(2100, 1, 1)) if own]
    client.force_login(people.reader)
    assert "räknar med ett eget pris som är ur bruk" in client.get(taken.get_absolute_url()).content.decode()
    client.force_login(people.partner)  # sees accounts of a project they take part in, and never what others wrote
    assert [one for one, seen in retired_in(taken, people.partner) if seen] == []
    assert retired_rows(retired_in(taken, people.partner)) == [price.name]
    client.force_login(people.reader)
    assert "Ur bruk" in client.get(reverse("price-list")).content.decode()
    take_up_own_price(price=price, by=people.controller)
    assert [one.own.price for one in offers(taken, value, people.controller) if one.own] == [price]
    assert "ur bruk" not in client.get(taken.get_absolute_url()).content.decode()
    verbs = Entry.objects.filter(verb__in=["own_price_retired", "own_price_taken_up"]).order_by("pk")
    assert [entry.details.get("why") or entry.details["before"]["why"] for entry in verbs] == [
        "Nämnden redovisar inte så längre"
    ] * 2


def test_only_those_who_may_revise_a_price_take_it_out_of_use_and_say_why(price, people):
    for who in (people.reader, people.foreign):
        with pytest.raises(PermissionDenied):
            retire_own_price(price=price, why="Nej", by=who)
        with pytest.raises(PermissionDenied):
            take_up_own_price(price=price, by=who)
    with pytest.raises(ValidationError, match="Skriv varför"):
        retire_own_price(price=price, why=" ", by=people.controller)
    retire_own_price(price=price, why="Slut", by=people.controller)
    with pytest.raises(ValidationError, match="Ta det i bruk igen"):
        revised(price, people.controller)
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnPrice.objects.filter(pk=price.pk).update(retired_why="")


def test_a_press_on_a_page_that_has_grown_old_turns_nothing_back(price, people, client):
    client.force_login(people.controller)
    address = reverse("own-price-retire", args=[price.pk])
    assert 'value="True"' in client.get(address).content.decode()
    out = {"out": "True", "why": "Slut"}
    assert client.post(address, out).status_code == 302
    assert "Priset är redan ur bruk." in client.post(address, out).content.decode()
    price.refresh_from_db()
    assert price.retired_why == "Slut"
    assert client.post(address, {"out": "False"}).status_code == 302
    assert client.post(address, {"out": "False"}).status_code == 200
    price.refresh_from_db()
    assert price.retired_on is None
