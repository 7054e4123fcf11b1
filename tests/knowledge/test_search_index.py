"""The index follows what is saved, finds what it should, and shows nobody what they may not see."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from samsyn.apps.catalogue.models import Term
from samsyn.apps.knowledge.actions.indexing import make_index
from samsyn.apps.knowledge.models import SearchDocument, SearchIndex, SearchPosting, SearchWord
from samsyn.apps.knowledge.queries import searching
from samsyn.apps.knowledge.queries.searching import search, similar_to
from samsyn.apps.portfolio.models import Call, Goal, Project, ProjectParty

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 1, 1)


@pytest.fixture
def told(project):
    """The shared project with words of its own, and two goals."""
    project.summary = "Gruppsamtal för unga vuxna som saknar planering, med tolk vid varje tillfälle."
    project.save()
    Goal.objects.create(project=project, text="Färre har försörjningsstöd efter sex månader.", missing_why="Prövas")
    Goal.objects.create(project=project, text="Styrgruppen har mandat att besluta.", missing_why="Prövas")
    return project


@pytest.fixture
def indexed(told):
    make_index()
    return told


def titles(hits):
    return [document.title for document in hits.documents]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("försörjningsstödet", "Färre har försörjningsstöd efter sex månader."),
        ("socialbidrag", "Färre har försörjningsstöd efter sex månader."),
        ("ekonomiskt bistånd", "Färre har försörjningsstöd efter sex månader."),
        ("försörjningstöd", "Färre har försörjningsstöd efter sex månader."),
        ("styrgruppens mandat", "Styrgruppen har mandat att besluta."),
        ("samtal i grupp", "VIND – Vägen in"),
        ("ungdomar", "VIND – Vägen in"),
        ("språkhinder", "VIND – Vägen in"),
    ],
)
def test_other_forms_parts_near_words_and_slips_find_it(indexed, people, asked, first):
    assert titles(search(people.lead, asked))[0] == first


def test_nothing_is_answered_before_the_index_is_made(told, people):
    assert search(people.lead, "försörjningsstöd") is None


def test_what_one_may_not_see_is_neither_shown_nor_counted(indexed, people):
    assert titles(search(people.foreign, "försörjningsstöd mandat planering tolk")) == []
    assert search(people.outsider, "kommun").documents == ()
    assert search(people.lead, "försörjningsstöd").kinds["goal"] == 1


def test_whoever_sees_little_of_much_gets_the_same(
    indexed, people, places, client, monkeypatch, django_assert_max_num_queries
):
    asked = "planering mandat försörjningsstöd kommun"
    before = {who: titles(search(getattr(people, who), asked)) for who in ("lead", "foreign", "outsider")}
    assert [bool(found) for found in before.values()] == [True, True, False]
    monkeypatch.setattr(searching, "FIRST", 1)
    monkeypatch.setattr(searching, "RARE", 2)  # after the first hit, all that may be seen is fetched
    assert {who: titles(search(getattr(people, who), asked)) for who in before} == before
    client.force_login(people.foreign)
    with django_assert_max_num_queries(25):
        client.get(reverse("search"), {"q": asked + " styrgrppen"})


def test_one_kind_alone_can_be_asked_for(indexed, people):
    hits = search(people.lead, "planering mandat försörjningsstöd", kind="goal")
    assert {document.kind for document in hits.documents} == {"goal"}


def test_what_is_saved_is_found_and_what_is_removed_is_gone(indexed, people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        goal = Goal.objects.create(project=indexed, text="Skuldrådgivning inom en vecka.", missing_why="Prövas")
    assert titles(search(people.lead, "skuldrådgivningen")) == ["Skuldrådgivning inom en vecka."]
    with django_capture_on_commit_callbacks(execute=True):
        goal.text = "Budgetkurs inom en vecka."
        goal.save()
    assert titles(search(people.lead, "budgetkurser")) == ["Budgetkurs inom en vecka."]
    with django_capture_on_commit_callbacks(execute=True):
        goal.delete()
    assert titles(search(people.lead, "budgetkurser")) == []


def test_a_changed_row_leaves_the_index_as_a_new_one_would(indexed, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        indexed.summary = "Något helt annat om hyresvärdar."
        indexed.save()
        Goal.objects.filter(text__startswith="Färre").get().delete()
    followed = contents()
    make_index()
    assert {word for word, _ in followed} == {word for word, _ in contents()}
    assert SearchIndex.objects.get().documents == SearchDocument.objects.count()


def contents():
    """Which words some document holds, and in how many documents."""
    held = SearchWord.objects.filter(pk__in=SearchPosting.objects.values("word"))
    assert not SearchWord.objects.filter(documents__gt=0).exclude(pk__in=held.values("pk")).exists()
    return set(held.values_list("text", "documents"))


def test_a_theme_that_is_set_is_followed(indexed, people, measures, django_capture_on_commit_callbacks):
    theme = Term.objects.get(kind="theme", code="housing", replaced_by=None)
    with django_capture_on_commit_callbacks(execute=True):
        indexed.themes.add(theme)
    assert "VIND – Vägen in" in titles(search(people.lead, "boende", kind="project"))


def test_a_likeness_has_its_reasons(indexed, people, places, measures):
    theme = Term.objects.get(kind="theme", code="conversation", replaced_by=None)
    other = Project.objects.create(
        code="ASK", name="Samtal för unga", organisation=places.owner, starts=DAY,
        summary="Unga vuxna träffas i gruppsamtal med tolk.",
    )  # fmt: skip
    ProjectParty.objects.create(project=other, organisation=places.owner, part="owner", starts=DAY)
    indexed.themes.add(theme)
    other.themes.add(theme)
    make_index()
    found = similar_to(
        people.lead, title=other.name, text=other.summary, terms=[("theme", theme.name_sv)], kinds=["project"],
        without=("project", other.pk),
    )  # fmt: skip
    assert [like.document.key for like in found.likes] == [indexed.pk]
    assert found.likes[0].shared == (("theme", theme.name_sv),)
    assert similar_to(people.foreign, title="", text=other.summary, kinds=["project"]).likes == ()


def test_a_call_that_is_published_opens(indexed, people, places, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        call = Call.objects.create(organisation=places.funder, title="Språkvänner sökes")
    assert titles(search(people.foreign, "språkvän")) == []
    call.published = True
    call.save()
    assert titles(search(people.foreign, "språkvän")) == ["Språkvänner sökes"]


def test_the_page_marks_explains_and_suggests(indexed, people, client, django_assert_max_num_queries):
    client.force_login(people.lead)
    with django_assert_max_num_queries(25):
        page = client.get(reverse("search"), {"q": "socialbidragen tolkk"}).content.decode()
    assert "<mark>försörjningsstöd</mark>" in page
    assert "nära i mening" in page
    assert "Menade du" in page
    assert "socialbidragen tolk<" in page
