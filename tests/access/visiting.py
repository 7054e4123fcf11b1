"""Addresses of a door, and somebody who knocks."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

MISSING = 999_999_999
MISSING_KEY = UUID(int=MISSING)


def addresses(name: str, door, made) -> list[tuple[str, str]]:
    """(side, address) for the own, the foreign and the missing object; an address without objects is tried once."""
    if not any(not arg.startswith("=") for arg in door.args):
        return [("own", reverse(name, args=[arg[1:] for arg in door.args]))]
    found = []
    for side in ("own", "foreign"):
        found.append((side, reverse(name, args=[_argument(getattr(made, side), arg) for arg in door.args])))
    missing = [arg[1:] if arg.startswith("=") else _nobodys(_argument(made.own, arg)) for arg in door.args]
    return [*found, ("missing", reverse(name, args=missing))]


def posted(door, made) -> dict[str, object]:
    """What a form of the door must hold to be tried at all."""
    return {key: getattr(made.own, value[1:]).pk if value[0] == "@" else value for key, value in door.data}


def _argument(made, arg: str):
    return arg[1:] if arg.startswith("=") else getattr(made, arg).pk


def _nobodys(key):
    return MISSING_KEY if isinstance(key, UUID) else MISSING


class Visitor:
    """One person with one session; whatever a request changes, also the session, is undone before the next."""

    def __init__(self, who: str, made, **client) -> None:
        self.client, self.cookie = Client(**client), ""
        if who != "anonymous":
            self.client.force_login(getattr(made.people, who))
            self.cookie = self.client.cookies[settings.SESSION_COOKIE_NAME].value

    def knock(self, method: str, address: str, data: dict[str, object]):
        """The answer."""
        self.client.cookies[settings.SESSION_COOKIE_NAME] = self.cookie  # some doors lead out
        with transaction.atomic():
            response = getattr(self.client, method)(address, **({"data": data} if method == "post" else {}))
            transaction.set_rollback(True)
        return response
