"""Words and tables about parties and the people who work there."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samsyn.apps.audit.models import Entry
from samsyn.apps.audit.words import said
from samsyn.apps.organisations.models import Membership, Organisation
from samsyn.apps.organisations.queries import Access
from samsyn.web.tables import Cell, Column, Table


def organisation_table(organisations: Iterable[Organisation]) -> Table:
    return Table(
        caption=_("Organisationer"),
        columns=[Column(_("Namn")), Column(_("Slag")), Column(_("Del av")), Column(_("SCB-kod"))],
        rows=[
            [
                Cell(organisation.name, href=organisation.get_absolute_url()),
                organisation.get_kind_display(),
                organisation.parent.name if organisation.parent else "–",
                organisation.scb_code or "–",
            ]
            for organisation in organisations
        ],
        empty=_("Ingen organisation passar. Pröva ett kortare namn eller ett annat slag."),
    )


def member_table(organisation: Organisation, memberships: Iterable[Membership], active: set[int]) -> Table:
    return Table(
        caption=_("Medlemskap i %(name)s") % {"name": organisation.name},
        columns=[
            Column(_("Medarbetare")),
            Column(_("Roll")),
            Column(_("Från")),
            Column(_("Till")),
            Column(_("Avsluta")),
        ],
        rows=[
            [
                Cell(str(membership.user), note=membership.user.email),
                membership.get_role_display(),
                membership.starts.isoformat(),
                membership.ends.isoformat() if membership.ends else _("tills vidare"),
                Cell(_("Avsluta"), href=reverse("membership-end", args=[membership.pk]))
                if membership.pk in active
                else _("avslutat"),
            ]
            for membership in memberships
        ],
        empty=_("Ingen är medlem ännu."),
    )


def access_table(access: Access) -> Table:
    """What one membership gives, by the part its organisation has in an effort."""
    return Table(
        caption=_("Vad du får göra i insatser där %(name)s är …") % {"name": access.membership.organisation.name},
        columns=[Column(_("Organisationens del")), Column(_("Du får"))],
        rows=[
            [part.label, "; ".join(str(word.label) for word in words) or _("ingenting")]
            for part, words in access.by_part
        ],
    )


def trail_table(entries: Iterable[Entry]) -> Table:
    return Table(
        caption=_("Spår, senaste först"),
        columns=[
            Column(_("Nr"), numeric=True),
            Column(_("Tid")),
            Column(_("Vem")),
            Column(_("Vad")),
            Column(_("På vad")),
        ],
        rows=[
            [
                str(entry.number),
                date_format(localtime(entry.at), "Y-m-d H:i"),
                entry.actor_label,
                said(entry.verb),
                entry.target_label,
            ]
            for entry in entries
        ],
        empty=_("Inget spår ännu."),
    )
