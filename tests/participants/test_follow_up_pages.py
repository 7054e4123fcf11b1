"""The pages of a follow-up: what they say, who may see them, and what is noted of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.audit.models import Reading
from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.participants.actions.enrolments import end_enrolment
from samsyn.apps.participants.actions.follow_up import plan_follow_up
from samsyn.apps.participants.actions.states import Said, record_states
from samsyn.apps.participants.models import Enrolment, FollowUpPlan, StateRecord
from samsyn.apps.participants.reading import as_system
from tests.participants.conftest import DAY

END = DAY + timedelta(days=120)
AFTER = END + timedelta(days=95)
BASE = ["before", "exit", "months_3"]


@pytest.fixture
def ladder(measures):
    return Ladder.objects.get(code="samfi_ostra_goinge")


@pytest.fixture
def followed(project, ladder):
    """The project follows people up on SamFi's ladder."""
    with as_system([project.organisation_id]):
        plan_follow_up(project=project, asked={ladder: BASE}, about="Påhittade personer.", by=None)
    return project


@pytest.fixture
def four(followed, write_in, ladder):
    """Two up, one the same and one who has not answered after: a small matrix that can be counted by hand."""
    low, middle, high = "none_or_sick", "seeking_or_preparing", "self_supporting_or_studying"
    steps = [(low, high), (low, middle), (middle, middle), (middle, "")]
    people = []
    for number, (before, after) in enumerate(steps):
        person = write_in(f"Person {number} Påhittad", sex="women" if number % 2 else "men", birth_year=2003)
        with as_system([followed.organisation_id]):
            enrolment = Enrolment.objects.get(person=person)
            end_enrolment(enrolment=enrolment, ends=END, reason="completed", completed=True, by=None)
            said = [Said(enrolment, ladder, "occupation", "before", before, DAY)]
            said += [Said(enrolment, ladder, "occupation", "months_3", after, AFTER)] if after else []
            record_states(project=followed, said=said, by=None)
        people.append(person)
    return people


def test_the_page_says_the_steps_with_what_they_stand_on(client, colleagues, followed, four):
    client.force_login(colleagues.lead)
    text = client.get(reverse("project-people-follow-up", args=[followed.pk])).content.decode()
    assert "Påhittade personer." in text
    assert "2/3" in text  # two of the three who have a state both times moved up
    assert "deltaganden i VIND med ordnat läge både före start och 3 månader efter avslut" in text
    assert "75\u00a0% (3/4)" in text  # paired of all, and answered of those due
    assert "data:image/svg+xml;base64," in text
    assert "/diagram/" not in text  # exact figures get no address of their own


def test_everyone_counted_is_noted_once_a_page(client, colleagues, followed, four):
    client.force_login(colleagues.lead)
    client.get(reverse("project-people-follow-up", args=[followed.pk]))
    rows = Reading.objects.filter(what="follow_up")
    assert {row.person_key for row in rows} == {str(person.pk) for person in four}
    assert len(rows) == 4
    assert all("progress" in row.classes and "name" not in row.classes for row in rows)


def test_nobody_else_comes_in(client, colleagues, followed, four, foreign_project):
    address = reverse("project-people-follow-up", args=[followed.pk])
    for who in ("controller", "reader", "manager", "partner", "evaluator", "foreign", "group_leader", "referrer"):
        client.force_login(getattr(colleagues, who))
        assert client.get(address).status_code == 404, who
        assert client.get(reverse("states-table", args=[followed.pk])).status_code == 404, who
        assert client.get(reverse("follow-up-plan", args=[followed.pk])).status_code == 404, who
    client.force_login(colleagues.lead)
    assert client.get(reverse("project-people-follow-up", args=[foreign_project.pk])).status_code == 404
    assert not Reading.objects.filter(what="follow_up", actor__isnull=False).exclude(actor=colleagues.lead).exists()


@pytest.mark.parametrize("split", ["sex", "age", "sender", "support_length", "language"])
def test_every_split_is_drawn_and_adds_up(client, colleagues, followed, four, split):
    client.force_login(colleagues.lead)
    address = reverse("project-people-follow-up", args=[followed.pk])
    response = client.get(address, {"split": split, "unit": "persons"})
    table = response.context["split_table"]
    assert "Uppdelat på" in str(table.caption)
    counted = [row[1].split("(")[1].split("/")[0] for row in table.rows]
    assert sum(map(int, counted)) == 4


@pytest.mark.parametrize(
    "asked", [{"scale": "999.mood"}, {"before": "never"}, {"after": "x", "unit": "hours"}, {"split": "shoe"}]
)
def test_odd_choices_fall_back_and_never_fail(client, colleagues, followed, four, asked):
    client.force_login(colleagues.lead)
    assert client.get(reverse("project-people-follow-up", args=[followed.pk]), asked).status_code == 200


def test_an_unordered_dimension_has_no_up_and_down(client, colleagues, project, measures, write_in):
    standard = Ladder.objects.get(code="standard")
    person = write_in("Alma Påhittad")
    with as_system([project.organisation_id]):
        plan_follow_up(project=project, asked={standard: ["before", "months_3"]}, by=None)
        enrolment = Enrolment.objects.get(person=person)
        said = Said(enrolment, standard, "support", "before", "wage", DAY)
        record_states(project=project, said=[said], by=None)
    client.force_login(colleagues.lead)
    response = client.get(
        reverse("project-people-follow-up", args=[project.pk]), {"scale": f"{standard.pk}.support", "split": "sex"}
    )
    assert "kan inte sägas" in response.content.decode()
    assert "Steg uppåt" not in response.content.decode()


