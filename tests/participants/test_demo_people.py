"""The demonstration's people: SamFi's published, consistent margins come out of the pages' own queries."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.audit.models import Entry
from samsyn.apps.organisations.models import User
from samsyn.apps.participants.demo.facts import facts
from samsyn.apps.participants.models import Attendance, Enrolment, Person, Referral, Session
from samsyn.apps.participants.queries.due import followed, planned_projects, waiting
from samsyn.apps.participants.queries.follow_up_splits import SPLITS
from samsyn.apps.participants.queries.matrix import Chosen, FollowUp, follow_up
from samsyn.apps.participants.reading import as_keeper
from samsyn.apps.participants.reading import people as door
from samsyn.apps.portfolio.models import Project
from tests.journeys.conftest import fill

NONE, MIDDLE, GOAL = "none_or_sick", "seeking_or_preparing", "self_supporting_or_studying"


def fill_with_people() -> None:
    fill()
    with as_keeper():
        empty = not Person.objects.exists()
    if empty:  # the demonstration may have brought them already
        call_command("people_demo", verbosity=0)


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """One filling for all the tests here, taken back when they are done."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        fill_with_people()
        yield SimpleNamespace(
            samfi=User.objects.get(email="samfi@exempel.se"), petra=User.objects.get(email="processledare@exempel.se")
        )
        transaction.set_rollback(True)


@pytest.fixture
def seen(filled, db):
    def see(code: str, user=None, **chosen) -> FollowUp:
        user = user or filled.samfi
        with door(user):
            return follow_up(user, Project.objects.get(code=code), Chosen(**chosen), timezone.localdate())

    return see


def counted(found: FollowUp, split: str) -> dict[str, int]:
    parts = found.split(SPLITS[split].label, SPLITS[split].order).parts
    return {part.label: part.n for part in parts if part.n}


def test_ostra_goinge_s_margins_are_the_published_ones(seen):
    found = seen("SamFi-ÖG")
    published = facts()["ostra_goinge"]["published"]
    assert (found.persons, found.participations) == (67, 67)
    assert counted(found, "sex") == {"women": 16, "men": 51}
    assert counted(found, "sender") == {"Arbetsförmedlingen": 25, "Östra Göinge kommun": 42}
    assert counted(found, "age") == {"18–20 år": 24, "21–24 år": 35, "25–29 år": 7, "okänt": 1}
    lengths = counted(found, "support_length")
    assert (lengths["0-1"] + lengths["1-2"], lengths["3-5"], sum(lengths.values())) == (60, 7, 67)
    for sex, rows in published["sender"].items():
        mine = [row for row in found.rows if row.sex == sex]
        assert {name: sum(row.sender == name for row in mine) for name in rows} == rows


def test_ostra_goinge_three_months_after_is_of_those_who_answered(seen):
    found = seen("SamFi-ÖG")
    shares = [found.matrix.share_in(state) for state in (NONE, MIDDLE, GOAL)]
    assert [(share.n, share.of) for share in shares] == [(16, 57), (19, 57), (22, 57)]
    after = found.at[-1]
    assert (after.response.answered, after.response.due, after.response.missed) == (57, 67, 10)
    assert "med uppgift både före start och 3 månader efter avslut" in shares[0].population


def test_what_was_printed_and_cannot_be_does_not_come_out(seen):
    """Printed: 53 without a plan, 41 men and 4 women. The parts always give the whole, so 4 is 12 here."""
    found = seen("SamFi-ÖG")
    parts = found.split(SPLITS["sex"].label, SPLITS["sex"].order)
    none = {part.label: part.value.row_totals[0] + part.value.only_from[0] for part in parts.parts}
    assert none == {"women": 12, "men": 41, "okänt": 0}
    assert parts.whole.value.row_totals[0] + parts.whole.value.only_from[0] == 53
    assert none != {"women": 4, "men": 41, "okänt": 0}


