"""An organisation's own measures and terms: added, revised, seen by its own, never over what is shipped."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from samsyn.apps.catalogue import actions
from samsyn.apps.catalogue.models import MeasureVersion, Term
from samsyn.apps.organisations.models import Membership

VISITS = {
    "code": "visits",
    "name_sv": "Besök",
    "definition_sv": "Besök på mottagningen.",
    "unit": "visit",
    "source": "Egen",
}
ADDERS = {"manager", "funder", "evaluator"}  # CATALOGUE_EDIT
EVERYBODY = (
    *("lead", "controller", "reader", "manager", "board", "administrator"),  # the owner's own
    *("partner", "funder", "evaluator", "foreign", "outsider"),
)


@pytest.fixture
def own(measures, people, places):
    return actions.add_measure(organisation=places.owner, by=people.manager, **VISITS)


@pytest.fixture
def own_term(measures, people, places):
    return actions.add_term(
        organisation=places.owner,
        kind="theme",
        code="sea",
        name_sv="Havet",
        definition_sv="Om havet.",
        by=people.manager,
    )


def test_a_revision_is_a_new_version_beside_the_old(own, people):
    new = actions.revise_measure(measure=own, definition_sv="Bokade besök.", by=people.manager)
    own.refresh_from_db()
    assert (own.definition_sv, own.replaced_by) == ("Besök på mottagningen.", new)
    assert (new.version, new.definition_sv, new.organisation) == (2, "Bokade besök.", own.organisation)
    with pytest.raises(ValidationError, match="nyare version"):
        actions.revise_measure(measure=own, definition_sv="Igen.", by=people.manager)


def test_what_is_shipped_is_never_changed_or_shadowed(measures, people, places):
    with pytest.raises(ValidationError, match="följer med Samsyn"):
        actions.revise_measure(measure=measures["participants"], unit="person", by=people.manager)
    with pytest.raises(ValidationError, match="används redan"):
        actions.add_measure(organisation=places.owner, by=people.manager, **{**VISITS, "code": "participants"})
    with pytest.raises(ValidationError, match="används redan"):
        actions.add_term(
            organisation=places.owner,
            kind="theme",
            code="housing",
            name_sv="Bo",
            definition_sv="Bo.",
            by=people.manager,
        )


def test_two_organisations_may_use_the_same_code(own, people, places):
    actions.add_measure(organisation=places.funder, by=people.funder, **VISITS)
    with pytest.raises(ValidationError):
        actions.add_measure(organisation=places.funder, by=people.funder, **VISITS)


def test_a_ratio_needs_two_known_measures(own, people, places):
    ratio = {**VISITS, "code": "visits-each"}
    with pytest.raises(ValidationError, match="både täljare och nämnare"):
        actions.add_measure(organisation=places.owner, by=people.manager, numerator="visits", **ratio)
    with pytest.raises(ValidationError, match="nowhere"):
        actions.add_measure(
            organisation=places.owner, by=people.manager, numerator="visits", denominator="nowhere", **ratio
        )
    measure = actions.add_measure(
        organisation=places.owner, by=people.manager, numerator="visits", denominator="participants", **ratio
    )
    assert measure.as_core().is_ratio


@pytest.mark.parametrize(
    ("name", "thing", "allowed"),
    [
        ("catalogue", None, set(EVERYBODY)),
        ("measure", "shipped", set(EVERYBODY)),
        ("term", "shipped", set(EVERYBODY)),
        ("measure", "own", set(EVERYBODY[:6])),
        ("term", "own", set(EVERYBODY[:6])),
        ("measure-new", None, ADDERS),
        ("term-new", None, ADDERS),
        ("measure-revise", "own", {"manager"}),
        ("term-revise", "own", {"manager"}),
        ("measure-revise", "shipped", set()),
        ("term-revise", "shipped", set()),
    ],
)
def test_doors(client, people, measures, own, own_term, name, thing, allowed):
    shipped = Term.objects.filter(organisation=None).first() if "term" in name else measures["participants"]
    row = {"shipped": shipped, "own": own_term if "term" in name else own}.get(thing)
    address = reverse(name, args=[row.pk] if row else [])
    assert client.get(address).status_code == 302
    came_in = set()
    for who in EVERYBODY:
        client.force_login(getattr(people, who))
        status = client.get(address).status_code
        assert status in (200, 404)
        if status == 200:
            came_in.add(who)
        elif name.endswith(("-new", "-revise")):
            assert client.post(address, {}).status_code == 404
    assert came_in == allowed


def test_an_ended_membership_no_longer_shows_the_organisations_own(client, people, own):
    Membership.objects.filter(user=people.lead).update(ends=date(2024, 12, 31))
    client.force_login(people.lead)
    assert client.get(own.get_absolute_url()).status_code == 404


def test_adding_and_revising_on_the_web(client, people, places, measures):
    client.force_login(people.manager)
    form = {"organisation": places.owner.pk, "code": "visits", "name_sv": "Besök", "definition_sv": "Besök.",
            "unit": "visit", "decimals": 0, "direction": "higher", "source": "Egen"}  # fmt: skip
    client.post(reverse("measure-new"), form)
    measure = MeasureVersion.objects.get(code="visits")
    assert measure.organisation == places.owner
    wrong = client.post(reverse("measure-revise", args=[measure.pk]), {**form, "numerator": "participants"})
    assert "både täljare och nämnare" in wrong.content.decode()
    assert client.post(reverse("measure-revise", args=[measure.pk]), {**form, "unit": "person"}).status_code == 302
    page = client.get(measure.get_absolute_url()).content.decode()
    assert "ersatt" in page
    assert "Version 2" in page


def test_nobody_adds_in_anothers_name(client, people, places, measures):
    client.force_login(people.funder)
    form = {"organisation": places.owner.pk, "code": "x", "name_sv": "X", "definition_sv": "X", "unit": "x",
            "decimals": 0, "direction": "none", "source": "X"}  # fmt: skip
    assert client.post(reverse("measure-new"), form).status_code == 200
    assert not MeasureVersion.objects.filter(code="x").exists()


def test_the_filter_finds_words_in_definitions(client, people, measures):
    client.force_login(people.reader)
    page = client.get(reverse("catalogue"), {"text": "normkritik"}).content.decode()
    assert "Bemötande och normkritik" in page
    assert "Boende" not in page
    only = client.get(reverse("catalogue"), {"kind": "measure"}).content.decode()
    assert "Kostnad per deltagare" in only
    assert "Normkritik" not in only
    assert "Inget passar filtret" in client.get(reverse("catalogue"), {"text": "zzz"}).content.decode()


def test_a_measure_says_how_it_is_built_and_who_checked_it(client, people, measures):
    client.force_login(people.reader)
    page = client.get(reverse("measure", args=[measures["cost_per_participant"].pk])).content.decode()
    for word in ("Summa kostnader", "Deltagare", "kr per person", "lägre är bättre", "av Samsyn, 2026-11-21"):
        assert word in page, word


def test_search_finds_measures(client, people, measures):
    client.force_login(people.reader)
    assert "Kostnad per deltagartimme" in client.get(reverse("search"), {"q": "deltagartimme"}).content.decode()


def test_queries_do_not_grow(client, people, measures, own, own_term, django_assert_max_num_queries):
    client.force_login(people.manager)
    for name, args in (("catalogue", []), ("measure", [own.pk]), ("term", [own_term.pk])):
        with django_assert_max_num_queries(25):
            client.get(reverse(name, args=args))
