"""Accounts side by side: the choice in the address, premises that differ, and a difference that ties to the answers."""

from __future__ import annotations

import pytest
from django.urls import reverse
from lxml import html

from samsyn.apps.economics.actions import begin_account, change_values, freeze_account
from samsyn.apps.economics.presenters.comparing import compared_words
from samsyn.apps.economics.queries import shipped_case
from samsyn.apps.economics.queries.comparing import Choice, Compared, apart, chosen, differing, same_effort
from samsyn.apps.economics.queries.outlines import outline_of
from samsyn.core.valuation.cube import SOCIETY

REACH = {"chain.reach": {"value": 0.4, "spread": {"low": 0.2, "high": 0.7}}}


@pytest.fixture
def make(people, places):
    def made(title, case="trelleborg_kedja", project=None, organisation=None, by=None):
        return begin_account(
            title=title, contents=shipped_case(case).raw, begun_from=case,
            organisation=organisation or places.owner, project=project, by=by or people.controller,
        )  # fmt: skip

    return made


@pytest.fixture
def two(make, people):
    """An account and a variant of it that reaches more."""
    first, second = make("Grundkalkylen"), make("Når fler")
    return first, change_values(account=second, values=REACH, revision=1, by=people.controller)


def page(client, user, *keys):
    client.force_login(user)
    answer = client.get(reverse("account-compare"), {"val": keys})
    return answer.status_code, answer.content.decode().replace("\xa0", " ")


def rows_of(text: str, caption: str) -> list[list[str]]:
    tables = html.fromstring(text).xpath(f'//table[caption[contains(., "{caption}")]]')
    return [[cell.text_content().strip() for cell in row.xpath("./th|./td")] for row in tables[0].xpath(".//tr")]


def number_in(text: str) -> float:
    return float(text.split()[0].replace("−", "-").replace(",", "."))


def test_a_variant_stands_beside_its_original_with_the_difference_and_its_chance(two, people, client):
    status, text = page(client, people.controller, f"k{two[0].pk}", f"k{two[1].pk}")
    assert status == 200
    assert "B väntas vara värd" in text
    assert "B är bäst i" in text
    assert "förutsättningar" not in html.fromstring(text).xpath("string(//main)").split("Välj andra")[0].lower()
    parted = rows_of(text, "Tal som skiljer kalkylerna åt")
    assert [row[0] for row in parted[1:]] == ["Av dem hör till målgruppen och nås"]


def test_the_difference_is_that_of_the_two_answers(two):
    first, second = (Compared(Choice(one)) for one in two)
    found = apart(second, first)
    for code, side in found.sides.items():
        expected = second.outline.side(code).mean - first.outline.side(code).mean
        assert side.mean == pytest.approx(expected, abs=1.0)
        assert side.low < side.mean < side.high
    assert found.own == 1
    assert found.shared >= 10


def test_efforts_for_different_people_share_only_what_is_not_theirs(make, project, places, people):
    ours, theirs = make("Vår", project=project, by=people.lead), make("Annan")
    assert not same_effort(Choice(ours), Choice(theirs))
    found = apart(Compared(Choice(ours)), Compared(Choice(theirs)))
    assert found.own == 10  # every uncertain link of the chain
    side = found.sides[SOCIETY]
    assert side.mean == pytest.approx(0, abs=1.0)
    assert side.high > 1e6
    same = apart(Compared(Choice(theirs)), Compared(Choice(theirs)))
    assert same.sides[SOCIETY].high == 0


def test_unlike_premises_are_named_and_nothing_is_subtracted(make, people, client):
    one, other = make("Kedjan"), make("Integration", case="snabbare_integration_kedja")
    status, text = page(client, people.controller, f"k{one.pk}", f"k{other.pk}")
    assert status == 200
    assert "Kalkylerna vilar på olika förutsättningar." in text
    assert "Tidshorisont: A 20 år, B 8 år" in text
    assert "Prisår: A" not in text
    assert "mot A" not in text
    assert apart(Compared(Choice(one)), Compared(Choice(other))) is None


def test_those_that_are_alike_are_still_held_against_each_other(two, make, people, client):
    other = make("Integration", case="snabbare_integration_kedja")
    text = page(client, people.controller, *(f"k{one.pk}" for one in (*two, other)))[1]
    assert "Tidshorisont: A 20 år, B 20 år, C 8 år" in text
    assert "B väntas vara värd" in text
    assert "C väntas vara värd" not in text


def test_every_premise_parts(make):
    from dataclasses import replace

    outline = Compared(Choice(make("En"))).outline
    for name, value in {"price_year": 1999, "years": 3, "rate": 0.01, "basis": "marginal", "tax_factor": 1.3}.items():
        other = replace(outline, premises=replace(outline.premises, **{name: value}))
        assert differing([outline, other]) == [name]


