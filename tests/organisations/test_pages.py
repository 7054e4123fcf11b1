"""The register, memberships, one's own access and the trail, tried by everyone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samsyn.apps.organisations.models import Membership, User
from samsyn.apps.organisations.policy import ROLES


@pytest.mark.parametrize(
    ("who", "status"), [("administrator", 200), ("lead", 404), ("partner", 404), ("outsider", 404)]
)
def test_only_the_administrator_opens_the_members(client, people, places, who, status):
    client.force_login(getattr(people, who))
    assert client.get(reverse("members", args=[places.owner.pk])).status_code == status
    assert client.get(reverse("membership-add", args=[places.owner.pk])).status_code == status


def test_a_new_colleague_is_added_with_a_role(client, people, places):
    client.force_login(people.administrator)
    page = reverse("membership-add", args=[places.owner.pk])
    answer = client.post(
        page, {"email": "ny@exempel.se", "name": "Nils Ny", "role": "reader", "starts": "2026-01-01"}, follow=True
    )
    assert "Nils Ny är nu läsare" in answer.content.decode()
    assert Membership.objects.get(user__email="ny@exempel.se").organisation == places.owner


def test_a_new_colleague_without_a_name_keeps_what_was_entered(client, people, places):
    client.force_login(people.administrator)
    page = reverse("membership-add", args=[places.owner.pk])
    answer = client.post(page, {"email": "ny@exempel.se", "role": "board", "starts": "2026-01-01"})
    text = answer.content.decode()
    assert "Skriv också namnet" in text
    assert 'value="ny@exempel.se"' in text
    assert not User.objects.filter(email="ny@exempel.se").exists()


def test_ending_a_membership_asks_first(client, people, places):
    client.force_login(people.administrator)
    membership = Membership.objects.get(user=people.reader)
    page = reverse("membership-end", args=[membership.pk])
    assert "kan personen från nästa klick inte längre" in client.get(page).content.decode()
    client.post(page)
    client.force_login(people.reader)
    assert client.get(reverse("organisation-list")).context["page_obj"].paginator.count == 0


def test_my_access_says_why(client, people):
    client.force_login(people.partner)
    text = client.get(reverse("my-access")).content.decode()
    assert "Almby kommun: Processledare" in text
    assert "se insatser, deras mål, budget och uppföljning" in text


def test_the_trail_is_for_those_who_may_read_it(client, people, places):
    client.force_login(people.administrator)
    client.post(
        reverse("membership-add", args=[places.owner.pk]),
        {"email": "rut@exempel.se", "role": "board", "starts": "2026-01-01"},
    )
    assert "gav medlemskapet" in client.get(reverse("trail")).content.decode()
    client.force_login(people.lead)
    assert client.get(reverse("trail")).status_code == 404


def test_every_role_has_a_sentence():
    assert all(str(role.sentence).endswith(".") for role in ROLES)


def test_the_register_can_be_searched(client, people):
    client.force_login(people.lead)
    found = client.get(reverse("organisation-list"), {"q": "almby"}).context["table"].rows
    assert [row[0].text for row in found] == ["Almby kommun"]
