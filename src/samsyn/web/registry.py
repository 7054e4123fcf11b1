"""Where stations say what they show on the pages that several stations share.

Called from each station's `AppConfig.ready()`, so nothing imports upward and a node without a station
simply has fewer links, cards, tabs and hits. Registering the same thing twice replaces it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

Permission = str | Callable[[Any], bool] | None


@dataclass(frozen=True)
class Station:
    """One word in the main navigation."""

    key: str
    label: Any
    url_name: str
    order: int
    permission: Permission = None


@dataclass(frozen=True)
class Card:
    """One card on Översikt. `context` answers None when the card has nothing to say to this person."""

    order: int
    template: str
    context: Callable[[HttpRequest], dict[str, Any] | None]


@dataclass(frozen=True)
class Tab:
    """One tab on a composed page, such as the page of a project."""

    page: str
    key: str
    label: Any
    order: int
    url_name: str
    shows: Callable[[Any, Any], bool] | None = None


@dataclass(frozen=True)
class Hit:
    """One answer to a search: what it is called, where it is, and what sort of thing it is."""

    title: str
    href: str
    kind: str
    summary: str = ""


@dataclass(frozen=True)
class AccountLink:
    """One row on the account page: where it leads and what one does there."""

    order: int
    label: Any
    text: Any
    url_name: str
    permission: Permission = None


SearchSource = Callable[[Any, str], Iterable[Hit]]

_stations: dict[str, Station] = {}
_cards: dict[str, Card] = {}
_tabs: dict[tuple[str, str], Tab] = {}
_sources: dict[str, SearchSource] = {}
_account_links: dict[str, AccountLink] = {}


def register_station(key: str, label: Any, url_name: str, order: int, permission: Permission = None) -> None:
    """Put a station in the navigation. `permission`: a Django permission, or a function of the user."""
    _stations[key] = Station(key, label, url_name, order, permission)


def register_card(order: int, template: str, context: Callable[[HttpRequest], dict[str, Any] | None]) -> None:
    """Put a card on Översikt; lowest order first, and what awaits the reader below 100."""
    _cards[template] = Card(order, template, context)


def register_tab(
    page: str,
    key: str,
    label: Any,
    order: int,
    url_name: str,
    shows: Callable[[Any, Any], bool] | None = None,
) -> None:
    """Put a tab on a composed page ("project", "cluster"). The URL takes the subject's primary key.

    shows: function of (subject, user); a tab that does not show is not there.
    """
    _tabs[page, key] = Tab(page, key, label, order, url_name, shows)


def register_search(source: SearchSource) -> None:
    """Let search ask `source(user, text)`, which answers only what the user may see."""
    _sources[f"{source.__module__}.{source.__qualname__}"] = source


def register_account_link(order: int, label: Any, text: Any, url_name: str, permission: Permission = None) -> None:
    """Put a row on the account page, for those who may use it."""
    _account_links[url_name] = AccountLink(order, label, text, url_name, permission)


def account_links_for(user: Any) -> list[AccountLink]:
    """The rows of the account page that this person may use."""
    links = sorted(_account_links.values(), key=lambda link: link.order)
    return [link for link in links if may_use(link.permission, user)]


def may_use(permission: Permission, user: Any) -> bool:
    """Whether the user holds the permission; nothing asked means everybody who is signed in."""
    if permission is None:
        return True
    return permission(user) if callable(permission) else user.has_perm(permission)


def stations_for(user: Any) -> list[Station]:
    """Stations in the user's navigation, in the order of the flow."""
    return [
        station
        for station in sorted(_stations.values(), key=lambda station: station.order)
        if may_use(station.permission, user)
    ]


def cards_for(request: HttpRequest) -> list[tuple[str, dict[str, Any]]]:
    """Template and context of each card that has something to say."""
    cards = sorted(_cards.values(), key=lambda card: card.order)
    spoken = [(card.template, card.context(request)) for card in cards]
    return [(template, context) for template, context in spoken if context is not None]


def tabs_for(page: str, subject: Any, current: str, user: Any) -> list[dict[str, Any]]:
    """Tabs of a composed page, as `components/_tabs.html` expects them."""
    tabs = sorted((tab for tab in _tabs.values() if tab.page == page), key=lambda tab: tab.order)
    return [
        {
            "key": tab.key,
            "label": tab.label,
            "href": reverse(tab.url_name, args=[subject.pk]),
            "current": tab.key == current,
        }
        for tab in tabs
        if tab.shows is None or tab.shows(subject, user)
    ]


def search_all(user: Any, text: str) -> list[Hit]:
    """Hits of every station, in the order the stations registered."""
    return [hit for source in _sources.values() for hit in source(user, text)]
