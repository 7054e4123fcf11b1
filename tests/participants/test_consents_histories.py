"""A thousand random histories of consents and memberships: what the reference says is what opens, on the next ask."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection, transaction
from django_scopes import scopes_disabled
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from hypothesis.strategies import integers, none, sampled_from, sets

from samsyn.apps.organisations.models import Membership, User
from samsyn.apps.participants.actions.consents import give_consent, replace_consent, withdraw_consent
from samsyn.apps.participants.models import Consent, Person
from samsyn.apps.participants.policy import SHAREABLE, Ground
from samsyn.apps.participants.queries.grounds import ground_across
from samsyn.apps.participants.reading import _say, as_system
from samsyn.apps.participants.reading import people as door
from tests.sizes import mostly, size

HISTORIES = mostly("postgresql", size(1000, 20_000))  # where both locks are on
KINDS = sets(sampled_from([each.value for each in SHAREABLE]), min_size=1, max_size=3)
HOUSES = ("partner", "foreign")
ROLES = ("process_leader", "referrer", "reader")


class Reference:
    """What ought to open, without a database. Days are counted from today; None: for ever."""

    def __init__(self):
        self.consents: list[dict] = []
        self.roles: list[dict] = []

    def pass_time(self, days):
        for row in self.consents + self.roles:
            row["starts"] -= days
            row["ends"] = None if row["ends"] is None else row["ends"] - days

    def runs(self, row):
        return not row.get("withdrawn") and row["starts"] <= 0 and (row["ends"] is None or row["ends"] >= 0)

    def houses(self, *roles):
        return {row["house"] for row in self.roles if self.runs(row) and row["role"] in roles}

    def opens(self):
        """The kinds of data open to the reader: of consents that run, to a house where the reader sees people."""
        houses = self.houses("process_leader")
        return {kind for row in self.consents if self.runs(row) and row["to"] in houses for kind in row["kinds"]}

    def row_is_there(self):
        """What the database's own lock knows: some consent that runs, to a house where the reader is at all."""
        houses = self.houses(*ROLES)
        return any(self.runs(row) and row["to"] in houses for row in self.consents)


class Histories(RuleBasedStateMachine):
    """world: person, places. Time passes by moving every day in the store, so that both locks see the same clock."""

    world = None
    asked = differences = histories = 0

    @initialize(house=sampled_from(HOUSES))
    def begin(self, house):
        type(self).histories += 1
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.reference = Reference()
        self.reader = User.objects.create(email="rita@exempel.se", name="Rita")
        self.hire(house, "process_leader", 0, None)

    def at_home(self):
        return as_system([self.world.person.organisation_id])

    @rule(house=sampled_from(HOUSES), kinds=KINDS, starts=integers(-2, 2), length=none() | integers(0, 3))
    def give(self, house, kinds, starts, length):
        ends = None if length is None else starts + length
        with self.at_home():
            row = give_consent(
                person=self.world.person, to_organisation=getattr(self.world.places, house), purpose="x",
                categories=kinds, starts=day(starts), ends=day(ends), by=None,
            )  # fmt: skip
        self.reference.consents.append({"pk": row.pk, "to": house, "kinds": kinds, "starts": starts, "ends": ends})
        self.ask()

    @rule(which=integers(0, 5))
    def withdraw(self, which):
        for said in self.standing()[which : which + 1]:
            with self.at_home():
                withdraw_consent(consent=Consent.objects.get(pk=said["pk"]), by=None)
            said["withdrawn"] = True
        self.ask()

    @rule(which=integers(0, 5), kinds=KINDS, more=none() | integers(0, 3))
    def change_or_extend(self, which, kinds, more):
        for said in self.standing()[which : which + 1]:
            starts = max(said["starts"], 0)
            ends = None if more is None else starts + more
            if (kinds, ends) == (said["kinds"], said["ends"]):
                continue
            with self.at_home():
                row = replace_consent(
                    consent=Consent.objects.get(pk=said["pk"]), categories=kinds, ends=day(ends), by=None
                )
            said["withdrawn"] = True
            self.reference.consents.append({**said, "pk": row.pk, "kinds": kinds, "starts": starts, "ends": ends})
            del self.reference.consents[-1]["withdrawn"]
        self.ask()

    @rule(house=sampled_from(HOUSES), role=sampled_from(ROLES), starts=integers(-2, 2), length=none() | integers(0, 3))
    def hire(self, house, role, starts, length):
        ends = None if length is None else starts + length
        place = getattr(self.world.places, house)
        row = Membership.objects.create(
            user=self.reader, organisation=place, role=role, starts=day(starts), ends=day(ends)
        )
        self.reference.roles.append({"pk": row.pk, "house": house, "role": role, "starts": starts, "ends": ends})
        self.ask()

    @rule(which=integers(0, 3))
    def leave(self, which):
        for said in self.reference.roles[which : which + 1]:
            Membership.objects.filter(pk=said["pk"]).delete()
            self.reference.roles.remove(said)
        self.ask()

    @rule(days=integers(1, 3))
    def time_passes(self, days):
        with self.at_home():
            rows = [*Consent.objects.filter(person=self.world.person), *Membership.objects.filter(user=self.reader)]
            for row in rows:
                row.starts -= timedelta(days)
                row.ends = row.ends and row.ends - timedelta(days)
                row.save(update_fields=["starts", "ends"])
        self.reference.pass_time(days)
        self.ask()

    def standing(self):
        return [row for row in self.reference.consents if not row.get("withdrawn")]

    def ask(self):
        """The next request: what opens now?"""
        person = self.world.person
        with door(self.reader):
            found = ground_across(self.reader, person.pk)
            there = row_is_there(person.pk)
        opens = {str(kind) for kind in found[0].reads} if found else set()
        assert found is None or found[0].ground == Ground.CONSENT
        wrong = opens != self.reference.opens() or there not in (None, self.reference.row_is_there())
        type(self).asked += 1
        type(self).differences += wrong
        assert not wrong, (opens, self.reference.opens(), there, self.reference.row_is_there())

    def teardown(self):
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)


def day(offset):
    return None if offset is None else date.today() + timedelta(offset)


def row_is_there(person_key):
    """Whether PostgreSQL itself shows the person's row, with the scopes off; None where there is no such lock."""
    if connection.vendor != "postgresql":
        return None
    _say(person=str(person_key))
    with scopes_disabled():
        there = Person.objects.filter(pk=person_key).exists()
    _say(person="")
    return there


def test_a_thousand_histories(alma, places, record_property):
    from types import SimpleNamespace

    class Machine(Histories):
        world = SimpleNamespace(person=alma, places=places)

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=HISTORIES, stateful_step_count=5, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    record_property("consent_histories_tried", Machine.histories)
    record_property("consent_histories_through", Machine.differences)
    record_property("questions_about_consents_tried", Machine.asked)
    record_property("questions_about_consents_through", Machine.differences)
    assert Machine.histories >= HISTORIES
