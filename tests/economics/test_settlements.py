"""Bokslut: on a frozen copy, with the effect said only where something was compared."""

from __future__ import annotations

import json

import numpy as np
import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samsyn.apps.economics.actions import begin_account, freeze_account
from samsyn.apps.economics.actions.settlements import write_settlement
from samsyn.apps.economics.models import Settlement
from samsyn.apps.economics.presenters.settlements import settlement_words
from samsyn.apps.economics.queries import shipped_case
from samsyn.apps.economics.queries.settlements import settled
from samsyn.core.intake.rows.sheet import Rows
from samsyn.estimating import Question, estimate
from samsyn.estimating_text import as_json


@pytest.fixture
def frozen(people, places):
    account = begin_account(
        title="Vår kalkyl", contents=shipped_case("trelleborg").raw, begun_from="trelleborg",
        organisation=places.owner, project=None, by=people.controller,
    )  # fmt: skip
    return freeze_account(account=account, reason="Före", by=people.controller)


ROW = {"starters": 60, "completed": 50, "reached": 20, "followed": 40, "source": "Bokföringen", "costs": {}}


@pytest.fixture
def written(frozen, people):
    def write(**changed):
        return write_settlement(frozen=frozen, by=people.controller, **{**ROW, **changed})

    return write


def page(client, people, frozen) -> str:
    client.force_login(people.reader)
    return client.get(reverse("settlement", args=[frozen.pk])).content.decode().replace("\xa0", " ")


def test_without_a_comparison_the_page_says_that_no_effect_is_shown(written, frozen, people, client):
    written()
    text = page(client, people, frozen)
    assert "Ingen effekt påvisad" in text
    assert "behöver minst" in text
    assert "Effekt: vad insatsen gjorde" not in text
    assert "Slump" not in text


def test_with_a_comparison_effect_and_luck_stand_apart(written, frozen, people, client):
    written(comparison="lot", compared_reached=5, compared=40)
    text = page(client, people, frozen)
    assert "Ingen effekt påvisad" not in text
    assert "Effekt: vad insatsen gjorde" in text
    assert "Slump: det som återstår" in text


def test_a_dearer_effort_is_seen_as_price(written, frozen, people, client):
    written(costs={"0": 9_000_000.0})
    assert "Pris: vad insatsen kostade" in page(client, people, frozen)


def test_readers_write_no_bokslut_and_numbers_that_contradict_are_refused(frozen, written, people):
    with pytest.raises(PermissionDenied):
        write_settlement(frozen=frozen, by=people.reader, **ROW)
    with pytest.raises(ValidationError, match="70 fullföljde av 60"):
        written(completed=70)
    assert not Settlement.objects.exists()


def test_too_few_compared_give_no_effect(written):
    with pytest.raises(ValidationError):
        written(reached=2, followed=3, comparison="lot", compared_reached=1, compared=2)


def test_the_form_tells_what_is_missing_and_keeps_the_rest(frozen, people, client):
    client.force_login(people.controller)
    address = reverse("settlement-write", args=[frozen.pk])
    data = {
        "starters": "60",
        "completed": "50",
        "reached": "41",
        "followed": "40",
        "comparison": "lot",
        "source": "Boken",
    }
    text = client.post(address, data).content.decode()
    assert "Kan inte vara fler än 40." in text
    assert "Behövs för jämförelsen." in text
    assert "Boken" in text
    good = {**data, "reached": "20", "compared_reached": "10", "compared": "40", "cost-0": "6 000 000 kr"}
    assert client.post(address, good).status_code == 302
    assert Settlement.objects.get().costs == {"0": 6_000_000.0}


def test_a_second_writing_replaces_the_first(written):
    written()
    written(starters=80)
    assert Settlement.objects.get().starters == 80


def test_a_difference_that_may_be_chance_is_no_effect(written, frozen, people, client):
    written(comparison="lot", compared_reached=17, compared=40)
    text = page(client, people, frozen)
    assert "Ingen effekt påvisad" in text
    assert "Effekt: vad insatsen gjorde" not in text


def test_a_comparison_that_did_better_is_told_as_it_is(written, frozen, people, client):
    written(reached=4, comparison="lot", compared_reached=30, compared=40)
    assert "Bokslutet visar −" in page(client, people, frozen)


def test_what_was_planned_at_its_means_stands_first_and_the_parts_add_up_to_the_last_krona(written, frozen, people):
    row = written(starters=73, completed=51, costs={"0": 6_123_456.78})
    row.frozen = frozen
    table = settlement_words(row, settled(row))["table"]
    shown = [int("".join(each for each in str(cells[1]).replace("−", "-") if each in "-0123456789"))
             for cells in (*table.rows, table.total)]  # fmt: skip
    assert sum(shown[:-1]) == shown[-1]


