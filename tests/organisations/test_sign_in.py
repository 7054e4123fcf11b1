"""Signing in: closed accounts, a second factor, and an identity provider that adds nobody."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse

from samsyn.apps.organisations.models import User
from tests.sizes import size

PASSWORD = "en-lång-och-påhittad-fras-7"


@pytest.fixture
def lead(people):
    people.lead.set_password(PASSWORD)
    people.lead.save()
    return people.lead


def sign_in(client, email, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_a_colleague_signs_in_and_lands_on_the_overview(client, lead):
    answer = sign_in(client, lead.email)
    assert (answer.status_code, answer.url) == (302, reverse("overview"))


def test_a_wrong_password_says_nothing_about_who_exists(client, lead):
    wrong = sign_in(client, lead.email, "fel")
    unknown = sign_in(client, "ingen@exempel.se", "fel")
    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_guessing_is_stopped(client, lead):
    for _ in range(5):
        sign_in(client, lead.email, "fel")
    assert "sessionid" not in client.cookies
    answer = sign_in(client, lead.email)
    assert answer.status_code in {200, 429}
    assert not client.session.get("_auth_user_id")


def test_no_number_of_guesses_gets_in(people, lead, record_property):
    """Whatever addresses the guesses come from, an account shuts after five; the right one among them is too late."""
    guesses, through = size(1000, 10_000), 0
    for guess in range(guesses):
        client = Client(REMOTE_ADDR=f"10.{guess % 250}.{guess // 250 % 250}.{guess // 62_500 + 1}")
        sign_in(client, lead.email, PASSWORD if guess >= 5 and guess % 10 == 0 else f"gissning-{guess}")
        through += "_auth_user_id" in client.session
    record_property("guessed_passwords_tried", guesses)
    record_property("guessed_passwords_through", through)
    assert through == 0
    assert sign_in(Client(REMOTE_ADDR="10.251.1.1"), people.manager.email).status_code == 200  # others are not shut out


def test_nobody_signs_up(client, db):
    assert not User.objects.exists()
    client.post(reverse("account_signup"), {"email": "ny@exempel.se", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.exists()


def test_without_a_second_factor_the_only_way_is_to_add_one(client, people, settings):
    settings.SAMSYN_REQUIRE_SECOND_FACTOR = True
    client.force_login(people.lead)
    answer = client.get(reverse("overview"))
    assert (answer.status_code, answer.url) == (302, reverse("mfa_index"))


def test_with_a_second_factor_the_way_is_open(client, people, settings):
    settings.SAMSYN_REQUIRE_SECOND_FACTOR = True
    TOTP.activate(people.lead, generate_totp_secret())
    client.force_login(people.lead)
    assert client.get(reverse("overview")).status_code == 200


def test_the_code_is_asked_for_and_must_be_right(client, lead):
    secret = generate_totp_secret()
    TOTP.activate(lead, secret)
    answer = sign_in(client, lead.email)
    assert answer.url == reverse("mfa_authenticate")
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not client.session.get("_auth_user_id")
    counter = next(iter(yield_hotp_counters_from_time()))
    client.post(reverse("mfa_authenticate"), {"code": format_hotp_value(hotp_value(secret, counter))})
    assert client.session["_auth_user_id"] == str(lead.pk)
    assert Authenticator.objects.filter(user=lead, type="totp").exists()


@pytest.mark.parametrize(("verified", "who"), [(True, "lina@exempel.se"), (False, None)])
def test_an_identity_provider_signs_in_only_those_we_know(rf, people, verified, who):
    from allauth.account.models import EmailAddress
    from allauth.socialaccount.models import SocialAccount, SocialLogin

    from samsyn.apps.organisations.adapters import ClosedSocialAccounts

    class Recorded(SocialLogin):
        joined = None

        def connect(self, request, user):
            self.joined = user.email

    login = Recorded(
        user=User(email="lina@exempel.se"),
        account=SocialAccount(provider="oidc", uid="1"),
        email_addresses=[EmailAddress(email="LINA@exempel.se", verified=verified)],
    )
    request = rf.get("/")
    adapter = ClosedSocialAccounts(request)
    adapter.pre_social_login(request, login)
    assert login.joined == who
    assert not adapter.is_open_for_signup(request, login)
