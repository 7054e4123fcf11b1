"""An account goes with an application, is kept as it was when it was sent, and is read by those who choose."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from samsyn.apps.audit.models import Entry
from samsyn.apps.economics.actions import (
    attach_account,
    begin_account,
    change_values,
    detach_account,
    freeze_account,
    remove_account,
)
from samsyn.apps.economics.models import Account, Attachment, FrozenAccount
from samsyn.apps.economics.presenters import TYPES
from samsyn.apps.economics.queries import shipped_case, worth_of
from samsyn.apps.economics.queries.applications import sent_worths
from samsyn.apps.portfolio import actions as portfolio
from samsyn.apps.portfolio.models import Application

CASE = "stegforflyttning"


def account_at(place, by, title="Ankarets kalkyl", case=CASE):
    return begin_account(
        title=title, contents=shipped_case(case).raw, begun_from=case, organisation=place, project=None, by=by
    )


@pytest.fixture
def call(people, places):
    return portfolio.open_call(
        organisation=places.funder, title="Vägar vidare", aim="Fler vidare", published=True, by=people.funder
    )


def draft(call, place, by, name="Ankaret"):
    return portfolio.write_application(
        call=call, organisation=place, name=name, need="Unga väntar länge.", sought=Decimal(900000), by=by
    )


@pytest.fixture
def written(call, people, places):
    """Two applicants, each with a draft and an account of its own."""
    return SimpleNamespace(
        ours=draft(call, places.owner, people.lead), account=account_at(places.owner, people.lead),
        theirs=draft(call, places.foreign, people.foreign, "Bryggan"),
        other=account_at(places.foreign, people.foreign, "Bryggans kalkyl", "kvar_till_21"),
    )  # fmt: skip


@pytest.fixture
def sent(written, people):
    attach_account(application=written.ours, account=written.account, by=people.lead)
    attach_account(application=written.theirs, account=written.other, by=people.foreign)
    portfolio.send_application(application=written.ours, by=people.lead)
    portfolio.send_application(application=written.theirs, by=people.foreign)
    written.copy, written.their_copy = (row.frozen for row in Attachment.objects.order_by("application"))
    return written


def test_what_is_sent_is_frozen_and_does_not_change_with_the_account(sent, people):
    before = worth_of(sent.ours)
    assert before.frozen.account == sent.account
    assert before.frozen.intact
    assert "Ankaret" in before.frozen.reason
    change_values(account=sent.account, values={"more": {"value": 0.9}}, revision=1, by=people.lead)
    freeze_account(account=sent.account, reason="En ny kopia", by=people.lead)
    after = worth_of(sent.ours)
    assert (after.frozen, after.outline) == (before.frozen, before.outline)
    assert Entry.objects.filter(verb="account_frozen").count() == 3


def test_a_draft_follows_its_account_until_it_is_sent(written, people):
    assert worth_of(written.ours).attachment is None
    attach_account(application=written.ours, account=written.account, by=people.lead)
    first = worth_of(written.ours)
    assert first.frozen is None
    change_values(account=written.account, values={"more": {"value": 0.9}}, revision=1, by=people.lead)
    assert worth_of(written.ours).outline.society.mean != first.outline.society.mean
    detach_account(application=written.ours, by=people.lead)
    assert worth_of(written.ours).attachment is None
    verbs = set(Entry.objects.filter(verb__startswith="account_").values_list("verb", flat=True))
    assert {"account_attached", "account_detached"} <= verbs


def test_what_goes_with_a_draft_that_was_never_sent_is_nobody_elses(written, people, client):
    attach_account(application=written.ours, account=written.account, by=people.lead)
    portfolio.withdraw_application(application=written.ours, by=people.lead)
    client.force_login(people.funder)
    page = client.get(written.ours.get_absolute_url()).content.decode()
    assert "Ingen kalkyl." in page
    assert written.account.title not in page


def test_how_many_links_rest_on_assumptions_is_counted_as_the_guide_counts_them(written, people):
    from samsyn.apps.economics.presenters.guiding import resting
    from samsyn.apps.economics.queries import frozen_scenario

    sourced = {"chain.completion": {"source": "Egen uppföljning 2025", "assumption": None}}
    change_values(account=written.account, values=sourced, revision=1, by=people.lead)
    attach_account(application=written.ours, account=written.account, by=people.lead)
    living = worth_of(written.ours).resting
    written.ours = portfolio.send_application(application=written.ours, by=people.lead)
    found = worth_of(written.ours)
    assert (found.resting.links, found.resting.assumed) == (11, 10)
    assert living == found.resting
    assert resting(frozen_scenario(found.frozen)) == "10 av kedjans 11 länkar vilar på antaganden."


def test_only_who_writes_both_the_application_and_the_account_attaches_it(written, people, places):
    for application, account, by in (
        (written.ours, written.account, people.reader),
        (written.ours, written.account, people.funder),
        (written.ours, written.other, people.lead),
        (written.theirs, written.account, people.lead),
    ):
        with pytest.raises(PermissionDenied):
            attach_account(application=application, account=account, by=by)
    portfolio.send_application(application=written.ours, by=people.lead)
    with pytest.raises(PermissionDenied):
        attach_account(application=written.ours, account=written.account, by=people.lead)
    assert not Attachment.objects.exists()


def test_an_account_that_no_longer_is_the_applicants_stops_the_sending(written, people, places):
    attach_account(application=written.ours, account=written.account, by=people.lead)
    Account.objects.filter(pk=written.account.pk).update(organisation=places.partner)
    with pytest.raises(ValidationError, match="hör till Almby kommun, men det är Ekby kommun som söker"):
        portfolio.send_application(application=written.ours, by=people.lead)
    assert Application.objects.get(pk=written.ours.pk).state == "draft"


def test_an_account_that_answers_nothing_stops_the_sending(written, people):
    attach_account(application=written.ours, account=written.account, by=people.lead)
    broken = {**written.account.contents, "chain": {}}
    Account.objects.filter(pk=written.account.pk).update(contents=broken)
    with pytest.raises(ValidationError, match="går inte att räkna"):
        portfolio.send_application(application=written.ours, by=people.lead)
    assert not FrozenAccount.objects.exists()


def test_an_account_that_goes_with_an_application_is_not_removed(written, people):
    attach_account(application=written.ours, account=written.account, by=people.lead)
    with pytest.raises(ValidationError, match="Ankaret"):
        remove_account(account=written.account, by=people.lead)
    detach_account(application=written.ours, by=people.lead)
    remove_account(account=written.account, by=people.lead)


OURS = {"lead", "controller", "reader", "manager", "board", "funder"}
THEIRS = {"foreign", "funder"}


def opened_by(client, people, frozen, kinds=("json",)) -> set[str]:
    """Who gets in by the copy's addresses; all of them must agree."""
    number = frozen.result["sources"][0]["code"]
    addresses = [
        reverse("frozen-account", args=[frozen.pk]),
        reverse("frozen-account-value", args=[frozen.pk, number]),
        *(reverse(f"frozen-account-{kind}", args=[frozen.pk]) for kind in kinds),
    ]
    found = set()
    for who, user in vars(people).items():
        client.force_login(user)
        answers = {client.get(address).status_code for address in addresses}
        assert answers in ({200}, {404}), (who, answers)
        if answers == {200}:
            found.add(who)
    return found


