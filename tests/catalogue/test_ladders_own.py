"""Ladders: the shipped ones are shown, an own one answers to the common one, and versions stand side by side."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from samsyn.apps.catalogue import actions
from samsyn.apps.catalogue.models import Ladder

OWN = [
    {
        "code": "occupation",
        "label": {"sv": "Planering"},
        "ordered": True,
        "states": [
            {"code": "home", "order": 1, "common": "none_or_sick", "label": {"sv": "Hemma"}},
            {"code": "out", "order": 2, "common": "work_or_study", "label": {"sv": "Ute"}},
        ],
    },
    {"same_as_common": "health"},
]
WORDS = {"code": "vara-steg", "name_sv": "Våra steg", "source": "Egen"}


@pytest.fixture
def own(measures, people, places):
    return actions.add_ladder(organisation=places.owner, dimensions=OWN, by=people.manager, **WORDS)


def test_every_shipped_ladder_is_shown(client, measures, people):
    client.force_login(people.outsider)
    text = client.get(reverse("catalogue"), {"kind": "ladder"}).content.decode()
    for ladder in Ladder.objects.current():
        assert ladder.name in text
        assert client.get(ladder.get_absolute_url()).status_code == 200
    text = client.get(Ladder.objects.get(code="samfi_ostra_goinge").get_absolute_url()).content.decode()
    assert "Ingen eller sjukskriven" in text
    assert "Ingen planering eller sjukskriven" in text  # what it answers to


def test_a_revision_is_a_new_version_beside_the_old(own, people):
    fewer = [{"same_as_common": "health"}]
    new = actions.revise_ladder(ladder=own, name_sv="Våra steg", source="Egen", dimensions=fewer, by=people.manager)
    own.refresh_from_db()
    assert (new.version, own.replaced_by, len(own.shape.dimensions)) == (2, new, 2)
    with pytest.raises(ValidationError, match="nyare version"):
        actions.revise_ladder(ladder=own, name_sv="x", source="x", dimensions=fewer, by=people.manager)
    common = Ladder.objects.common()
    with pytest.raises(ValidationError, match="följer med Samsyn"):
        actions.revise_ladder(ladder=common, name_sv="x", source="x", dimensions=fewer, by=people.manager)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"common": "nothing"}, "pekar på nothing"),
        ({"order": 3}, "står under"),
        ({"code": "out"}, "finns två gånger"),
    ],
)
def test_a_ladder_that_cannot_be_read_through_the_common_one_is_refused(measures, people, places, change, why):
    wrong = [{**OWN[0], "states": [{**OWN[0]["states"][0], **change}, OWN[0]["states"][1]]}]
    with pytest.raises(ValidationError, match=why):
        actions.add_ladder(organisation=places.owner, dimensions=wrong, by=people.manager, **WORDS)
    assert not Ladder.objects.filter(organisation=places.owner).exists()


def test_a_shipped_code_is_not_shadowed(own, measures, people, places):
    for code in ("standard", "vara-steg"):
        with pytest.raises(ValidationError, match="används redan"):
            actions.add_ladder(organisation=places.owner, dimensions=OWN, by=people.manager, **{**WORDS, "code": code})


def test_only_those_with_the_word_add_and_revise(client, own, people):
    for who in ("manager", "lead", "reader", "partner", "foreign", "outsider", "evaluator", "funder"):
        client.force_login(getattr(people, who))
        may = who in {"manager", "evaluator", "funder"}
        assert client.get(reverse("ladder-new")).status_code == (200 if may else 404), who
        revises = who == "manager"  # the ladder is the owner's
        assert client.get(reverse("ladder-revise", args=[own.pk])).status_code == (200 if revises else 404), who
        sees = who in {"manager", "lead", "reader"}
        assert client.get(own.get_absolute_url()).status_code == (200 if sees else 404), who


def test_a_ladder_is_made_in_the_browser_from_another_one(client, measures, people, places):
    client.force_login(people.manager)
    address = reverse("ladder-new") + "?fran=samfi_kristianstad"
    form = client.get(address).context["form"]
    posted = {name: field.initial or "" for name, field in form.fields.items()}
    posted |= {"organisation": places.owner.pk, "code": "ksd", "name_sv": "Kristianstads egen", "source": "Egen"}
    posted |= {"occupation_3_label": "Föräldraledig", "occupation_3_common": ""}
    text = client.post(address, posted).content.decode()
    assert "Välj vilket läge i den gemensamma stegen det räknas som" in text
    assert "Föräldraledig" in text  # nothing entered is lost
    answer = client.post(address, {**posted, "occupation_3_common": "other"})
    ladder = Ladder.objects.get(code="ksd")
    assert (answer.status_code, answer["Location"]) == (302, ladder.get_absolute_url())
    states = ladder.shape.dimension("occupation").states
    assert [state.code for state in states] == ["none", "planning_or_activity", "self_supporting", "foraldraledig"]
    assert (states[3].common, states[3].order) == ("other", None)


def test_a_new_version_keeps_the_codes_of_its_states(client, own, people):
    client.force_login(people.manager)
    address = reverse("ladder-revise", args=[own.pk])
    form = client.get(address).context["form"]
    posted = {name: field.initial if field.initial is not None else "" for name, field in form.fields.items()}
    posted["occupation_0_label"] = "Hemma eller sjuk"
    assert client.post(address, posted).status_code == 302
    new = Ladder.objects.get(code="vara-steg", version=2)
    assert [(state.code, state.label) for state in new.shape.dimension("occupation").states] == [
        ("home", "Hemma eller sjuk"),
        ("out", "Ute"),
    ]
    assert [each.code for each in new.shape.dimensions] == ["occupation", "health"]
