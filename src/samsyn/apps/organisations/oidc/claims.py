"""What an identity provider says about somebody, checked before it is believed.

allauth skips the signature of an ID token that came straight from the token endpoint, which the standard allows, and
knows no nonce. Here every answer is checked: signature, issuer, audience, age, the nonce of this very sign-in, the
access token it belongs to, and the level of assurance that the installation asks for.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

import jwt
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

# Keys that only the provider has. No shared secrets (HS256) and never "none".
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
CLOCKS_APART = 60  # seconds that our clock and the provider's may differ
OLDEST = 600  # seconds since the token was made: as long as a sign-in may take
MUST = ("iss", "aud", "sub", "exp", "iat", "nonce")


@dataclass(frozen=True)
class Expected:
    """What this sign-in waits for. levels: accepted levels of assurance, empty for any. again: just now, by hand."""

    issuer: str
    client: str
    keys_url: str
    nonce: str
    levels: Collection[str] = ()
    again: bool = False


def checked_claims(token: Any, access_token: str, expected: Expected) -> dict[str, Any]:
    """The claims of an ID token. OAuth2Error for anything that does not hold, whatever it is."""
    try:
        algorithm, key = jwtkit.fetch_key(token, expected.keys_url, jwtkit.lookup_kid_jwk)
        if algorithm not in ALGORITHMS:
            raise OAuth2Error("algorithm")
        claims = jwt.decode(
            token,
            key=key,
            algorithms=[algorithm],
            issuer=expected.issuer,
            audience=expected.client,
            leeway=CLOCKS_APART,
            options={"require": list(MUST)},
        )
        fault = _fault_in(claims, access_token, algorithm, expected)
    except (jwt.PyJWTError, AttributeError, KeyError, TypeError, ValueError) as unreadable:
        raise OAuth2Error("id_token") from unreadable
    if fault:
        raise OAuth2Error(fault)
    jwtkit.verify_jti(claims)
    return claims


def _fault_in(claims: Mapping[str, Any], access_token: str, algorithm: str, expected: Expected) -> str:
    """The first claim that does not hold, or nothing."""
    now, audience = time.time(), claims["aud"]
    authorised = claims.get("azp", None if isinstance(audience, list) and len(audience) > 1 else expected.client)
    if authorised != expected.client:
        return "azp"
    if not expected.nonce or not compare_digest(str(claims["nonce"]), expected.nonce):
        return "nonce"
    if now - int(claims["iat"]) > OLDEST + CLOCKS_APART:
        return "iat"
    if "at_hash" in claims and not compare_digest(str(claims["at_hash"]), _hash_of(access_token, algorithm)):
        return "at_hash"
    if expected.levels and claims.get("acr") not in expected.levels:
        return "acr"
    if expected.again and now - int(claims.get("auth_time", 0)) > CLOCKS_APART + 60:
        return "auth_time"
    return ""


def _hash_of(access_token: str, algorithm: str) -> str:
    """The left half of the access token's digest, OpenID Connect Core 3.1.3.6."""
    digest = jwt.get_algorithm_by_name(algorithm).compute_hash_digest(access_token.encode())
    return base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()
