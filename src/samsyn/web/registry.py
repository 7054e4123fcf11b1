"""Where stations say what they show on the pages that several stations share.

Called from each station's `AppConfig.ready()`, so nothing imports upward and a node without a station
simply has fewer links, cards, tabs and hits. Registering the same thing twice replaces it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
    permission: Permission = None


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
class Panel:
    """One part of a page that several stations share. `context` answers None where it has nothing to say there."""

    page: str
    order: int
    template: str
    context: Callable[[HttpRequest, Any], dict[str, Any] | None]


@dataclass(frozen=True)
class Hit:
    """One answer to a search: what it is called, where it is, and what sort of thing it is."""

    title: str
    href: str
    kind: str
    summary: str = ""


@dataclass(frozen=True)
class Document:
    """What a station wants found. terms: (group, name) of what it is about, such as ("target_group", "Nyanlända")."""

    key: int
    title: str
    text: str = ""
    terms: tuple[tuple[str, str], ...] = ()
    place: str = ""
    href: str = ""


@dataclass(frozen=True)
class Documents:
    """One sort of things that can be found.

    source(keys): those documents, or all of them when keys is None. visible(user): a queryset of what the user may see,
    whose primary keys are the documents' keys. follows: model → the field of its rows that holds the document's key;
    when such a row is saved or removed, the document is read anew.
    """

    kind: str
    label: Any
    source: Callable[[Iterable[int] | None], Iterable[Document]]
    visible: Callable[[Any], Any]
    follows: Mapping[Any, str]


@dataclass(frozen=True)
class Explained:
    """A hit with its reasons. title, snippet: pieces (text, whether it is marked). reasons: (word, how), in words."""

    title: tuple[tuple[str, bool], ...]
    href: str
    kind: str
    snippet: tuple[tuple[str, bool], ...]
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Found:
    """What a search gave, best first. kinds: (kind, label, how many). more: there are hits beyond these."""

    hits: tuple[Explained, ...]
    kinds: tuple[tuple[str, Any, int], ...]
    suggestion: str
    more: bool


@dataclass(frozen=True)
class AccountLink:
    """One row on the account page: where it leads and what one does there."""

    order: int
    label: Any
    text: Any
    url_name: str
    permission: Permission = None


SearchSource = Callable[[Any, str], Iterable[Hit]]
Searcher = Callable[[Any, str, str], Found | None]

_stations: dict[str, Station] = {}
_cards: dict[str, Card] = {}
_tabs: dict[tuple[str, str], Tab] = {}
_panels: dict[tuple[str, str], Panel] = {}
_sources: dict[str, tuple[SearchSource, bool]] = {}
_documents: dict[str, Documents] = {}
_searcher: list[Searcher] = []
_account_links: dict[str, AccountLink] = {}


def register_station(key: str, label: Any, url_name: str, order: int, permission: Permission = None) -> None:
    """Put a station in the navigation. `permission`: a Django permission, or a function of the user."""
    _stations[key] = Station(key, label, url_name, order, permission)


def register_card(
    order: int,
    template: str,
    context: Callable[[HttpRequest], dict[str, Any] | None],
    permission: Permission = None,
) -> None:
    """Put a card on Översikt; lowest order first, and what awaits the reader below 100."""
    _cards[template] = Card(order, template, context, permission)


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


def register_panel(
    page: str, order: int, template: str, context: Callable[[HttpRequest, Any], dict[str, Any] | None]
) -> None:
    """Put a part on a shared page ("application"). `context`: function of the request and what the page is about."""
    _panels[page, template] = Panel(page, order, template, context)


def register_search(source: SearchSource, indexed: bool = False) -> None:
    """Let search ask `source(user, text)`, which answers only what the user may see.

    indexed: what it answers is also among the documents, so it is asked only where nothing has been indexed.
    """
    _sources[f"{source.__module__}.{source.__qualname__}"] = (source, indexed)


def register_documents(
    kind: str,
    label: Any,
    source: Callable[[Iterable[int] | None], Iterable[Document]],
    visible: Callable[[Any], Any],
    follows: Mapping[Any, str],
) -> None:
    """Let the things of a station be found by their words. See `Documents` for what each argument is."""
    _documents[kind] = Documents(kind, label, source, visible, follows)


def of_keys(rows: Any, keys: Iterable[int] | None) -> Any:
    """Of a queryset those with these primary keys, or all, a thousand at a time."""
    found = rows if keys is None else rows.filter(pk__in=list(keys))
    return found.order_by("pk").iterator(chunk_size=1000)


def documents() -> dict[str, Documents]:
    """Everything that can be found, by kind, in the order the stations registered."""
    return dict(_documents)


def register_searcher(searcher: Searcher) -> None:
    """Let `searcher(user, text, kind)` answer the search page. None: it has nothing to search in."""
    _searcher[:] = [searcher]


def find(user: Any, text: str, kind: str = "") -> Found | None:
    """What the searcher finds, or None where there is none or nothing has been indexed."""
    return _searcher[0](user, text, kind) if _searcher else None


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
    spoken = [
        (card.template, card.context(request))
        for card in cards
        if card.permission is None or may_use(card.permission, request.user)
    ]
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


def panels_for(page: str, subject: Any, request: HttpRequest) -> list[tuple[str, dict[str, Any]]]:
    """Template and context of each part of a shared page that has something to say, lowest order first."""
    panels = sorted((panel for panel in _panels.values() if panel.page == page), key=lambda panel: panel.order)
    spoken = [(panel.template, panel.context(request, subject)) for panel in panels]
    return [(template, context) for template, context in spoken if context is not None]


def search_all(user: Any, text: str, beyond_index: bool = False) -> list[Hit]:
    """Hits of every station, in the order they registered. beyond_index: only of what is not among the documents."""
    asked = [source for source, indexed in _sources.values() if not (beyond_index and indexed)]
    return [hit for source in asked for hit in source(user, text)]
