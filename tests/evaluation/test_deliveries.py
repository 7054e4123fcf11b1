"""Tables that were delivered: received, refused, shown, and used as figures. No station with people is needed."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from samsyn.apps.evaluation.actions import type_figure
from samsyn.apps.evaluation.models import DeliveredRelease, DeliveredTable
from samsyn.apps.evaluation.presenters.delivered_grids import grid_of
from samsyn.apps.evaluation.queries import cluster_figures, project_figures
from samsyn.apps.evaluation.queries.deliveries import may_be_told
from samsyn.core.disclosure.cells import ProtectedCell
from samsyn.core.disclosure.counts import ProtectedCount
from samsyn.core.disclosure.rules import SENSITIVE
from tests.evaluation.delivered_given import by_sex, endings, hand_over, states, usual

pytestmark = pytest.mark.django_db
PARTIES = ("lead", "controller", "reader", "manager", "board", "partner", "funder", "evaluator")


@pytest.fixture
def received(project, people, measures):
    return hand_over(project, people.lead)


def told(table, *key, **cell):
    """The same table with something else in the first cell of a row."""
    rows = tuple(
        replace(row, cells=(replace(row.cells[0], **cell), *row.cells[1:])) if row.key == key else row
        for row in table.rows
    )
    return replace(table, rows=rows)


@pytest.mark.parametrize("value", [1, 2, 3, 4, 17])
def test_a_figure_that_is_too_small_or_too_exact_is_refused(project, people, measures, value):
    tables = usual()
    tables[-1] = told(tables[-1], "Kvinnor", status="value", value=value)
    with pytest.raises(ValidationError, match="berättar mer än den får"):
        hand_over(project, people.lead, tables)
    assert not DeliveredTable.objects.exists()


def test_every_other_breach_that_shows_is_refused(project, people, measures):
    fine = usual()[-1]
    few = by_sex(12, 6)[0]
    for wrong in (
        told(fine, "Kvinnor", status="withheld", why="size"),
        replace(few, people=ProtectedCount(15, 5, 5)),
        replace(fine, rows=fine.rows[::-1]),
        replace(fine, rows=(replace(fine.rows[0], total=ProtectedCell("value", 3)), *fine.rows[1:])),
    ):
        with pytest.raises(ValidationError):
            hand_over(project, people.lead, [wrong])
    assert not DeliveredRelease.objects.exists()


def test_what_is_not_what_its_digest_says_is_refused(project, people, measures):
    with pytest.raises(ValidationError, match="fingeravtryck"):
        hand_over(project, people.lead, sha256="0" * 64)


@pytest.mark.parametrize("number", [0, 1, 3])
def test_deliveries_come_in_order_and_once(project, people, received, number):
    with pytest.raises(ValidationError, match="kommer inte efter"):
        hand_over(project, people.lead, number=number)
    assert hand_over(project, people.lead, number=2).number == 2


@pytest.mark.parametrize("who", PARTIES)
def test_everybody_who_sees_the_project_sees_what_was_delivered(client, people, project, received, who):
    client.force_login(getattr(people, who))
    page = client.get(reverse("project-follow-up", args=[project.pk])).content.decode()
    assert "Levererad av Ekby kommun, leverans 1, till och med 2026-06-30." in page
    assert "Färre" not in page.split("Personer efter kön")[0][-200:]
    assert client.get(received.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("who", ["foreign", "outsider", "administrator"])
def test_nobody_else_does(client, people, project, received, who):
    client.force_login(getattr(people, who))
    assert client.get(received.get_absolute_url()).status_code == 404
    assert client.get(reverse("project-follow-up", args=[project.pk])).status_code == 404


def test_the_page_holds_shown_figures_only(client, people, project, received):
    """Every number of people on the page is a multiple of 5; 81 women are 80, and 3 who left otherwise are a class."""
    client.force_login(people.board)
    page = client.get(received.get_absolute_url()).content.decode()
    text = re.sub(r"<[^>]+>", " ", page.split("Vilka som deltar")[1].split("</main>")[0])
    assert "färre än 5" in text
    assert "Uppgift saknas visas inte för sig." in text
    cells = re.findall(r'<t[dh][^>]*class="numeric[^"]*"[^>]*>([^<]+)<', page)
    figures = [int(cell.replace("\u00a0", "")) for cell in cells if cell.replace("\u00a0", "").isdigit()]
    shares = [int(part) for pair in re.findall(r"\((\d+)/(\d+)\)", page) for part in pair]
    assert len(figures) > 20
    assert len(shares) > 20
    assert [figure for figure in figures + shares if figure % 5] == []


def test_pages_ask_the_store_a_fixed_number_of_questions(
    client, people, project, received, django_assert_max_num_queries
):
    client.force_login(people.board)
    for address in (received.get_absolute_url(), reverse("project-follow-up", args=[project.pk])):
        with django_assert_max_num_queries(25):
            client.get(address)


def test_categories_never_stand_in_the_order_of_their_counts(received):
    for row in received.tables.all():
        table = row.as_core
        grid = grid_of(table)
        own = [line.label for line in grid.lines]
        side = table.dimensions[0 if table.columns == ("Antal",) else -1].categories
        assert own == [name for name in side if name in own]


def test_a_row_that_stands_says_since_when(project, people, received):
    first, memory = by_sex(81, 42)
    second, _memory = by_sex(82, 60, previous=memory, on=received.up_to.replace(month=9))
    grid = grid_of(second)
    assert [line.note for line in grid.lines] == ["oförändrad sedan 2026-06-30", "", "oförändrad sedan 2026-06-30"]
    assert [line.cells[0].text for line in grid.lines[:2]] == ["80", "60"]
    assert first.row("Män").total.value == 40


def test_rows_that_are_shown_together_name_each_other():
    grid = grid_of(endings((40, 1, 0, 0, 0), (10, 9, 8, 7, 6))[0])
    assert {cell.note for line in grid.lines for cell in line.cells[:2]} == {
        "tillsammans med Män",
        "tillsammans med Kvinnor",
    }


def test_what_is_withheld_says_why():
    few = grid_of(by_sex(12, 6)[0])
    assert few.total.cells[0].text == "visas inte"
    assert "Färre än 20 personer: då visas inga tal." in few.notes
    shallow = grid_of(endings((10, 9, 8, 7, 6), (2, 1, 0, 0, 1))[0])
    assert "För få personer för att dela upp så här." in shallow.notes


def test_shares_follow_from_the_shown_figures():
    grid = grid_of(states("months_3", (10, 20, 25, 2, 13), (8, 9, 13, 1, 4))[0])
    work = grid.lines[2]
    assert [cell.text for cell in work.cells] == ["25", "15", "40"]
    assert [cell.share.percent() if cell.share else "" for cell in work.cells] == [
        "36\u00a0% (25/70)".replace("\u00a0", " "), "43 % (15/35)", "38 % (40/105)",
    ]  # fmt: skip


def test_delivered_figures_are_figures_with_their_origin(project, received):
    figures = project_figures(project)
    assert {code: figures[f"{code}.outcome"].value for code in ("participants", "women", "men", "participations")} == {
        "participants": 125, "women": 80, "men": 40, "participations": 135,
    }  # fmt: skip
    one = figures["women.outcome"]
    assert one.provenance.origin == "delivered"
    assert one.provenance.text == ("Ekby kommun, leverans 1, till och med 2026-06-30; skyddad: avrundad till 5")
    assert one.protection == "avrundad till 5"
    assert not figures["participants.outcome"].contradicted
    assert figures["share_women.outcome"].value == Decimal(80) / 125
    assert figures["steps_up_3_months.outcome"].value == 45
    assert figures["share_steps_up_3_months.outcome"].denominator == 85
    assert figures["share_in_work_3_months.outcome"].value == Decimal(40) / 105


def test_a_share_of_too_few_or_of_nearly_all_is_no_figure(project, people, measures):
    hand_over(project, people.lead, [by_sex(76, 6)[0]])
    figures = project_figures(project)
    assert figures["women.outcome"].value == 75
    assert "share_women.outcome" not in figures  # 75 of 80
    women, all_, few, entered = (
        replace(figures["women.outcome"], value=Decimal(value), protection=how)
        for value, how in ((10, "ja"), (20, "ja"), (15, "ja"), (40, ""))
    )
    assert may_be_told(True, women, all_)
    assert not may_be_told(True, women, few)
    assert not may_be_told(True, women, entered)
    assert not may_be_told(True, all_, women)
    assert may_be_told(False, entered, women)
    assert not may_be_told(False, entered, replace(women, value=Decimal(5)))


def test_what_somebody_has_entered_stands(project, people, measures, received):
    type_figure(measure=measures["women"], value=Decimal(83), by=people.lead, project=project)
    figures = project_figures(project)
    assert figures["women.outcome"].provenance.origin == "entered"
    assert "men.outcome" not in figures
    assert not any(figure.contradicted for figure in figures.values())
    assert figures["participations.outcome"].provenance.origin == "delivered"


def test_only_the_latest_delivery_gives_figures(project, people, received):
    hand_over(project, people.lead, [by_sex(96, 42)[0]], number=2)
    figures = project_figures(project)
    assert figures["women.outcome"].value == 95
    assert "participations.outcome" not in figures


def test_a_cluster_adds_what_was_delivered(project, people, places, received):
    from samsyn.apps.evaluation.models import Cluster

    cluster = Cluster.objects.create(name="Prov", organisation=places.evaluator)
    cluster.projects.add(project)
    figures = cluster_figures(cluster)
    assert figures.total["women.outcome"].value == 80
    assert figures.total["women.outcome"].protection == "avrundad till 5"
    assert figures.all["VIND.women.outcome"].provenance.origin == "delivered"


def test_stricter_rules_say_so(client, people, project, measures):
    strict = by_sex(81, 42, rules=SENSITIVE)[0]
    release = hand_over(project, people.lead, [strict], rules_version="känslig-1")
    client.force_login(people.board)
    page = client.get(release.get_absolute_url()).content.decode()
    assert "Tal under 10 är en klass" in page
    assert "färre än 10" in page


def test_the_figure_page_tells_where_it_was_delivered(client, people, project, received):
    client.force_login(people.funder)
    page = client.get(reverse("figure", args=["project", project.pk, "women.outcome"])).content.decode()
    assert "levererad av Ekby kommun, leverans 1" in page
    assert f"{received.get_absolute_url()}#persons.sex" in page
