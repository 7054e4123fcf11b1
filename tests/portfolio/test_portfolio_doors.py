"""Every door of the portfolio, tried by everybody: who comes in, and who meets a page that is not there."""

from __future__ import annotations

import pytest
from django.urls import reverse

EVERYBODY = (
    *("lead", "controller", "reader", "manager", "board", "administrator"),  # the owner's own
    *("partner", "funder", "evaluator", "foreign", "outsider"),
)
OWNERS = {"lead", "controller", "manager"}  # PROJECT_EDIT as owner
SEERS = OWNERS | {"reader", "board", "partner", "funder", "evaluator"}
ADOPTERS = {"lead", "manager"}
EDITORS_SOMEWHERE = OWNERS | {"partner", "funder", "foreign"}
MEMBERS = SEERS | {"foreign"}

# name, which thing's key (or none), who gets 200
DOORS = [
    ("project-list", None, set(EVERYBODY)),
    ("call-list", None, set(EVERYBODY)),
    ("overlap", None, set(EVERYBODY)),
    ("meeting-list", None, set(EVERYBODY)),
    ("project-new", None, EDITORS_SOMEWHERE),
    ("meeting-new", None, EDITORS_SOMEWHERE),
    ("call-new", None, {"manager", "funder"}),
    ("project", "project", SEERS),
    ("project-goals", "project", SEERS),
    ("project-economy", "project", SEERS),
    ("project-theory", "project", SEERS),
    ("theory", "theory", SEERS),
    ("goal", "goal", SEERS),
    ("goal", "adopted", SEERS),
    ("meeting", "meeting", SEERS),
    ("project-edit", "project", OWNERS),
    ("project-stop", "project", OWNERS),
    ("project-parties", "project", OWNERS),
    ("party-end", "party", OWNERS),
    ("project-places", "project", OWNERS),
    ("place-edit", "place", OWNERS),
    ("place-remove", "place", OWNERS),
    ("project-phases", "project", OWNERS),
    ("phase-edit", "phase", OWNERS),
    ("phase-remove", "phase", OWNERS),
    ("project-theory-new", "project", OWNERS),
    ("goal-new", "project", OWNERS),
    ("goal-edit", "goal", OWNERS),
    ("goal-adopt", "goal", ADOPTERS),
    ("goal-adopt", "adopted", set()),
    ("goal-stop", "adopted", ADOPTERS),
    ("goal-reformulate", "adopted", ADOPTERS),
    ("budget-line-new", "project", OWNERS),
    ("budget-line-edit", "line", OWNERS),
    ("budget-line-remove", "line", OWNERS),
    ("volume-new", "project", OWNERS),
    ("volume-edit", "volume", OWNERS),
    ("volume-remove", "volume", OWNERS),
    ("meeting-edit", "meeting", OWNERS),
    ("call", "call", MEMBERS),
    ("call", "draft_call", {"funder"}),
    ("call-edit", "call", {"funder"}),
    ("call-publish", "draft_call", {"funder"}),
    ("call-publish", "call", set()),
    ("call-theory-new", "call", {"funder"}),
    ("application-new", "call", EDITORS_SOMEWHERE),
    ("application-new", "draft_call", set()),
    ("application", "draft", OWNERS | {"reader", "board"}),
    ("application", "sent", OWNERS | {"reader", "board", "funder"}),
    ("application-edit", "draft", OWNERS),
    ("application-edit", "sent", set()),
    ("application-send", "draft", OWNERS),
    ("application-withdraw", "draft", OWNERS),
    ("application-withdraw", "sent", OWNERS),
    ("application-withdraw", "granted", set()),
    ("application-decide", "sent", {"funder"}),
    ("application-decide", "draft", set()),
]
ONLY_READ = {"project-list", "call-list", "overlap", "meeting-list", "project", "project-goals", "project-economy",
             "project-theory", "theory", "goal", "meeting", "call", "application"}  # fmt: skip


@pytest.mark.parametrize(("name", "thing", "allowed"), DOORS, ids=[f"{name}-{thing}" for name, thing, _ in DOORS])
def test_the_door_opens_for_those_who_may(client, people, corner, name, thing, allowed):
    address = reverse(name, args=[getattr(corner, thing).pk] if thing else [])
    assert client.get(address).status_code == 302, "signed out: to sign-in"
    came_in = set()
    for who in EVERYBODY:
        client.force_login(getattr(people, who))
        status = client.get(address).status_code
        assert status in (200, 404), f"{who}: {status}"
        if status == 200:
            came_in.add(who)
    assert came_in == set(allowed)


@pytest.mark.parametrize(("name", "thing", "allowed"), [door for door in DOORS if door[0] not in ONLY_READ],
                         ids=[f"{name}-{thing}" for name, thing, _ in DOORS if name not in ONLY_READ])  # fmt: skip
def test_a_post_by_those_who_may_not_changes_nothing(client, people, corner, name, thing, allowed):
    address = reverse(name, args=[getattr(corner, thing).pk] if thing else [])
    for who in set(EVERYBODY) - set(allowed):
        client.force_login(getattr(people, who))
        assert client.post(address, {}).status_code == 404, who


@pytest.mark.parametrize("name", sorted(ONLY_READ))
def test_a_page_that_only_reads_takes_no_post(client, people, corner, name):
    thing = next(thing for door, thing, _ in DOORS if door == name)
    client.force_login(people.lead)
    address = reverse(name, args=[getattr(corner, thing).pk] if thing else [])
    assert client.post(address, {}).status_code == 405


def test_every_address_of_the_portfolio_is_tried():
    from samsyn.apps.portfolio.urls import urlpatterns

    assert {pattern.name for pattern in urlpatterns} == {name for name, _thing, _who in DOORS}


@pytest.mark.parametrize("name", ["project", "project-goals", "project-economy", "goal"])
def test_a_reader_is_not_shown_links_to_change(client, people, corner, name):
    from samsyn.apps.portfolio.models import Goal

    key = corner.goal.pk if name == "goal" else corner.project.pk
    client.force_login(people.reader)
    page = client.get(reverse(name, args=[key])).content.decode()
    for word in ("andra/", "/ny/", "/nytt/", "ta-bort", "anta/", "stoppa/", "budgetrader/", "volymer/", "avbryt/"):
        assert word not in page, word
    assert Goal.objects.count() == 2
