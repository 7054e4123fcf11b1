"""A session that was fixed, stolen, left lying, or taken back opens nothing: 40 of 40 refused."""

from __future__ import annotations

import datetime
import importlib
import time

import pytest
from django.conf import settings as site
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from samsyn.apps.organisations import actions
from samsyn.apps.organisations.models import Membership

PASSWORD = "en-lång-och-påhittad-fras-7"
WHO = ("lead", "controller", "reader", "manager", "board", "partner", "funder", "evaluator", "foreign", "administrator")


@pytest.fixture(params=WHO)
def user(request, people):
    user = getattr(people, request.param)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture(autouse=True)
def _counted(request, record_property):
    """Those of the forty; a test that fails says the rest."""
    yield
    if "user" in request.fixturenames:
        record_property("sessions_that_open_nothing_tried", 1)


def signed_in(user, client=None) -> Client:
    client = client or Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert is_in(client)
    return client


def is_in(client) -> bool:
    return client.get(reverse("account")).status_code == 200


def with_cookie(value: str) -> Client:
    client = Client()
    client.cookies[site.SESSION_COOKIE_NAME] = value
    return client


def cookie_of(client) -> str:
    return client.cookies[site.SESSION_COOKIE_NAME].value


def aged(client, **seconds: float) -> None:
    session = client.session
    for name, by in seconds.items():
        session[f"samsyn_{name}_at"] -= by
    session.save()


def test_fixed(user):
    """A session that somebody else planted before the sign-in is not the one that is signed in."""
    planted = Client()
    session = planted.session
    session["planted"] = True
    session.save()
    planted.cookies[site.SESSION_COOKIE_NAME] = session.session_key
    victim = signed_in(user, with_cookie(session.session_key))
    assert cookie_of(victim) != session.session_key
    assert not is_in(with_cookie(session.session_key))


def test_stolen(user):
    """A copied cookie dies with the sign-out and with a new password; a guessed or changed one never lived."""
    client = signed_in(user)
    copied = cookie_of(client)
    assert is_in(with_cookie(copied))
    assert not is_in(with_cookie(copied[:-1] + ("a" if copied[-1] != "a" else "b")))
    client.post(reverse("account_logout"))
    assert not is_in(with_cookie(copied))
    copied = cookie_of(signed_in(user, Client()))
    user.set_password(PASSWORD + "!")
    user.save()
    assert not is_in(with_cookie(copied))


def test_left_lying(user, settings):
    """Twenty minutes without a click, or ten hours in total, however active one was."""
    idle, old = signed_in(user), signed_in(user)
    aged(idle, seen=settings.SAMSYN_SESSION_IDLE + 1)
    aged(old, signed_in=settings.SESSION_COOKIE_AGE + 1)
    assert (settings.SAMSYN_SESSION_IDLE, settings.SESSION_COOKIE_AGE) == (20 * 60, 10 * 3600)
    assert not is_in(idle)
    assert not is_in(old)


def test_taken_back(user, people, places):
    """A membership that ends and an account that is stopped end the sessions that were going on, at the next click."""
    client = signed_in(user)
    membership = user.memberships.get()
    if membership.role == "administrator":  # the last one stays, so there must be another
        Membership.objects.create(
            user=people.outsider, organisation=membership.organisation, role="administrator",
            starts=datetime.date(2020, 1, 1),
        )  # fmt: skip
    actions.end_membership(membership=membership, by=None)
    assert not is_in(client)
    client = signed_in(user)
    actions.switch_off(user=user, by=None)
    assert not is_in(client)
    actions.switch_on(user=user, by=None)
    assert not is_in(client)
    assert is_in(signed_in(user))


def test_an_end_that_is_still_to_come_signs_nobody_out(people):
    client = Client()
    client.force_login(people.lead)
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)
    actions.end_membership(membership=people.lead.memberships.get(), by=None, on=tomorrow)
    assert is_in(client)


def test_the_command_stops_and_signs_out(people, capsys):
    client = Client()
    client.force_login(people.lead)
    call_command("account", "sign-out", email=people.lead.email)
    assert not is_in(client)
    client.force_login(people.lead)
    call_command("account", "off", email=people.lead.email)
    assert not is_in(client)
    people.lead.refresh_from_db()
    assert not people.lead.is_active


def test_the_reader_hears_why_and_comes_back_to_the_page(client, people, settings):
    client.force_login(people.lead)
    aged(client, seen=settings.SAMSYN_SESSION_IDLE + 1)
    answer = client.get(reverse("project-list"), follow=True)
    assert answer.redirect_chain[0][0].endswith(f"?next={reverse('project-list')}")
    assert "utan aktivitet" in answer.content.decode()


def test_activity_keeps_the_session_and_costs_one_write_a_minute(client, people, settings, monkeypatch):
    client.force_login(people.lead)
    saved = []
    store = importlib.import_module(settings.SESSION_ENGINE).SessionStore
    monkeypatch.setattr(store, "save", lambda self, save=store.save, **more: (saved.append(1), save(self, **more))[1])
    for _ in range(3):
        assert is_in(client)
    assert not saved
    for _ in range(30):  # half an hour, a click a minute
        session = Session.objects.get(session_key=cookie_of(client))
        held = session.get_decoded()
        held["samsyn_seen_at"] = time.time() - 61
        Session.objects.filter(pk=session.pk).update(session_data=store().encode(held))
        assert is_in(client)
    assert len(saved) == 30


def test_whoever_signs_out_leaves_nothing_behind(client, people, settings):
    client.force_login(people.lead)
    assert client.get(reverse("account")).get("Clear-Site-Data") is None
    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"cache", "storage"'
    client.force_login(people.lead)
    aged(client, seen=settings.SAMSYN_SESSION_IDLE + 1)
    assert client.get(reverse("account")).get("Clear-Site-Data") is None, "a draft waits for its writer"


def test_changed_roles_ask_who_one_is_again(client, people, places, settings):
    ada = people.administrator
    ada.set_password(PASSWORD)
    ada.save()
    signed_in(ada, client)
    wanted = {"email": people.outsider.email, "name": "", "role": "reader", "starts": "2026-01-01", "ends": ""}
    place = reverse("membership-add", args=[places.owner.pk])
    aged(client, signed_in=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT + 1)
    session = client.session
    session["account_authentication_methods"][-1]["at"] -= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT + 1
    session.save()
    answer = client.post(place, wanted)
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert not people.outsider.memberships.exists()
    client.post(answer.url, {"password": "fel"})
    assert not people.outsider.memberships.exists()
    client.post(answer.url, {"password": PASSWORD})  # what was asked for is done, nothing is typed twice
    assert people.outsider.memberships.get().role == "reader"
