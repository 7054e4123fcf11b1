"""Delivering a project's tables: who may, what leaves, what is remembered, and when nothing new may be told."""

from __future__ import annotations

import datetime
import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django_scopes.exceptions import ScopeError

from samsyn.apps.audit.models import Entry, Reading
from samsyn.apps.catalogue.models import Term
from samsyn.apps.evaluation import delivered as words
from samsyn.apps.evaluation.models import DeliveredRelease, DeliveredTable
from samsyn.apps.participants.actions.deliver import NotAsSeen, NothingNew
from samsyn.apps.participants.models import Delivery, Enrolment, Person, SealKey
from samsyn.apps.participants.queries.deliver import remembered, tables_of
from samsyn.apps.participants.reading import as_system
from samsyn.apps.portfolio.models import ProjectParty
from samsyn.core.disclosure.attack import releasable
from samsyn.core.disclosure.checks import faults
from samsyn.core.disclosure.wire import fingerprint
from tests.participants.deliver_given import TODAY, background_of, bring, deliver_as, follow, spoken_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(colleagues, places, project, measures):
    """A hundred people of the project, followed on SamFi's ladder."""
    ladder = follow(project, "samfi_ostra_goinge", ("before", "exit", "months_3", "months_12"))
    return bring(project, 100, ladder=ladder, senders=(places.partner, places.owner), seed=7)


def shown(delivery) -> dict:
    return {table.code: table for table in tables_of(delivery)}


def figures(table) -> dict:
    return {row.key: [cell.value for cell in (*row.cells, row.total)] for row in table.rows}


def test_what_leaves_is_what_the_follow_up_receives(colleagues, project, many):
    delivery = deliver_as(colleagues.lead, project)
    release = DeliveredRelease.objects.get()
    assert (release.number, release.up_to, release.sha256) == (1, TODAY, delivery.sha256)
    assert [table.content for table in release.tables.all()] == delivery.tables
    tables = tables_of(delivery)
    assert fingerprint(tables) == delivery.sha256
    assert [fault for table in tables for fault in faults(table)] == []
    assert releasable(tables, background=background_of(colleagues.lead, project)) == []


def test_the_fixed_tables_are_all_there(colleagues, project, many):
    codes = list(shown(deliver_as(colleagues.lead, project)))
    assert codes == [
        "persons.sex", "participations.sex", "persons.age", "persons.sender", "persons.support_length",
        "state.before.occupation", "state.exit.occupation", "state.months_3.occupation", "state.months_12.occupation",
        "steps.exit.occupation", "moves.exit.occupation", "steps.months_3.occupation", "moves.months_3.occupation",
        "ending.kind", "ending.reason", "persons.hours", "referrals.waiting",
    ]  # fmt: skip


def test_the_figures_are_the_true_ones_rounded(colleagues, project, many):
    tables = shown(deliver_as(colleagues.lead, project))
    with as_system([project.organisation_id]):
        women = Person.objects.filter(pk__in=many, sex="women").count()
    ended = sum(spoken_for(project).values())
    assert tables["persons.sex"].row("Kvinnor").total.value == 5 * round(women / 5)
    assert tables["persons.sex"].row("").total.value == 100
    assert tables["ending.kind"].row("").total.value == 5 * round(ended / 5)


def test_both_sides_leave_a_trail_without_a_person(colleagues, project, many):
    deliver_as(colleagues.lead, project)
    told = {entry.verb: entry for entry in Entry.objects.filter(verb__startswith="tables_")}
    assert set(told) == {"tables_delivered", "tables_received"}
    text = json.dumps([entry.details for entry in told.values()])
    assert not any(str(person) in text for person in many)


def test_everybody_counted_is_noted_as_read(colleagues, project, many):
    deliver_as(colleagues.lead, project)
    rows = Reading.objects.filter(what="delivery", actor=colleagues.lead)
    assert {row.person_key for row in rows} == {str(person) for person in many}


@pytest.mark.parametrize("who", ["manager", "board", "controller", "group_leader", "partner", "funder", "foreign"])
def test_nobody_else_delivers(colleagues, project, many, who):
    with pytest.raises(PermissionDenied):
        deliver_as(getattr(colleagues, who), project)
    assert not DeliveredRelease.objects.exists()


def test_nothing_is_delivered_past_the_door(colleagues, project, many):
    from samsyn.apps.participants.actions.deliver import deliver

    with pytest.raises(ScopeError):
        deliver(project=project, up_to=TODAY, by=colleagues.lead)
    assert not DeliveredRelease.objects.exists()


