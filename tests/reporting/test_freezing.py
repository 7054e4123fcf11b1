"""Live until frozen; then the same for ever, and no longer trusted once somebody has touched it."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from docx import Document

from samsyn.apps.audit.models import Entry
from samsyn.apps.audit.queries import verify_chain
from samsyn.apps.evaluation.models import StoredFigure
from samsyn.apps.reporting.actions import freeze_report, make_report, write_section
from samsyn.apps.reporting.models import Snapshot
from samsyn.apps.reporting.queries import opened
from tests.reporting.reading import of_page, of_word


@pytest.fixture
def snapshot(report, people):
    return freeze_report(report=report, reason="Till styrgruppen", by=people.evaluator)


def fetch(client, snapshot, kind: str) -> bytes:
    return client.get(reverse(f"snapshot-{kind}", args=[snapshot.pk])).content


def test_the_live_report_follows_and_the_frozen_does_not(client, people, report, snapshot, ground):
    client.force_login(people.evaluator)
    before = fetch(client, snapshot, "docx")
    StoredFigure.objects.filter(project=ground.projects[0], measure__code="women", part="outcome").update(value=400)
    live = client.get(reverse("report-docx", args=[report.pk])).content
    assert "570" in str(of_word(live)[1])
    assert "585" in str(of_word(before)[1])
    for kind in ("docx", "xlsx", "pdf"):
        assert fetch(client, snapshot, kind) == fetch(client, snapshot, kind)
    assert fetch(client, snapshot, "docx") == before


def test_a_frozen_report_says_number_day_and_by_whom(client, people, snapshot):
    client.force_login(people.evaluator)
    text = "\n".join(p.text for p in Document(io.BytesIO(fetch(client, snapshot, "docx"))).paragraphs[:9])
    for words in ("Fryst rapport nr 1", "Fryst av: Ulla", "Varför: Till styrgruppen", snapshot.sha256):
        assert words in text


def test_numbers_count_up_and_the_report_lives_on(report, people, snapshot):
    write_section(report=report, code="bedomning", text="Nytt.", by=people.evaluator)
    second = freeze_report(report=report, by=people.evaluator)
    assert (snapshot.number, second.number) == (1, 2)
    assert snapshot.sha256 != second.sha256
    assert snapshot.intact
    assert opened(second).faults == ()


def test_drawings_are_frozen_too(snapshot):
    charts = [
        block
        for section in snapshot.content["sections"]
        for one in (section, *section["sections"])
        for block in one["blocks"]
        if block["kind"] == "chart"
    ]
    assert len(charts) == 3
    assert all(block["svg"].startswith("<svg") for block in charts)


def test_a_frozen_report_keeps_its_language_whoever_reads_it(client, people, snapshot):
    client.force_login(people.evaluator)
    swedish = {kind: fetch(client, snapshot, kind) for kind in ("docx", "xlsx", "pdf")}
    for kind, data in swedish.items():
        answer = client.get(reverse(f"snapshot-{kind}", args=[snapshot.pk]), headers={"accept-language": "en"})
        assert answer.content == data, kind
    page = client.get(snapshot.get_absolute_url(), headers={"accept-language": "en"}).content.decode()
    assert "Tabell 1. Insatserna i klustret" in page
    assert of_page(page) == of_word(swedish["docx"])


def damage_text(snapshot):
    snapshot.content["title"] = "En annan titel"


def damage_number(snapshot):
    snapshot.content["sections"][3]["sections"][0]["blocks"][0]["rows"][0]["cells"][1]["text"] = "999"


def damage_and_cover(snapshot):
    snapshot.content["title"] = "En annan titel"
    snapshot.sha256 = Snapshot.fingerprint(snapshot.content)


def damage_name(snapshot):
    snapshot.frozen_by_name = "Någon annan"


@pytest.mark.parametrize("damage", [damage_text, damage_number, damage_and_cover, damage_name])
def test_a_changed_snapshot_says_so_everywhere(client, people, snapshot, damage):
    client.force_login(people.evaluator)
    damage(snapshot)
    snapshot.save()
    assert "Det här är inte det som frystes" in client.get(snapshot.get_absolute_url()).content.decode()
    word = Document(io.BytesIO(fetch(client, snapshot, "docx")))
    assert word.paragraphs[0].text.startswith("Kontrollen misslyckades")
    assert "Kontrollen misslyckades" in word.sections[0].footer.paragraphs[0].text


def test_a_snapshot_that_cannot_be_read_still_has_a_page(client, people, snapshot):
    client.force_login(people.evaluator)
    snapshot.content = {"form": 1}
    snapshot.save()
    page = client.get(snapshot.get_absolute_url())
    assert page.status_code == 200
    assert "går inte att läsa som en rapport" in page.content.decode()
    assert client.get(reverse("snapshot-docx", args=[snapshot.pk])).status_code == 404


def test_an_untouched_snapshot_holds(client, people, snapshot):
    client.force_login(people.evaluator)
    assert opened(Snapshot.objects.get(pk=snapshot.pk)).faults == ()
    assert "Det här är inte det som frystes" not in client.get(snapshot.get_absolute_url()).content.decode()


def test_everything_is_in_the_trail(client, people, report, snapshot):
    write_section(report=report, code="bakgrund", text="Bakgrunden.", by=people.evaluator)
    client.force_login(people.partner)
    fetch(client, snapshot, "docx")
    client.get(reverse("report-xlsx", args=[report.pk]))
    client.head(reverse("report-xlsx", args=[report.pk]))
    entries = Entry.objects.exclude(verb="catalogue_loaded").order_by("number")
    told = [(entry.verb, entry.actor_label) for entry in entries]
    assert told == [
        ("report_made", "Ulla"), ("report_frozen", "Ulla"), ("section_written", "Ulla"),
        ("report_taken_out", "Pia"), ("report_taken_out", "Pia"),
    ]  # fmt: skip
    taken = Entry.objects.filter(verb="report_taken_out").order_by("number").first()
    assert taken.details == {"kind": "docx", "number": 1, "sha256": snapshot.sha256}
    assert verify_chain().holds


def test_the_frozen_moment_is_the_one_in_the_content(snapshot):
    from datetime import datetime

    assert datetime.fromisoformat(snapshot.content["status"]["at"]) == snapshot.frozen_at
    assert snapshot.frozen_at.utcoffset() == timedelta(0)


def test_a_first_draft_has_references_and_no_typed_numbers(report):
    texts = {section.code: section.text for section in report.sections.all()}
    assert "[[participants.outcome]]" in texts["sammanfattning"]
    assert "26" not in texts["bakgrund"]  # a typed number in the cluster's summary follows from nothing here
    assert "Tre insatser prövar samma sak." in texts["bakgrund"]
    assert "B2" in texts["resultat"].replace("\\", "")


def test_a_first_draft_can_be_saved_as_it_is(report, people):
    for section in report.sections.all():
        write_section(report=report, code=section.code, text=section.text, by=people.evaluator)


def test_a_report_without_any_figures_can_be_begun_and_frozen(people, places):
    from samsyn.apps.evaluation.models import Cluster

    empty = Cluster.objects.create(name="Tomt kluster", organisation=places.evaluator)
    report = make_report(title="Tom rapport", cluster=empty, by=people.evaluator)
    assert freeze_report(report=report, by=people.evaluator).intact


def test_a_report_is_about_one_thing(people, ground):
    with pytest.raises(ValidationError, match="inte båda"):
        make_report(title="Båda", cluster=ground.cluster, project=ground.projects[0], by=people.evaluator)


def test_an_unknown_section_is_refused(report, people):
    with pytest.raises(ValidationError, match="inget avsnitt"):
        write_section(report=report, code="hittepa", text="", by=people.evaluator)


def test_a_typed_number_is_refused_by_the_action_too(report, people):
    with pytest.raises(ValidationError, match="skrivet för hand"):
        write_section(report=report, code="bakgrund", text="Det kom 4 042 personer.", by=people.evaluator)
    assert "4 042" not in report.sections.get(code="bakgrund").text
