"""The overlap map: same municipality, theme, staff group and time."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samsyn.apps.portfolio import actions
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.queries import overlap
from samsyn.apps.portfolio.queries.overlap import months_in, together

DAY = date


@pytest.fixture
def effort(people, places, term):
    """Start a project of the owner's: effort("A", "2024-01-01", "2024-12-31", places=…, themes=…, staff=…)."""

    def start(code, starts, ends, *, where=("owner",), themes=("leadership",), staff=("schools",)):
        project = actions.start_project(
            code=code,
            name=f"Insats {code}",
            organisation=places.owner,
            starts=date.fromisoformat(starts),
            ends=date.fromisoformat(ends) if ends else None,
            themes=[term("theme", theme) for theme in themes],
            staff_groups=[term("staff_group", group) for group in staff],
            by=people.lead,
        )
        for place in where:
            actions.anchor_municipality(project=project, municipality=getattr(places, place), by=people.lead)
        return project

    return start


def found(**more):
    cells = overlap(Project.objects.all(), on=DAY(2025, 6, 15), **more).cells.values()
    return [
        (cell.municipality.brief, cell.theme.code, "+".join(p.code for p in cell.projects), cell.spans, cell.months)
        for cell in cells
    ]


def test_two_efforts_share_municipality_theme_staff_and_time(effort):
    effort("A", "2024-01-01", "2024-12-31")
    effort("B", "2024-10-15", "2025-03-31")
    assert found() == [("Ekby", "leadership", "A+B", ((DAY(2024, 10, 15), DAY(2024, 12, 31)),), 3)]


@pytest.mark.parametrize(
    "other",
    [
        {"where": ("partner",)},
        {"themes": ("housing",)},
        {"staff": ("care",)},
    ],
)
def test_everything_but_one_is_not_an_overlap(effort, other):
    effort("A", "2024-01-01", "2024-12-31")
    effort("B", "2024-01-01", "2024-12-31", **other)
    assert found() == []


def test_one_after_the_other_is_not_an_overlap_though_both_are_in_the_same_month(effort):
    effort("A", "2024-01-01", "2024-06-14")
    effort("B", "2024-06-15", "2024-12-31")
    assert found() == []


def test_a_single_shared_day_is_an_overlap(effort):
    effort("A", "2024-01-01", "2024-06-15")
    effort("B", "2024-06-15", "2024-12-31")
    assert found()[0][3:] == (((DAY(2024, 6, 15), DAY(2024, 6, 15)),), 1)


def test_a_third_effort_that_runs_alone_is_not_listed(effort):
    effort("A", "2024-01-01", "2024-06-30")
    effort("B", "2024-03-01", "2024-06-30")
    effort("C", "2025-01-01", "2025-06-30")
    assert found()[0][2] == "A+B"


def test_a_relay_of_three_is_one_span(effort):
    effort("A", "2024-01-01", "2024-12-31")
    effort("B", "2024-02-01", "2024-05-31")
    effort("C", "2024-06-01", "2024-08-31")
    assert found()[0][2:] == ("A+B+C", ((DAY(2024, 2, 1), DAY(2024, 8, 31)),), 7)


def test_an_effort_without_end_runs_until_the_day_asked_or_the_latest_end(effort):
    effort("A", "2024-01-01", None)
    effort("B", "2025-01-01", "2025-12-31")
    assert found()[0][3:] == (((DAY(2025, 1, 1), DAY(2025, 12, 31)),), 12)


def test_a_stopped_effort_no_longer_overlaps(effort, people):
    effort("A", "2024-01-01", "2024-12-31")
    stopped = effort("B", "2024-01-01", "2024-12-31")
    actions.stop_project(project=stopped, why="Parterna drog sig ur.", on=DAY(2024, 3, 31), by=people.lead)
    assert found()[0][4] == 3


def test_the_filter_on_staff_group(effort, term):
    effort("A", "2024-01-01", "2024-12-31", staff=("schools", "care"))
    effort("B", "2024-01-01", "2024-06-30", staff=("schools",))
    effort("C", "2024-09-01", "2024-12-31", staff=("care",))
    assert found(staff_group=term("staff_group", "care"))[0][2] == "A+C"
    assert found()[0][2:] == (
        "A+B+C",
        ((DAY(2024, 1, 1), DAY(2024, 6, 30)), (DAY(2024, 9, 1), DAY(2024, 12, 31))),
        10,
    )


def test_what_cannot_be_compared_is_listed_not_hidden(effort):
    effort("A", "2024-01-01", "2024-12-31", staff=())
    answer = overlap(Project.objects.all())
    assert [project.code for project in answer.uncompared] == ["A"]
    assert answer.compared == ()


def test_the_map_holds_only_what_the_reader_may_see(client, people, effort):
    effort("A", "2024-01-01", "2024-12-31")
    effort("B", "2024-01-01", "2024-12-31")
    for who, seen in [("lead", True), ("foreign", False), ("outsider", False)]:
        client.force_login(getattr(people, who))
        page = client.get(reverse("overlap")).content.decode()
        assert ("Insats A" in page or ">A</a>" in page) is seen, who


def test_the_number_of_queries_does_not_grow(client, people, effort, django_assert_max_num_queries):
    for number in range(12):
        effort(f"P{number}", "2024-01-01", "2024-12-31", where=("owner", "partner"), staff=("schools", "care"))
    client.force_login(people.lead)
    with django_assert_max_num_queries(25):
        assert client.get(reverse("overlap")).status_code == 200


days = st.dates(DAY(2024, 1, 1), DAY(2024, 3, 31))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(days, days).map(lambda pair: tuple(sorted(pair))), max_size=6))
def test_the_sweep_and_a_count_day_by_day_agree(spans):
    every = [DAY.fromordinal(n) for n in range(DAY(2024, 1, 1).toordinal(), DAY(2024, 4, 1).toordinal())]
    plainly = {day for day in every if sum(first <= day <= last for first, last in spans) >= 2}
    swept = together(spans)
    assert {day for day in every if any(first <= day <= last for first, last in swept)} == plainly
    assert months_in(swept) == len({(day.year, day.month) for day in plainly})