def test_the_heavy_draws_are_made_once(written, frozen, people, client, monkeypatch):
    from samsyn.core.valuation import results

    written()
    times = []
    original = results.run_scenario
    monkeypatch.setattr(results, "run_scenario", lambda *args, **kwargs: times.append(1) or original(*args, **kwargs))
    page(client, people, frozen)
    page(client, people, frozen)
    assert not times  # writing it had made them already
    written(starters=61)
    assert not times
    cache.clear()
    page(client, people, frozen)
    assert times == [1]


# Moves


STEPS_ROW = {**ROW, "over": 1.0, "goal": "från på väg till i arbete"}


@pytest.fixture
def steps(people, places):
    account = begin_account(
        title="Steg", contents=shipped_case("snabbare_integration_kedja").raw, begun_from="snabbare_integration_kedja",
        organisation=places.owner, project=None, by=people.controller,
    )  # fmt: skip
    return freeze_account(account=account, reason="Före", by=people.controller)


def test_moves_without_a_comparison_say_how_many_times_as_often_would_do(steps, people, client):
    write_settlement(frozen=steps, by=people.controller, **STEPS_ROW)
    text = page(client, people, steps)
    assert "Ingen effekt påvisad" in text
    assert "gånger så vanliga tack vare den; kalkylen räknade med" in text
    assert "50 % gjorde någon av flyttarna (20 av 40 som kunde göra dem och följdes upp)" in text
    assert "Sammansättning" not in text
    assert "Kalkylen prövas inte mot utfallet" in text


def test_moves_with_a_comparison_have_an_effect_and_who_began_is_mix(steps, people, client):
    began = {"on_the_way": 40, "working": 20}
    write_settlement(
        frozen=steps, by=people.controller, comparison="lot", compared_reached=5, compared=40, began=began, **STEPS_ROW
    )
    text = page(client, people, steps)
    assert "Ingen effekt påvisad" not in text
    assert "Effekt: hur mycket vanligare flyttarna blev" in text
    assert "Sammansättning: var de stod som började" in text
    assert "Började i läget ”På väg till arbete”" in text


def test_the_form_for_moves_asks_where_they_began_and_how_long_it_took(steps, people, client):
    client.force_login(people.controller)
    address = reverse("settlement-write", args=[steps.pk])
    text = client.get(address).content.decode()
    assert "År mellan de två tillfällena" in text
    assert "Började i läget ”På väg till arbete”" in text
    data = {"starters": "60", "completed": "50", "over": "1,5", "source": "Boken", "began-on_the_way": "50",
            "began-working": "10"}  # fmt: skip
    assert client.post(address, data).status_code == 302
    row = Settlement.objects.get()
    assert (row.over, row.began) == (1.5, {"on_the_way": 50, "working": 10})


def test_a_goal_that_is_a_state_does_not_ask_where_they_began(frozen, people, client):
    client.force_login(people.controller)
    text = client.get(reverse("settlement-write", args=[frozen.pk])).content.decode()
    assert "Började i läget" not in text
    assert "År mellan" not in text


# The record


def record(client, people) -> str:
    client.force_login(people.reader)
    return client.get(reverse("settlement-list")).content.decode().replace("\xa0", " ")


def chain(people, places, **row):
    """A bokslut of the case that has a band."""
    account = begin_account(
        title="Kedjan", contents=shipped_case("trelleborg_kedja").raw, begun_from="trelleborg_kedja",
        organisation=places.owner, project=None, by=people.controller,
    )  # fmt: skip
    one = freeze_account(account=account, reason="Före", by=people.controller)
    return write_settlement(frozen=one, by=people.controller, **{**ROW, **row})


def test_nothing_is_scored_without_an_effect(people, places, client):
    assert "Inga bokslut ännu" in record(client, people)
    chain(people, places)
    text = record(client, people)
    assert "Ingen kalkyl går att pröva än" in text
    assert "ingen effekt påvisad" in text


def test_forecasts_that_promise_too_much_are_found_out(people, places, client):
    for _each in range(5):
        chain(people, places, reached=2, followed=40, comparison="lot", compared_reached=20, compared=40)
    text = record(client, people)
    assert "0 av 5 utfall låg inom kalkylens spann. I längden ska det vara 90 %." in text
    assert "Kalkylerna lovar för mycket" in text