def test_a_state_far_from_its_day_is_counted_nowhere_and_said(client, colleagues, followed, four, ladder):
    with as_system([followed.organisation_id]):
        enrolment = Enrolment.objects.get(person=four[3])
        late = Said(enrolment, ladder, "occupation", "months_3", "none_or_sick", END + timedelta(days=300))
        record_states(project=followed, said=[late], by=None)
    client.force_login(colleagues.lead)
    response = client.get(reverse("project-people-follow-up", args=[followed.pk]))
    assert response.context["found"].outside == 1
    assert response.context["found"].matrix.n == 3
    assert "för långt från sitt tillfälle" in response.content.decode()


def test_a_project_without_people_or_plan_says_what_the_page_is_for(client, colleagues, project, measures, write_in):
    client.force_login(colleagues.lead)
    address = reverse("project-people-follow-up", args=[project.pk])
    assert "Inga deltagare ännu" in client.get(address).content.decode()
    write_in("Alma Påhittad")
    assert "Välj stege" in client.get(address).content.decode()


def test_the_plan_is_chosen_on_one_page(client, colleagues, project, ladder):
    client.force_login(colleagues.lead)
    address = reverse("follow-up-plan", args=[project.pk])
    assert "Samsyns stege" in client.get(address).content.decode()
    assert "Välj minst en stege" in client.post(address, {"about": ""}).content.decode()
    answer = client.post(address, {f"ladder_{ladder.pk}": ["months_3", "before"], "about": "Bara kvinnor."})
    assert answer.status_code == 302
    with as_system([project.organisation_id]):
        plan = FollowUpPlan.objects.get(project=project)
    assert (plan.ladder, plan.occasions, plan.about) == (ladder, ["before", "months_3"], "Bara kvinnor.")


def test_many_people_take_as_many_queries_as_few(
    client, colleagues, followed, four, write_in, django_assert_max_num_queries
):
    for number in range(30):
        write_in(f"Till {number} Påhittad")
    client.force_login(colleagues.lead)
    with django_assert_max_num_queries(25):
        assert client.get(reverse("project-people-follow-up", args=[followed.pk]), {"split": "sex"}).status_code == 200
    with django_assert_max_num_queries(25):
        assert client.get(reverse("states-table", args=[followed.pk]), {"show": "all"}).status_code == 200


def test_the_common_ladder_reads_two_versions_and_two_ladders(client, colleagues, followed, four):
    client.force_login(colleagues.lead)
    response = client.get(reverse("project-people-follow-up", args=[followed.pk]), {"scale": "common.occupation"})
    matrix = response.context["found"].matrix
    assert matrix.dimension.label == "Sysselsättning"
    assert (matrix.n, matrix.counts[0][2], matrix.missing_after) == (3, 1, 1)


def test_today_is_the_day_of_the_table(client, colleagues, followed, four):
    client.force_login(colleagues.lead)
    address = reverse("states-table", args=[followed.pk])
    text = client.get(address, {"occasion": "months_3"}).content.decode()
    assert timezone.localdate().isoformat() in text
    assert "Person 3 Påhittad" in text
    assert "Person 0 Påhittad" not in text  # has a state there already
    assert Reading.objects.filter(what="states_table").count() == 1


def test_the_table_writes_what_was_changed_and_nothing_else(client, colleagues, followed, four, ladder):
    client.force_login(colleagues.lead)
    with as_system([followed.organisation_id]):
        keys = {person.name: Enrolment.objects.get(person=person).pk.hex for person in _opened(four)}
    one, other = keys["Person 0 Påhittad"], keys["Person 3 Påhittad"]
    name = f"s_{ladder.pk}_occupation"
    address = reverse("states-table", args=[followed.pk]) + "?occasion=months_3&show=all"
    answer = client.post(
        address,
        {
            "as_of": AFTER.isoformat(),
            "row": [one, other],
            f"{name}_{one}_was": "self_supporting_or_studying",
            f"{name}_{one}": "self_supporting_or_studying",
            f"{name}_{other}_was": "",
            f"{name}_{other}": "none_or_sick",
        },
    )
    assert answer.status_code == 302
    with as_system([followed.organisation_id]):
        assert StateRecord.objects.filter(occasion="months_3").count() == 4
        assert not StateRecord.objects.exclude(replaced_by=None).exists()


def test_a_wrong_day_keeps_what_was_chosen(client, colleagues, followed, four, ladder):
    client.force_login(colleagues.lead)
    with as_system([followed.organisation_id]):
        key = Enrolment.objects.get(person=four[3]).pk.hex
    name = f"s_{ladder.pk}_occupation_{key}"
    address = reverse("states-table", args=[followed.pk]) + "?occasion=months_3"
    posted = {"as_of": "2999-01-01", "row": [key], f"{name}_was": "", name: "none_or_sick"}
    text = client.post(address, posted).content.decode()
    assert "framtiden" in text
    assert '<option value="none_or_sick" selected>' in text


def _opened(people):
    from samsyn.apps.participants.queries.people import opened

    return opened(people, "test")


@pytest.mark.parametrize("split", ["sex", "age"])
def test_populations_occasions_and_classes_are_english_to_who_has_chosen_it(client, colleagues, followed, four, split):
    client.force_login(colleagues.lead)
    client.cookies["django_language"] = "en"
    address = reverse("project-people-follow-up", args=[followed.pk])
    text = client.get(address, {"split": split, "unit": "persons"}).content.decode()
    assert "before the start" in text
    assert "3 months after exit" in text
    for swedish in (
        "före start",
        "vid avslut",
        "efter avslut",
        "deltaganden i",
        "personer i",
        "med uppgift",
        "–20 år",
        " till under ",
    ):
        assert swedish not in text, text[text.find(swedish) - 200 :][:400]
