"""The pages that belong to no station: Översikt, search, help, accessibility and errors."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samsyn.web.charts.drawing import WEEK, published
from samsyn.web.help import HELP_PAGES
from samsyn.web.registry import Found, account_links_for, cards_for, find, search_all

SHORTEST_SEARCH = 2
HITS_ON_A_PAGE = 20


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Cards of every station, what awaits the reader first."""
    return render(request, "web/overview.html", {"cards": cards_for(request)})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Hits with their reasons, best first; then what no index holds, grouped by what it is."""
    text = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:200]
    enough = len(text) >= SHORTEST_SEARCH
    kind = request.GET.get("kind", "")
    found = find(request.user, text, kind) if enough else None
    others = search_all(request.user, text, beyond_index=found is not None) if enough and not kind else []
    by_kind = sorted(others, key=lambda hit: str(hit.kind))
    page = Paginator(found.hits if found else (), HITS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "text": text,
        "found": found,
        "page": page,
        "kinds": _kinds(text, kind, found) if found else [],
        "groups": [(name, list(group)) for name, group in groupby(by_kind, key=lambda hit: hit.kind)],
        "count": len(others) + (len(found.hits) if found else 0),
        "too_short": bool(text) and not enough,
        "suggestion_query": urlencode({"q": found.suggestion}) if found else "",
        "page_query": "&" + urlencode({"q": text, **({"kind": kind} if kind else {})}),
    }
    return render(request, "web/search.html", context)


def _kinds(text: str, chosen: str, found: Found) -> list[dict[str, Any]]:
    """The sorts of things among the hits, as links; nothing to choose between gives none."""
    if len(found.kinds) < 2 and not chosen:
        return []
    every = {"label": _("Alla"), "count": 0, "query": urlencode({"q": text}), "current": not chosen}
    each = [
        {"label": label, "count": count, "query": urlencode({"q": text, "kind": kind}), "current": kind == chosen}
        for kind, label, count in found.kinds
    ]
    return [every, *each]


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What one does with one's own account, and what the stations have put there."""
    return render(request, "web/account.html", {"links": account_links_for(request.user)})


@require_safe
def help_start(request: HttpRequest) -> HttpResponse:
    """The pages of the user guide."""
    return render(request, "web/help.html", {"pages": HELP_PAGES})


@require_safe
def help_page(request: HttpRequest, page: str) -> HttpResponse:
    """One page of the user guide."""
    found = next((one for one in HELP_PAGES if one.slug == page), None)
    if found is None:
        raise Http404(_("Handboken har ingen sådan sida."))
    crumbs = [{"label": _("Hjälp"), "href": "/hjalp/"}, {"label": found.title}]
    return render(request, "web/help_page.html", {"page": found, "pages": HELP_PAGES, "crumbs": crumbs})


@require_safe
def chart(request: HttpRequest, digest: str) -> HttpResponse:
    """A drawing that some page has shown; the address is a hash of its content, so it never changes."""
    drawing = published(digest)
    if drawing is None:
        raise Http404(_("Diagrammet har inte visats på någon sida den senaste veckan."))
    response = HttpResponse(drawing, content_type="image/svg+xml")
    patch_cache_control(response, private=True, max_age=WEEK, immutable=True)
    return response


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, open to everybody as the law asks."""
    return render(request, "web/accessibility.html")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing here is for search engines."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where to tell about a weakness (RFC 9116)."""
    contact = getattr(settings, "SAMSYN_SECURITY_CONTACT", "mailto:sakerhet@localhost")
    expires = timezone.now() + timedelta(days=300)
    text = f"Contact: {contact}\nExpires: {expires:%Y-%m-%dT00:00:00Z}\nPreferred-Languages: sv, en\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _trouble(request, "400.html", 400)


@login_not_required
def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _trouble(request, "403.html", 403)


@login_not_required
def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _trouble(request, "404.html", 404)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without request, session or database: any of them may be what broke."""
    return HttpResponseServerError(loader.get_template("500.html").render())


def _trouble(request: HttpRequest, template: str, status: int) -> HttpResponse:
    context: dict[str, Any] = {}
    return render(request, template, context, status=status)
