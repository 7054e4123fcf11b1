"""The pages of deliveries: what is shown before and after, to whom, and what is noted of it."""

from __future__ import annotations

import json
import re

import pytest
from django.urls import reverse

from samsyn.apps.audit.models import Reading
from samsyn.apps.evaluation.models import DeliveredRelease
from samsyn.apps.participants.models import Person
from samsyn.apps.participants.queries.deliver import tables_of
from samsyn.apps.participants.reading import as_system
from samsyn.core.disclosure.shown import ProtectedTable
from samsyn.core.disclosure.wire import fingerprint
from tests.participants.deliver_given import TODAY, bring, deliver_as, follow

pytestmark = pytest.mark.django_db
ASKED = {"up_to": TODAY.isoformat()}
OTHERS = ("controller", "reader", "manager", "board", "administrator", "partner", "funder", "evaluator", "foreign",
          "outsider", "group_leader", "referrer", "protector")  # fmt: skip


@pytest.fixture
def many(colleagues, places, project, measures):
    ladder = follow(project, "samfi_ostra_goinge", ("before", "exit", "months_3"))
    return bring(project, 100, ladder=ladder, senders=(places.partner, places.owner), seed=7)


@pytest.fixture
def lead(client, colleagues):
    client.force_login(colleagues.lead)
    return client


def new(project) -> str:
    return reverse("delivery-new", args=[project.pk])


def confirmation(response) -> dict[str, str]:
    """What the browser sends when the confirming button is pressed: the hidden fields of its form."""
    form = next(one for one in re.findall(r"<form.*?</form>", response.content.decode(), re.S) if "as_seen" in one)
    fields = re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', form)
    return {name: value for name, value in fields if name != "csrfmiddlewaretoken"}


def test_nothing_is_read_before_it_is_asked_for(lead, project, many):
    page = lead.get(new(project)).content.decode()
    assert "Se vad som lämnas" in page
    assert not Reading.objects.exists()


def test_the_preview_stands_beside_the_exact_figures_and_is_noted(lead, colleagues, project, many):
    page = lead.post(new(project), ASKED).content.decode()
    with as_system([project.organisation_id]):
        women = Person.objects.filter(pk__in=many, sex="women").count()
    assert f"{women} → {5 * round(women / 5)}" in page
    assert "→ färre" in page
    assert "Lämna leverans 1" in page
    noted = Reading.objects.filter(what="delivery", actor=colleagues.lead)
    assert {row.person_key for row in noted} == {str(person) for person in many}
    assert not DeliveredRelease.objects.exists()


def test_what_was_previewed_is_what_leaves(lead, project, many):
    preview = lead.post(new(project), ASKED)
    answer = lead.post(new(project), confirmation(preview), follow=True)
    page = answer.content.decode()
    assert "Leverans 1 är lämnad." in page
    assert "Hämta som JSON" in page
    assert not re.search(r"\d →", page)
    assert DeliveredRelease.objects.get().sha256 == confirmation(preview)["as_seen"]


def test_when_somebody_has_written_meanwhile_it_is_looked_at_again(lead, project, many):
    before = confirmation(lead.post(new(project), ASKED))
    bring(project, 12, seed=5)
    page = lead.post(new(project), before).content.decode()
    assert "Uppgifterna har ändrats sedan du såg dem" in page
    assert "Lämna leverans 1" in page
    assert not DeliveredRelease.objects.exists()


def test_rows_that_stand_say_since_when_and_how_many_have_changed(lead, colleagues, project, many):
    deliver_as(colleagues.lead, project)
    bring(project, 8, seed=9, sexes=("men",), days=30)
    page = lead.post(new(project), ASKED).content.decode()
    assert re.search(r"Kvinnor: står kvar sedan \d{4}-\d\d-\d\d\. 0 personer har ändrats, 5 behövs\.", page)
    assert "Lämna leverans 2" in page


def test_when_nothing_is_new_there_is_nothing_to_confirm(lead, colleagues, project, many):
    deliver_as(colleagues.lead, project)
    page = lead.post(new(project), ASKED).content.decode()
    assert "Inget kan förnyas sedan leverans 1" in page
    assert "as_seen" not in page


