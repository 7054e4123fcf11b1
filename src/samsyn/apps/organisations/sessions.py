"""How long a sign-in lasts, and what ends it: time, idleness, or somebody who says so."""

from __future__ import annotations

import time

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

SIGNED_IN, SEEN = "samsyn_signed_in_at", "samsyn_seen_at"
SEEN_EVERY = 60  # seconds between two notes that somebody is still here


def begin(sender, request: HttpRequest, user, **_) -> None:
    """Note when somebody signed in. Called by Django at every sign-in."""
    request.session[SIGNED_IN] = request.session[SEEN] = time.time()


def why_over(request: HttpRequest) -> str:
    """Why the session of a signed-in person has ended, in Swedish; nothing while it goes on."""
    now, signed_in = time.time(), request.session.get(SIGNED_IN, 0.0)
    ended = request.user.signed_out_at
    if ended and signed_in <= ended.timestamp():
        return _("Du har loggats ut, eftersom din behörighet har ändrats. Logga in igen.")
    if now - signed_in > settings.SESSION_COOKIE_AGE:
        return _("Det är länge sedan du loggade in. Logga in igen för att fortsätta.")
    if now - request.session.get(SEEN, 0.0) > settings.SAMSYN_SESSION_IDLE:
        return _("Du loggades ut efter en stund utan aktivitet. Logga in igen för att fortsätta.")
    return ""


def still_here(request: HttpRequest) -> None:
    """Note that the person is active, at most once a minute."""
    if time.time() - request.session.get(SEEN, 0.0) > SEEN_EVERY:
        request.session[SEEN] = time.time()


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person has shown who they are within the last minutes (ACCOUNT_REAUTHENTICATION_TIMEOUT)."""
    proved = [request.session.get(SIGNED_IN, 0.0)]
    proved += [float(each["at"]) for each in get_authentication_records(request, request.user)]
    return time.time() - max(proved) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def show_who_you_are(request: HttpRequest, *, keep: bool = True) -> None:
    """Before an export or a changed role: send those who did not sign in just now to do it again.

    Call it after the permission is known, so that a stranger still meets a page that is not there.
    keep: what was sent waits in the session and is done afterwards; never so with anything about a person.
    """
    if is_fresh(request):
        return
    if keep:
        raise ReauthenticationRequired
    doors = get_adapter().get_reauthentication_methods(request.user)
    door = doors[0]["url"] if doors else reverse("account_login")
    raise ImmediateHttpResponse(redirect(f"{door}?{urlencode({'next': request.get_full_path()})}"))
