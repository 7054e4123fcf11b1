"""A small identity provider of our own, on this machine: it answers rightly, until a test asks it to lie."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT, SECRET = "samsyn", "a-secret-of-the-tests-which-is-long-enough"
OWN, FALSE = (rsa.generate_private_key(65537, 2048) for _ in range(2))
CURVE = ec.generate_private_key(ec.SECP256R1())


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def public(key, kid: str = "own") -> dict[str, Any]:
    is_rsa = isinstance(key, rsa.RSAPrivateKey)
    kind, alg = (jwt.algorithms.RSAAlgorithm, "RS256") if is_rsa else (jwt.algorithms.ECAlgorithm, "ES256")
    return {**json.loads(kind.to_jwk(key.public_key())), "kid": kid, "alg": alg, "use": "sig"}


class Provider:
    """`lies` change an answer by the name of the place: token, claims, sign, userinfo, keys, config."""

    def __init__(self, address: str) -> None:
        self.address, self.lies, self.codes, self.issued = address, {}, {}, []
        self.claims = {"sub": "lina-1", "email": "lina@exempel.se", "email_verified": True}

    def lie(self, **lies: Callable[[Any], Any]) -> None:
        self.lies = lies

    def told(self, place: str, truth: Any) -> Any:
        return self.lies[place](truth) if place in self.lies else truth

    def authorise(self, address: str) -> tuple[str, str]:
        """What the provider does when a person has signed in there: a code for the state it was given."""
        asked = {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return code, asked["state"]

    def config(self) -> dict[str, Any]:
        place = self.address
        return self.told(
            "config",
            {
                "issuer": place, "authorization_endpoint": f"{place}/authorize", "token_endpoint": f"{place}/token",
                "userinfo_endpoint": f"{place}/userinfo", "jwks_uri": f"{place}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
        )  # fmt: skip

    def keys(self) -> Any:
        return self.told("keys", {"keys": [public(OWN), public(CURVE, "curve")]})

    def token(self, sent: dict[str, str]) -> Any:
        asked = self.codes.pop(sent.get("code", ""), None)
        proof = b64(hashlib.sha256(sent.get("code_verifier", "").encode()).digest())
        if asked is None or proof != asked.get("code_challenge") or sent.get("client_secret") != SECRET:
            return None
        access, now = secrets.token_urlsafe(16), int(time.time())
        claims = {
            **self.claims, "iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "auth_time": now,
            "nonce": asked.get("nonce", ""), "jti": secrets.token_urlsafe(8),
            "at_hash": b64(hashlib.sha256(access.encode()).digest()[:16]),
        }  # fmt: skip
        claims = self.told("claims", claims)
        signed = self.lies["sign"](claims) if "sign" in self.lies else sign(claims)
        self.issued.append(signed)
        return self.told("token", {"access_token": access, "token_type": "Bearer", "id_token": signed})

    def userinfo(self) -> Any:
        return self.told("userinfo", dict(self.claims))


def sign(claims: dict[str, Any], key=OWN, alg: str = "RS256", **header: Any) -> str:
    return jwt.encode(claims, key, algorithm=alg, headers={"kid": "own", **header})


def raw(header: Any, claims: Any, signature: bytes = b"") -> str:
    """A token put together by hand, for what no library wants to make."""
    return ".".join([b64(json.dumps(header).encode()), b64(json.dumps(claims).encode()), b64(signature)])


@contextmanager
def provider() -> Iterator[Provider]:
    """The provider in a thread of its own, on a port of its own."""

    class Answers(BaseHTTPRequestHandler):
        def log_message(self, *_):
            return None

        def do_GET(self):
            place = urlsplit(self.path).path
            made = {"/.well-known/openid-configuration": here.config, "/keys": here.keys, "/userinfo": here.userinfo}
            self.say(made[place]() if place in made else None)

        def do_POST(self):
            sent = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            self.say(here.token({key: values[0] for key, values in parse_qs(sent).items()}))

        def say(self, answer: Any) -> None:
            body = answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()
            self.send_response(400 if answer is None else 200)
            self.send_header("Content-Type", "text/html" if isinstance(answer, str) else "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    here = Provider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
