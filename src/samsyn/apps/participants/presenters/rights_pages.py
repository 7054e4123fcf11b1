"""What the pages about rights, log and weeding begin with."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.queries.rights_reach import words_of

Step = tuple[Any, str]


def crumbs(*trail: Step) -> list[dict[str, Any]]:
    """From Deltagare to the page."""
    try:
        start = reverse("person-list")
    except NoReverseMatch:
        start = ""
    return [{"label": _("Deltagare"), "href": start}, *({"label": label, "href": href} for label, href in trail)]


def person_crumbs(person, *labels: Any) -> list[dict[str, Any]]:
    """To a page below a person's. The person's own step says no name: it is on the page itself."""
    return crumbs((_("Personen"), person.get_absolute_url()), *((label, "") for label in labels))


def rights_tabs(user, current: str, words: frozenset[Permission] | None = None) -> list[dict[str, Any]]:
    """The pages beside each other for those who look after people's rights and the log."""
    words = words_of(user) if words is None else words
    return [
        {"label": label, "href": reverse(name), "current": key == current}
        for key, label, name, word in (
            ("cases", _("Ärenden"), "rights-cases", Permission.RIGHTS),
            ("readings", _("Läslogg"), "readings", Permission.READINGS_REVIEW),
            ("emergencies", _("Nödöppningar"), "emergencies", Permission.READINGS_REVIEW),
            ("report", _("Kvartalsrapport"), "readings-report", Permission.READINGS_REVIEW),
            ("weeding", _("Gallring"), "weeding", Permission.RIGHTS),
        )
        if word in words
    ]