def test_few_outcomes_judge_no_forecast_and_one_account_is_counted_once(people, places, client):
    row = chain(people, places, comparison="lot", compared_reached=5, compared=40)
    again = freeze_account(account=row.frozen.account, reason="Igen", by=people.controller)
    write_settlement(frozen=again, by=people.controller, **ROW, comparison="lot", compared_reached=5, compared=40)
    text = record(client, people)
    assert "av 1 utfall låg inom" in text
    assert "Så få utfall säger inte om kalkylerna är för hoppfulla." in text


def test_a_stranger_sees_no_bokslut(people, places, client):
    chain(people, places)
    client.force_login(people.foreign)
    assert "Kedjan" not in client.get(reverse("settlement-list")).content.decode()


STATED = {"comparison": "alike", "compared": 340, "stated": 0.2, "stated_low": 0.05, "stated_high": 0.35}


def test_a_difference_estimated_elsewhere_is_an_effect_with_its_own_grade(written, frozen, people, client):
    written(**STATED)
    text = page(client, people, frozen)
    assert "Skillnaden är 20 procentenheter (95 %-intervall 5 till 35), 40 deltagare mot 340" in text
    assert "Evidensgrad 3." in text
    assert "20,0 procentenheter" in text
    assert "Slump: det som återstår" in text
    written(**STATED, stated_doubted=True)
    assert "Evidensgrad 4." in page(client, people, frozen)


def test_an_estimate_that_cannot_be_of_the_same_people_is_said(written, frozen, people, client):
    written(**{**STATED, "reached": 4})
    assert "Utan insatsen skulle då −10 % ha nått målet, och det går inte." in page(client, people, frozen)
    written(**STATED)
    assert "och det går inte" not in page(client, people, frozen)


def test_an_estimate_whose_span_holds_nought_shows_no_effect(written, frozen, people, client):
    written(**{**STATED, "comparison": "change", "stated_low": -0.1})
    text = page(client, people, frozen)
    assert "Ingen effekt påvisad" in text
    assert "Effekt: vad insatsen gjorde" not in text


@pytest.mark.parametrize("wrong", [{"stated_low": 0.3}, {"stated_high": 1.2}, {"stated_low": 0.2, "stated_high": 0.2}])
def test_an_estimate_that_contradicts_itself_is_refused(written, wrong):
    with pytest.raises(ValidationError, match=r"Rätta talen|Skriv det som uppskattningen gav"):
        written(**{**STATED, **wrong})


def test_the_form_takes_percentage_points_and_says_what_lacks(frozen, people, client):
    client.force_login(people.controller)
    address = reverse("settlement-write", args=[frozen.pk])
    data = {
        "starters": "60", "completed": "50", "reached": "20", "followed": "40", "comparison": "change",
        "stated": "12,5", "compared": "340", "source": "Utvärderarens bilaga",
    }  # fmt: skip
    text = client.post(address, data).content.decode()
    assert text.count("Behövs för jämförelsen.") >= 2
    assert 'value="12,5"' in text
    left = {name: value for name, value in data.items() if name != "stated"} | {"comparison": "", "stated_low": "2"}
    assert "Säg hur den uppskattade skillnaden kom till" in client.post(address, left).content.decode()
    odd = client.post(address, {**data, "comparison": ""}).content.decode()
    assert "Säg hur den uppskattade skillnaden kom till" in odd
    assert client.post(address, {**data, "stated_low": "2", "stated_high": "23"}).status_code == 302
    row = Settlement.objects.get()
    assert (row.stated, row.stated_low, row.stated_high, row.compared_reached) == (0.125, 0.02, 0.23, None)
    again = client.get(address).context["form"]
    assert [again.initial[name] for name in ("stated", "stated_low", "stated_high")] == [12.5, 2.0, 23.0]


def test_an_estimate_is_forgotten_when_two_groups_are_compared_instead(frozen, people, client):
    client.force_login(people.controller)
    address = reverse("settlement-write", args=[frozen.pk])
    base = {"starters": "60", "completed": "50", "reached": "20", "followed": "40", "compared": "40", "source": "Boken"}
    said = {"comparison": "alike", "stated": "20", "stated_low": "5", "stated_high": "35"}
    assert client.post(address, {**base, **said}).status_code == 302
    assert client.post(address, {**base, "comparison": "lot", "compared_reached": "5"}).status_code == 302
    row = Settlement.objects.get()
    assert (row.stated, row.stated_low, row.stated_doubted, row.compared_reached) == (None, None, False, 5)


def test_where_moves_are_the_goal_only_shares_are_compared(steps, people, client):
    client.force_login(people.controller)
    form = client.get(reverse("settlement-write", args=[steps.pk])).context["form"]
    assert "stated" not in form.fields
    assert {code for code, _name in form.fields["comparison"].choices} == {"", "lot", "lot_waiting", "queue"}


