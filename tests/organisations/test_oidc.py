"""Signing in through an identity provider: a right answer opens, and nothing that was tampered with does."""

from __future__ import annotations

import copy
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from django.test import Client
from django.urls import reverse

from samsyn.apps.organisations.models import User
from tests.organisations.identity_provider import CLIENT, CURVE, FALSE, OWN, SECRET, provider, public, raw, sign

LEVEL = "http://id.elegnamnden.se/loa/1.0/loa3"


@pytest.fixture(scope="module")
def server():
    with provider() as running:
        yield running


@pytest.fixture
def idp(server, settings, people):
    """The provider, telling the truth about lina, and named in the settings."""
    server.lie()
    server.codes.clear()
    settings.SOCIALACCOUNT_PROVIDERS = copy.deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"] |= {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc", "name": "Tjänstelegitimation", "client_id": CLIENT, "secret": SECRET,
                "settings": {"server_url": server.address},
            }
        ],
    }  # fmt: skip
    return server


def levels(settings, *wanted):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["levels"] = list(wanted)


def out(client, **query) -> str:
    """The address of the provider that the person is sent to."""
    answer = client.post(reverse("openid_connect_login", args=["oidc"], query={"process": "login", **query}))
    assert answer.status_code == 302, answer.content
    return answer.url


def back(client, code: str, state: str):
    return client.get(reverse("openid_connect_callback", args=["oidc"]), {"code": code, "state": state})


def sign_in(client, idp):
    return back(client, *idp.authorise(out(client)))


def who(client) -> str | None:
    user = client.session.get("_auth_user_id")
    return User.objects.get(pk=user).email if user else None


def test_a_right_answer_signs_in_the_one_we_know(client, idp):
    answer = sign_in(client, idp)
    assert (answer.status_code, answer.url, who(client)) == (302, reverse("overview"), "lina@exempel.se")
    account = User.objects.get(email="lina@exempel.se").socialaccount_set.get()
    assert (account.provider, account.uid, account.extra_data) == ("oidc", "lina-1", {"sub": "lina-1"})


def test_it_works_the_second_time_and_with_another_key(client, idp):
    sign_in(client, idp)
    client.logout()
    idp.lie(sign=lambda claims: sign(claims, CURVE, "ES256", kid="curve"))
    sign_in(client, idp)
    assert who(client) == "lina@exempel.se"


def test_the_address_adds_nothing_to_what_is_asked(client, idp):
    asked = parse_qs(urlsplit(out(client, scope="everything", auth_params="nonce=x&prompt=none")).query)
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert len(asked["nonce"][0]) > 20
    assert "prompt" not in asked
    assert asked["code_challenge_method"] == ["S256"]


def test_the_level_of_assurance_is_asked_for_and_enough(client, idp, settings):
    levels(settings, LEVEL)
    idp.lie(claims=lambda c: {**c, "acr": LEVEL})
    address = out(client)
    assert parse_qs(urlsplit(address).query)["acr_values"] == [LEVEL]
    back(client, *idp.authorise(address))
    assert who(client) == "lina@exempel.se"


def now(seconds: int = 0) -> int:
    return int(time.time()) + seconds


def pem(key) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def claims(**changes):
    """A lie in the claims, rightly signed. None takes a claim away."""
    kept = {key: value for key, value in changes.items() if value is not None}
    return {"claims": lambda c: {**{k: v for k, v in c.items() if k not in changes}, **kept}}


def signed(make):
    return {"sign": make}


def swapped_payload(c):
    """Rightly signed, then somebody else's name put in."""
    head, _, signature = sign(c).split(".")
    return ".".join([head, raw({}, {**c, "sub": "finn-1", "email": "finn@exempel.se"}).split(".")[1], signature])


def by_hmac(key: bytes):
    import hashlib
    import hmac

    def make(c):
        import base64

        text = raw({"alg": "HS256", "typ": "JWT", "kid": "own"}, c).rsplit(".", 1)[0]
        mac = hmac.new(key, text.encode(), hashlib.sha256).digest()
        return f"{text}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"

    return signed(make)