def test_people_with_protected_identity_are_in_no_figure(colleagues, project, many):
    """Thirty of them, and appointed to the very colleague who delivers: the tables are the same without them."""
    with as_system([project.organisation_id]):
        hidden = many[:30]
        Person.objects.filter(pk__in=hidden).update(protection="marking", responsible=colleagues.lead)
    with_them = shown(deliver_as(colleagues.lead, project))
    assert with_them["persons.sex"].row("").total.value == 70
    with as_system([project.organisation_id]):
        Enrolment.objects.filter(person__in=hidden).delete()
    without = shown(deliver_as(colleagues.lead, project, correction=True, why="Prov"))
    assert {code: figures(one) for code, one in with_them.items()} == {
        code: figures(one) for code, one in without.items()
    }


def test_a_second_delivery_of_the_same_says_so(colleagues, project, many):
    deliver_as(colleagues.lead, project)
    with pytest.raises(NothingNew, match="Inget kan förnyas sedan leverans 1"):
        deliver_as(colleagues.lead, project)
    bring(project, 3, seed=8)
    with pytest.raises(NothingNew):
        deliver_as(colleagues.lead, project)
    assert DeliveredRelease.objects.count() == 1
    with as_system([project.organisation_id]):
        assert Delivery.objects.count() == 1


def test_a_row_stands_until_five_have_changed(colleagues, project, many):
    first = shown(deliver_as(colleagues.lead, project))
    bring(project, 6, seed=9, sexes=("men",), days=30)
    second = shown(deliver_as(colleagues.lead, project))
    women, men = (second["persons.sex"].row(sex) for sex in ("Kvinnor", "Män"))
    assert women.frozen
    assert women.total.value == first["persons.sex"].row("Kvinnor").total.value
    assert women.total.since == first["persons.sex"].released
    assert not men.frozen
    assert men.version == 2
    assert second["persons.sex"].row("").version == 2


def test_each_delivery_is_tried_against_all_before_it(colleagues, project, many):
    releases = [deliver_as(colleagues.lead, project)]
    for seed in (10, 11, 12):
        bring(project, 7, seed=seed)
        releases.append(deliver_as(colleagues.lead, project))
    assert [each.number for each in releases] == [1, 2, 3, 4]
    told, known = [tables_of(each) for each in releases], background_of(colleagues.lead, project)
    assert [releasable(tables, told[:at], background=known) for at, tables in enumerate(told)] == [[], [], [], []]


def test_a_correction_renews_every_row_and_keeps_its_reason_inside(colleagues, project, many):
    deliver_as(colleagues.lead, project)
    with pytest.raises(ValidationError, match="Skriv vad som rättas"):
        deliver_as(colleagues.lead, project, correction=True)
    delivery = deliver_as(colleagues.lead, project, correction=True, why="Hemligt skäl om Alma")
    assert not any(row.frozen for table in tables_of(delivery) for row in table.rows)
    release = DeliveredRelease.objects.get(number=2)
    assert release.correction
    outside = json.dumps([row.content for row in DeliveredTable.objects.all()]) + str(vars(release))
    outside += json.dumps([entry.details for entry in Entry.objects.filter(verb__startswith="tables_")])
    assert "Alma" not in outside


def test_only_the_latest_memory_is_kept_and_it_is_sealed(colleagues, project, many):
    first = deliver_as(colleagues.lead, project)
    bring(project, 7, seed=9)
    second = deliver_as(colleagues.lead, project)
    with as_system([project.organisation_id]):
        first, second = Delivery.objects.get(pk=first.pk), Delivery.objects.get(pk=second.pk)
        assert (first.key, bytes(first.remembered_sealed)) == (None, b"")
        assert SealKey.objects.filter(pk=second.key_id).exists()
        memory = remembered(second)
        assert b"persons.sex" not in bytes(second.remembered_sealed)
        assert set(memory.published) == {table.code for table in tables_of(second)}
        assert memory.pseudonym("person", many[0]) != memory.pseudonym("referral", many[0])
        text = json.dumps(second.tables)
        assert memory.pseudonym("person", many[0]) not in text


def test_a_lost_memory_lets_only_a_correction_through(colleagues, project, many):
    first = deliver_as(colleagues.lead, project)
    with as_system([project.organisation_id]):
        Delivery.objects.filter(pk=first.pk).update(key=None)
    with pytest.raises(ValidationError, match="Lämna tabellerna som en rättelse"):
        deliver_as(colleagues.lead, project)
    assert deliver_as(colleagues.lead, project, correction=True, why="Nyckeln är borta").number == 2


