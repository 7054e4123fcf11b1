"""A person's states on their page: for those whose ground opens them, with what was corrected."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.participants.actions.follow_up import plan_follow_up
from samsyn.apps.participants.actions.states import Said, record_states
from samsyn.apps.participants.models import Consent, Enrolment
from samsyn.apps.participants.reading import as_system
from tests.participants.conftest import DAY


@pytest.fixture
def known(alma, project, measures, colleagues):
    """Alma with a state before that was corrected once."""
    ladder = Ladder.objects.get(code="standard")
    with as_system([project.organisation_id]):
        plan_follow_up(project=project, asked={ladder: ["before", "months_3"]}, by=None)
        enrolment = Enrolment.objects.get(person=alma)
        for state in ("no_plan", "on_sick_leave"):
            said = Said(enrolment, ladder, "occupation", "before", state, DAY)
            record_states(project=project, said=[said], by=colleagues.lead)
    return enrolment


def test_the_person_s_page_says_where_they_stand_and_leads_on(client, colleagues, alma, known):
    client.force_login(colleagues.lead)
    text = client.get(alma.get_absolute_url()).content.decode()
    assert "Läge före och efter" in text
    assert "Sjukskriven" in text
    assert reverse("states-record", args=[known.pk, "before"]) in text
    assert reverse("states-record", args=[known.pk, "months_3"]) not in text  # not ended yet


def test_a_correction_can_be_read_with_who_made_it(client, colleagues, known):
    client.force_login(colleagues.lead)
    response = client.get(reverse("states-record", args=[known.pk, "before"]))
    row = response.context["corrections"].rows[0]
    assert row[2:5] == ["Ingen planering", "Sjukskriven", "Lina"]


def test_another_authority_sees_states_only_when_the_consent_opens_them(client, colleagues, places, alma, known):
    today = timezone.localdate()
    with as_system([places.owner.pk]):
        consent = Consent.objects.create(
            organisation=places.owner, person=alma, from_organisation=places.owner, to_organisation=places.partner,
            purpose="Gemensam planering", categories=["name"], starts=today - timedelta(days=1),
        )  # fmt: skip
    client.force_login(colleagues.partner)
    assert "Sjukskriven" not in client.get(alma.get_absolute_url()).content.decode()
    with as_system([places.owner.pk]):
        consent.categories = ["name", "activity", "progress"]
        consent.save()
    text = client.get(alma.get_absolute_url()).content.decode()
    assert "Sjukskriven" in text
    assert "Skriv läget" not in text  # to see is not to write


def test_a_group_leader_sees_no_states(client, colleagues, places, project, alma, known):
    from samsyn.apps.participants.models import Group, GroupLeader, GroupMember

    with as_system([places.owner.pk]):
        group = Group.objects.create(organisation=places.owner, project=project, name="Grupp", starts=DAY)
        GroupLeader.objects.create(organisation=places.owner, group=group, user=colleagues.group_leader, starts=DAY)
        GroupMember.objects.create(organisation=places.owner, group=group, person=alma, enrolment=known, starts=DAY)
    client.force_login(colleagues.group_leader)
    response = client.get(alma.get_absolute_url())
    assert response.status_code in {200, 404}
    assert "Sjukskriven" not in response.content.decode()
