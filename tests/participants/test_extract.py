"""The extract holds every classified field of every model about the person, and leaves by two people only."""

from __future__ import annotations

import json

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.audit.models import Entry, Reading
from samsyn.apps.participants.actions.rights import open_case, release_extract
from samsyn.apps.participants.models import Enrolment, Person, RightsCase
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.queries.extract import (
    ABOUT_NOBODY,
    extract_of,
    models_about_people,
    shown_fields,
    without,
)
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.reading import as_system
from tests.participants.filled import EMPTY, MARK, fill_in


@pytest.fixture
def filled(alma, colleagues, project, places):
    alma.organisation = places.owner
    fill_in(alma, colleagues, project)
    return alma


@pytest.fixture
def second(places):
    from samsyn.apps.organisations.models import Membership, User

    user = User.objects.create(email="dag@exempel.se", name="Dag")
    Membership.objects.create(user=user, organisation=places.owner, role="data_protection", starts="2020-01-01")
    return user


@pytest.fixture
def case(filled, colleagues):
    with as_system([filled.organisation_id]):
        RightsCase.objects.all().delete()
        return open_case(person=filled, kind="extract", came_on=timezone.localdate(), by=colleagues.protector)


def extracted(person):
    return extract_of(opened(Person.objects.select_related("organisation").filter(pk=person.pk), "test")[0])


def test_every_model_with_something_to_tell_is_in_it_or_says_why_not():
    told = {model._meta.model_name for model in models_about_people()}
    for model in apps.get_app_config("participants").get_models():
        classes = set(getattr(model, "CLASSES", {}).values()) - {FieldClass.TECHNICAL}
        name = model._meta.model_name
        assert bool(classes) == (name in told or name in ABOUT_NOBODY), name
        if name in told:
            assert name == "person" or model._meta.get_field("person").related_model is Person, name


def test_all_classified_fields_of_every_model_are_in_the_extract(filled, record_property):
    with as_system([filled.organisation_id]):
        extract = extracted(filled)
    rows = {part.name: part.rows for part in extract.parts}
    tried, missing = 0, []
    for model in models_about_people():
        name = model._meta.model_name
        items = {item.name: item for row in rows.get(name, ()) for item in row.items}
        for field in shown_fields(model):
            tried += 1
            related = getattr(field, "related_model", None)
            if related is not None and related._meta.model_name in ABOUT_NOBODY:
                there = all(items.get(f"{field.name}.{each.name}") for each in shown_fields(related))
            else:
                there = field.name in items and (items[field.name].text or f"{name}:{field.name}" in EMPTY)
            if not there:
                missing.append(f"{name}.{field.name}")
    record_property("fields_in_the_extract_tried", tried)
    record_property("fields_in_the_extract_wrong", len(missing))
    assert missing == []
    assert tried > 90


def test_it_costs_the_same_however_much_there_is(filled, write_in, django_assert_max_num_queries, project):
    with as_system([filled.organisation_id]):
        for month in range(1, 10):
            Enrolment.objects.create(
                organisation=filled.organisation, person=filled, project=project, starts=f"2024-0{month}-01",
                ends=f"2024-0{month}-05", reason="work",
            )  # fmt: skip
        person = opened(Person.objects.select_related("organisation").filter(pk=filled.pk), "test")[0]
        with django_assert_max_num_queries(18):
            extract_of(person)


def test_the_first_person_reads_and_the_second_releases(client, case, colleagues, second):
    address, copy = reverse("rights-extract", args=[case.pk]), reverse("rights-extract-json", args=[case.pk])
    client.force_login(colleagues.protector)
    page = client.get(address)
    assert "Alma Påhittad" in page.text
    assert "Släpp utdraget" not in page.text
    assert client.get(copy).status_code == 302
    client.post(address, {})
    with as_system([case.organisation_id]):
        assert RightsCase.objects.get().released_by is None
    client.force_login(second)
    assert "Rätta det här först" in client.post(address, {}).text  # every text is read and decided on
    sent = dict.fromkeys(client.get(address).context["form"].places, "out")
    assert client.post(address, sent).status_code == 302
    answer = client.get(copy)
    assert answer["Content-Disposition"] == f'attachment; filename="utdrag-{case.pk}.json"'
    assert answer["Cache-Control"] == "no-store"
    client.force_login(colleagues.protector)
    assert client.get(copy).status_code == 200


