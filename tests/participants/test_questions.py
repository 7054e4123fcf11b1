"""What a project asks: chosen, written, required, copied, and carried in a file with the method."""

from __future__ import annotations

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from samsyn.apps.participants.actions.questions import bring_questions, choose_questions, copy_questions, write_question
from samsyn.apps.participants.forms.questions_file import file_of, questions_in
from samsyn.apps.participants.models import Answer, Question
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.queries.questions import SHIPPED, Asked, asked_in
from samsyn.apps.participants.reading import as_keeper
from samsyn.apps.participants.reading import people as door

WORDS = {"text_sv": "Hur tar du dig hit?", "why": "För att välja plats", "kind": "choice", "choices": ["buss", "bil"]}


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def lead(client, colleagues, measures):
    client.force_login(colleagues.lead)
    return client


@pytest.fixture
def ask(project, colleagues):
    """ask(kind="number", required=True, …) → a question of the owner's that the project asks, and nothing else."""

    def make(required=False, **more):
        with door(colleagues.lead):
            question = write_question(organisation=project.organisation, by=colleagues.lead, **(WORDS | more))
            choose_questions(project=project, asked=[Asked(question=question, required=required)], by=colleagues.lead)
        return question

    return make


def test_a_new_project_asks_every_shipped_question(project, colleagues):
    with door(colleagues.lead):
        assert [one.code for one in asked_in(project)] == list(SHIPPED)


def test_choosing_order_and_what_must_be_answered(lead, project):
    told = {f"order_{code}": number for number, code in enumerate(SHIPPED)}
    told |= {"ask_sex": "on", "order_sex": 2, "ask_education": "on", "order_education": 1, "required_education": "on"}
    assert lead.post(reverse("project-questions", args=[project.pk]), told).status_code == 302
    with as_keeper():
        assert [(one.code, one.required) for one in asked_in(project)] == [("education", True), ("sex", False)]
    text = text_of(lead.post(reverse("project-questions", args=[project.pk]), {}))
    assert "minst en fråga" in text


def test_a_question_needs_a_reason(lead, project):
    told = {"text_sv": "Varför då?", "kind": "text"}
    address = reverse("question-new", args=[project.pk])
    assert "varför vi frågar – " in text_of(lead.post(address, told)).lower()
    assert lead.post(address, told | {"why": "För att vi använder svaret"}).status_code == 302
    with as_keeper():
        assert asked_in(project)[-1].label == "Varför då?"


def test_choices_need_two(lead, project):
    told = {"text_sv": "Vilken?", "why": "Skäl", "kind": "choice", "choices": "en\n\nen"}
    assert "minst två svarsalternativ" in text_of(lead.post(reverse("question-new", args=[project.pk]), told))


@pytest.mark.parametrize(
    ("kind", "given", "kept", "shown"),
    [
        ("text", "Med cykel", "Med cykel", "Med cykel"),
        ("number", "1 234,50", "1234.5", "1 234,5"),
        ("yes_no", "yes", "yes", "ja"),
        ("choice", "buss", "buss", "buss"),
        ("date", "2025-01-31", "2025-01-31", "2025-01-31"),
        ("scale", "4", "4", "4 av 5"),
    ],
)
def test_every_sort_of_answer_is_kept_sealed_and_read_back(lead, alma, ask, kind, given, kept, shown):
    question = ask(kind=kind)
    address = reverse("enrolment-edit", args=[alma.enrolment.pk])
    told = {"starts": "2025-02-03", f"q{question.pk}": given}
    assert lead.post(address, told).status_code == 302
    with as_keeper():
        opened([alma], "test")
        answer = Answer.objects.select_related("person__key").get()
        assert answer.opened("text_sealed") == kept
        assert len(kept) < 4 or kept.encode() not in bytes(answer.text_sealed)  # one byte may turn up by chance
    page = text_of(lead.get(reverse("enrolment", args=[alma.enrolment.pk]))).replace("\xa0", " ")
    assert shown in page
    assert lead.post(address, {"starts": "2025-02-03", f"q{question.pk}": ""}).status_code == 302
    with as_keeper():
        assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("kind", "given"), [("number", "mycket"), ("choice", "tåg"), ("date", "i maj"), ("scale", "6")]
)
def test_answers_of_the_wrong_sort_come_back(lead, alma, ask, kind, given):
    question = ask(kind=kind)
    told = {"starts": "2025-02-03", f"q{question.pk}": given}
    assert "Rätta det här först" in text_of(lead.post(reverse("enrolment-edit", args=[alma.enrolment.pk]), told))


def test_what_must_be_answered_is_asked_for(lead, alma, ask):
    ask(kind="text", required=True)
    told = {"starts": "2025-02-03"}
    assert "Rätta det här först" in text_of(lead.post(reverse("enrolment-edit", args=[alma.enrolment.pk]), told))


def test_an_answered_question_keeps_its_sort_and_is_not_removed(lead, alma, ask):
    question = ask(kind="text")
    lead.post(reverse("enrolment-edit", args=[alma.enrolment.pk]), {"starts": "2025-02-03", f"q{question.pk}": "Ja"})
    told = {"text_sv": "Ny text", "why": "Skäl", "kind": "number"}
    assert "ligger fast" in text_of(lead.post(reverse("question-edit", args=[question.pk]), told))
    assert "tas inte bort" in text_of(lead.post(reverse("question-remove", args=[question.pk])))
    assert lead.post(reverse("question-edit", args=[question.pk]), told | {"kind": "text"}).status_code == 302
    with as_keeper():
        assert Question.objects.get().text_sv == "Ny text"


