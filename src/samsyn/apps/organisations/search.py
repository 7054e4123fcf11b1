"""What this station answers when somebody searches."""

from __future__ import annotations

from samsyn.apps.organisations.queries import find_organisations
from samsyn.web.registry import Hit


def organisations(user, text: str) -> list[Hit]:
    return [
        Hit(str(found), found.get_absolute_url(), str(found._meta.verbose_name), str(found.get_kind_display()))
        for found in find_organisations(user, text)[:10]
    ]