def test_too_few_people_say_so(lead, project, measures):
    bring(project, 12)
    page = lead.post(new(project), ASKED).content.decode()
    assert "Färre än 20 personer är med" in page
    assert "as_seen" not in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"up_to": "2199-01-01"}, "Dagen har inte varit än"),
        ({"up_to": "i går"}, "datum"),
        ({**ASKED, "correction": "on"}, "Skriv vad som rättas"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_entered_is_lost(lead, project, many, wrong, says):
    page = lead.post(new(project), {**wrong, "why": "en text"} if "correction" not in wrong else wrong).content.decode()
    assert says in page
    if "correction" not in wrong:
        assert "en text" in page
    assert not DeliveredRelease.objects.exists()


def test_the_list_and_the_file_hold_exactly_what_left(lead, colleagues, project, many):
    made = deliver_as(colleagues.lead, project)
    listed = lead.get(reverse("delivery-list", args=[project.pk])).content.decode()
    assert reverse("delivery", args=[made.pk]) in listed
    answer = lead.get(reverse("delivery-json", args=[made.pk]))
    wire = json.loads(answer.content)
    tables = [ProtectedTable.from_wire(one) for one in wire["tables"]]
    assert tables == tables_of(made)
    assert fingerprint(tables) == wire["sha256"] == made.sha256
    assert "VIND" not in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"


def test_a_delivery_that_was_made_shows_nobody(lead, colleagues, project, many):
    made = deliver_as(colleagues.lead, project)
    before = Reading.objects.count()
    for name in ("delivery", "delivery-json"):
        lead.get(reverse(name, args=[made.pk]))
    assert Reading.objects.count() == before


@pytest.mark.parametrize("who", OTHERS)
def test_the_pages_are_not_there_for_anybody_else(client, colleagues, project, many, who):
    made = deliver_as(colleagues.lead, project)
    client.force_login(getattr(colleagues, who))
    for address in (
        reverse("delivery-list", args=[project.pk]), new(project),
        reverse("delivery", args=[made.pk]), reverse("delivery-json", args=[made.pk]),
    ):  # fmt: skip
        assert client.get(address).status_code == 404, address
    assert client.post(new(project), ASKED).status_code == 404


def test_a_process_leader_elsewhere_meets_nothing(client, colleagues, project, many, foreign_project):
    client.force_login(colleagues.foreign)
    assert client.get(reverse("delivery-list", args=[foreign_project.pk])).status_code == 200
    assert client.get(reverse("delivery-list", args=[project.pk])).status_code == 404


@pytest.mark.parametrize("who", ["board", "funder", "evaluator", "partner"])
def test_they_see_what_was_delivered_and_the_leader_the_exact_figures(client, colleagues, project, many, who):
    """The board and those who pay see rounded figures and no way to others; the leader sees the exact ones."""
    deliver_as(colleagues.lead, project)
    with as_system([project.organisation_id]):
        women = Person.objects.filter(pk__in=many, sex="women").count()
    assert women % 5
    client.force_login(getattr(colleagues, who))
    page = client.get(reverse("project-follow-up", args=[project.pk])).content.decode()
    assert "Personer efter kön" in page
    assert f">{5 * round(women / 5)} " in page
    assert f">{women}" not in page
    for name in ("project-people", "project-people-follow-up", "delivery-list"):
        address = reverse(name, args=[project.pk])
        assert client.get(address).status_code == 404
        assert address not in page
    client.force_login(colleagues.lead)
    exact = client.get(reverse("project-people", args=[project.pk])).content.decode()
    assert f">{women}<" in exact


def test_pages_ask_the_store_a_fixed_number_of_questions(
    lead, colleagues, project, many, django_assert_max_num_queries
):
    made = deliver_as(colleagues.lead, project)
    bring(project, 80, seed=3)
    for address in (
        reverse("delivery-list", args=[project.pk]), reverse("delivery", args=[made.pk]),
        reverse("delivery-json", args=[made.pk]),
    ):  # fmt: skip
        with django_assert_max_num_queries(25):
            lead.get(address)
    with django_assert_max_num_queries(25 + 3):  # SQLite takes the log of 180 readings in three pieces
        lead.post(new(project), ASKED)
