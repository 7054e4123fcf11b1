"""The shipped lists say where they come from, and what is missing is named."""

import re
from pathlib import Path

import pytest
import yaml

import samsyn.parameters
from samsyn.core.anonymity import BadLexicon, read_lexicon
from samsyn.parameters.lexicon import shipped_lexicon

HOUSE = Path(__file__).resolve().parents[3]
LICENCE = re.compile(r"(?:EUPL|MIT|CC|GPL|LGPL|Unicode)(?:[\w.-]*\w)?")
FOLDER = Path(samsyn.parameters.__file__).parent / "anonymity"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.name)
def test_every_list_says_source_and_licence(path):
    top = " ".join(line.strip("# ") for line in path.read_text("utf-8").splitlines() if line.startswith("#"))
    assert "Källa:" in top
    licences = LICENCE.findall(top.partition("Licens:")[2])
    assert licences
    if licences == ["EUPL-1.2"]:
        return
    assert all((HOUSE / f"LICENSES/{name}.txt").is_file() for name in licences)
    told = (HOUSE / "LICENSES/README.md").read_text("utf-8")
    assert path.name in told
    assert all(f"[{name}]({name}.txt)" in told for name in licences)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.name)
def test_every_table_says_source_and_day_of_review(path):
    table = yaml.safe_load(path.read_text("utf-8"))
    assert table["source"]
    assert table["review_by"]
    assert table["label"].keys() == {"sv", "en"}


def test_every_trait_has_points_a_reason_and_both_languages():
    table = yaml.safe_load((FOLDER / "combinations.yaml").read_text("utf-8"))
    for code, row in table["kinds"].items():
        assert row["points"] >= 1, code
        assert row["reason"].endswith("."), code
        assert row["sv"], code
        assert row["en"], code
    assert table["warn_from"]["value"] < table["stop_from"]["value"]


def test_what_is_missing_is_named():
    with pytest.raises(BadLexicon, match=r"not_persons\.yaml"):
        read_lexicon({}, {})


def test_all_municipalities_are_places():
    places = shipped_lexicon().places.values()
    assert sum(place.kind == "municipality" for place in places) == 290
    assert all(place.size for place in places if place.kind in ("municipality", "locality"))