TAMPERED = {
    # the signature
    "unsigned": signed(lambda c: raw({"alg": "none", "kid": "own"}, c)),
    "unsigned, other spelling": signed(lambda c: raw({"alg": "NONE", "kid": "own"}, c)),
    "unsigned, no key named": signed(lambda c: raw({"alg": "none"}, c)),
    "somebody else's key": signed(lambda c: sign(c, FALSE)),
    "somebody else's key, unknown": signed(lambda c: sign(c, FALSE, kid="false")),
    "somebody else's key, brought along": signed(lambda c: sign(c, FALSE, jwk=public(FALSE))),
    "somebody else's key, from an address": signed(lambda c: sign(c, FALSE, jku="http://127.0.0.1:9/keys")),
    "no key named": signed(lambda c: jwt.encode(c, OWN, algorithm="RS256")),
    "a key named as a list": signed(lambda c: raw({"alg": "RS256", "kid": ["own"]}, c, b"x" * 256)),
    "signed with the client's secret": by_hmac(SECRET.encode()),
    "signed with the public key as a secret": by_hmac(pem(OWN)),
    "signed with nothing as a secret": by_hmac(b""),
    "an algorithm nobody has": signed(lambda c: raw({"alg": "XX256", "kid": "own"}, c, b"x" * 256)),
    "an algorithm of another key": signed(lambda c: sign(c, CURVE, "ES256", kid="own")),
    "a claim that must be understood": signed(lambda c: sign(c, crit=["x"], x=1)),
    "the signature cut off": signed(lambda c: sign(c).rsplit(".", 1)[0] + "."),
    "the signature shortened": signed(lambda c: sign(c)[:-20]),
    "the signature of another": signed(lambda c: sign(c).rsplit(".", 1)[0] + "." + sign({"a": 1}).split(".")[2]),
    "another name after signing": signed(swapped_payload),
    "the header changed after signing": signed(
        lambda c: raw({"alg": "RS384", "kid": "own"}, {}).split(".")[0] + "." + sign(c).split(".", 1)[1]
    ),
    # no token at all
    "no token": {"token": lambda t: {k: v for k, v in t.items() if k != "id_token"}},
    "an empty token": signed(lambda c: ""),
    "a number": signed(lambda c: 7),
    "a list": signed(lambda c: [sign(c)]),
    "words": signed(lambda c: "inte en token"),
    "two dots": signed(lambda c: ".."),
    "five parts": signed(lambda c: sign(c) + ".x.y"),
    "claims that are a list": signed(lambda c: raw({"alg": "RS256", "kid": "own"}, [c], b"x" * 256)),
    # who made it, and for whom
    "another maker": claims(iss="https://idp.exempel.se"),
    "a maker with more behind": {"claims": lambda c: {**c, "iss": c["iss"] + "/x"}},
    "no maker": claims(iss=None),
    "a list of makers": {"claims": lambda c: {**c, "iss": [c["iss"]]}},
    "for another": claims(aud="nagon-annan"),
    "for us with more behind": claims(aud=CLIENT + "x"),
    "for nobody": claims(aud=None),
    "for others": claims(aud=["a", "b"]),
    "for us and others, not said to whom": claims(aud=[CLIENT, "b"]),
    "given to another": claims(azp="nagon-annan"),
    "for us and others, given to another": claims(aud=[CLIENT, "b"], azp="b"),
    # when
    "too old": claims(exp=now(-3600)),
    "never ends": claims(exp=None),
    "ends in words": claims(exp="snart"),
    "made long ago": claims(iat=now(-7200)),
    "made tomorrow": claims(iat=now(86400)),
    "made at no time": claims(iat=None),
    "made in words": claims(iat="nyss"),
    "not valid yet": claims(nbf=now(3600)),
    # which sign-in
    "no nonce": claims(nonce=None),
    "an empty nonce": claims(nonce=""),
    "another nonce": claims(nonce="x" * 32),
    "a nonce with more behind": {"claims": lambda c: {**c, "nonce": c["nonce"] + "x"}},
    "a nonce in a list": {"claims": lambda c: {**c, "nonce": [c["nonce"]]}},
    "for another access token": claims(at_hash="x" * 22),
    "an empty hash of the access token": claims(at_hash=""),
    # who it is
    "no subject": claims(sub=None),
    "a number as subject": claims(sub=7),
    "other user info": {"userinfo": lambda u: {**u, "sub": "finn-1", "email": "finn@exempel.se"}},
    "user info without subject": {"userinfo": lambda u: {"email": u["email"], "email_verified": True}},
    "user info that is refused": {"userinfo": lambda u: None},
    "user info in HTML": {"userinfo": lambda u: "<p>lina</p>"},
    "user info that is a list": {"userinfo": lambda u: [u]},
    "an address not verified": {"userinfo": lambda u: {**u, "email_verified": False}},
    "an address verified in words": {"userinfo": lambda u: {**u, "email_verified": "true"}},
    "an address verified by a one": {"userinfo": lambda u: {**u, "email_verified": 1}},
    "an address nobody verified": {"userinfo": lambda u: {"sub": u["sub"], "email": u["email"]}},
    "somebody we do not know": {"userinfo": lambda u: {**u, "email": "ingen@exempel.se"}},
    # the provider itself
    "no access token": {"token": lambda t: {"id_token": t["id_token"]}},
    "a token page in HTML": {"token": lambda t: "<p>fel</p>"},
    "a token page that refuses": {"token": lambda t: None},
    "another maker in the description": {"config": lambda c: {**c, "issuer": "https://idp.exempel.se"}},
    "no keys": {"keys": lambda k: {"keys": []}},
    "keys that are not shown": {"keys": lambda k: None},
    "keys in HTML": {"keys": lambda k: "<p>nycklar</p>"},
    "keys of somebody else": {"keys": lambda k: {"keys": [public(FALSE)]}},
}


