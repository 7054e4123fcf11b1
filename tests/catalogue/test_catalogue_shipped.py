"""The definitions that ship with Samsyn: whole, sourced, and loaded so that nothing changes under a figure."""

from __future__ import annotations

import pytest
import yaml
from django.core.management import call_command

from samsyn.apps.audit.models import Entry
from samsyn.apps.catalogue.actions import ShippedDefinitionChanged, load_shipped
from samsyn.apps.catalogue.actions.shipped import PARAMETERS
from samsyn.apps.catalogue.models import MeasureVersion, Term, TermKind
from samsyn.apps.organisations.models import Organisation

pytestmark = pytest.mark.django_db
MEASURE = {
    "code": "visits",
    "version": 1,
    "name": {"sv": "Besök", "en": "Visits"},
    "definition": {"sv": "Besök på mottagningen.", "en": "Visits."},
    "unit": "visit",
    "direction": "none",
    "source": "Påhittad",
}
TERM = {
    "kind": "theme",
    "code": "sea",
    "version": 1,
    "name": {"sv": "Havet", "en": "The sea"},
    "definition": {"sv": "Om havet.", "en": "Of the sea."},
    "source": "Påhittad",
}


def load(measures=(), terms=()):
    return load_shipped(measures=list(measures), terms=list(terms))


def test_everything_shipped_is_loaded_once():
    first, second = load_shipped(), load_shipped()
    assert "participants" in first.new
    assert (second.new, second.revised) == ((), ())
    assert Entry.objects.filter(verb="catalogue_loaded").count() == 1
    assert set(Term.objects.values_list("kind", flat=True)) == set(TermKind.values)


def test_a_higher_version_replaces_the_one_before():
    load([MEASURE], [TERM])
    told = load([{**MEASURE, "version": 2, "unit": "person"}], [{**TERM, "version": 2, "name": {"sv": "Sjön"}}])
    assert told.revised == ("visits", "sea")
    for model in (MeasureVersion, Term):
        old, new = model.objects.order_by("version")
        assert old.replaced_by == new
        assert list(model.objects.current()) == [new]


@pytest.mark.parametrize("change", [{"unit": "person"}, {"definition": {"sv": "Annat.", "en": "Visits."}}])
def test_other_words_in_the_same_version_are_refused(change):
    load([MEASURE])
    with pytest.raises(ShippedDefinitionChanged, match=r"Mått visits har ändrats .* höj versionen"):
        load([{**MEASURE, **change}])
    assert MeasureVersion.objects.get().unit == "visit"


def test_a_term_with_other_words_in_the_same_version_is_refused():
    load(terms=[TERM])
    with pytest.raises(ShippedDefinitionChanged, match="definition"):
        load(terms=[{**TERM, "definition": {"sv": "Om sjön.", "en": "Of the sea."}}])


def test_files_older_than_the_database_are_refused():
    load([{**MEASURE, "version": 2}])
    with pytest.raises(ShippedDefinitionChanged, match="äldre än databasen"):
        load([MEASURE])


def test_a_ratio_of_something_unknown_is_refused():
    with pytest.raises(ShippedDefinitionChanged, match="bygger på nowhere"):
        load([{**MEASURE, "numerator": "visits", "denominator": "nowhere"}])


def test_the_command_loads_definitions_and_places_and_may_be_run_again(capsys):
    call_command("sync")
    call_command("sync")
    assert Organisation.objects.municipalities().count() == 290
    assert "0 nya" in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize("path", sorted((PARAMETERS / "catalogue").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_term_has_both_names_a_definition_and_a_source(path):
    page = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert page["kind"] in TermKind.values
    for raw in page["terms"]:
        assert raw["source"], raw["code"]
        for part in ("name", "definition"):
            assert raw[part]["sv"], raw["code"]
            assert raw[part]["en"], raw["code"]


def test_the_levels_of_learning_stand_in_their_order():
    load_shipped()
    levels = Term.objects.filter(kind=TermKind.LEARNING_LEVEL).order_by("order").values_list("code", flat=True)
    assert list(levels) == ["reaction", "learning", "organisation_support", "use", "effect"]
