"""Where people stand, as it is written down: new, corrected, taken back, and never over what was there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from samsyn.apps.audit.models import Entry
from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.participants.actions.enrolments import end_enrolment
from samsyn.apps.participants.actions.states import Said, record_states
from samsyn.apps.participants.models import Enrolment, Person, StateRecord
from samsyn.apps.participants.reading import as_system
from samsyn.apps.participants.reading import people as door
from tests.participants.conftest import DAY


@pytest.fixture
def ladder(measures):
    return Ladder.objects.get(code="standard")


@pytest.fixture
def say(alma, ladder):
    """say("no_plan", occasion="before") → what is said about Alma's only participation."""

    def said(state: str, occasion: str = "before", dimension: str = "occupation", as_of: date = DAY) -> Said:
        return Said(Enrolment.objects.get(person=alma), ladder, dimension, occasion, state, as_of)

    return said


def test_a_correction_is_a_new_row_and_the_old_one_stays(colleagues, project, say):
    with door(colleagues.lead):
        first = record_states(project=project, said=[say("no_plan")], by=colleagues.lead)
        second = record_states(project=project, said=[say("planning")], by=colleagues.lead)
        old, new = StateRecord.objects.order_by("pk")
    assert (first.new, second.corrected, second.new) == (1, 1, 0)
    assert (old.state, old.replaced_by_id, new.state, new.replaced_by_id) == ("no_plan", new.pk, "planning", None)
    assert new.recorded_by == colleagues.lead


def test_what_is_said_again_is_left_as_it_is(colleagues, project, say):
    with door(colleagues.lead):
        record_states(project=project, said=[say("no_plan")], by=colleagues.lead)
        again = record_states(project=project, said=[say("no_plan")], by=colleagues.lead)
        assert (again.unchanged, again.changed, StateRecord.objects.count()) == (1, 0, 1)
    assert Entry.objects.filter(verb="states_recorded").count() == 1


def test_a_state_taken_back_counts_no_more_and_can_be_written_anew(colleagues, project, say):
    with door(colleagues.lead):
        record_states(project=project, said=[say("no_plan")], by=colleagues.lead)
        record_states(project=project, said=[say("")], by=colleagues.lead)
        assert not StateRecord.objects.filter(replaced_by=None).exists()
        record_states(project=project, said=[say("planning")], by=colleagues.lead)
        assert [row.state for row in StateRecord.objects.order_by("pk")] == ["no_plan", "planning"]


def test_what_cannot_be_is_refused_and_nothing_is_written(colleagues, project, say, foreign_project, write_in):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with door(colleagues.lead):
        for wrong, why in (
            (say("happy"), "finns inte"),
            (say("no_plan", dimension="mood"), "finns inte"),
            (say("no_plan", as_of=tomorrow), "framtiden"),
            (say("work", occasion="months_3"), "pågår"),
        ):
            with pytest.raises(ValidationError, match=why):
                record_states(project=project, said=[say("good", dimension="health"), wrong], by=colleagues.lead)
        with pytest.raises(ValidationError, match="två gånger"):
            record_states(project=project, said=[say("work"), say("studies")], by=colleagues.lead)
        with pytest.raises(ValidationError, match="annan insats"):
            record_states(project=foreign_project, said=[say("work")], by=colleagues.lead)
        assert not StateRecord.objects.exists()


def test_after_the_end_the_later_occasions_open(colleagues, project, say, alma):
    with door(colleagues.lead):
        end_enrolment(
            enrolment=Enrolment.objects.get(person=alma),
            ends=DAY + timedelta(days=90),
            reason="completed",
            completed=True,
            by=colleagues.lead,
        )
        done = record_states(project=project, said=[say("work", occasion="months_3")], by=colleagues.lead)
    assert done.new == 1


def test_the_trail_says_that_states_were_written_and_not_which(colleagues, project, say, alma):
    with door(colleagues.lead):
        record_states(project=project, said=[say("on_sick_leave")], by=colleagues.lead)
    entry = Entry.objects.get(verb="states_recorded")
    assert entry.details == {"occasions": ["before"], "new": 1, "corrected": 0, "taken_back": 0}
    assert "sick" not in repr(vars(entry))


def test_a_thousand_states_take_as_many_queries_as_one(
    colleagues, project, ladder, write_in, django_assert_max_num_queries
):
    people = [write_in(f"Person {number} Påhittad") for number in range(30)]
    with as_system([project.organisation_id]):
        enrolments = list(Enrolment.objects.filter(person__in=people))
        said = [Said(each, ladder, "occupation", "before", "no_plan", DAY) for each in enrolments]
        with django_assert_max_num_queries(14):
            record_states(project=project, said=said, by=None)
        other = [Said(each, ladder, "occupation", "before", "work", DAY) for each in enrolments]
        with django_assert_max_num_queries(16):
            assert record_states(project=project, said=other, by=None).corrected == 30


def test_data_that_are_restricted_stand_still(colleagues, project, say, alma):
    with as_system([project.organisation_id]):
        Person.objects.filter(pk=alma.pk).update(restricted_on=timezone.localdate())
        with pytest.raises(ValidationError, match="begränsade"):
            record_states(project=project, said=[say("no_plan")], by=None)
