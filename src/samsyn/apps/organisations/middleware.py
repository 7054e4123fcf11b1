"""What is asked of everyone who works here: a session that has not ended, and a second factor."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.organisations.sessions import still_here, why_over

OPEN_PATHS = ("/konto/", "/sprak/", "/hjalp/", "/tillganglighet/", "/static/", "/.well-known/", "/robots.txt")


class SessionLimits:
    """End the session of a person who has been away, signed in long ago, or may no longer be here.

    Whoever signs out leaves nothing behind in the browser: no stored page, no draft. A session that ends by itself
    leaves the draft, so that what somebody was writing is there when they come back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_here = request.user.is_authenticated
        if was_here and (why := why_over(request)):
            logout(request)
            messages.info(request, why)
            was_here = False
        elif was_here:
            still_here(request)
        response = self.get_response(request)
        if was_here and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class SecondFactor:
    """Send a person without TOTP or passkey to the page where one is added.

    An identity provider has its own second factor, so those who came that way pass.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_asked(request):
            messages.warning(
                request, _("Lägg till en andra faktor innan du går vidare: en app för koder eller en passnyckel.")
            )
            return redirect(reverse("mfa_index"))
        return self.get_response(request)

    @staticmethod
    def _is_asked(request: HttpRequest) -> bool:
        if not settings.SAMSYN_REQUIRE_SECOND_FACTOR or not request.user.is_authenticated:
            return False
        if request.path.startswith(OPEN_PATHS) or _came_by_identity_provider(request):
            return False
        return not is_mfa_enabled(request.user)


def _came_by_identity_provider(request: HttpRequest) -> bool:
    methods = request.session.get("account_authentication_methods", [])
    return any(method.get("method") == "socialaccount" for method in methods)