def test_an_unanswered_question_goes(lead, project, ask):
    question = ask()
    assert lead.post(reverse("question-remove", args=[question.pk])).status_code == 302
    with as_keeper():
        assert not Question.objects.exists()
        assert [one.code for one in asked_in(project)] == list(SHIPPED)


def test_copying_adds_and_takes_nothing_away(project, places, colleagues, ask):
    from samsyn.apps.portfolio.models import Project

    ask()
    other = Project.objects.create(code="BRO", name="Bron", organisation=places.owner, starts=project.starts)
    with door(colleagues.lead):
        assert copy_questions(source=project, project=other, by=colleagues.lead) == 1
        assert copy_questions(source=project, project=other, by=colleagues.lead) == 0
        assert [one.label for one in asked_in(other)][-1] == WORDS["text_sv"]
        assert len(asked_in(other)) == len(SHIPPED) + 1


def test_questions_travel_with_the_method(lead, project, foreign_project, colleagues, ask):
    """Out of one authority and into another: the same words, the reason, the order and what must be answered."""
    ask(required=True, text_en="How do you get here?")
    response = lead.get(reverse("questions-export", args=[project.pk]))
    assert response["Content-Disposition"] == f'attachment; filename="fragor-{project.pk}.yaml"'
    method, questions = questions_in(response.content)
    assert method == project.name
    with door(colleagues.foreign):
        assert bring_questions(project=foreign_project, questions=questions, method=method, by=colleagues.foreign) == 1
        assert bring_questions(project=foreign_project, questions=questions, method=method, by=colleagues.foreign) == 0
        new = asked_in(foreign_project)[-1]
        assert (new.question.text_sv, new.question.text_en) == (WORDS["text_sv"], "How do you get here?")
        assert (new.question.choices, new.why, new.required) == (["buss", "bil"], WORDS["why"], True)
        assert (new.question.origin, new.question.organisation) == (project.name, foreign_project.organisation)


def test_reading_in_a_file_by_the_page(lead, project):
    content = file_of([Asked("sex", required=True), Asked(question=Question(**WORDS))], "Metoden")
    address = reverse("questions-import", args=[project.pk])
    file = SimpleUploadedFile("fragor.yaml", content.encode())
    assert lead.post(address, {"file": file}).status_code == 302
    with as_keeper():
        assert asked_in(project)[-1].question.origin == "Metoden"
    assert "ett av de två" in text_of(lead.post(address, {}))


GOOD = {"samsyn_questions": 1, "method": "M", "questions": [{"shipped": "sex"}]}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[", "går inte att läsa som YAML"),
        ("a: &a [1]\nb: *a", "går inte att läsa som YAML"),
        ("[" * 20_000, "går inte att läsa som YAML"),
        ("!!python/object/apply:os.system ['true']", "går inte att läsa som YAML"),
        ("hej", "ingen frågefil"),
        (yaml.safe_dump(GOOD | {"samsyn_questions": 2}), "ingen frågefil"),
        (yaml.safe_dump(GOOD | {"questions": []}), "mellan 1 och 200"),
        (yaml.safe_dump(GOOD | {"questions": [{"shipped": "sko"}]}), "Fråga 1: den inbyggda frågan finns inte"),
        (yaml.safe_dump(GOOD | {"questions": [{"shipped": "sex"}, {"text": "Va?", "kind": "text"}]}), "Fråga 2: ”why”"),
        (yaml.safe_dump(GOOD | {"questions": [{"text": "Va?", "why": "x", "kind": "sång"}]}), "”kind” ska vara"),
        (yaml.safe_dump(GOOD | {"questions": [{"text": "Va?", "why": "x", "kind": "choice"}]}), "”choices” ska vara"),
        (yaml.safe_dump(GOOD | {"questions": [{"shipped": "sex", "required": "ja"}]}), "”required”"),
        ("x" * 70_000, "större"),
        (b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_a_file_that_does_not_hold_says_where_and_what_to_do(content, says):
    with pytest.raises(ValidationError) as caught:
        questions_in(content)
    assert says in " ".join(caught.value.messages)


@given(st.text(max_size=300) | st.binary(max_size=300))
def test_whatever_is_in_the_file_it_is_read_or_refused(content):
    try:
        method, questions = questions_in(content)
    except ValidationError:
        return
    assert isinstance(method, str)
    assert questions


@pytest.mark.parametrize("who", ["partner", "foreign", "reader", "manager", "group_leader", "referrer", "outsider"])
def test_others_do_not_touch_the_questions(client, colleagues, project, ask, who):
    question = ask()
    client.force_login(getattr(colleagues, who))
    names = ("project-questions", "question-new", "questions-copy", "questions-export", "questions-import")
    for address in [
        *(reverse(name, args=[project.pk]) for name in names),
        reverse("question-edit", args=[question.pk]),
    ]:
        assert client.get(address).status_code == 404
