"""Was it really you, just now? Asked before somebody opens a person in an emergency."""

from __future__ import annotations

import time
from dataclasses import dataclass

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

MINUTES = 5


@dataclass(frozen=True)
class Confirmation:
    """done: within the last minutes. by: "factor", "password" (a demonstration without a second factor) or "" when the
    user has nothing to confirm with. where: the page where one confirms and comes back."""

    done: bool
    by: str
    where: str


def confirmation(request: HttpRequest, back: str) -> Confirmation:
    """Whether the user has confirmed with the second factor within five minutes, and where it is done.

    A password alone is accepted only where the installation asks nobody for a second factor: the demonstration.
    """
    by = _means(request.user)
    page = {"factor": "mfa_reauthenticate", "password": "account_reauthenticate"}.get(by, "mfa_index")
    return Confirmation(_recently(request, by), by, f"{reverse(page)}?{urlencode({'next': back})}")


def _means(user) -> str:
    if is_mfa_enabled(user):
        return "factor"
    return "password" if not settings.SAMSYN_REQUIRE_SECOND_FACTOR and user.has_usable_password() else ""


def _recently(request: HttpRequest, by: str) -> bool:
    wanted = {"factor": "mfa", "password": "password"}.get(by)
    times = [
        float(record["at"])
        for record in get_authentication_records(request, request.user)
        if record.get("reauthenticated") and record.get("method") == wanted
    ]
    return any(0 <= time.time() - at < MINUTES * 60 for at in times)
