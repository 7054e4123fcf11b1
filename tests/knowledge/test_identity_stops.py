"""What somebody tells is not kept while it points at a person; what was written stays, with a way to put it right."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.audit.models import Entry
from samsyn.apps.catalogue.actions import load_shipped
from samsyn.apps.catalogue.models import Term
from samsyn.apps.knowledge import actions
from samsyn.apps.knowledge.models import Observation
from samsyn.apps.organisations.models import Kind, Membership, Organisation, User

pytestmark = pytest.mark.django_db
NUMBER = "19850112-2384"


@pytest.fixture
def home():
    load_shipped()
    return Organisation.objects.create(name="Ekby kommun", kind=Kind.MUNICIPALITY)


@pytest.fixture
def leader(home):
    user = User.objects.create(email="ledare@exempel.se", name="Ledare")
    Membership.objects.create(user=user, organisation=home, role="process_leader", starts=date(2020, 1, 1))
    return user


@pytest.fixture
def tell(client, home, leader):
    client.force_login(leader)

    def tell(text, **more):
        sent = {"organisation": home.pk, "good": "False", "text": text, "room": "unknown",
                "seen_on": timezone.localdate().isoformat(), **more}  # fmt: skip
        return client.post(reverse("observe"), sent)

    return tell


@pytest.mark.parametrize("text", [
    "Fatima fick vänta i sju veckor på ett besked.",
    f"Beslutet om {NUMBER} kom för sent.",
    "Ring 070-123 45 67 så berättar de hur det gick.",
    "Handläggaren Eva svarade inte på två veckor.",
])  # fmt: skip
def test_it_is_stopped_and_stays_in_the_form(tell, text):
    page = tell(text)
    assert page.status_code == 200
    assert not Observation.objects.exists()
    said = page.content.decode()
    assert "kan peka ut en person" in said
    assert page.context["form"]["text"].value() == text


def test_the_error_holds_no_number(tell):
    said = tell(f"Beslutet om {NUMBER} kom för sent.").context["form"].errors["text"][0]
    assert NUMBER not in said
    assert "2384" not in said


def test_nothing_of_what_was_stopped_is_in_the_trail(tell):
    tell(f"Beslutet om {NUMBER} kom för sent.")
    assert not Entry.objects.filter(verb="observation_told").exists()
    assert NUMBER not in str(list(Entry.objects.values()))


def test_it_is_rewritten_on_a_press_and_then_kept(tell):
    first = tell("Fatima fick vänta i sju veckor på ett besked.", **{"skriv-om": "1"})
    assert first.status_code == 200
    assert not Observation.objects.exists()
    text = first.context["form"]["text"].value()
    assert "Fatima" not in text
    assert "sju veckor" in text
    assert tell(text).status_code == 302
    assert Observation.objects.get().text == text


def test_the_action_stops_it_whoever_calls(home, leader):
    with pytest.raises(ValidationError, match="peka ut en person"):
        actions.tell(organisation=home, text="Fatima väntade länge.", by=leader)
    kept = actions.tell(organisation=home, text="De väntade länge.", by=leader)
    with pytest.raises(ValidationError, match="peka ut en person"):
        actions.edit_observation(observation=kept, text="Fatima väntade länge.", by=leader)
    assert Observation.objects.get().text == "De väntade länge."


def test_a_resource_is_a_group_and_never_a_name(home, leader):
    ability = Term.objects.filter(kind="strength").first()
    with pytest.raises(ValidationError, match="peka ut en person"):
        actions.note_resource(organisation=home, name="Fatima kan laga mat", strengths=[ability], by=leader)
    assert actions.note_resource(organisation=home, name="Sju som kan laga mat", strengths=[ability], by=leader).pk


def test_neither_a_pattern_nor_a_statement_names_anybody(home, leader):
    day = timezone.localdate()
    with pytest.raises(ValidationError, match="peka ut en person"):
        actions.start_pattern(organisation=home, name="Fatima fick vänta", next_on=day, by=leader)
    pattern = actions.start_pattern(organisation=home, name="Många får vänta", next_on=day, by=leader)
    with pytest.raises(ValidationError, match="peka ut en person"):
        actions.edit_pattern(pattern=pattern, about="Som Fatima.", by=leader)
    with pytest.raises(ValidationError, match="peka ut en person"):
        actions.write_statement(pattern=pattern, addressee=home, text="Hej! Fatima väntar än.", by=leader)


def test_a_harmless_text_is_kept_at_once(tell):
    assert (
        tell("Stödet enligt SoL 4 kap. 1 § tog slut den 12 maj, och ingen på myndigheten visste varför.").status_code
        == 302
    )