@pytest.mark.parametrize("term", [("target_group", "on_sick_leave"), ("theme", "mental_health")])
def test_health_has_the_stricter_rules(colleagues, project, many, term):
    kind, code = term
    chosen = project.target_groups if kind == "target_group" else project.themes
    chosen.add(Term.objects.get(kind=kind, code=code))
    delivery = deliver_as(colleagues.lead, project)
    assert delivery.rules_version == "känslig-1"
    values = [cell.value for table in tables_of(delivery) for row in table.rows for cell in (*row.cells, row.total)]
    assert min(value for value in values if value is not None) == 10


def test_one_sensitive_table_among_others(colleagues, project, many):
    rules = {code: table.rules_version for code, table in shown(deliver_as(colleagues.lead, project)).items()}
    assert {code for code, version in rules.items() if version == "känslig-1"} == {"ending.reason"}


def test_marked_as_sensitive_it_stays_so_until_a_correction(colleagues, project, many):
    assert deliver_as(colleagues.lead, project, sensitive=True).rules_version == "känslig-1"
    bring(project, 15, seed=3)
    assert deliver_as(colleagues.lead, project).rules_version == "känslig-1"
    assert deliver_as(colleagues.lead, project, correction=True, why="Fel märkt").rules_version == "vanlig-1"


def test_too_few_people_tell_nothing(colleagues, project, measures):
    bring(project, 19)
    with pytest.raises(ValidationError, match="Färre än 20 personer"):
        deliver_as(colleagues.lead, project)
    assert not DeliveredRelease.objects.exists()


def test_days_that_cannot_be(colleagues, project, many):
    with pytest.raises(ValidationError, match="har inte varit än"):
        deliver_as(colleagues.lead, project, datetime.date(2199, 1, 1))
    deliver_as(colleagues.lead, project)
    with pytest.raises(ValidationError, match="gäller till och med 2026-06-30"):
        deliver_as(colleagues.lead, project, datetime.date(2026, 1, 1))


def test_what_happened_afterwards_has_not_happened(colleagues, project, many):
    """Counted plainly: who had started, and who had ended, by a day in the middle."""
    day = datetime.date(2024, 12, 1)
    tables = shown(deliver_as(colleagues.lead, project, day))
    ended = spoken_for(project, day)
    assert tables["persons.sex"].row("").total.value == 5 * round(len(ended) / 5)
    assert tables["ending.kind"].row("").total.value == 5 * round(sum(ended.values()) / 5)
    assert len(ended) < 100


def test_many_participations_of_few_persons_are_not_told(colleagues, project, many):
    with as_system([project.organisation_id]):
        for person in Person.objects.filter(pk__in=many[:3]):
            Person.objects.filter(pk=person.pk).update(sex="")
            for month in (1, 2, 3):
                Enrolment.objects.create(
                    organisation=project.organisation, person=person, project=project,
                    starts=datetime.date(2023, month, 1), ends=datetime.date(2023, month, 20),
                )  # fmt: skip
    assert "participations.sex" not in shown(deliver_as(colleagues.lead, project))


def test_a_new_party_is_a_new_division_and_needs_a_correction(colleagues, places, project, many):
    deliver_as(colleagues.lead, project)
    day = datetime.date(2024, 1, 1)
    ProjectParty.objects.create(project=project, organisation=places.foreign, part="partner", starts=day)
    bring(project, 10, seed=4)
    with pytest.raises(ValidationError, match="Välj Rättelse"):
        deliver_as(colleagues.lead, project)
    delivery = deliver_as(colleagues.lead, project, correction=True, why="Granby är med")
    assert "Granby kommun" in shown(delivery)["persons.sender"].dimensions[0].categories


def test_what_is_confirmed_is_what_was_seen(colleagues, project, many):
    with pytest.raises(NotAsSeen):
        deliver_as(colleagues.lead, project, as_seen="0" * 64)
    assert not DeliveredRelease.objects.exists()


def test_a_delivery_asks_the_store_a_fixed_number_of_questions(
    colleagues, project, many, django_assert_max_num_queries
):
    with django_assert_max_num_queries(55):
        deliver_as(colleagues.lead, project)
    bring(project, 60, seed=5)
    with django_assert_max_num_queries(55):
        deliver_as(colleagues.lead, project)


def test_every_measure_has_a_place_in_the_tables(colleagues, project, many):
    tables = shown(deliver_as(colleagues.lead, project))
    for measure, place in words.MEASURES.items():
        row = tables[place.table].row(*place.key)
        assert place.column in ("", words.WORK, *tables[place.table].columns), measure
        assert row.total is not None
