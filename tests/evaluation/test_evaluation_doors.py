"""The same people try every door of evaluation; no page asks the store too much."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samsyn.apps.evaluation.actions import type_figure
from samsyn.apps.evaluation.models import CheckedDraft, Finding, Publication, Recommendation, StoredFigure
from samsyn.apps.portfolio.models import Goal
from tests.evaluation.delivered_given import hand_over

PEOPLE = ("evaluator", "lead", "partner", "funder", "foreign", "outsider")
EVERYBODY = set(PEOPLE)
MEMBERS = EVERYBODY - {"outsider"}
PARTIES = {"evaluator", "lead", "partner", "funder"}
EVALUATOR = {"evaluator"}

DOORS = {
    "follow-up": EVERYBODY, "check": EVERYBODY, "draft": EVALUATOR, "draft-remove": EVALUATOR,
    "publication-new": {"evaluator", "lead", "partner", "foreign"}, "publication": MEMBERS,
    "table-new": EVALUATOR, "published-table": MEMBERS, "table-layout": EVALUATOR, "finding": MEMBERS,
    "cluster-list": EVERYBODY, "cluster-new": EVALUATOR, "cluster": PARTIES, "cluster-edit": EVALUATOR,
    "cluster-figures": PARTIES, "cluster-claims": PARTIES, "cluster-judgements": PARTIES,
    "cluster-timeline": PARTIES, "cluster-recommendations": PARTIES, "difference-new": EVALUATOR,
    "delivered": PARTIES, "project-follow-up": PARTIES, "project-learning": PARTIES, "goal-assess": EVALUATOR,
    "recommendation": PARTIES, "recommendation-answer": {"funder"},
    "stored-figure": PARTIES, "figure-correct": {"evaluator", "lead"}, "figure-choose": {"evaluator", "lead"},
    "cluster figure-new": EVALUATOR, "project figure-new": {"evaluator", "lead"}, "cluster figure": PARTIES,
    "project figure": PARTIES, "cluster claim-new": EVALUATOR, "project claim-new": EVALUATOR,
    "cluster judgement-new": EVALUATOR, "project judgement-new": EVALUATOR, "cluster event-new": EVALUATOR,
    "project event-new": EVALUATOR, "cluster recommendation-new": EVALUATOR, "project recommendation-new": EVALUATOR,
}  # fmt: skip


@pytest.fixture
def addresses(cluster, boss, table1, people, measures):
    draft = CheckedDraft.objects.create(
        user=people.evaluator, name="utkast.csv", sha256="0" * 64, document={"blocks": []},
        report={"tables": 0, "relations_verified": 0, "findings": []},
    )  # fmt: skip
    goal = Goal.objects.create(project=boss, text="Fler är med", label="1")
    figure = StoredFigure.objects.filter(project=boss, counts=True).first()
    asked = Recommendation.objects.filter(addressee=people.funder.memberships.get().organisation).first()
    rows = {
        "draft": draft, "publication": Publication.objects.get(), "table": table1, "finding": Finding.objects.first(),
        "cluster": cluster, "project": boss, "goal": goal, "recommendation": asked, "stored": figure,
        "figure": figure, "difference": cluster, "published": table1, "delivered": hand_over(boss, people.lead),
    }  # fmt: skip
    bare = {"follow-up", "check", "publication-new", "cluster-list", "cluster-new"}
    found = {}
    for door in DOORS:
        kind, _space, name = door.rpartition(" ")
        if kind:
            key = ["women.outcome"] if name == "figure" else []
            found[door] = reverse(name, args=[kind, rows[kind].pk, *key])
        elif name in bare:
            found[door] = reverse(name)
        else:
            pk = rows["publication"].pk if name == "table-new" else rows[name.partition("-")[0]].pk
            found[door] = reverse(name, args=[pk])
    return found


@pytest.mark.parametrize("who", PEOPLE)
def test_each_page_opens_for_those_it_is_for_and_does_not_exist_for_others(
    client, addresses, people, who, django_assert_max_num_queries
):
    client.force_login(getattr(people, who))
    wrong = {}
    for door, address in addresses.items():
        with django_assert_max_num_queries(25):
            status = client.get(address).status_code
        if status != (200 if who in DOORS[door] else 404):
            wrong[door] = status
    assert wrong == {}


def test_the_signed_out_are_sent_to_sign_in(client, addresses):
    answers = {door: client.get(address) for door, address in addresses.items()}
    assert {door for door, answer in answers.items() if answer.status_code != 302} == set()
    assert all("/konto/" in answer.url for answer in answers.values())


def test_every_address_of_the_station_is_in_the_list():
    from samsyn.apps.evaluation.urls import urlpatterns

    names = {pattern.name for pattern in urlpatterns} - {"publication-check"}  # answers to a post only, tried below
    assert names == {door.rpartition(" ")[2] for door in DOORS}


@pytest.mark.parametrize(("who", "status"), [("evaluator", 302), ("lead", 404), ("foreign", 404), ("outsider", 404)])
def test_only_its_keepers_check_a_publication(client, cluster, people, who, status):
    client.force_login(getattr(people, who))
    address = reverse("publication-check", args=[Publication.objects.get().pk])
    assert client.post(address).status_code == status
    assert client.get(address).status_code == 405


@pytest.mark.parametrize(("who", "status"), [("evaluator", 302), ("lead", 404), ("partner", 404), ("outsider", 404)])
def test_only_its_keepers_judge_a_finding(client, cluster, people, who, status):
    client.force_login(getattr(people, who))
    finding = Finding.objects.first()
    answer = client.post(reverse("finding", args=[finding.pk]), {"state": "confirmed", "comment": ""})
    finding.refresh_from_db()
    assert answer.status_code == status
    assert (finding.state == "confirmed") is (status == 302)


def test_a_figure_in_one_projects_hands_is_not_read_into_another(client, cluster, people, table1, measures):
    """A table may name every project of a cluster, but only those one may change get its figures."""
    foreign_only = cluster.projects.get(code="LIS")
    foreign_only.parties.filter(part="evaluator").delete()
    client.force_login(people.evaluator)
    data = {"cluster": cluster.pk, "row-4": "LIS", "measure-1": "esf_support", "part-1": "plan"}
    answer = client.post(reverse("table-layout", args=[table1.pk]), data)
    assert answer.status_code == 200
    assert "Du får inte ändra siffror" in answer.content.decode()


def test_whoever_sees_a_publication_but_not_the_projects_sees_print_and_findings_only(client, people, table1):
    client.force_login(people.foreign)
    text = client.get(table1.get_absolute_url()).content.decode()
    assert "3 918" in text
    assert "4\u00a0018" in text  # from the finding, which says nothing beyond the print


def test_the_number_of_figures_does_not_change_the_number_of_questions(
    client, boss, people, measures, django_assert_max_num_queries
):
    for number in range(30):
        type_figure(project=boss, measure=measures["training_events"], value=number, period=str(number), by=people.lead)
    client.force_login(people.lead)
    with django_assert_max_num_queries(25):
        assert client.get(reverse("project-follow-up", args=[boss.pk])).status_code == 200