def released(client, case, second, **chosen):
    client.force_login(second)
    page = client.get(reverse("rights-extract", args=[case.pk]))
    places = {place: name for name, place in page.context["form"].places.items()}
    sent = dict.fromkeys(places.values(), "out") | {places[place]: rule for place, rule in chosen.items()}
    assert client.post(reverse("rights-extract", args=[case.pk]), sent).status_code == 302
    return json.loads(client.get(reverse("rights-extract-json", args=[case.pk])).content)


def test_the_copy_for_machines_has_everything(client, case, second, colleagues):
    copy = released(client, case, second)
    assert copy["authority"] == "Ekby kommun"
    assert {record["kind"] for record in copy["records"]} == {m._meta.model_name for m in models_about_people()}
    person = copy["records"][0]["rows"][0]
    assert person["name_sealed"] == {
        "label": "namn", "class": "name", "value": "Alma Påhittad", "text": "Alma Påhittad",
    }  # fmt: skip
    assert person["contact_sealed"]["value"] == {"phone": "Kanariefågel 070"}
    talk = next(record for record in copy["records"] if record["kind"] == "talk")
    assert MARK in talk["rows"][0]["note_sealed"]["text"]
    readers = {reading["who"] for reading in copy["readings"]}
    assert {"Dag", "Samsyn"} <= readers
    assert Entry.objects.filter(verb="extract_taken_out").count() == 1


def test_what_is_withheld_is_gone_and_says_so(client, case, second):
    with as_system([case.organisation_id]):
        place = next(item.place for item in extracted(case.person).items() if item.place.startswith("talk:"))
        place = f"{place.rsplit(':', 1)[0]}:note_sealed"
    copy = released(client, case, second, **{place: "osl_26_1", "readings:names": "gdpr_15_4"})
    talk = next(record for record in copy["records"] if record["kind"] == "talk")["rows"][0]
    assert talk["note_sealed"]["withheld"] == "osl_26_1"
    assert "text" not in talk["note_sealed"]
    assert "talk note_sealed" not in json.dumps(copy, ensure_ascii=False)
    assert {reading["who"] for reading in copy["readings"]} == {None}


def test_what_is_written_after_the_review_does_not_leave(client, case, second, colleagues):
    released(client, case, second)
    with as_system([case.organisation_id]):
        row = Enrolment.objects.select_related("person__key").first()
        opened([row.person], "test")
        row.close("note_sealed", "Nytt, och inte läst av någon.")
        row.save()
    answer = client.get(reverse("rights-extract-json", args=[case.pk]), follow=True)
    assert "Pröva utdraget igen" in answer.text
    assert "inte läst av någon" not in answer.text


def test_withheld_must_be_a_place_and_a_rule(case, second):
    with as_system([case.organisation_id]):
        case = RightsCase.objects.select_related("person__key").get()
        extract = extracted(case.person)
        for wrong in ({"talk:0:x": "osl_26_1"}, {next(extract.items()).place: "för att"}):
            with pytest.raises(ValidationError):
                release_extract(case=case, extract=extract, withheld=wrong, by=second)


def test_the_copy_on_paper_is_plain_tagged_and_says_what_was_left_out(client, case, second):
    import pypdfium2

    with as_system([case.organisation_id]):
        place = next(item.place for item in extracted(case.person).items() if item.place.startswith("talk:"))
    released(client, case, second, **{f"{place.rsplit(':', 1)[0]}:note_sealed": "osl_26_1"})
    answer = client.get(reverse("rights-extract-pdf", args=[case.pk]))
    if answer.status_code == 302:
        pytest.skip("Pango is missing")
    document = pypdfium2.PdfDocument(answer.content)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    flat = " ".join(text.split())
    assert "Dina uppgifter hos Ekby kommun" in flat
    assert "Alma Påhittad" in flat
    assert "Utelämnat: uppgift om någon annan" in flat
    assert "Vem som har läst om dig" in flat
    assert "talk note_sealed" not in flat
    assert document.is_tagged()
    assert "Alma" not in "".join(document.get_metadata_dict().values())


def test_no_name_in_log_trail_or_address(case, client, second):
    released(client, case, second)
    said = repr([vars(row) for row in Reading.objects.all()]) + repr([vars(row) for row in Entry.objects.all()])
    assert "Alma" not in said
    assert "19900101" not in said
    assert MARK not in said


def test_left_out_here_is_left_out_everywhere(filled):
    with as_system([filled.organisation_id]):
        extract = extracted(filled)
    secret = {item.place: "osl_26_1" for item in extract.items() if item.free}
    assert MARK not in "".join(item.text for item in without(extract, secret).items() if item.free)
