"""The schema for editors and the reader say the same of what is a matter of form."""

from __future__ import annotations

import copy
import json
from importlib.resources import files

import jsonschema
import pytest
import yaml

from samsyn.parameters.shipped import scenario_texts, shipped_bank
from samsyn.valuing import scenario_of
from samsyn.valuing.yaml import Page, Unread
from tests.valuing.conftest import CODES

FOLDER = files("samsyn.parameters").joinpath("valuation")
SCENARIO = json.loads(FOLDER.joinpath("scenario.schema.json").read_text("utf-8"))
RESULT = json.loads(FOLDER.joinpath("resultat.schema.json").read_text("utf-8"))
BROKEN = {
    "no format": lambda raw: raw.pop("format"),
    "another format": lambda raw: raw.update(format="samsyn-konto/9"),
    "no name": lambda raw: raw.pop("name"),
    "a name in one language": lambda raw: raw["name"].pop("en"),
    "a capital in the code": lambda raw: raw.update(code="Trelleborg"),
    "no source": lambda raw: raw.pop("source"),
    "years as text": lambda raw: raw.update(years="tjugo"),
    "no years at all": lambda raw: raw.update(years=0),
    "more years than a lifetime": lambda raw: raw.update(years=61),
    "a field nobody knows": lambda raw: raw.update(diskont=0.04),
    "no values": lambda raw: raw.pop("values"),
    "a value without unit": lambda raw: raw["values"]["effort"].pop("unit"),
    "a value without source or assumption": lambda raw: raw["values"]["effort"].pop("source"),
    "an assumption in one language": lambda raw: raw["chain"]["lag"].update(assumption={"sv": "Antas"}),
    "money without price year": lambda raw: raw["values"]["effort"].pop("price_year"),
    "a value that is text": lambda raw: raw["values"]["effort"].update(value="mycket"),
    "a grade of seven": lambda raw: raw["chain"]["effect"].update(grade=7),
    "a spread of no known family": lambda raw: raw["values"]["effort"].update(spread={"family": "triangel", "sd": 1}),
    "no states": lambda raw: raw.pop("states"),
    "a state without code": lambda raw: raw["states"][0].pop("code"),
    "a band that is not positive": lambda raw: raw["states"][0].update(bands=[0]),
    "no flows": lambda raw: raw.pop("flows"),
    "a payer nobody knows": lambda raw: raw["flows"][0].update(payer="kommunen"),
    "a kind nobody knows": lambda raw: raw["flows"][0].update(kind="vinst"),
    "a resource with a receiver": lambda raw: raw["flows"][0].update(receiver="individual"),
    "a transfer without a receiver": lambda raw: raw["flows"][0].update(kind="transfer"),
    "production that somebody pays": lambda raw: raw["flows"][2].update(payer="municipality"),
    "a flow on nothing": lambda raw: raw["flows"][0].pop("state"),
    "a bare number as amount": lambda raw: raw["flows"][0].update(amount=736000),
    "a cost without payer": lambda raw: raw["costs"][0].pop("payer"),
    "a cost per week": lambda raw: raw["costs"][0].update(per="week"),
    "no chain": lambda raw: raw.pop("chain"),
    **{
        f"a chain without {link}": lambda raw, link=link: raw["chain"].pop(link)
        for link in ("works", "people", "need", "reach", "start", "completion", "effect", "anyway", "attribution",
                     "displacement", "drop_off", "lag")
    },
    "success both ways": lambda raw: raw["chain"]["works"].update(moves=[{"from": "outside", "to": "inside"}]),
    "anyway of the wrong": lambda raw: raw["chain"].update(anyway_of="everyone"),
    "a rate above one": lambda raw: raw["discount"].update(main=4),
    "a basis nobody knows": lambda raw: raw.update(basis="total"),
}  # fmt: skip


@pytest.fixture
def raw():
    return yaml.safe_load(scenario_texts()["trelleborg"])


def read(raw):
    return scenario_of(Page("prov.yaml", raw, {}))


@pytest.mark.parametrize("code", CODES)
def test_every_shipped_scenario_is_valid_to_both(code):
    raw = yaml.safe_load(scenario_texts()[code])
    jsonschema.validate(raw, SCENARIO)
    assert read(raw).code == code


@pytest.mark.parametrize("name", BROKEN)
def test_both_refuse(name, raw):
    broken = copy.deepcopy(raw)
    BROKEN[name](broken)
    with pytest.raises(Unread):
        read(broken)
    assert not jsonschema.Draft202012Validator(SCENARIO).is_valid(broken)


def test_the_schema_knows_the_actors_of_the_bank():
    assert SCENARIO["$defs"]["actor"]["enum"] == list(shipped_bank().actors)


def test_what_the_command_answers_has_the_form_it_promises(shipped):
    jsonschema.validate(json.loads(json.dumps(shipped)), RESULT)
    assert set(shipped) == set(RESULT["properties"])
    for seen in shipped["perspectives"].values():
        assert len(seen["by_year"]) == shipped["years"]