def test_kristianstad_s_figures_are_the_published_ones(seen):
    found = seen("SamFi")
    ended = found.completion
    assert (found.persons, ended.completed, ended.started) == (271, 210, 271)
    assert ended.of_started().percent() == "77 % (210/271)"
    before, after = found.at
    shares = [before.spread.share_in(state, "from", paired=False) for state in ("none", "planning_or_activity")]
    assert [(share.n, share.of, share.percent()[:4]) for share in shares] == [(42, 85, "49 %"), (43, 85, "51 %")]
    shares = [
        after.spread.share_in(state, "from", paired=False)
        for state in ("none", "planning_or_activity", "self_supporting")
    ]
    assert [share.percent() for share in shares] == ["14 % (12/85)", "75 % (64/85)", "11 % (9/85)"]


def test_the_two_parts_can_be_read_on_one_ladder_only_in_the_common_one(seen):
    goinge, kristianstad = seen("SamFi-ÖG", scale="common.occupation"), seen("SamFi", scale="common.occupation")
    both = goinge.matrix.counts, kristianstad.matrix.counts
    assert goinge.matrix.dimension == kristianstad.matrix.dimension
    assert sum(sum(map(sum, counts)) for counts in both) == 57 + 85


def test_every_page_says_that_the_people_are_invented(client, filled, db):
    client.force_login(filled.samfi)
    for code, words in (("SamFi-ÖG", "Publicerat (källa 002) är summorna"), ("SamFi", "här antas samma 85 kvinnor")):
        text = client.get(reverse("project-people-follow-up", args=[Project.objects.get(code=code).pk])).content
        assert "Alla personer här är påhittade" in text.decode()
        assert words in text.decode()


def test_the_living_project_has_something_in_every_corner(filled, db):
    today = timezone.localdate()
    vind = Project.objects.get(code="VIND")
    with door(filled.petra):
        projects = planned_projects(filled.petra)
        standings = {each.standing for each in waiting(followed(filled.petra, projects), projects, today)}
        assert standings == {"overdue", "due", "soon"}
        assert Enrolment.objects.filter(project=vind).count() == len(facts()["living"]["people"])
        assert Referral.objects.filter(project=vind, state="new").count() == 4
        days = Session.objects.filter(group__project=vind).values_list("on", flat=True)
        assert min(days) < today < max(days)
        assert Attendance.objects.filter(session__group__project=vind).exists()
        assert not Attendance.objects.filter(session__on__gte=today).exists()


def test_numbers_are_test_numbers_and_nothing_else(filled, db):
    from stdnum.se import personnummer

    listed = {raw["number"] for raw in facts()["living"]["people"] if "number" in raw}
    assert all(personnummer.is_valid(number) for number in listed)
    assert {number[8:10] for number in listed} == {"23"}  # the open data set's own: 238x and 239x
    with as_keeper():
        from samsyn.apps.participants.queries.people import opened

        people = opened(Person.objects.all(), "test")
        assert {person.number for person in people} - {""} == listed
        last = set(facts()["names"]["last"])
        assert all(person.name.split()[-1] in last for person in people)


def test_the_trail_tells_of_the_filling_and_names_nobody(filled, db):
    entries = Entry.objects.filter(verb="demo_people_added")
    assert sorted(entry.details["persons"] for entry in entries) == [67, 271]
    said = " ".join(str(entry.details) + entry.target_label for entry in Entry.objects.all())
    assert not any(last in said for last in facts()["names"]["last"])


def test_it_fills_an_empty_station_only(filled, db):
    with pytest.raises(CommandError, match="redan personer"):
        call_command("people_demo")


def test_every_day_lies_within_the_project(filled, db):
    with door(filled.samfi):
        for code in ("SamFi", "SamFi-ÖG"):
            project = Project.objects.get(code=code)
            for starts, ends in Enrolment.objects.filter(project=project).values_list("starts", "ends"):
                assert project.starts <= starts < ends <= date(2020, 11, 30)
