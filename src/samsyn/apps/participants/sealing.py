"""What is written about a person is sealed under a key of that person's own; the key is wrapped under a master key.

AES-256-GCM throughout. The place of a value (table, column, row) is bound to it, so a sealed value that is moved to
another row does not open. Without the person's key nothing opens, also in a backup: that is how erasure reaches it.
Numbers and names are found through HMAC-SHA-256 under keys of their own, one for each purpose, never through a hash.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

FORMAT = b"\x01"
NONCE = 12
DEMO_SECRET = b"only for the demonstration and tests, where every person is invented"


class DoesNotOpen(ValueError):
    """A sealed value was changed, moved to another row, or belongs to a key that is gone."""


class NoKey(DoesNotOpen):
    """The person's key has been destroyed, or its master key is not in the settings."""


def master_keys() -> dict[str, bytes]:
    """The master keys by name, newest first. ImproperlyConfigured, with the remedy, when there are none."""
    return _keys("SAMSYN_MASTER_KEYS")


def index_keys() -> dict[str, bytes]:
    """The keys under which numbers and names are found, newest first."""
    return _keys("SAMSYN_INDEX_KEYS")


def newest(keys: dict[str, bytes]) -> str:
    return next(iter(keys))


def _keys(setting: str) -> dict[str, bytes]:
    written = tuple(getattr(settings, setting))
    if not written and (settings.SAMSYN_DEMO or settings.TESTING or settings.DEBUG):
        return _of_the_demonstration(setting)
    return _read(setting, written)


@lru_cache(maxsize=8)
def _of_the_demonstration(setting: str) -> dict[str, bytes]:
    return {"demo": hashlib.sha256(setting.encode() + DEMO_SECRET).digest()}


@lru_cache(maxsize=8)
def _read(setting: str, written: tuple[str, ...]) -> dict[str, bytes]:
    remedy = (
        "Skriv namn:nyckel, där nyckeln är 32 byte i base64, den nyaste först. En ny görs med "
        "`python3 -c 'import os, base64; print(base64.b64encode(os.urandom(32)).decode())'`."
    )
    if not written:
        raise ImproperlyConfigured(f"{setting} saknas, så uppgifter om personer kan inte skyddas. {remedy}")
    keys: dict[str, bytes] = {}
    for entry in written:
        name, _, text = entry.partition(":")
        try:
            key = base64.b64decode(text, validate=True)
        except ValueError:
            key = b""
        if not name or len(name) > 20 or len(key) != 32 or name in keys:
            raise ImproperlyConfigured(f"{setting} går inte att läsa vid '{name[:20]}'. {remedy}")
        keys[name] = key
    return keys


def new_key() -> bytes:
    """A fresh data key of 32 bytes."""
    return AESGCM.generate_key(256)


def wrap(key: bytes, master: str, place: str) -> bytes:
    """The data key sealed under the named master key, bound to its row."""
    return _seal(master_keys()[master], key, place)


def unwrap(wrapped: bytes, master: str, place: str) -> bytes:
    """The data key again. NoKey when the master key is not in the settings."""
    try:
        outer = master_keys()[master]
    except KeyError as missing:
        raise NoKey(
            f"Huvudnyckeln '{master}' finns inte i SAMSYN_MASTER_KEYS. Lägg tillbaka den, eller läs in en "
            "säkerhetskopia från tiden efter nyckelbytet."
        ) from missing
    return _unseal(outer, wrapped, place)


def seal(key: bytes, text: str, place: str) -> bytes:
    """Sealed bytes of a text; an empty text is no bytes, which says nothing more than that nothing is written."""
    return _seal(key, text.encode(), place) if text else b""


def unseal(key: bytes, sealed: bytes | memoryview | None, place: str) -> str:
    """The text again. DoesNotOpen when it was changed or moved."""
    return _unseal(key, bytes(sealed), place).decode() if sealed else ""


def seal_bytes(key: bytes, data: bytes, place: str) -> bytes:
    """Sealed bytes of what is no text, such as a compressed file."""
    return _seal(key, data, place)


def unseal_bytes(key: bytes, sealed: bytes, place: str) -> bytes:
    """The bytes again. DoesNotOpen when they were changed or moved."""
    return _unseal(key, sealed, place)


def _seal(key: bytes, data: bytes, place: str) -> bytes:
    nonce = os.urandom(NONCE)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, data, place.encode())


def _unseal(key: bytes, sealed: bytes, place: str) -> bytes:
    if sealed[:1] != FORMAT:
        raise DoesNotOpen(f"Uppgiften i {_table(place)} har ett okänt format.")
    nonce, rest = sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
    try:
        return AESGCM(key).decrypt(nonce, rest, place.encode())
    except InvalidTag as fault:
        raise DoesNotOpen(f"En uppgift i {_table(place)} går inte att öppna: den är ändrad eller flyttad.") from fault


def _table(place: str) -> str:
    return place.rsplit("|", 1)[0]


def found_by(purpose: str, scope: object, text: str, key: str = "") -> str:
    """What a number or a name is found by: keyed, for one purpose and one authority, 64 hexadecimal characters.

    Two purposes or two authorities give values that cannot be joined. key: an index key's name, else the newest.
    """
    keys = index_keys()
    name = key or newest(keys)
    return hmac.digest(_derived(keys[name], purpose), f"{scope}|{text}".encode(), "sha256").hex()


def mark_of(scope: object, beginning: str, key: str = "") -> int:
    """What a beginning of a word in a name is found by: 64 bits of the same, with a sign, as a store keeps numbers.

    Two beginnings that happen to share one, 1 in 10¹⁹, would show somebody too many, never too few.
    """
    return int.from_bytes(bytes.fromhex(found_by("name", scope, beginning, key)[:16]), "big", signed=True)


@lru_cache(maxsize=32)
def _derived(key: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"samsyn {purpose}".encode()).derive(key)
