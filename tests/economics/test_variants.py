"""A variant: what was tried, kept as an account of its own beside the one it came from."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from samsyn.apps.audit.models import Entry
from samsyn.apps.economics.actions import begin_account, begin_variant
from samsyn.apps.economics.models import Account
from samsyn.apps.economics.queries import answer_of, answer_with, scenario_of, shipped_case


def begun(case: str, places, by) -> Account:
    return begin_account(
        title="Vår kalkyl", contents=shipped_case(case).raw, begun_from=case, organisation=places.owner, project=None,
        by=by,
    )  # fmt: skip


def varied(account: Account, by, **means: float) -> Account:
    tried = {f"chain.{name}": mean for name, mean in means.items()}
    return begin_variant(
        account=account, means=tried, title="Varianten", organisation=account.organisation, project=None, by=by
    )


def mean_of(result) -> float:
    return result["perspectives"]["society"]["present_value"]["mean"]


@pytest.mark.parametrize("case", ["trelleborg", "stegforflyttning", "trelleborg_kedja"])
def test_a_variant_answers_what_was_tried(people, places, case):
    account = begun(case, places, people.controller)
    reach = scenario_of(account.contents).values["chain.reach"].known.mean
    means = {"chain.reach": reach / 2}
    tried = answer_with(account.contents, means).result
    made = varied(account, people.controller, reach=reach / 2)
    # The band is written as its ends, so the draws are nearly, not quite, those of the trying.
    assert mean_of(answer_of(made.contents, draws=10_000).result) == pytest.approx(mean_of(tried), rel=0.05)
    assert mean_of(tried) != pytest.approx(mean_of(answer_of(account.contents).result), rel=0.05)


def test_only_what_was_tried_differs_and_rests_on_nothing(people, places):
    account = begun("stegforflyttning", places, people.controller)
    before = scenario_of(account.contents).values
    made = varied(account, people.controller, reach=0.5, start=before["chain.start"].known.mean)
    after = scenario_of(made.contents).values
    assert [code for code in after if after[code] != before[code]] == ["chain.reach"]
    assert "Prövat" in after["chain.reach"].why
    assert "Tried" in after["chain.reach"].why_en
    assert after["chain.reach"].source == ""
    assert account.contents == Account.objects.get(pk=account.pk).contents == shipped_case("stegforflyttning").raw
    assert Entry.objects.get(verb="account_varied").details["tried"] == ["chain.reach"]


def test_a_link_that_is_an_expression_is_not_there_to_be_tried(people, places):
    account = begun("stegforflyttning", places, people.controller)  # its effect is 1 + more
    made = varied(account, people.controller, effect=0.1)
    assert made.contents == account.contents


def test_readers_make_no_variants(people, places):
    account = begun("trelleborg", places, people.controller)
    with pytest.raises(PermissionDenied):
        varied(account, people.reader, reach=0.5)
    assert Account.objects.count() == 1


def test_from_the_sliders_to_the_two_side_by_side(client, people, places):
    account = begun("trelleborg_kedja", places, people.controller)
    client.force_login(people.controller)
    page = client.get(reverse("account-try", args=[account.pk]), {"chain-reach": "40"}).content.decode()
    assert 'name="chain-reach" value="40"' in page
    asked = reverse("account-variant", args=[account.pk]) + "?chain-reach=40"
    form = client.get(asked).content.decode()
    assert "Vår kalkyl, variant" in form
    sent = {"title": "Når fyra av tio", "organisation": places.owner.pk, "project": ""}
    answer = client.post(asked, sent, follow=True)
    assert "Varianten är gjord" in answer.content.decode()
    assert "Når fyra av tio" in answer.content.decode()
    assert Account.objects.get(title="Når fyra av tio").contents["chain"]["reach"]["value"] == 0.4


def test_an_account_that_can_no_longer_be_read_says_why(client, people, places):
    account = begun("trelleborg", places, people.controller)
    account.contents["chain"]["reach"] = {"value": 1, "unit": "1"}  # neither a source nor why it is assumed
    account.save()
    client.force_login(people.controller)
    sent = {"title": "Varianten", "organisation": places.owner.pk, "project": ""}
    answer = client.post(reverse("account-variant", args=[account.pk]), sent)
    assert answer.status_code < 500
    assert "saknas" in answer.content.decode()
    assert Account.objects.count() == 1