def test_the_table_says_what_the_account_says(two, people, client):
    text = page(client, people.controller, f"k{two[0].pk}", f"k{two[1].pk}")[1]
    outline = Compared(Choice(two[0])).outline
    rows = {row[0]: row[1] for row in rows_of(text, "Mer om kalkylerna")[1:]}
    premises = {row[0]: row[1] for row in rows_of(text, "Vad kalkylerna vilar på")[1:]}
    assert rows["Antaganden"] == f"{outline.assumed} av {outline.numbers} tal"
    assert rows["Underlag för effekten"].startswith("grad 6")
    assert premises["Kalkylränta"] == "4,0 %"
    assert premises["Kontrollsumma"] == outline.hash[:12]
    own = client.get(two[0].get_absolute_url()).content.decode().replace("\xa0", " ")
    worth = rows_of(text, "Vem som betalar och vem som vinner")[1][1].split("\n")[0]
    society = rows_of(own, "Vem som betalar och vem som vinner")[1][1]
    assert number_in(worth) == pytest.approx(number_in(society), abs=0.06)


def test_a_frozen_copy_is_compared_with_what_became_of_the_account(make, people, client):
    account = make("Vår")
    frozen = freeze_account(account=account, reason="Före", by=people.controller)
    change_values(account=account, values=REACH, revision=1, by=people.controller)
    status, text = page(client, people.controller, f"f{frozen.pk}", f"k{account.pk}")
    assert status == 200
    assert "Vår, fryst nr 1" in text
    assert "Vår, som den är nu" in text
    assert "B är bäst" in text


def test_a_frozen_copy_less_the_account_it_was_frozen_from_is_nought(make, people):
    """What was written out when it was frozen is the same facts as in the account."""
    account = make("Vår")
    frozen = freeze_account(account=account, reason="Före", by=people.controller)
    found = apart(Compared(Choice(account, frozen)), Compared(Choice(account)))
    assert found.own == 0
    assert all((side.low, side.high) == (0, 0) for side in found.sides.values())


def test_a_copy_whose_draws_cannot_be_made_again_is_not_subtracted(make, people, client):
    account = make("Vår")
    frozen = freeze_account(account=account, reason="Före", by=people.controller)
    frozen.result = {**frozen.result, "hash": "0" * 32}
    frozen.save()
    text = page(client, people.controller, f"k{account.pk}", f"f{frozen.pk}")[1]
    assert "går inte att räkna beräkning för beräkning" in text
    assert "är bäst" not in text


def test_what_one_may_not_see_is_not_there(two, make, people, places, client):
    foreign = make("Deras", organisation=places.foreign, by=people.foreign)
    copy = freeze_account(account=foreign, reason="x", by=people.foreign)
    mine = f"k{two[0].pk}"
    for key in (f"k{foreign.pk}", f"f{copy.pk}", "k999999", "f0", "x1", "k1e3", "k" + "9" * 30, ""):
        assert page(client, people.controller, mine, key)[0] == 404, key
    text = page(client, people.controller)[1]
    assert "Deras" not in text
    assert "Grundkalkylen, som den är nu" in text


@pytest.mark.parametrize(("count", "said"), [(1, "Välj minst en till"), (5, "Välj högst 4")])
def test_too_few_or_many_are_told_and_stay_chosen(make, people, client, count, said):
    keys = [f"k{make(f'Kalkyl {n}', case='snabbare_integration').pk}" for n in range(count)]
    status, text = page(client, people.controller, *keys)
    assert status == 200
    assert said in text
    assert len(html.fromstring(text).xpath('//input[@type="checkbox"][@checked]')) == count


def test_the_order_of_the_choice_decides_what_the_others_are_held_against(two, people):
    both = [f"k{one.pk}" for one in two]
    forward = compared_words([Compared(one) for one in chosen(people.controller, both)])
    back = compared_words([Compared(one) for one in chosen(people.controller, both[::-1])])
    assert (
        "mer för samhället" in forward["differences"][0]["sentence"]
        or "mindre" in forward["differences"][0]["sentence"]
    )
    assert ("mer för" in forward["differences"][0]["sentence"]) != ("mer för" in back["differences"][0]["sentence"])


def test_any_of_them_can_be_the_one_that_the_others_are_held_against(two, people, client):
    both = [f"k{one.pk}" for one in two]
    text = page(client, people.controller, *both)[1]
    turned = html.fromstring(text).xpath('//a[contains(., "Jämför de andra mot B")]/@href')
    assert turned == [f"?val={both[1]}&val={both[0]}"]


def test_the_parties_of_an_outline_are_society(make):
    for case in ("trelleborg", "trelleborg_kedja", "snabbare_integration_kedja"):
        outline = outline_of(Compared(Choice(make(case, case=case))).result)
        assert sum(one.mean for one in outline.parties) == pytest.approx(outline.society.mean, abs=1.0)
        assert sum(one.cost for one in outline.parties) == pytest.approx(outline.cost, abs=1.0)
