"""A file that cannot be read says where and what to do, for every kind of fault."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
import yaml

from samsyn.parameters.shipped import scenario_texts
from samsyn.valuing import account_of, page_named, scenario_of
from samsyn.valuing.yaml import LARGEST, Page, Unread, page_of

TRELLEBORG = scenario_texts()["trelleborg"]


def told(text, name="min.yaml"):
    with pytest.raises(Unread) as refused:
        scenario_of(page_of(text, name))
    return str(refused.value).splitlines()


def line_of(text, part):
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


@pytest.mark.parametrize(
    ("change", "to", "says"),
    [
        ("value: 736000", "value: mycket", "values.year_outside.value: mycket är inget tal."),
        ("payer: municipality", "payer: kommunen", "flows.0.payer: kommunen finns inte."),
        ("unit: kr\n", "unit: kr\n    valuta: SEK\n", "values.effort.valuta: är inget fält här."),
        ("value: 0.25", "value: 25", "chain.effect.value: 25 är ingen andel."),
        ("{from: outside", "{from: utanför", "chain.works"),
        ("amount: effort}", "amount: insats}", "costs.0.amount: insats finns inte bland värdena."),
        ("years: 20", "years: 90", "years: 90 är större än 60."),
    ],
)
def test_a_fault_stands_on_its_line(change, to, says):
    text = TRELLEBORG.replace(change, to, 1)
    first = next(line for line in told(text) if says in line)
    assert first.startswith(f"min.yaml, rad {line_of(text, to.splitlines()[-1])}, ")


def test_a_missing_field_points_at_what_it_is_missing_from():
    text = TRELLEBORG.replace("    unit: kr/person/year\n", "", 1)
    line = line_of(text, "  year_outside:")
    assert told(text)[0] == f"min.yaml, rad {line}, values.year_outside.unit: saknas. Fyll i det."


def test_all_faults_are_told_at_once_in_the_order_of_the_file():
    text = TRELLEBORG.replace("years: 20", "years: tjugo").replace("payer: municipality", "payer: kommunen")
    lines = [int(each.split("rad ")[1].split(",")[0]) for each in told(text) if "rad " in each]
    assert lines == sorted(lines)
    assert len(lines) >= 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: [1", "rad 2: Filen är inte giltig YAML. En hakparentes"),
        ("a: 1\nb: 2\na: 3", "rad 3, a: står två gånger (också på rad 1)."),
        ("\ta: 1", "rad 1: Filen är inte giltig YAML."),
        ("a: b: c", "rad 1: Filen är inte giltig YAML. Ett kolon"),
        ('a: "x', "Ett citattecken är inte avslutat."),
        ("- 1", "rad 1: ska bestå av fält med värden."),
        ("", "Filen är tom."),
        ("a: 2024-13-45", "Ett datum eller tal går inte att läsa."),
        ("a: &x [1]\nb: *x", "rad 2, b: är lånat från en annan rad"),
        ("a: &x {b: *x}", "a.b: är lånat"),
        ("a: !!python/object:os.system 1", "rad 1: Filen är inte giltig YAML."),
        ("a: 1\n---\nb: 2", "Filen har flera dokument."),
        ("a: \x01", "Ett tecken går inte att läsa."),
        ("a: " + "[" * 5_000, "min.yaml"),
        ("a: " + "x" * LARGEST, "större än en megabyte"),
    ],
)
def test_what_is_no_yaml(text, says):
    with pytest.raises(Unread, match=r"min\.yaml") as refused:
        page_of(text, "min.yaml")
    assert says in str(refused.value)


def test_a_file_comes_before_a_shipped_name_and_a_near_name_is_offered(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Unread, match="Menade du trelleborg"):
        page_named("trelleborgs")
    with pytest.raises(Unread, match="Det är en mapp"):
        page_named(str(tmp_path))
    (tmp_path / "trelleborg").write_text("min: egen", "utf-8")
    assert page_named("trelleborg").values == {"min": "egen"}
    (tmp_path / "latin.yaml").write_bytes("a: 1\nb: å".encode("latin-1"))
    with pytest.raises(Unread, match="rad 2: Tecknen är inte UTF-8"):
        page_named("latin.yaml")


def test_a_byte_order_mark_does_no_harm(tmp_path):
    (tmp_path / "bom.yaml").write_bytes(b"\xef\xbb\xbf" + TRELLEBORG.encode())
    assert scenario_of(page_named(str(tmp_path / "bom.yaml"))).code == "trelleborg"


def test_parts_that_do_not_fit_are_told_without_a_stack():
    text = scenario_texts()["snabbare_integration_kedja"]
    text = text.replace("value: 0.125", "value: 0.9").replace("{low: 0.11, high: 0.143}", "{sd: 0.01}")
    text = text.replace("yearly: from_work}", "yearly: from_work}\n  - {from: on_the_way, to: away, yearly: to_work}")
    text = text.replace("states:\n", "states:\n  - {code: away, name: {sv: Borta, en: Away}}\n")
    text = text.replace("cycles_per_year: 4", "cycles_per_year: 1")
    with pytest.raises(Unread, match=r"min\.yaml"):
        account_of(page_of(text, "min.yaml"), draws=100)


STRANGE = (None, "", "x", -1, 0, 1e308, 10**400, True, [], [[]], {}, {"a": 1}, ["x", None], "1 + ", "a" * 400, "och")


@pytest.mark.parametrize("code", ["trelleborg", "stegforflyttning"])
def test_no_strange_value_anywhere_breaks_the_reader(code):
    """A thousand files, each with one part replaced or taken away: read, or refused with a reason."""
    chance = random.Random(7)
    text = scenario_texts()[code]
    for _ in range(500):
        raw = yaml.load(text, Loader=yaml.CSafeLoader)
        _spoiled(raw, chance)
        with suppress(Unread):
            scenario_of(Page("prov.yaml", raw, {}))


def _spoiled(raw, chance):
    """One place, chosen anywhere in the tree, gets a strange value."""
    at = raw
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        key = chance.choice(keys)
        inner = at[key]
        if isinstance(inner, dict | list) and inner and chance.random() < 0.8:
            at = inner
            continue
        if isinstance(at, dict) and chance.random() < 0.2:
            del at[key]
        else:
            at[key] = chance.choice(STRANGE)
        return