def test_neither_strangers_nor_other_applicants_read_what_was_sent(sent, people, client, record_property):
    """Every colleague, every address of both copies. The settlement is for those who have the account itself."""
    assert opened_by(client, people, sent.copy) == OURS
    assert opened_by(client, people, sent.their_copy, TYPES) == THEIRS
    client.force_login(people.funder)
    assert client.get(reverse("settlement", args=[sent.copy.pk])).status_code == 404
    assert client.get(sent.account.get_absolute_url()).status_code == 404
    page = client.get(sent.copy.get_absolute_url()).content.decode()
    assert sent.account.get_absolute_url() not in page.replace(sent.copy.get_absolute_url(), "")
    assert reverse("settlement", args=[sent.copy.pk]) not in page
    record_property("copies_tried", len(vars(people)) * (5 + len(TYPES)))


def test_a_copy_that_was_not_sent_stays_at_home(written, people, client):
    frozen = freeze_account(account=written.account, reason="För oss själva", by=people.lead)
    attach_account(application=written.ours, account=written.account, by=people.lead)
    portfolio.send_application(application=written.ours, by=people.lead)
    assert opened_by(client, people, frozen) == OURS - {"funder"}


def test_those_who_score_read_it_and_no_others(sent, people, client, call):
    """Somebody who is a member nowhere is asked; so is the other applicant, who does not score its own."""
    from samsyn.apps.governance.actions import begin_choosing, open_choosing

    choosing = begin_choosing(call=call, scorers=[people.outsider, people.foreign], by=people.funder)
    assert opened_by(client, people, sent.copy) == OURS | {"outsider", "foreign"}
    assert opened_by(client, people, sent.their_copy) == THEIRS | {"outsider"}
    choosing.invitations.get(user=people.foreign).delete()
    assert opened_by(client, people, sent.copy) == OURS | {"outsider"}
    open_choosing(choosing=choosing, why="Prov", by=people.funder)
    assert opened_by(client, people, sent.copy) == OURS | {"outsider"}


