"""The log of use: from a card to verified adoptions elsewhere, and who may write what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from lxml import html

from samsyn.apps.knowledge.actions.adoption import note_adoption, remove_adoption, verify
from samsyn.apps.knowledge.actions.methods import make_card, open_method, write_part
from samsyn.apps.knowledge.models import Adoption, Stage, Verification
from samsyn.apps.knowledge.queries.adoption import due_for, logs_of, spread
from samsyn.apps.organisations.models import Membership
from samsyn.core.evidence.adoption import Spread
from samsyn.core.evidence.adoption import Stage as CoreStage
from samsyn.core.periods import add_months

LONG_AGO = add_months(timezone.localdate(), -14)


@pytest.fixture
def method(project, people):
    """An open card born from the project, with two core parts and one that may be adapted."""
    card = make_card(project=project, by=people.lead)
    for name, core in (("Två ledare", True), ("Teman", True), ("Fika", False)):
        write_part(method=card, name=name, core=core, by=people.lead)
    return open_method(method=card, by=people.lead)


@pytest.fixture
def ordinary(method, places, people):
    """The organisation without a part in the project has had it in ordinary budget for fourteen months."""
    return note_adoption(
        method=method, organisation=places.foreign, stage="ordinary", on=LONG_AGO, budget="Socialnämnden, konto 5",
        by=people.foreign,
    )  # fmt: skip


def test_the_rule_and_the_log_have_the_same_stages():
    assert {stage.value for stage in CoreStage} == set(Stage.values)


def counted(method) -> Spread:
    return spread(logs_of([method])[method.pk])


def see(row, people, **changed):
    values = {"months": 12, "used": True, "parts": row.method.parts.all(), "how": "Besök", "by": people.foreign}
    return verify(row=row, **{**values, **changed})


def test_from_card_to_degree_two(method, ordinary, people, client):
    """Card → use → adoption → verification → a number."""
    assert counted(method) == Spread(unverified=1)
    client.force_login(people.foreign)
    page = client.post(
        reverse("adoption-verify", args=[ordinary.pk]),
        {
            "months": 12, "on": timezone.localdate().isoformat(), "used": "yes", "how": "Satt med vid två samtal",
            "parts": [method.parts.get(name="Teman").pk],
        },
    )  # fmt: skip
    assert page.status_code == 302
    check = Verification.objects.get()
    assert (check.kept, check.of, check.by) == (1, 2, people.foreign)
    assert counted(method) == Spread(verified=1)
    text = client.get(reverse("degrees-method", args=[method.pk])).content.decode()
    assert "1 organisation" in text


def test_use_where_it_was_tried_is_not_degree_two(method, places, people):
    row = note_adoption(
        method=method, organisation=places.owner, stage="ordinary", on=LONG_AGO, budget="Konto 1", by=people.lead
    )
    see(row, people)
    assert counted(method) == Spread(inside=1)


def test_a_partner_of_the_project_has_tried_it_too(method, places, people):
    note_adoption(method=method, organisation=places.partner, stage="adapted", on=LONG_AGO, by=people.partner)
    assert counted(method) == Spread(inside=1)


def test_only_the_core_that_was_seen_counts_as_kept(ordinary, people):
    check = see(ordinary, people)
    assert (check.kept, check.of) == (2, 2)  # "Fika" may be adapted, and is not counted


def test_found_out_of_use_the_organisation_has_stopped_for_that_reason(method, ordinary, people, places):
    see(ordinary, people, used=False, how="Personalen slutade och ingen lärdes upp.")
    latest = Adoption.objects.filter(organisation=places.foreign).latest("on")
    assert (latest.stage, latest.why) == ("stopped", "Personalen slutade och ingen lärdes upp.")
    assert counted(method) == Spread(stopped=1)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"on": LONG_AGO + timedelta(days=30)}, "on"),
        ({"on": timezone.localdate() + timedelta(days=1)}, "on"),
        ({"how": " "}, "how"),
    ],
)
def test_a_verification_too_early_in_the_future_or_without_words_is_refused(ordinary, people, changed, field):
    with pytest.raises(ValidationError) as refused:
        see(ordinary, people, **changed)
    assert field in refused.value.message_dict
    assert not Verification.objects.exists()


def test_each_time_is_verified_once(ordinary, people):
    see(ordinary, people)
    with pytest.raises(ValidationError, match="redan gjord"):
        see(ordinary, people)


@pytest.mark.parametrize(
    ("stage", "missing"), [("stopped", "Skriv vad som stoppade"), ("ordinary", "Skriv var i budgeten")]
)
def test_a_stop_says_why_and_ordinary_says_where_the_money_is(method, places, people, stage, missing):
    with pytest.raises(ValidationError, match=missing):
        note_adoption(method=method, organisation=places.owner, stage=stage, by=people.lead)


def test_the_form_keeps_what_was_written_and_says_what_is_lacking(method, people, client):
    client.force_login(people.lead)
    data = {"organisation": method.organisation_id, "stage": "stopped", "on": "2024-01-01", "responsible": "Enheten"}
    text = client.post(reverse("adoption-new", args=[method.pk]), data).content.decode()
    assert "Skriv vad som stoppade" in text
    assert 'value="Enheten"' in text


def test_the_stages_to_choose_among_are_the_stages_and_nothing_else(method, people, client):
    client.force_login(people.lead)
    page = html.fromstring(client.get(reverse("adoption-new", args=[method.pk])).content)
    assert page.xpath("//input[@name='stage']/@value") == list(Stage.values)


def test_one_writes_for_ones_own_and_the_keeper_for_anybody(method, places, people):
    with pytest.raises(PermissionDenied):
        note_adoption(method=method, organisation=places.partner, stage="tried", by=people.foreign)
    note_adoption(method=method, organisation=places.partner, stage="tried", by=people.lead)


def test_a_row_that_was_wrong_can_go_but_not_one_that_is_verified(ordinary, people, places, method):
    wrong = note_adoption(method=method, organisation=places.foreign, stage="decided", by=people.foreign)
    remove_adoption(row=wrong, by=people.foreign)
    see(ordinary, people)
    with pytest.raises(ValidationError, match="kontrollerad"):
        remove_adoption(row=ordinary, by=people.foreign)


def test_what_is_due_waits_on_oversikt_for_those_who_may_verify(ordinary, people, client):
    assert [one.row for one in due_for(people.foreign)] == [ordinary.pk]
    assert [one.row for one in due_for(people.lead)] == [ordinary.pk]  # the keeper may too
    assert due_for(people.partner) == []
    assert due_for(people.outsider) == []
    client.force_login(people.foreign)
    assert "Används metoden fortfarande?" in client.get(reverse("overview")).content.decode()
    see(ordinary, people)
    assert due_for(people.foreign) == []


def test_the_log_shows_the_stage_each_year_and_the_organisations_own_page(method, ordinary, people, client, places):
    note_adoption(
        method=method, organisation=places.partner, stage="tried", on=date(LONG_AGO.year - 1, 3, 1), by=people.partner
    )
    client.force_login(people.foreign)
    text = client.get(reverse("adoption-log", args=[method.pk])).content.decode()
    assert f'<th scope="col">{LONG_AGO.year - 1}</th>' in text
    own = client.get(reverse("adoption-organisation", args=[places.foreign.pk])).content.decode()
    assert method.name in own
    assert "Socialnämnden, konto 5" in own


def test_pages_ask_as_many_questions_for_many_rows_as_for_one(
    method, ordinary, people, places, client, django_assert_max_num_queries
):
    from samsyn.apps.organisations.models import Organisation

    for number in range(12):
        other = Organisation.objects.create(name=f"Kommun {number}", kind="municipality")
        Membership.objects.create(user=people.foreign, organisation=other, role="manager", starts=date(2020, 1, 1))
        note_adoption(method=method, organisation=other, stage="adapted", on=LONG_AGO, by=people.foreign)
    client.force_login(people.foreign)
    for name, args in (("adoption-log", [method.pk]), ("adoption-due", [])):
        with django_assert_max_num_queries(25, info=name):
            assert client.get(reverse(name, args=args)).status_code == 200
    with django_assert_max_num_queries(1):
        assert len(due_for(people.foreign)) == 13
