"""The portfolio by worth: what speaks for each effort, what is not known, sorting, filters and sums."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from lxml import html

from samsyn.apps.economics.actions import begin_account, freeze_account
from samsyn.apps.economics.actions.settlements import write_settlement
from samsyn.apps.economics.queries import shipped_case, worth
from samsyn.apps.economics.queries.worth import alike, efforts_of
from samsyn.apps.evaluation.models import Cluster
from samsyn.apps.organisations.models import Kind, Organisation
from samsyn.apps.portfolio.models import Project, ProjectParty

DAY = datetime.date(2024, 1, 1)


@pytest.fixture
def effort(places):
    def made(code, owner=None):
        one = Project.objects.create(code=code, name=f"Insats {code}", organisation=owner or places.owner, starts=DAY)
        ProjectParty.objects.create(project=one, organisation=owner or places.owner, part="owner", starts=DAY)
        return one

    return made


@pytest.fixture
def reckon(people, places):
    def made(project, case="trelleborg_kedja", title="Kalkyl", by=None):
        return begin_account(
            title=title, contents=shipped_case(case).raw, begun_from=case,
            organisation=project.organisation, project=project, by=by or people.controller,
        )  # fmt: skip

    return made


@pytest.fixture
def three(effort, reckon, people):
    """A loses, B gains (other rate-free case of the same premises), C has no account."""
    a, b, c = effort("A"), effort("B"), effort("C")
    freeze_account(account=reckon(a), reason="x", by=people.controller)
    freeze_account(account=reckon(b, "trelleborg"), reason="x", by=people.controller)
    return a, b, c


def page(client, user, **asked) -> str:
    client.force_login(user)
    answer = client.get(reverse("worth"), asked)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def cells(text: str, table: int = 0) -> list[list[str]]:
    found = html.fromstring(text).xpath("//main//table")[table]
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")] for row in found.xpath(".//tr")]


def codes(text: str) -> list[str]:
    return [row[0].split()[0] for row in cells(text)[1:]]


def test_the_newest_frozen_copy_speaks_otherwise_the_living_account(effort, reckon, people):
    project = effort("A")
    first = freeze_account(account=reckon(project, title="Äldre"), reason="x", by=people.controller)
    second = freeze_account(account=reckon(project, "trelleborg", title="Nyare"), reason="x", by=people.controller)
    living = effort("B")
    account = reckon(living)
    found = {one.project.code: one for one in efforts_of(people.controller)}
    assert found["A"].choice.frozen == second != first
    assert found["A"].outline.society.mean == second.result["perspectives"]["society"]["present_value"]["mean"]
    assert found["B"].choice.frozen is None
    assert found["B"].choice.account == account


def test_without_an_account_an_effort_is_unknown_and_never_nought(three, people, client):
    text = page(client, people.controller)
    row = next(row for row in cells(text)[1:] if row[0].startswith("C"))
    assert "ingen kalkyl" in row[1]
    assert row[2] == "–"
    assert "1 insats av 3 saknar kalkyl" in text
    assert "0 kr" not in " ".join(row)
    assert all(one.project.code != "C" for group in alike(efforts_of(people.controller)) for one in group.efforts)


def test_who_pays_and_who_gains_are_named_with_amounts(three, people, client):
    rows = {row[0].split()[0]: row for row in cells(page(client, people.controller))[1:]}
    assert "Kommun 1,3 Mkr" in rows["A"][7]
    assert "Det offentliga, inte uppdelat 4,0 Mkr" in rows["A"][7]
    assert "Förlorar: " in rows["A"][8]
    assert "2015 års priser" in rows["A"][2]
    assert rows["A"][4] == "grad 6"
    assert "9 av 17 tal antagna" in rows["A"][5]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("insats", "ABC"),
        ("-insats", "CBA"),
        ("varde", "ABC"),
        ("-varde", "BAC"),
        ("underlag", "ABC"),
        ("hittepa", "ABC"),
    ],
)
def test_any_column_sorts_and_what_is_unknown_comes_last(three, people, client, order, expected):
    text = page(client, people.controller, ordning=order)
    assert "".join(codes(text)) == expected
    heads = html.fromstring(text).xpath("//main//table")[0].xpath(".//th[@scope='col']")
    assert len(heads) == len(heads[0].getparent().xpath(".//a"))


def test_sums_are_made_only_where_premises_are_alike_and_tie_to_the_efforts(three, effort, reckon, people, client):
    other = effort("D")
    freeze_account(account=reckon(other, "snabbare_integration_kedja"), reason="x", by=people.controller)
    efforts = efforts_of(people.controller)
    groups = alike(efforts)
    assert [[one.project.code for one in group.efforts] for group in groups] == [["A", "B"], ["D"]]
    assert groups[0].worth == pytest.approx(sum(one.outline.society.mean for one in groups[0].efforts))
    assert sum(one.mean for one in groups[0].parties) == pytest.approx(groups[0].worth, abs=1.0)
    assert sum(one.cost for one in groups[0].parties) == pytest.approx(groups[0].cost, abs=1.0)
    text = page(client, people.controller)
    assert "Summor för 2 insatser, part för part" in text
    assert "räknas då två gånger" in text
    assert "Vad som inte går att lägga ihop" in text
    assert "D: prisår 2015, första året 2015, tidshorisont 8 år, kalkylränta 4,0 %." in text


def test_the_page_says_what_it_cannot_tell_and_gives_no_score(three, people, client):
    text = page(client, people.controller)
    assert "Det här är ingen rangordning." in text
    assert "poäng" not in text.lower()


def test_filters_by_association_and_cluster(three, people, places, client):
    a, b, _c = three
    joined = Organisation.objects.create(name="Påhittade förbundet", kind=Kind.ASSOCIATION)
    ProjectParty.objects.create(project=a, organisation=joined, part="funder", starts=DAY)
    cluster = Cluster.objects.create(name="Ett kluster", organisation=places.owner)
    cluster.projects.set([b])
    assert codes(page(client, people.controller, association=joined.pk)) == ["A"]
    assert codes(page(client, people.controller, cluster=cluster.pk)) == ["B"]
    both = page(client, people.controller, association=joined.pk, cluster=cluster.pk)
    assert "Ingen insats passar filtret" in both
    sorted_too = page(client, people.controller, association=joined.pk)
    links = html.fromstring(sorted_too).xpath("//main//table[1]//thead//a/@href")
    assert all(f"association={joined.pk}" in link for link in links)


def test_what_one_may_not_see_is_not_there(three, effort, reckon, people, places, client):
    hidden = effort("DOLD", places.foreign)
    freeze_account(account=reckon(hidden, by=people.foreign), reason="x", by=people.foreign)
    assert "DOLD" not in page(client, people.controller)
    assert codes(page(client, people.foreign)) == ["DOLD"]
    assert "Inga insatser ännu" in page(client, people.outsider)


def test_a_bokslut_is_told_with_whether_anything_was_compared(three, people, client):
    b = three[1]
    frozen = b.accounts.get().frozen.get()
    facts = {"starters": 60, "completed": 50, "reached": 20, "followed": 40, "source": "Boken", "costs": {}}
    write_settlement(frozen=frozen, by=people.controller, **facts)
    rows = {row[0].split()[0]: row for row in cells(page(client, people.controller))[1:]}
    assert rows["A"][-1] == "inget"
    assert rows["B"][-1] == "skrivet för fryst nr 1 utan jämförelse"
    card = client.get(reverse("account-list")).content.decode().replace("\xa0", " ")
    assert "Av 3 insatser har 2 en fryst kalkyl, 0 en påbörjad och 1 ett bokslut." in card


def test_a_living_account_waits_when_time_has_run_out(effort, reckon, people, client, monkeypatch):
    project = effort("A")
    account = reckon(project)
    monkeypatch.setattr(worth, "PATIENCE", -1.0)
    text = page(client, people.controller)
    assert "inte uträknad" in text
    assert account.get_absolute_url() in text
    monkeypatch.undo()
    assert "inte fryst" in page(client, people.controller)


def test_the_number_of_questions_does_not_follow_the_number_of_efforts(three, effort, reckon, people, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    page(client, people.controller)
    with CaptureQueriesContext(connection) as few:
        page(client, people.controller)
    for code in ("E", "F", "G"):
        freeze_account(account=reckon(effort(code)), reason="x", by=people.controller)
    page(client, people.controller)
    with CaptureQueriesContext(connection) as many:
        page(client, people.controller)
    assert len(many) <= len(few) + 1


def test_the_expected_insight_is_written_on_the_project_and_read_here(people, client, effort):
    from samsyn.apps.portfolio.actions import edit_project

    edit_project(project=effort("A"), insight="Vem som kan ändra regeln.", by=people.lead)
    assert "Vem som kan ändra regeln." in page(client, people.controller)
