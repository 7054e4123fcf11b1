"""Figures of the five projects: what the rows give, beside what is printed."""

from __future__ import annotations

from decimal import Decimal

from samsyn.apps.evaluation.queries import cluster_figures, project_figures

TOTALS = [
    ("women.outcome", 4018, 3918),
    ("men.outcome", 1375, 1322),
    ("participants.outcome", 5393, 5240),
    ("participants.plan", 4650, 4650),
    ("cost_per_participant.outcome", 5495, 5656),
    ("total_cost.outcome", 29636487, 29636487),
    ("hours.outcome", 61895, 61895),
]


def test_the_totals_that_the_rows_give_and_those_that_are_printed(cluster):
    total = cluster_figures(cluster).total
    for key, computed, printed in TOTALS:
        figure = total[key]
        assert (key, figure.shown, figure.printed) == (key, computed, printed)
        assert figure.contradicted is (computed != printed)


PROJECTS = [
    ("BOSS.hours_per_participant.outcome", "18.9", "18.7"),
    ("PIK.hours_per_participant.outcome", "11.4", "6.9"),
    ("LFI.hours_per_participant.outcome", "10.6", "11.0"),
    ("KINO.hours_per_participant.outcome", "10.6", "9.6"),
    ("KINO.cost_per_participant.outcome", "7498", "9185"),
    ("LIS.participants.outcome", "793", "794"),
    ("LIS.cost_per_participant.outcome", "5558", "5557"),
]


def test_what_the_projects_print_and_what_follows(cluster):
    figures = cluster_figures(cluster).all
    for key, computed, printed in PROJECTS:
        figure = figures[key]
        assert (key, figure.shown, figure.printed) == (key, Decimal(computed), Decimal(printed))
        assert figure.contradicted
        assert figure.note


def test_a_cluster_counts_participations_and_a_project_persons(cluster):
    figures = cluster_figures(cluster)
    assert figures.total["participants.outcome"].population == "deltaganden i fem insatser (unika personer inte kända)"
    assert figures.all["BOSS.participants.outcome"].population == "deltagande personer i BOSS"
    share = figures.all["BOSS.share_women.outcome"]
    assert (share.numerator, share.denominator, share.shown) == (415, 585, 71)


def test_a_total_that_lacks_a_project_is_not_known_and_says_which(cluster):
    total = cluster_figures(cluster).total["extra_participants.outcome"]
    assert total.value is None
    assert "BOSS" in total.note
    assert "LFI" not in total.note


def test_every_input_of_a_figure_is_a_figure(cluster):
    figures = cluster_figures(cluster).all
    computed = [figure for figure in figures.values() if figure.provenance.origin == "computed"]
    assert len(computed) > 50
    assert all(key in figures for figure in computed for key in figure.provenance.inputs if not figure.measure.parts)
    assert figures["participants.outcome"].provenance.inputs == ("women.outcome", "men.outcome")
    assert "BOSS.women.outcome" in figures["women.outcome"].provenance.inputs


def test_a_project_alone_has_the_same_values_with_short_keys(cluster, boss):
    alone = project_figures(boss)
    assert alone["participants.outcome"].value == 585
    assert alone["participants.outcome"].key == "participants.outcome"


def test_the_number_of_questions_to_the_store_does_not_grow(cluster, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        cluster_figures(type(cluster).objects.get(pk=cluster.pk))
