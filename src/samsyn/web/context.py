"""What every page needs: navigation, languages, version."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from samsyn.web.registry import stations_for

LICENCE_URL = "https://eupl.eu/1.2/sv/"


def face(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `face` with navigation and footer, worked out only when a template asks."""
    return {"face": SimpleLazyObject(lambda: _face(request))}


def _face(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {
        "signed_in": signed_in,
        "navigation": _navigation(request) if signed_in else [],
        "languages": [
            {"code": code, "name": name, "current": code == translation.get_language()}
            for code, name in settings.LANGUAGES
        ],
        "language_url": _address("set_language"),
        "sign_in_url": _address("account_login"),
        "sign_out_url": _address("account_logout"),
        "account_url": _address("account"),
        "version": version("samsyn"),
        "licence_url": LICENCE_URL,
        "demo": getattr(settings, "SAMSYN_DEMO", False),
    }


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Links of the main navigation; the one whose address the page begins with is current."""
    links = [
        {"key": station.key, "label": station.label, "href": reverse(station.url_name)}
        for station in stations_for(request.user)
    ]
    current = _current(request, links)
    return [{**link, "current": link["href"] == current} for link in links]


def _current(request: HttpRequest, links: list[dict[str, Any]]) -> str:
    """Address of the current station: by path first, then by the station that owns the view."""
    if any(link["href"] == request.path for link in links):
        return request.path
    under = [link["href"] for link in links if link["href"] != "/" and request.path.startswith(link["href"])]
    if under:
        return max(under, key=len)
    owner = getattr(request.resolver_match, "_func_path", "") if request.resolver_match else ""
    return next((link["href"] for link in links if f".apps.{link['key']}." in owner), "")


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:  # the part is not installed on this node
        return ""
