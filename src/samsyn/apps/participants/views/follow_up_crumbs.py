"""Where one is, on pages that belong to no project."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def people_crumbs(*trail: tuple[Any, str]) -> list[dict[str, Any]]:
    """Deltagare first, then the trail: (label, address), the address empty for the page itself."""
    return [{"label": label, "href": href} for label, href in ((_("Deltagare"), reverse("person-list")), *trail)]
