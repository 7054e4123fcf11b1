"""What is frozen stays: no later bank moves it, nothing removes it in silence, and its files are what was frozen."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import docx
import jsonschema
import pytest
from django.db.models import ProtectedError
from django.urls import reverse

from samsyn.apps.audit.models import Entry
from samsyn.apps.economics.actions import begin_account, change_values, freeze_account
from samsyn.apps.economics.models import FrozenAccount
from samsyn.apps.economics.presenters import TYPES
from samsyn.apps.economics.queries import answer_of, answer_with, frozen_scenario, scenario_of, shipped_case
from samsyn.core.valuation.results import fingerprint, run_scenario
from samsyn.parameters.shipped import shipped_bank
from samsyn.valuing import scenario_of as read_page
from samsyn.valuing.yaml import page_of
from tests.valuing.test_schema import RESULT


@pytest.fixture
def steps(people, places):
    return begin_account(
        title="Steg", contents=shipped_case("stegforflyttning").raw, begun_from="stegforflyttning",
        organisation=places.owner, project=None, by=people.controller,
    )  # fmt: skip


@pytest.fixture
def frozen(steps, people):
    made = freeze_account(account=steps, reason="Styrelsen i mars", by=people.controller)
    return FrozenAccount.objects.select_related("account").get(pk=made.pk)


@pytest.fixture
def dearer(monkeypatch):
    """The bank as it may be next year: every amount doubled, other assumptions, no grades."""
    bank = shipped_bank()

    def doubled(value):
        return replace(value, value=value.value * 2 if isinstance(value.value, Decimal) else value.value)

    prices = {code: replace(price, values=tuple(map(doubled, price.values))) for code, price in bank.prices.items()}
    assumptions = {code: replace(one, value=one.value * Decimal("0.9")) for code, one in bank.assumptions.items()}
    grades = {code: replace(one, moved=Decimal(0)) for code, one in bank.grades.items()}
    changed = replace(bank, prices=prices, assumptions=assumptions, grades=grades, fingerprint="nästa år")
    monkeypatch.setattr("samsyn.apps.economics.queries.own_prices.shipped_bank", lambda: changed)
    return changed


def hash_of(scenario, result):
    return fingerprint(run_scenario(scenario, result["draws"], result["seed"]))


def test_a_later_bank_moves_the_account_but_not_the_copy(frozen, dearer):
    account = answer_of(frozen.account.contents).result
    assert account["hash"] != frozen.result["hash"]
    assert hash_of(frozen_scenario(frozen), frozen.result) == frozen.result["hash"]
    assert answer_of(frozen.contents).result == frozen.result
    assert frozen.intact


def test_the_fingerprint_covers_what_came_from_the_bank(frozen):
    price = next(value for value in frozen.contents["values"] if value["price"])
    price["known"]["mean"] += 1
    assert not frozen.intact


def test_the_fingerprint_bears_how_a_store_writes_numbers():
    kept = FrozenAccount.fingerprint({"b": 3.0, "a": [-0.0, 1e22]}, {"x": 0.1})
    assert FrozenAccount.fingerprint({"a": [0, 10**22], "b": 3}, {"x": 0.1}) == kept


def test_a_project_is_not_removed_from_under_a_copy(people, places, project):
    account = begin_account(
        title="Insatsens", contents=shipped_case("trelleborg").raw, begun_from="trelleborg",
        organisation=places.owner, project=project, by=people.lead,
    )  # fmt: skip
    freeze_account(account=account, reason="Källa", by=people.lead)
    with pytest.raises(ProtectedError):
        project.delete()
    assert FrozenAccount.objects.filter(account=account).exists()


@pytest.mark.parametrize("kind", TYPES)
def test_a_copy_is_taken_out_as_it_was_frozen(kind, frozen, dearer, people, client):
    client.force_login(people.controller)
    answer = client.get(reverse(f"frozen-account-{kind}", args=[frozen.pk]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == TYPES[kind]
    assert answer["Content-Disposition"] == f'attachment; filename="steg-nr-1.{kind}"'
    assert CARRIES[kind](answer.content) == frozen.result["hash"]
    taken = Entry.objects.get(verb="account_taken_out")
    assert (taken.details["kind"], taken.details["sha256"]) == (kind, frozen.sha256)


def of_yaml(data):
    scenario = read_page(page_of(data.decode(), "kalkyl.yaml"))
    return fingerprint(run_scenario(scenario))


def of_word(data):
    document = docx.Document(io.BytesIO(data))
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings[-1] == "Bilaga: CHEERS 2022"
    assert [row.cells[0].text for row in document.tables[-1].rows][1:] == [str(number) for number in range(1, 29)]
    return document.core_properties.identifier


def of_excel(data):
    described = zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml").decode()
    return re.search(r"<dc:description>(\w+)<", described)[1]


def test_the_report_and_the_workbook_bear_the_accounts_own_title(frozen, people, client):
    client.force_login(people.controller)
    report = client.get(reverse("frozen-account-docx", args=[frozen.pk])).content
    document = docx.Document(io.BytesIO(report))
    assert document.core_properties.title == "Steg"
    told = " ".join(each.text for each in document.paragraphs)
    assert "Kalkylen började från ”Stegförflyttning långt från arbete”." in told
    assert str(frozen.account.organisation) in told
    book = client.get(reverse("frozen-account-xlsx", args=[frozen.pk])).content
    assert "<dc:title>Steg</dc:title>" in zipfile.ZipFile(io.BytesIO(book)).read("docProps/core.xml").decode()


CARRIES = {
    "docx": of_word,
    "xlsx": of_excel,
    "json": lambda data: json.loads(data)["hash"],
    "yaml": of_yaml,
}


def test_an_account_reads_back_from_its_file_to_the_same_checksum(steps, people, client):
    client.force_login(people.controller)
    told = json.loads(client.get(reverse("account-json", args=[steps.pk])).content)
    jsonschema.validate(told, RESULT)
    assert of_yaml(client.get(reverse("account-yaml", args=[steps.pk])).content) == told["hash"]
    assert client.get(reverse("case-docx", args=["trelleborg"])).status_code == 200


def test_a_copy_that_has_been_changed_is_not_given_out(frozen, people, client):
    FrozenAccount.objects.update(result={**frozen.result, "draws": 1})
    client.force_login(people.controller)
    answer = client.get(reverse("frozen-account-json", args=[frozen.pk]), follow=True)
    assert answer.redirect_chain
    assert "stämmer inte med sin kontrollsumma" in answer.content.decode()


def test_every_number_of_a_copy_and_of_a_case_opens_its_source(frozen, dearer, people, client):
    client.force_login(people.controller)
    for page, arguments, value in (
        ("frozen-account", [frozen.pk], "frozen-account-value"),
        ("account-case", ["stegforflyttning"], "case-value"),
    ):
        shown = client.get(reverse(page, args=arguments)).content.decode()
        for one in frozen.result["sources"]:
            assert reverse(value, args=[*arguments, one["code"]]) in shown
    number = client.get(reverse("frozen-account-value", args=[frozen.pk, "assistance"])).content.decode()
    amount = next(one["value"] for one in frozen.result["sources"] if one["code"] == "assistance")
    assert f"{amount:,.0f}".replace(",", "\N{NO-BREAK SPACE}") in number
    assert "kr per hushåll och år" in number
    assert client.get(reverse("frozen-account-value", args=[frozen.pk, "finns_inte"])).status_code == 404


@pytest.mark.parametrize("code", ["stegforflyttning", "trelleborg_kedja", "kvar_till_21", "snabbare_integration_kedja"])
@pytest.mark.parametrize("means", [{}, {"chain.reach": 0.4, "chain.drop_off": 0.1}, {"chain.effect": 0.3}])
def test_a_slider_answers_as_if_all_were_run_anew(code, means):
    from samsyn.apps.economics.queries.trying import TRIED, moved
    from samsyn.valuing import brief_of

    raw = shipped_case(code).raw
    anew = brief_of(run_scenario(moved(scenario_of(raw), means), TRIED))
    for _again in range(2):
        tried = answer_with(raw, means).result
        assert {**tried, "perspectives": 0} == {**anew, "perspectives": 0}
        for party, seen in anew["perspectives"].items():
            for part in ("present_value", "first_term", "cost", "benefit"):
                assert tried["perspectives"][party][part] == pytest.approx(seen[part], rel=1e-9, abs=1e-3)


VALUE = {"value": "40", "low": "30", "high": "60", "behind": "source", "text": "Min egen mätning", "grade": "5"}


def test_two_who_change_the_same_number_see_both_and_choose(steps, people, client):
    client.force_login(people.manager)
    address = reverse("account-value", args=[steps.pk, "more"])
    opened = {**fields_of(client.get(address)), **VALUE}
    theirs = {"value": 0.2, "spread": None, "assumption": "Kollegans bedömning"}
    change_values(account=steps, values={"more": theirs}, revision=1, by=people.controller)
    page = client.post(address, opened)
    text = page.content.decode()
    assert page.status_code == 200
    for shown in ("Cecilia", "Kollegans bedömning", "Min egen mätning", "Behåll det som står där nu", "Spara mitt"):
        assert shown in text
    steps.refresh_from_db()
    assert steps.contents["values"]["more"]["value"] == 0.2
    chosen = fields_of(page)
    assert chosen["text"] == "Min egen mätning"
    assert client.post(address, chosen).status_code == 302
    steps.refresh_from_db()
    assert (steps.contents["values"]["more"]["value"], steps.contents["values"]["more"]["source"]) == (
        0.4,
        "Min egen mätning",
    )


def test_who_changes_another_number_is_in_nobodys_way(steps, people, client):
    client.force_login(people.manager)
    address = reverse("account-value", args=[steps.pk, "more"])
    opened = {**fields_of(client.get(address)), **VALUE}
    change_values(account=steps, values={"caseload": {"value": 14}}, revision=1, by=people.controller)
    assert client.post(address, opened).status_code == 302
    steps.refresh_from_db()
    assert steps.contents["values"]["more"]["value"] == 0.4
    assert steps.contents["values"]["caseload"]["value"] == 14


def fields_of(page) -> dict[str, str]:
    from tests.economics.test_accounts import as_shown

    return {name: (value or "").strip() for name, value in as_shown(page).items()}
