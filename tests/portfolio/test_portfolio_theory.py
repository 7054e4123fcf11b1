"""Theories of change: versions, and what became of every step."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from samsyn.apps.portfolio import actions
from samsyn.apps.portfolio.queries import drift, versions_of


@pytest.fixture
def first(project, people, measures):
    return actions.write_theory(
        project=project,
        occasion="granted",
        steps=[
            {"kind": "problem", "text": "Kunskapen är låg"},
            {"kind": "activity", "text": "364 agenter utbildas"},
            {"kind": "effect_long", "text": "Bättre integration"},
        ],
        by=people.lead,
    )


def steps_of(theory):
    return {step.text: step for step in theory.steps.all()}


def test_drift_follows_from_the_words(first, project, people):
    old = steps_of(first)
    second = actions.write_theory(
        project=project,
        occasion="implemented",
        previous=first,
        steps=[
            {"kind": "problem", "text": "Kunskapen är låg", "previous": old["Kunskapen är låg"]},
            {"kind": "effect_long", "text": "Bättre inkludering", "previous": old["Bättre integration"].pk},
            {"kind": "activity", "text": "Bred utbildning", "drift_why": "Alla behövde grunden"},
        ],
        by=people.lead,
    )
    assert second.version == 2
    counted = {group.kind.code: (group.kept, group.changed, group.added, group.dropped) for group in drift(second)}
    assert counted == {"problem": (1, 0, 0, 0), "activity": (0, 0, 1, 1), "effect_long": (0, 1, 0, 0)}
    assert steps_of(second)["364 agenter utbildas"].drift == "dropped", "nothing disappears unseen"


def test_what_was_dropped_once_is_not_dropped_again(first, project, people):
    keep = [{"kind": "problem", "text": "Kunskapen är låg"}]
    second = actions.write_theory(project=project, previous=first, steps=keep, by=people.lead)
    third = actions.write_theory(project=project, previous=second, steps=keep, by=people.lead)
    assert [step.text for step in third.steps.filter(drift="dropped")] == ["Kunskapen är låg"]


def test_the_old_version_is_never_touched(first, project, people):
    before = list(first.steps.values_list("text", "drift"))
    actions.write_theory(project=project, previous=first, steps=[{"kind": "activity", "text": "Nytt"}], by=people.lead)
    assert list(first.steps.values_list("text", "drift")) == before
    assert [theory.version for theory in versions_of(project=project)] == [1, 2]


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ([], "minst ett steg"),
        ([{"kind": "trollformel", "text": "X"}], "trollformel"),
        ([{"kind": "activity", "text": "X", "previous": 999999}], "förra versionen"),
    ],
)
def test_what_does_not_hold_is_refused_whole(project, people, measures, steps, says):
    with pytest.raises(ValidationError, match=says):
        actions.write_theory(project=project, steps=steps, by=people.lead)
    assert not project.theories.exists()


def test_a_theory_belongs_to_a_call_or_a_project(people, measures):
    with pytest.raises(ValidationError):
        actions.write_theory(steps=[{"kind": "activity", "text": "X"}], by=people.lead)


def test_a_new_version_on_the_web(client, people, project, first):
    client.force_login(people.lead)
    address = reverse("project-theory-new", args=[project.pk])
    page = client.get(address)
    assert "364 agenter utbildas" in page.content.decode()
    keys = [step.pk for step in first.steps.all()]
    form = {"occasion": "revised", "steg-TOTAL_FORMS": 4, "steg-INITIAL_FORMS": 3}
    rows = [(keys[0], "problem", "Kunskapen är låg"), (keys[1], "activity", "364 agenter utbildas"),
            (keys[2], "effect_long", "Bättre inkludering"), ("", "activity", "Bred utbildning")]  # fmt: skip
    for number, (previous, kind, text) in enumerate(rows):
        form |= {f"steg-{number}-previous": previous, f"steg-{number}-kind": kind, f"steg-{number}-text": text}
    form["steg-1-dropped"] = "on"
    form["steg-1-drift_why"] = "För många vid sidan av bred utbildning"
    assert client.post(address, form).status_code == 302
    second = project.theories.get(version=2)
    assert {step.text: step.drift for step in second.steps.all()} == {
        "Kunskapen är låg": "kept",
        "364 agenter utbildas": "dropped",
        "Bättre inkludering": "changed",
        "Bred utbildning": "added",
    }
    shown = client.get(reverse("project-theory", args=[project.pk])).content.decode()
    assert "För många vid sidan av bred utbildning" in shown
    assert "<del>364 agenter utbildas</del>" in shown


def test_a_step_without_a_kind_keeps_its_words(client, people, project, first):
    client.force_login(people.lead)
    form = {"occasion": "revised", "steg-TOTAL_FORMS": 1, "steg-INITIAL_FORMS": 0, "steg-0-text": "Mina ord"}
    page = client.post(reverse("project-theory-new", args=[project.pk]), form)
    assert page.status_code == 200
    assert "Mina ord" in page.content.decode()
    assert project.theories.count() == 1
