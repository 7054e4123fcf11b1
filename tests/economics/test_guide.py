"""From a goal to an account: every way can be read, and the project's own numbers carry their sources."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from samsyn.apps.economics.models import Account
from samsyn.apps.economics.queries import answer_of, scenario_of, shipped_case
from samsyn.apps.economics.queries.guiding import OUTCOME, PLAN, WAYS, chain_values, contents_from, known_of
from samsyn.apps.portfolio.models import BudgetLine, PlannedVolume
from samsyn.core.valuation.scenario import LINKS
from tests.evaluation.delivered_given import hand_over

TODAY = datetime.date(2026, 11, 22)
ANSWERS = {
    "title": "Vad Vägen in är värd", "people": 100, "people_from": "Nämndens lista 2024", "begin": 80,
    "begin_from": "Inskrivningar", "completed": 60, "completed_of": 80, "completed_from": "Avslut", "reached": 30,
    "reached_of": 60, "reached_from": "Enkät", "how": "4", "anyway_is": "bank", "anyway": None, "anyway_from": "",
    "cost": Decimal(5_000_000), "cost_from": "Budget", "cost_year": 2024, "first_year": 2024, "years": 3,
    "payer": "association", "fewer": Decimal(25), "fewer_from": "", "with_effort": Decimal(4), "with_effort_from": "",
    "year_cost": None, "year_cost_from": "",
}  # fmt: skip


@pytest.fixture
def planned(project, measures):
    """A plan, a budget and no follow-up."""
    for sex, value in (("women", 70), ("men", 50)):
        PlannedVolume.objects.create(project=project, measure=measures["participants"], sex=sex, value=value,
                                     source="Ansökan, s. 4")  # fmt: skip
    for kind, amount in (("support", 4_000_000), ("cofinancing_money", 1_000_000)):
        BudgetLine.objects.create(project=project, part="plan", kind=kind, amount=amount, source="Ansökan, s. 9")
    return project


@pytest.fixture
def followed(planned, people):
    """The same project with a protected delivery."""
    hand_over(planned, people.lead, number=1)
    return planned


@pytest.mark.parametrize("anyway", ["bank", "own"])
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_way_makes_an_account_with_the_whole_chain(way, anyway):
    own = {"anyway_is": anyway, "anyway": Decimal(6), "anyway_from": "Egen lista"} if anyway == "own" else {}
    contents = contents_from(way, {**ANSWERS, **own}, TODAY)
    scenario = scenario_of(contents)
    assert [link for link, values in chain_values(scenario) if values] == list(LINKS)
    assert all(value.source or value.why for _link, values in chain_values(scenario) for value in values)
    assert scenario.values["effort"].known.mean > 0
    assert not set(way.unused) - {"effort"} & scenario.values.keys()
    assert answer_of(contents, 500).faults == ()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("payer", ["municipality", "region", "state", "civil_society", "association"])
def test_the_whole_cost_is_paid_whoever_pays(way, payer):
    from samsyn.core.valuation.settlement import planned_costs

    contents = contents_from(way, {**ANSWERS, "payer": payer, "cost_year": 2024}, TODAY)
    scenario = scenario_of(contents)
    effort = scenario.values["effort"].known.mean * (1 + scenario.values["overrun"].known.mean)
    assert sum(planned_costs(scenario, 80)) == pytest.approx(effort)


def test_the_numbers_are_those_that_were_answered():
    scenario = scenario_of(contents_from(WAYS["far"], {**ANSWERS, "goal": "studies_state"}, TODAY))
    means = {link: values[0].known.mean for link, values in chain_values(scenario)}
    assert (means["people"], means["start"], means["completion"], means["effect"]) == (100, 0.8, 0.75, 0.5)
    assert means["anyway"] == 0.5
    assert scenario.values["chain.effect"].grade == 4
    assert (scenario.chain.works.source, scenario.chain.works.target) == ("assistance_state", "studies_state")
    assert scenario.values["chain.anyway"].assumed
    assert scenario.values["chain.start"].source == "Inskrivningar"


def test_few_people_are_uncertain_and_many_are_not():
    def band(people: int) -> float:
        counted = {**ANSWERS, "reached": people // 2, "reached_of": people}
        return scenario_of(contents_from(WAYS["far"], counted, TODAY)).values["chain.effect"].known.sd

    assert band(10) == pytest.approx((0.25 / 10) ** 0.5)
    assert band(1000) == pytest.approx((0.25 / 1000) ** 0.5)


def test_the_time_without_the_effort_is_what_would_have_happened_anyway():
    own = {**ANSWERS, "anyway_is": "own", "anyway": Decimal(6), "with_effort": Decimal(3)}
    scenario = scenario_of(contents_from(WAYS["pace"], own, TODAY))
    assert scenario.values["to_work"].known.mean == pytest.approx(1 / 6)
    assert scenario.values["faster"].known.mean == pytest.approx(1)


def test_a_year_that_cannot_be_carried_is_an_assumption_that_says_so():
    scenario = scenario_of(contents_from(WAYS["young"], ANSWERS, TODAY))
    year = scenario.values["year_outside"]
    assert year.assumed
    assert "2015 års priser och inte omräknat" in year.why
    own = {**ANSWERS, "year_cost": Decimal(500_000), "year_cost_from": "Ekbys bokslut"}
    year = scenario_of(contents_from(WAYS["young"], own, TODAY)).values["year_outside"]
    assert (year.known.mean, year.source) == (500_000, "Ekbys bokslut")


def test_what_the_plan_says_comes_with_where_it_stands(planned):
    known = known_of(planned, PLAN)
    assert (known["begin"].value, known["cost"].value) == (120, 5_000_000)
    assert known["begin"].text == "Insatsens plan: Ansökan, s. 4"
    assert known["cost"].text == "Insatsens plan: Ansökan, s. 9"
    assert not {"completed", "reached"} & known.keys()


def test_follow_up_names_its_delivery_and_the_whole_of_a_project_that_goes_on_is_its_plan(followed):
    going_on = known_of(followed, OUTCOME)
    assert (going_on["begin"].value, going_on["begin"].text) == (120, "Insatsens plan: Ansökan, s. 4")
    assert going_on["reached"].value <= going_on["reached_of"].value
    assert "leverans 1" in going_on["reached"].text
    assert "avrundad till 5" in going_on["reached"].text
    followed.ends = datetime.date(2026, 6, 30)
    over = known_of(followed, OUTCOME)
    assert over["begin"].value == 125
    assert "leverans 1" in over["begin"].text
    assert over["cost"].text.startswith("Insatsens plan")
    assert known_of(followed, PLAN)["begin"].value == 120


POSTED = {name: str(value) for name, value in ANSWERS.items() if value is not None} | {
    "where_from": "assistance_state", "goal": "job_state",
}  # fmt: skip


def asked(way: str = "far", **more) -> str:
    return reverse("account-new") + "?" + "&".join(f"{key}={value}" for key, value in {"fraga": way, **more}.items())


def test_the_chain_is_shown_before_the_account_is_made(people, places, client):
    client.force_login(people.controller)
    address = asked(organisation=places.owner.pk)
    page = client.post(address, {**POSTED, "steg": "granska", "people_from": ""}).content.decode()
    assert "av kedjans 11 länkar vilar på antaganden" in page
    assert "Egen bedömning i guiden" in page
    assert "Bankens antagande anyway" in page
    assert not Account.objects.exists()
    again = client.post(address, {**POSTED, "steg": "andra"}).content.decode()
    assert 'value="Nämndens lista 2024"' in again
    made = client.post(address, {**POSTED, "steg": "skapa"}, follow=True)
    account = Account.objects.get()
    assert made.redirect_chain[-1][0] == account.get_absolute_url()
    assert "Samhället väntas" in made.content.decode()
    assert (account.organisation, account.project, account.begun_from) == (places.owner, None, "stegforflyttning")


def test_a_project_without_numbers_is_not_said_to_be_filled_in(people, project, client):
    client.force_login(people.controller)
    page = client.get(asked(organisation=project.organisation_id, insats=project.pk, tal="plan")).content.decode()
    assert "finns inget inskrivet att börja från" in page
    assert "är ifyllt, med sin källa" not in page


def test_a_project_with_a_plan_is_said_to_be_filled_in(people, planned, client):
    client.force_login(people.controller)
    page = client.get(asked(organisation=planned.organisation_id, insats=planned.pk, tal="plan")).content.decode()
    assert "är ifyllt, med sin källa" in page


def test_an_error_loses_nothing_and_the_answers_wait(people, places, client):
    client.force_login(people.controller)
    address = asked(organisation=places.owner.pk)
    wrong = {**POSTED, "completed": "900", "steg": "skapa"} | {"anyway_is": "own"}
    page = client.post(address, wrong).content.decode()
    assert "Kan inte vara fler än antalet bredvid." in page
    assert "Skriv talet, eller välj antagandet ovanför." in page
    assert 'value="900"' in page
    assert not Account.objects.exists()
    assert "Fortsätt där" in client.get(reverse("account-new")).content.decode()
    assert 'value="Nämndens lista 2024"' in client.get(address).content.decode()


@pytest.mark.parametrize("field", ["people", "begin", "completed_of", "reached", "how", "anyway_is", "cost", "title"])
def test_no_account_without_every_answer(people, places, client, field):
    client.force_login(people.controller)
    left_out = {name: value for name, value in POSTED.items() if name != field}
    page = client.post(asked(organisation=places.owner.pk), {**left_out, "steg": "skapa"})
    assert "Rätta det här först" in page.content.decode()
    assert not Account.objects.exists()


def test_a_changed_number_does_not_keep_its_old_source(people, planned, client):
    client.force_login(people.lead)
    address = asked(insats=planned.pk, tal=PLAN)
    known = known_of(planned, PLAN)
    page = client.get(address).content.decode()
    assert known["begin"].text in page
    told = {"begin_from": known["begin"].text, "people": "200"}
    wrong = client.post(address, {**POSTED, **told, "begin": "90", "steg": "skapa"}).content.decode()
    assert "men källan är den gamla" in wrong
    made = client.post(address, {**POSTED, **told, "begin": "120", "steg": "skapa"})
    assert made.status_code == 302
    account = Account.objects.get()
    assert account.project == planned
    assert account.contents["chain"]["start"]["source"] == known["begin"].text


def test_nobody_begins_where_they_may_not(people, places, planned, client):
    for who in (people.reader, people.outsider):
        client.force_login(who)
        assert client.get(reverse("account-new")).status_code == 404
    client.force_login(people.foreign)
    for target in ({"insats": planned.pk}, {"organisation": places.owner.pk}):
        client.post(asked(**target), {**POSTED, "steg": "skapa"})
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    "query", ["fraga=x", "fraga=far&insats=abc", f"fraga=far&insats={'9' * 40}", "insats=-1", "tal=x"]
)
def test_odd_addresses_begin_at_the_first_question(people, client, query):
    client.force_login(people.controller)
    page = client.get(f"{reverse('account-new')}?{query}")
    assert page.status_code == 200
    assert "Vad vill du veta?" in page.content.decode()


def test_the_ways_name_what_their_cases_have():
    for way in WAYS.values():
        raw = shipped_case(way.case).raw
        states = {state["code"] for state in raw["states"]}
        assert {*way.froms, *way.goals} <= states
        assert set(way.unused) <= raw["values"].keys()
        assert not way.yearly or way.yearly in raw["values"]
        assert max(way.kept, default=0) < len(raw["notes"])


def test_a_cost_whose_year_cannot_be_carried_is_never_taken_for_another_years(people, planned, client):
    planned.starts = datetime.date(2016, 1, 1)
    planned.save()
    client.force_login(people.lead)
    address = asked(insats=planned.pk, tal=PLAN)
    assert 'value="5\xa0000\xa0000"' in client.get(address).content.decode()
    left_out = {name: value for name, value in POSTED.items() if name != "cost_year"}
    page = client.post(address, {**left_out, "steg": "skapa"}).content.decode()
    assert "Vilket års priser? –" in page
    assert not Account.objects.exists()
