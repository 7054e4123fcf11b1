"""The ten-minute pack: what it holds, frozen, and the same in Word and PDF."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from docx import Document

from samsyn.apps.audit.models import Entry
from samsyn.apps.evaluation.models import Recommendation
from samsyn.apps.governance import actions
from samsyn.apps.governance.makers import CannotMake, makers
from samsyn.apps.governance.models import Pack
from samsyn.apps.governance.packing import pack_of
from samsyn.apps.portfolio.actions import set_budget

DAY = datetime.timedelta(days=1)


@pytest.fixture
def busy(steering, item, people, places, project):
    """A group with something in every part of its pack."""
    from samsyn.apps.knowledge.models import Gathered, Observation, Pattern

    by, today = people.lead, timezone.localdate()
    actions.decide(item=item, text="Kommunen tar över.", owner=steering.chair, due_on=today + 30 * DAY, by=by)
    actions.assign(item=item, text="Räkna på kostnaden", owner=steering.pia, due_on=today, by=by)
    seats = (steering.chair, steering.bo, steering.pia)
    actions.note_presence(meeting=steering.past, presence=dict.fromkeys(seats, ("present", None)), by=by)
    actions.close_meeting(meeting=steering.past, by=by)
    Recommendation.objects.create(
        project=project, text="Skriv mål som går att mäta", addressee=places.funder, answer_by=today - 10 * DAY
    )
    set_budget(project=project, part="plan", kind="support", amount=Decimal(1000), year=2026, by=by)
    set_budget(project=project, part="outcome", kind="support", amount=Decimal(250), year=2026, by=by)
    pattern = Pattern.objects.create(organisation=places.owner, name="Blanketten", next_on=today + 5 * DAY)
    seen = Observation.objects.create(organisation=places.owner, text="Händelse")
    Gathered.objects.create(pattern=pattern, observation=seen)
    actions.add_item(meeting=steering.coming, title="Nästa års pengar", about="Två förslag.", by=by)
    return steering


def rows(content, code):
    table = next(one for one in content["sections"] if one["code"] == code)["table"]
    return table["rows"] if table else None


def test_the_pack_says_what_awaits_whom_and_what_became_of_decisions(busy, people):
    content = pack_of(busy.coming, people.lead)
    assert rows(content, "agenda") == [["1", "Nästa års pengar", "egen punkt", "Två förslag.", ""]]
    awaited = rows(content, "awaited")
    assert [row[0] for row in awaited] == [
        "Svar: Skriv mål som går att mäta", "Räkna på kostnaden", "Kommunen tar över.",
    ]  # fmt: skip
    assert awaited[0][3] == "17 dagar"
    assert [text.replace("\xa0", " ") for text in rows(content, "projects")[0]][3:5] == ["1 000 kr", "250 kr (25 %)"]
    assert rows(content, "patterns")[0][:2] == ["Blanketten", "1"]
    assert rows(content, "decisions")[0][1:] == ["Kommunen tar över.", "Ordförande, Ekby", "inget sagt"]


def test_the_pack_says_from_which_day_it_counts(busy, people):
    leads = {one["code"]: one["lead"] for one in pack_of(busy.coming, people.lead)["sections"]}
    assert busy.coming.on.isoformat() in leads["awaited"]
    assert busy.coming.on.isoformat() in leads["patterns"]


def test_a_long_text_is_cut_between_words(steering, people):
    actions.add_item(meeting=steering.coming, title="Lång", about="sista svarsdag 2026-09-13 " * 9, by=people.lead)
    (row,) = rows(pack_of(steering.coming, people.lead), "agenda")
    assert row[3].endswith(" …")
    assert set(row[3].split()) == {"sista", "svarsdag", "2026-09-13", "…"}


def test_a_long_table_says_what_was_left_out(steering, people):
    for number in range(17):
        actions.add_item(meeting=steering.coming, title=f"Punkt {number}", by=people.lead)
    table = pack_of(steering.coming, people.lead)["sections"][0]["table"]
    assert (len(table["rows"]), table["note"]) == (15, "2 rader till finns i Samsyn.")


def test_a_frozen_pack_does_not_change_and_tells_when_somebody_changed_it(busy, people):
    pack = actions.freeze_pack(meeting=busy.coming, by=people.lead)
    actions.add_item(meeting=busy.coming, title="Sent inkommet", by=people.lead)
    again = actions.freeze_pack(meeting=busy.coming, by=people.lead)
    assert (pack.number, again.number) == (1, 2)
    assert len(rows(Pack.objects.get(pk=pack.pk).content, "agenda")) == 1
    assert pack.intact
    pack.content["title"] = "Något annat"
    assert not pack.intact


def test_a_cancelled_meeting_has_no_pack(steering, people):
    actions.cancel_meeting(meeting=steering.coming, why="Snö", by=people.lead)
    with pytest.raises(ValidationError, match="inställt"):
        actions.freeze_pack(meeting=steering.coming, by=people.lead)


def test_word_says_the_same_as_the_page(busy, people):
    pack = actions.freeze_pack(meeting=busy.coming, by=people.lead)
    data = makers()["docx"](pack.content, pack.sha256)
    assert data == makers()["docx"](pack.content, pack.sha256)
    document = Document(io.BytesIO(data))
    assert document.paragraphs[0].text == "Underlag till Styrgruppen för VIND"
    told = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    for section in pack.content["sections"]:
        for row in section["table"]["rows"]:
            assert row in told
    assert "{{" not in "".join(paragraph.text for paragraph in document.paragraphs)


def test_a_full_pack_is_at_most_two_pages(busy, people):
    pack = actions.freeze_pack(meeting=busy.coming, by=people.lead)
    content = pack.content
    for section in content["sections"]:  # every table at its longest, with long texts
        longest = {"agenda": 15, "awaited": 10, "projects": 12, "patterns": 8, "decisions": 8}[section["code"]]
        section["table"]["rows"] = [[text[:60] for text in section["table"]["rows"][0]]] * longest
    try:
        data = makers()["pdf"](content, pack.sha256)
    except CannotMake as error:
        pytest.skip(str(error))
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    assert len(document) <= 2
    assert "Nästa års pengar" in document[0].get_textpage().get_text_range()


def test_the_pages_freeze_and_give_out(client, busy, people):
    client.force_login(people.lead)
    address = reverse("board-meeting-pack", args=[busy.coming.pk])
    assert "Nästa års pengar" in client.get(address).content.decode()
    frozen = client.post(address, follow=True)
    assert "Fryst nr 1" in frozen.content.decode()
    pack = Pack.objects.get()
    client.force_login(people.partner)  # has a seat
    answer = client.get(reverse("pack-copy", args=[pack.pk, "docx"]))
    assert answer.headers["Content-Disposition"].endswith('-nr-1.docx"')
    assert Entry.objects.filter(verb="pack_taken_out", actor=people.partner).count() == 1
    assert client.post(address).status_code == 404
    assert client.get(reverse("pack-copy", args=[pack.pk, "exe"])).status_code == 404
    Pack.objects.update(content={**pack.content, "title": "Ändrat"})
    page = client.get(pack.get_absolute_url()).content.decode()
    assert "någon har ändrat det" in page
    assert client.get(reverse("pack-copy", args=[pack.pk, "docx"])).status_code == 302


def test_the_pack_asks_as_many_questions_however_many_rows(client, busy, people, places, django_assert_max_num_queries):
    from samsyn.apps.portfolio.models import Project

    for number in range(8):
        one = Project.objects.create(
            code=f"P{number}", name="Mer", organisation=places.owner, starts=datetime.date(2024, 1, 1)
        )
        one.parties.create(organisation=places.owner, part="owner", starts=datetime.date(2024, 1, 1))
        busy.board.projects.add(one)
    client.force_login(people.lead)
    with django_assert_max_num_queries(25):
        assert client.get(reverse("board-meeting-pack", args=[busy.coming.pk])).status_code == 200
