"""Emergency openings in words and tables. They say who opened and why, never whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.participants.models import Emergency
from samsyn.web.formats import isodate
from samsyn.web.tables import Cell, Column, Table


def standing(opening: Emergency, today: date) -> tuple[str, str]:
    """Word and kind of tag for the review of an opening."""
    if opening.reviewed_at is not None:
        text = _("befogad") if opening.verdict == "justified" else _("inte befogad")
        return text, "success" if opening.verdict == "justified" else "error"
    if opening.review_by < today:
        return _("skulle granskats %(day)s") % {"day": isodate(opening.review_by)}, "error"
    return _("granskas senast %(day)s") % {"day": isodate(opening.review_by)}, "warning"


def openings_table(caption: Any, openings: Iterable[Emergency], today: date, empty: Any) -> Table:
    columns = (_("Öppnad"), _("Av"), _("Personens myndighet"), _("Grund"), _("Granskning"))
    return Table(
        caption=caption,
        columns=[Column(label) for label in columns],
        rows=[_row(opening, today) for opening in openings],
        empty=empty,
    )


def _row(opening: Emergency, today: date) -> list[Any]:
    text, kind = standing(opening, today)
    return [
        Cell(isodate(opening.opened_at), href=reverse("emergency-opening", args=[opening.pk]), css="nowrap"),
        str(opening.user),
        opening.organisation.name,
        opening.get_provision_display(),
        Cell(text, tag=kind),
    ]


def facts(opening: Emergency, today: date) -> list[dict[str, Any]]:
    text, kind = standing(opening, today)
    items = [
        {"label": _("Öppnad av"), "text": str(opening.user)},
        {"label": _("När"), "text": f"{isodate(opening.opened_at)} – {isodate(opening.closes_at)}"},
        {"label": _("Personen"), "text": f"{_('person')} {str(opening.person_id)[:8]}"},
        {"label": _("Personens myndighet"), "text": opening.organisation.name},
        {"label": _("Grund"), "text": opening.get_provision_display()},
        {"label": _("Skäl"), "text": opening.text},
        {"label": _("Granskning"), "text": text, "tag": kind},
    ]
    if opening.reviewed_at is not None:
        items += [
            {"label": _("Granskad av"), "text": str(opening.reviewed_by or "–"), "note": isodate(opening.reviewed_at)},
            {"label": _("Motivering"), "text": opening.verdict_text},
        ]
    return items


def read_table(readings: Iterable[Any]) -> Table:
    """What was looked at during an opening."""
    from samsyn.apps.audit.words import READINGS

    return Table(
        caption=_("Det som lästes medan öppningen gällde"),
        columns=[Column(_("Tid")), Column(_("Sida"))],
        rows=[[isodate(row.at), str(READINGS.get(row.what, row.what))] for row in readings],
        empty=_("Ingenting lästes."),
    )