ASKED = {
    "alike": Question("i arbete", "deltog", known=("ålder",)),
    "lot_waiting": Question("i arbete", "deltog", assigned="waiting"),
    "lot": Question("i arbete", "deltog", assigned="lot", group="skola"),
    "days": Question("dagar", "deltog", assigned="lot"),
}


def effect_file(kind: str, **changed) -> SimpleUploadedFile:
    """What the command writes of 200 generated people; `changed` spoils the facts for the bokslut."""
    drawn = np.random.default_rng(7)
    cells = [["deltog", "i arbete", "ålder", "skola", "dagar"]]
    for n in range(200):
        took_part = n % 2
        reached = drawn.random() < 0.3 + 0.25 * took_part
        cells.append([str(took_part), str(int(reached)), str(drawn.integers(20, 60)), f"skola {n % 20}", str(n % 37)])
    told = json.loads(as_json("C:\\Hemligt/deltagare.csv", estimate(Rows(cells), ASKED[kind])))
    if changed:
        told["settlement"] |= changed
    return SimpleUploadedFile("effekt.json", json.dumps(told).encode())


SPOKEN = {"starters": "120", "completed": "110"}


def test_the_answer_of_samsyn_effect_fills_in_the_comparison(frozen, people, client):
    client.force_login(people.controller)
    address = reverse("settlement-write", args=[frozen.pk])
    assert b'enctype="multipart/form-data"' in client.get(address).content
    told = json.loads(effect_file("alike").read())["settlement"]
    # What was typed of another comparison gives way; what the file says nothing of stays.
    typed = {**SPOKEN, "comparison": "lot", "compared_reached": "3", "goal": "i arbete", "effect": effect_file("alike")}
    assert client.post(address, typed).status_code == 302
    row = Settlement.objects.get()
    assert (row.comparison, row.goal, row.compared, row.compared_reached) == ("alike", "i arbete", 100, None)
    assert (row.reached, row.followed) == (told["reached"], told["followed"]) == (told["reached"], 100)
    found = (row.stated, row.stated_low, row.stated_high)
    assert found == pytest.approx((told["stated"], told["stated_low"], told["stated_high"]), abs=5e-6)
    assert row.stated_doubted is told["stated_doubted"]
    assert row.source == "samsyn effect, deltagare.csv, dubbelt robust vägning"
    assert (
        client.post(address, {**SPOKEN, "source": "Bilaga 2", "effect": effect_file("lot_waiting")}).status_code == 302
    )
    row.refresh_from_db()
    assert (row.comparison, row.stated, row.source) == ("lot_waiting", None, "Bilaga 2")
    assert (row.followed, row.compared) == (100, 100)
    assert row.compared_reached < row.reached


def test_what_the_file_filled_in_stays_when_something_else_lacks(frozen, people, client):
    client.force_login(people.controller)
    address = reverse("settlement-write", args=[frozen.pk])
    form = client.post(address, {"completed": "50", "effect": effect_file("alike")}).context["form"]
    assert list(form.errors) == ["starters"]
    assert form["comparison"].value() == "alike"
    assert form["stated"].value().count(",") == 1
    assert form["completed"].value() == "50"


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (lambda: SimpleUploadedFile("a.json", b"deltog;i arbete"), "går inte att läsa som JSON"),
        (lambda: SimpleUploadedFile("a.json", b"[" * 100_000), "går inte att läsa som JSON"),
        (lambda: SimpleUploadedFile("a.json", b'{"effect": 1}'), "inget svar från samsyn effect"),
        (lambda: SimpleUploadedFile("a.json", b" " * 600_000), "för stor"),
        (lambda: effect_file("days"), "en skillnad mellan andelar"),
        (lambda: effect_file("lot"), "en skillnad mellan andelar"),
        (lambda: effect_file("alike", stated=float("nan")), "ändrad eller skadad"),
        (lambda: effect_file("alike", stated="0.1"), "ändrad eller skadad"),
        (lambda: effect_file("alike", compared=-3), "ändrad eller skadad"),
        (lambda: effect_file("alike", comparison="gissning"), "ändrad eller skadad"),
        (lambda: effect_file("lot_waiting", compared=None), "ändrad eller skadad"),
    ],
)
def test_a_file_that_says_nothing_is_refused_and_nothing_is_lost(frozen, people, client, sent, why):
    client.force_login(people.controller)
    address = reverse("settlement-write", args=[frozen.pk])
    answer = client.post(address, {**SPOKEN, "source": "Bilaga 2", "comparison": "change", "effect": sent()})
    form = answer.context["form"]
    assert why in form.errors["effect"][0]
    assert form["comparison"].value() == "change"
    assert form["source"].value() == "Bilaga 2"
    assert not Settlement.objects.exists()
