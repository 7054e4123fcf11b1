"""The way from the station's first page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def crumbs(*trail: tuple[Any, str]) -> list[dict[str, Any]]:
    """Breadcrumbs: (label, address) of each step; the last without an address."""
    steps = [(_("Kalkyler"), reverse("account-list")), *trail]
    return [{"label": label, "href": href} if href else {"label": label} for label, href in steps]


def to_account(account, *trail: tuple[Any, str]) -> list[dict[str, Any]]:
    return crumbs((account.title, account.get_absolute_url()), *trail)


def to_frozen(frozen, *trail: tuple[Any, str], linked: bool = True) -> list[dict[str, Any]]:
    """linked: the reader may open the account itself, and not only the copy of it."""
    name = _("Fryst nr %(n)s") % {"n": frozen.number}
    steps = ((name, frozen.get_absolute_url() if trail else ""), *trail)
    return to_account(frozen.account, *steps) if linked else crumbs((frozen.account.title, ""), *steps)