def test_sixty_and_more_are_tried():
    assert len(TAMPERED) >= 60


@pytest.mark.parametrize("name", TAMPERED)
def test_a_tampered_answer_signs_nobody_in(name, client, idp, record_property):
    client.raise_request_exception = False
    address = out(client)
    idp.lie(**TAMPERED[name])
    answer = back(client, *idp.authorise(address))
    record_property("tampered_answers_of_a_provider_tried", 1)
    record_property("tampered_answers_of_a_provider_through", int(who(client) is not None))
    assert who(client) is None
    assert answer.status_code < 500, name


def test_a_level_too_low_signs_nobody_in(client, idp, settings):
    levels(settings, LEVEL)
    for level in (None, "http://id.elegnamnden.se/loa/1.0/loa2", "", [LEVEL]):
        idp.lie(**claims(acr=level))
        sign_in(client, idp)
        assert who(client) is None, level


def test_a_state_serves_once_and_only_the_browser_it_was_made_for(client, idp):
    stranger = Client()
    _, state = idp.authorise(address := out(client))
    for code, given in ((idp.authorise(address)[0], "annan"), (idp.authorise(address)[0], "")):
        assert back(client, code, given).status_code < 500
        assert who(client) is None
    assert back(stranger, idp.authorise(address)[0], state).status_code < 500
    assert who(stranger) is None
    back(client, idp.authorise(address)[0], state)
    assert who(client) == "lina@exempel.se"
    client.logout()
    back(client, idp.authorise(address)[0], state)
    assert who(client) is None


def test_a_code_from_another_browser_signs_nobody_in(client, idp):
    """The attacker's own code, put into the victim's sign-in: PKCE and nonce both belong to the attacker's browser."""
    code, _ = idp.authorise(out(Client()))
    _, state = idp.authorise(out(client))
    back(client, code, state)
    assert who(client) is None


def test_a_used_code_and_a_used_token_sign_nobody_in(client, idp):
    address = out(client)
    code, state = idp.authorise(address)
    back(client, code, state)
    client.logout()
    _, other = idp.authorise(out(client))
    back(client, code, other)
    assert who(client) is None
    idp.lie(sign=lambda _: idp.issued[0])
    sign_in(client, idp)
    assert who(client) is None


def test_an_account_that_is_stopped_stays_out(client, idp, people):
    from samsyn.apps.organisations.actions import switch_off

    sign_in(client, idp)
    client.logout()
    switch_off(user=people.lead, by=None)
    sign_in(client, idp)
    assert who(client) is None


def test_without_a_password_one_shows_who_one_is_at_the_provider(client, idp, people):
    """Changing roles long after signing in leads to the provider, which must have asked just now."""
    idp.claims = {"sub": "ada-1", "email": "ada@exempel.se", "email_verified": True}
    people.administrator.set_unusable_password()
    people.administrator.save()
    try:
        sign_in(client, idp)
        session = client.session
        session["samsyn_signed_in_at"] -= 3600
        session["account_authentication_methods"] = []
        session.save()
        place = reverse("membership-add", args=[people.administrator.memberships.get().organisation_id])
        answer = client.get(place)
        assert answer.url.startswith(reverse("openid_connect_login", args=["oidc"]))
        asked = client.post(answer.url).url
        assert parse_qs(urlsplit(asked).query)["prompt"] == ["login"]
        idp.lie(**claims(auth_time=now(-3600)))
        back(client, *idp.authorise(asked))
        assert client.get(place).status_code == 302
        idp.lie()
        assert back(client, *idp.authorise(client.post(answer.url).url)).url == place
        assert client.get(place).status_code == 200
    finally:
        idp.claims = {"sub": "lina-1", "email": "lina@exempel.se", "email_verified": True}
