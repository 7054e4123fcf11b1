"""What the pages of groups and meetings say to each reader, and which buttons they offer."""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils import timezone

from samsyn.apps.evaluation.models import Recommendation
from samsyn.apps.governance import actions

DAY = datetime.timedelta(days=1)


def test_only_whoever_prepares_is_told_to_take_in_or_leave_out(client, steering, project, places, people):
    Recommendation.objects.create(
        project=project, text="Ge styrgruppen mandat", addressee=places.owner,
        answer_by=timezone.localdate() - 30 * DAY,
    )  # fmt: skip
    actions.prepare_agenda(meeting=steering.past, by=people.lead)
    for who, told in ((people.lead, True), (people.partner, False)):
        client.force_login(who)
        page = client.get(steering.past.get_absolute_url()).content.decode()
        assert ("Ta in det, eller utelämna det och skriv varför." in page) is told
        assert ("Den som förbereder mötet tar in det" in page) is not told


def test_a_meeting_that_cannot_be_closed_yet_has_no_button_that_is_refused(client, steering, item, people):
    client.force_login(people.lead)
    address = reverse("board-meeting-close", args=[steering.past.pk])
    page = client.get(address).content.decode()
    assert "Det här återstår" in page
    assert '<form method="post" class="form"' not in page
    actions.note_item(item=item, said="Hört.", by=people.lead)
    seats = (steering.chair, steering.bo, steering.pia)
    actions.note_presence(meeting=steering.past, presence=dict.fromkeys(seats, ("present", None)), by=people.lead)
    page = client.get(address).content.decode()
    assert "Det här återstår" not in page
    assert '<form method="post" class="form"' in page


def test_whoever_has_no_seat_is_told_how_one_gets_one(client, steering, people):
    client.force_login(people.outsider)
    page = client.get(reverse("board-list")).content.decode()
    assert "Inga grupper ännu" not in page, "there are groups; this reader sits in none"
    assert "Du har ingen plats i någon grupp" in page