def test_the_applications_page_says_what_it_is_worth_or_that_nobody_has_reckoned(written, people, client):
    client.force_login(people.lead)
    page = client.get(written.ours.get_absolute_url()).content.decode()
    assert "Ingen kalkyl." in page
    assert f"{reverse('account-new')}?ansokan={written.ours.pk}" in page
    address = reverse("application-account", args=[written.ours.pk])
    assert written.other.title not in client.get(address).content.decode()
    assert client.post(address, {"account": written.other.pk}).status_code == 200
    assert client.post(address, {"account": written.account.pk}).status_code == 302
    page = client.get(written.ours.get_absolute_url()).content.decode()
    for shown in ("Värde för samhället", "Det offentliga vinner", "Betalar mest", "Förlorar mest", "av 11",
                  "Fryses som den är när ansökan skickas."):  # fmt: skip
        assert shown in page
    assert "fryses som den är nu" in client.get(reverse("application-send", args=[written.ours.pk])).content.decode()
    assert client.post(reverse("application-send", args=[written.ours.pk])).status_code == 302
    client.force_login(people.reader)
    page = client.get(written.ours.get_absolute_url()).content.decode()
    assert FrozenAccount.objects.get().get_absolute_url() in page
    assert "Räkna på ansökan" not in page
    assert client.get(address).status_code == 404


def test_the_empty_choice_takes_the_account_away(written, people, client):
    attach_account(application=written.ours, account=written.account, by=people.lead)
    client.force_login(people.lead)
    address = reverse("application-account", args=[written.ours.pk])
    assert client.post(address, {"account": ""}).status_code == 302
    assert not Attachment.objects.exists()
    assert Account.objects.filter(pk=written.account.pk).exists()


ANSWERS = {
    "title": "Ankaret: vad den är värd", "people": "200", "begin": "120", "completed": "90", "completed_of": "120",
    "reached": "30", "reached_of": "90", "how": "6", "anyway_is": "bank", "cost": "900000",
    "cost_from": "Sökt belopp i ansökan", "cost_year": "2024", "first_year": "2026", "years": "1",
    "payer": "municipality",
}  # fmt: skip


