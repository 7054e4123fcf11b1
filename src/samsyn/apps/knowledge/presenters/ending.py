"""That a project ends without a method card, in words: on Översikt, on the project's page and in a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.knowledge.models import NoCard
from samsyn.apps.knowledge.queries.ending import Ending, ending_of, endings_of
from samsyn.apps.portfolio.models import Project
from samsyn.web.formats import isodate

ON_CARD = 3


def asked_words(one: Ending) -> str:
    """When it ended or ends, and that there is no card."""
    words = {"code": one.project.code, "day": isodate(one.ended)}
    if one.days < 0:
        return _("%(code)s slutade %(day)s och har inget metodkort.") % words
    if one.days == 0:
        return _("%(code)s slutar i dag och har inget metodkort.") % words
    return ngettext(
        "%(code)s slutar om %(days)d dag och har inget metodkort.",
        "%(code)s slutar om %(days)d dagar och har inget metodkort.", one.days,
    ) % {**words, "days": one.days}  # fmt: skip


def ending_rows(found: Sequence[Ending]) -> list[dict[str, Any]]:
    return [{"project": one.project, "text": asked_words(one)} for one in found]


def ending_card(request: HttpRequest) -> dict[str, Any] | None:
    """On Översikt: projects that the reader may make a card of."""
    found = endings_of(request.user)
    if not found:
        return None
    return {"rows": ending_rows(found[:ON_CARD]), "more": len(found[ON_CARD:])}


def ending_panel(request: HttpRequest, project: Project) -> dict[str, Any] | None:
    """On the project's own page: the same question about this project."""
    one = ending_of(request.user, project)
    return {"row": ending_rows([one])[0]} if one else None


def no_card_words(row: NoCard | None) -> str:
    """Why the project leaves no card, who said so and when."""
    if row is None:
        return ""
    who = row.noted_by.name if row.noted_by else ""
    told = ", ".join(word for word in (who, isodate(row.on)) if word)
    return _("Inget metodkort, därför att: %(why)s (%(told)s)") % {"why": row.why, "told": told}
