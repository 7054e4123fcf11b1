"""Method cards: born from a project, filled in, opened, graded; results that follow the projects' figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.catalogue.models import Term
from samsyn.apps.economics.actions import begin_account, freeze_account
from samsyn.apps.economics.actions.settlements import write_settlement
from samsyn.apps.economics.queries import shipped_case
from samsyn.apps.evaluation.actions import assess_goal, type_figure
from samsyn.apps.knowledge.actions.adoption import note_adoption
from samsyn.apps.knowledge.actions.methods import (
    close_method,
    edit_method,
    follow_rule,
    grade_method,
    make_card,
    note_use,
    open_method,
    write_adaptation,
    write_part,
)
from samsyn.apps.knowledge.models import GradeOf, Method
from samsyn.apps.knowledge.presenters.methods import definition_words, result_table
from samsyn.apps.knowledge.queries.grounds import ground_of_rule
from samsyn.apps.knowledge.queries.methods import card_of, completeness, matching, readable
from samsyn.apps.knowledge.queries.rules import degree_rules, grade_rules, scale
from samsyn.apps.portfolio.actions import set_budget, write_goal, write_theory
from samsyn.apps.portfolio.models import Project
from samsyn.core.evidence.degrees import Why
from samsyn.core.evidence.methods import Fact
from tests.evaluation.delivered_given import by_sex, hand_over, moves


@pytest.fixture
def method(project, people, measures):
    return make_card(project=project, by=people.lead)


def card(method, people):
    return card_of(readable(people.lead).get(pk=method.pk), people.lead)


def lacking(method, people) -> list[str]:
    return [asked.name for asked in completeness(card(method, people)) if not asked.there]


def figures(project, people, measures, **values):
    for code, value in values.items():
        type_figure(project=project, measure=measures[code], value=Decimal(value), by=people.lead)


def theory_of(project, people):
    kinds = {term.code: term for term in Term.objects.filter(kind="step_kind")}
    steps = [
        {"kind": kinds["activity"], "text": "Gruppsamtal"},
        {"kind": kinds["effect_long"], "text": "Fler i arbete"},
    ]
    return write_theory(project=project, steps=steps, by=people.lead)


def test_one_press_on_the_projects_tab_makes_a_card_of_what_is_already_written(project, people, measures, client):
    theme, group = (Term.objects.filter(kind=kind).first() for kind in ("theme", "target_group"))
    Project.objects.filter(pk=project.pk).update(summary="Samtal i grupp.", focus="Två ledare.")
    project.themes.add(theme)
    project.target_groups.add(group)
    theory_of(project, people)
    client.force_login(people.lead)
    assert "Gör ett metodkort av insatsen" in client.get(reverse("project-methods", args=[project.pk])).content.decode()
    answer = client.post(reverse("method-born", args=[project.pk]))
    method = Method.objects.get()
    assert answer.url == method.get_absolute_url()
    assert (method.name, method.summary, method.published) == ("Vägen in", "Samtal i grupp. Två ledare.", False)
    assert (list(method.themes.all()), list(method.target_groups.all())) == ([theme], [group])
    assert method.steps == "Gruppsamtal"  # what is done, not what one hopes for
    assert method.uses.get().born_here
    page = client.get(reverse("project-methods", args=[project.pk])).content.decode()
    assert "Gör ett metodkort av insatsen" not in page


def test_a_project_bears_one_card_and_only_its_own_people_or_its_evaluator_make_it(project, people):
    with pytest.raises(PermissionDenied):
        make_card(project=project, by=people.partner)
    card = make_card(project=project, by=people.evaluator)
    assert card.organisation.name == "Påhittade utvärderarna"
    with pytest.raises(ValidationError, match="redan ett metodkort"):
        make_card(project=project, by=people.lead)


def test_the_card_asks_only_for_what_is_missing(method, people, client):
    assert "training" in lacking(method, people)
    client.force_login(people.lead)
    address = f"{reverse('method-edit', args=[method.pk])}?saknas=1"
    form = client.get(address).context["form"]
    assert set(form.fields) == {"problem", "target_groups", "themes", "steps", "training", "materials", "takes"}
    client.post(address, {"training": "Två dagar"})
    method.refresh_from_db()
    assert (method.training, method.summary) == ("Två dagar", "Vägen in")
    assert "training" not in lacking(method, people)
    assert "Kortet svarar på" in client.get(method.get_absolute_url()).content.decode()


def test_results_follow_the_projects_figures_and_are_never_stored(method, project, people, measures):
    figures(project, people, measures, participants=50, completed=40)
    set_budget(project=project, part="outcome", kind="support", amount=500_000, by=people.lead)
    set_budget(project=project, part="outcome", kind="cofinancing", amount=0, by=people.lead)

    def shown() -> str:
        cells = result_table(card(method, people)).rows[0].cells
        return " | ".join(f"{getattr(cell, 'text', cell)} {getattr(cell, 'note', '')}" for cell in cells).replace(
            "\xa0", " "
        )

    assert "50" in shown()
    assert "80 % 40/50" in shown()
    assert "10 000" in shown()
    set_budget(project=project, part="outcome", kind="support", amount=1_000_000, by=people.lead)
    assert "20 000" in shown()
    assert card(method, people).grades[GradeOf.COST].rule.value == 2  # a limit belongs to the lower band


def test_the_figures_of_a_project_one_may_not_see_are_shown_without_ways_into_it(
    method, project, people, measures, client
):
    figures(project, people, measures, participants=50)
    open_method(method=method, by=people.lead)
    client.force_login(people.foreign)
    text = client.get(method.get_absolute_url()).content.decode()
    assert "VIND – Vägen in" in text
    assert project.get_absolute_url() not in text
    assert client.get(project.get_absolute_url()).status_code == 404


def test_only_the_projects_own_people_put_its_figures_on_a_card(method, people, places):
    theirs = Project.objects.create(code="FJÄR", name="Fjärran", organisation=places.foreign, starts="2024-01-01")
    theirs.parties.create(organisation=places.foreign, part="owner", starts="2024-01-01")
    with pytest.raises(PermissionDenied):
        note_use(method=method, project=theirs, by=people.lead)
    open_method(method=method, by=people.lead)
    note_use(method=method, project=theirs, learned="Grupperna blev för stora.", by=people.foreign)
    assert [use.open for use in card(method, people).uses] == [True, False]


def test_differences_in_how_participants_are_counted_are_said(method, project, people, places, measures):
    from samsyn.apps.evaluation.models import Publication

    other = Project.objects.create(code="ANNAN", name="En till", organisation=places.owner, starts="2024-01-01")
    other.parties.create(organisation=places.owner, part="owner", starts="2024-01-01")
    note_use(method=method, project=other, by=people.lead)
    figures(project, people, measures, participants=50)
    printed = Publication.objects.create(organisation=places.owner, title="Rapport")
    type_figure(project=other, measure=measures["participants"], value=Decimal(9), publication=printed, by=people.lead)
    assert any("olika sätt" in text for text in definition_words(card(method, people), []))


# Evidence: what is recorded decides, and where it cannot, a named reviewer does.


def evidence(method, people):
    return card(method, people).grades[GradeOf.EVIDENCE]


def test_a_described_logic_is_level_one(method, project, people):
    assert evidence(method, people).value == 0
    theory_of(project, people)
    assert evidence(method, people).value == 1
    assert "före- och eftermätning" in ground_of_rule(evidence(method, people))


def test_a_goal_with_a_baseline_is_for_a_reviewer_to_judge(method, project, people):
    theory_of(project, people)
    goal = write_goal(project=project, text="Fler i arbete", kind="number", baseline="49 av 85", by=people.lead)
    assess_goal(goal=goal, attainment="met", value="86 %", evidence="Uppföljning", by=people.evaluator)
    found = evidence(method, people)
    assert (found.value, found.waits) == (1, True)
    assert found.rule.open == (Fact.BEFORE_AFTER,)


def test_more_steps_up_than_down_in_a_delivery_is_level_two(
    method, project, people, client, django_assert_max_num_queries
):
    theory_of(project, people)
    hand_over(project, people.lead, [by_sex(81, 42)[0], moves(22, 22, 46, 7)[0]])
    assert evidence(method, people).value == 1
    hand_over(project, people.lead, number=2)
    found = evidence(method, people)
    assert (found.value, found.rule.missing) == (2, (Fact.COMPARED,))
    client.force_login(people.lead)
    with django_assert_max_num_queries(25):
        text = client.get(method.get_absolute_url()).content.decode()
    assert "45/85" in text  # 46 of 86, protected where it was delivered and shown as it came


def compared(project, place, people, reached: int, compared_reached: int, by) -> None:
    """A settlement with a group drawn by lot: so many of 100 reached the goal in each."""
    account = begin_account(
        title="Kalkyl", contents=shipped_case("trelleborg").raw, begun_from="trelleborg", organisation=place,
        project=project, by=by,
    )  # fmt: skip
    frozen = freeze_account(account=account, reason="Före", by=by)
    write_settlement(
        frozen=frozen, starters=120, completed=100, reached=reached, followed=100, comparison="lot",
        compared_reached=compared_reached, compared=100, costs={}, source="Lottning", by=by,
    )  # fmt: skip


def test_a_comparison_that_shows_an_effect_is_level_three_and_an_independent_one_elsewhere_level_four(
    method, project, people, places
):
    theory_of(project, people)
    hand_over(project, people.lead)
    compared(project, places.owner, people, 40, 38, people.lead)
    assert evidence(method, people).value == 2  # no difference that chance could not make
    compared(project, places.owner, people, 60, 30, people.lead)
    assert evidence(method, people).value == 3
    other = Project.objects.create(code="ANNAN", name="Annan", organisation=places.owner, starts="2024-01-01")
    for part, place in (("owner", places.owner), ("evaluator", places.evaluator)):
        other.parties.create(organisation=place, part=part, starts="2024-01-01")
    note_use(method=method, project=other, by=people.lead)
    compared(other, places.owner, people, 60, 30, people.lead)
    found = evidence(method, people)
    assert (found.value, found.waits, found.rule.open) == (3, True, (Fact.REPLICATED,))  # who did it is for a person
    compared(other, places.evaluator, people, 62, 31, people.evaluator)
    assert evidence(method, people).value == 4


def test_a_reviewers_grade_stands_with_its_ground_beside_the_rule_until_the_rule_is_followed_again(
    method, project, people, client
):
    theory_of(project, people)
    grade_method(method=method, of="evidence", value=2, ground="Läst uppföljningen: 85 kvinnor.", by=people.manager)
    found = evidence(method, people)
    assert (found.value, found.rule.value, found.reviewed.reviewer) == (2, 1, people.manager)
    client.force_login(people.lead)
    text = client.get(method.get_absolute_url()).content.decode()
    assert "Läst uppföljningen: 85 kvinnor." in text
    assert "Regeln säger 1. Beskriven tanke" in text
    follow_rule(method=method, of="evidence", by=people.lead)
    found = evidence(method, people)
    assert (found.value, found.reviewed) == (1, None)
    assert [(row.value, row.by_rule) for row in found.kept] == [(1, True), (2, False), (1, True)]


def test_those_who_evaluate_a_project_that_tried_it_may_grade_an_open_card(method, people, client):
    address = reverse("method-grade", args=[method.pk, "evidence"])
    open_method(method=method, by=people.lead)
    for who, status in ((people.evaluator, 200), (people.partner, 404), (people.foreign, 404), (people.reader, 404)):
        client.force_login(who)
        assert client.get(address).status_code == status
        assert (address in client.get(method.get_absolute_url()).content.decode()) == (status == 200)
    client.force_login(people.evaluator)
    client.post(address, {"value": 1, "ground": "Läst teorin."})
    assert evidence(method, people).reviewed.reviewer == people.evaluator


def test_a_grade_without_a_ground_or_off_the_scale_is_refused(method, people):
    with pytest.raises(ValidationError, match="Skriv vad du bygger på"):
        grade_method(method=method, of="cost", value=1, ground=" ", by=people.lead)
    with pytest.raises(ValidationError, match="finns inte på skalan"):
        grade_method(method=method, of="cost", value=0, ground="Räknat själv", by=people.lead)


def test_cost_without_figures_has_no_grade_and_waits_for_a_reviewer(method, people):
    found = card(method, people).grades[GradeOf.COST]
    assert (found.value, found.waits) == (None, True)
    with pytest.raises(ValidationError, match="inget att gå på"):
        follow_rule(method=method, of="cost", by=people.lead)


def test_how_easily_it_is_taken_up_follows_the_card_and_falls_when_more_stop_than_use_it(method, people, places):
    def step() -> int:
        return card(method, people).grades[GradeOf.IMPLEMENTABILITY].value

    assert step() == 1
    write_part(method=method, name="Två ledare", core=True, by=people.lead)
    edit_method(method=method, steps="Samtal", takes="Lokal", by=people.lead)
    assert step() == 2
    edit_method(method=method, training="Två dagar", materials="Handledning", by=people.lead)
    assert step() == 3
    note_adoption(method=method, organisation=places.owner, stage="stopped", why="Pengarna tog slut.", by=people.lead)
    assert step() == 2


def test_opening_keeps_the_grades_of_the_day_and_shows_the_card_to_everyone_with_a_role(method, people, client):
    client.force_login(people.foreign)
    assert client.get(method.get_absolute_url()).status_code == 404
    open_method(method=method, by=people.lead)
    assert client.get(method.get_absolute_url()).status_code == 200
    assert {row.of for row in method.grades.all()} == {"evidence", "implementability"}
    assert (method.published, method.published_on) == (True, timezone.localdate())
    close_method(method=method, by=people.lead)
    assert client.get(method.get_absolute_url()).status_code == 404
    client.force_login(people.outsider)
    assert client.get(method.get_absolute_url()).status_code == 404


def test_the_list_is_searched_and_filtered(method, project, people, places, client):
    theme = Term.objects.filter(kind="theme").first()
    edit_method(method=method, themes=[theme], problem="Långvarigt utanförskap", by=people.lead)
    write_part(method=method, name="Samtalsledare", by=people.lead)
    theory_of(project, people)
    note_adoption(
        method=method, organisation=places.partner, stage="ordinary", budget="Konto 1", on="2024-01-01", by=people.lead
    )
    read = Method.objects.visible_to(people.lead)
    assert list(matching(read, text="utanförskap")) == [method]
    assert list(matching(read, text="samtalsledare")) == [method]
    assert not matching(read, text="simning")
    client.force_login(people.lead)

    def found(**asked) -> bool:
        return method.name in client.get(reverse("method-list"), asked).content.decode().split("<table")[-1]

    assert found(theme=theme.pk, evidence=1, organisation=places.partner.pk)
    assert not found(evidence=2)
    note_adoption(method=method, organisation=places.partner, stage="stopped", why="Slut", by=people.lead)
    assert not found(organisation=places.partner.pk)  # it was in use there, and is no longer


def test_an_adaptation_says_what_is_different_and_stays_while_somebody_uses_it(method, people, client):
    one = write_adaptation(method=method, name="För föräldrar", changed="Barnpassning", by=people.lead)
    method.uses.update(adaptation=one)
    client.force_login(people.lead)
    answer = client.post(reverse("method-adaptation-remove", args=[one.pk]))
    assert "används av en insats" in answer.content.decode()
    assert "För föräldrar" in client.get(method.get_absolute_url()).content.decode()


def test_what_the_card_said_before_stays_in_the_trail(method, people):
    from samsyn.apps.audit.models import Entry

    edit_method(method=method, training="Två dagar", by=people.lead)
    edit_method(method=method, training="Fem dagar", by=people.lead)
    assert Entry.objects.filter(verb="method_edited").latest("number").details["before"] == {"training": "Två dagar"}


def test_pages_ask_as_many_questions_for_many_methods_as_for_one(
    method, project, people, places, measures, client, django_assert_max_num_queries
):
    figures(project, people, measures, participants=50)
    for number in range(8):
        other = Project.objects.create(code=f"P{number}", name="Till", organisation=places.owner, starts="2024-01-01")
        other.parties.create(organisation=places.owner, part="owner", starts="2024-01-01")
        figures(other, people, measures, participants=20 + number)
        note_use(method=method, project=other, by=people.lead)
        open_method(method=make_card(project=other, by=people.lead), by=people.lead)
    client.force_login(people.lead)
    for name, args in (("method-list", []), ("method", [method.pk]), ("project-methods", [project.pk])):
        with django_assert_max_num_queries(25, info=name):
            assert client.get(reverse(name, args=args)).status_code == 200


# The shipped rules.


def test_every_fact_level_and_reason_has_words_in_both_languages():
    facts = grade_rules()["facts"]
    assert set(facts) == {fact.value for fact in Fact}
    assert set(degree_rules()["why"]) == {why.value for why in Why}
    for words in (*facts.values(), *degree_rules()["why"].values(), *degree_rules()["answers"].values()):
        assert words["sv"]
        assert words["en"]
    for of in GradeOf.values:
        assert scale(of).standard
        assert all(scale(of).name(value) for value in scale(of).values())


def test_what_is_an_assumption_says_so_and_the_words_agree_with_the_numbers():
    rules = grade_rules()
    assert rules["cost"]["assumption"] is True
    assert "antagande" in rules["cost"]["why"]["sv"]
    assert rules["evidence"]["several"]["value"] == 3
    assert "tre organisationer" in rules["facts"]["sites"]["sv"]
    assert rules["implementability"]["kept"]["value"] == 0.8
    assert "80 %" in rules["facts"]["kept"]["sv"]
    assert list(scale("cost").limits) == sorted(scale("cost").limits)