def test_the_guide_starts_from_the_application_and_attaches_what_it_makes(written, people, client):
    client.force_login(people.lead)
    begin = f"{reverse('account-new')}?ansokan={written.ours.pk}"
    page = client.get(begin).content.decode()
    assert "Ankaret" in page
    assert "Vilken organisation räknar?" not in page
    asked = f"{begin}&fraga=far"
    page = client.get(asked).content.decode()
    assert "Sökt belopp i ansökan" in page
    assert "Ankaret: vad den är värd" in page
    choices = client.get(asked).context["form"].fields
    given = {**ANSWERS, "where_from": choices["where_from"].choices[0][0], "goal": choices["goal"].choices[0][0]}
    given = {name: value for name, value in given.items() if name in choices or name == "title"}
    answer = client.post(asked, {**given, "steg": "skapa"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert answer["Location"] == f"{written.ours.get_absolute_url()}#kalkyl"
    made = Attachment.objects.get(application=written.ours).account
    assert (made.organisation, made.project) == (written.ours.organisation, None)


@pytest.mark.parametrize("asked", ["0", "", "x", "9" * 30])
def test_the_guide_knows_no_application_but_ones_own_drafts(asked, written, people, client):
    client.force_login(people.lead)
    assert client.get(reverse("account-new"), {"ansokan": asked}).status_code == 404
    assert client.get(reverse("account-new"), {"ansokan": written.theirs.pk}).status_code == 404


def section(client, people, who, account):
    client.force_login(getattr(people, who))
    answer = client.get(account.get_absolute_url())
    if answer.status_code != 200 or answer.context["attached"] is None:
        return answer.status_code
    return [[str(getattr(cell, "text", cell)) for cell in row] for row in answer.context["attached"].rows]


def test_the_accounts_page_says_what_it_is_attached_to_and_how_that_stands(written, people, client):
    assert section(client, people, "lead", written.account) == 200
    attach_account(application=written.ours, account=written.account, by=people.lead)
    told = section(client, people, "lead", written.account)[0]
    assert (told[0], told[2], told[3]) == ("Ankaret", "utkast", "kalkylen som den är den dag ansökan skickas")
    portfolio.send_application(application=written.ours, by=people.lead)
    assert section(client, people, "reader", written.account)[0][2:] == ["inskickad", "fryst nr 1"]
    portfolio.decide_application(application=written.ours, granted=False, reason="Ryms inte", by=people.funder)
    assert section(client, people, "reader", written.account)[0][2:] == ["avslagen", "fryst nr 1"]


def test_a_withdrawn_draft_says_that_its_account_was_never_sent(written, people, client):
    attach_account(application=written.ours, account=written.account, by=people.lead)
    portfolio.withdraw_application(application=written.ours, by=people.lead)
    assert section(client, people, "lead", written.account)[0][2:] == ["återtagen", "skickades aldrig"]


def test_who_sees_the_account_but_not_the_application_is_told_nothing_of_it(written, people, client, project):
    """An account of a project is read by its evaluator, who may not open its owner's applications."""
    attach_account(application=written.ours, account=written.account, by=people.lead)
    Account.objects.filter(pk=written.account.pk).update(project=project)
    assert section(client, people, "lead", written.account)[0][0] == "Ankaret"
    assert section(client, people, "evaluator", written.account) == 200
    assert section(client, people, "foreign", written.account) == 404


def test_the_accounts_page_asks_at_most_25_questions(sent, people, client, django_assert_max_num_queries):
    client.force_login(people.lead)
    with django_assert_max_num_queries(25):
        client.get(sent.account.get_absolute_url())


def test_what_was_sent_with_several_is_three_questions(sent, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        first, second = sent_worths([sent.ours, sent.theirs])
    assert (first.frozen, second.frozen) == (sent.copy, sent.their_copy)


def test_the_drafts_page_asks_at_most_25_questions(written, people, client, django_assert_max_num_queries):
    client.force_login(people.lead)
    with django_assert_max_num_queries(25):
        client.get(written.ours.get_absolute_url())
    attach_account(application=written.ours, account=written.account, by=people.lead)
    with django_assert_max_num_queries(25):
        client.get(written.ours.get_absolute_url())


@pytest.mark.browser
def test_the_pages_are_accessible_and_fit(transactional_db, visit, written, people):
    from tests.browser import axe, no_sideways_scroll

    own = written.ours.get_absolute_url()
    addresses = [
        own, reverse("application-account", args=[written.ours.pk]),
        reverse("application-send", args=[written.ours.pk]), f"{reverse('account-new')}?ansokan={written.ours.pk}",
    ]  # fmt: skip
    page = visit(own, user=people.lead)

    def look(address, width):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(page.home + address)
        assert axe(page) == [], (address, width)
        assert no_sideways_scroll(page), (address, width)

    for width in (1280, 320):
        for address in addresses:
            look(address, width)
        attach_account(application=written.ours, account=written.account, by=people.lead)
        for address in addresses:
            look(address, width)
        detach_account(application=written.ours, by=people.lead)
