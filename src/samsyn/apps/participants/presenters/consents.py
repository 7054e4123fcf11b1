"""Consents in words and tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.participants.models import Consent
from samsyn.apps.participants.policy import FieldClass
from samsyn.web.formats import isodate
from samsyn.web.tables import Cell, Column, Table


def state_of(consent: Consent, today: date) -> tuple[str, str]:
    """Word and kind of tag: does the consent open anything today?"""
    if consent.withdrawn_at is not None:
        return _("återtaget"), "closed"
    if consent.starts > today:
        return _("har inte börjat"), "planned"
    if consent.ends and consent.ends < today:
        return _("har gått ut"), "closed"
    return _("gäller"), "ongoing"


def categories_of(consent: Consent) -> str:
    return "; ".join(str(FieldClass(each).label) for each in consent.categories)


def period_of(consent: Consent) -> str:
    return f"{isodate(consent.starts)} – {isodate(consent.ends) if consent.ends else _('tills vidare')}"


def consents_table(consents: Iterable[Consent], today: date, may_write: bool) -> Table:
    """One person's consents."""
    columns = [_("Till"), _("Ändamål"), _("Uppgifter"), _("Gäller"), _("Läge"), _("Skrevs in av")]
    rows = []
    for consent in consents:
        text, kind = state_of(consent, today)
        row: list[Any] = [
            consent.to_organisation.name,
            Cell(consent.purpose, note=consent.project.code if consent.project else ""),
            categories_of(consent),
            Cell(period_of(consent), css="nowrap"),
            Cell(text, tag=kind, note=isodate(consent.withdrawn_at) if consent.withdrawn_at else ""),
            Cell(str(consent.recorded_by or "–"), note=consent.get_given_display()),
        ]
        if may_write:
            row += _steps(consent)
        rows.append(row)
    if may_write:
        columns += [_("Ändra"), _("Ta tillbaka")]
    return Table(
        caption=_("Samtycken"),
        columns=[Column(label) for label in columns],
        rows=rows,
        empty=_("Inget samtycke är inskrivet. Uppgifterna lämnas inte till någon annan."),
    )


def _steps(consent: Consent) -> list[Any]:
    if consent.withdrawn_at is not None:
        return ["", ""]
    return [
        Cell(_("Ändra"), href=reverse("consent-replace", args=[consent.pk])),
        Cell(_("Ta tillbaka"), href=reverse("consent-withdraw", args=[consent.pk])),
    ]


def shared_table(consents: Iterable[Consent]) -> Table:
    """Consents that name the reader's organisation. No person is named: the name is on the page that is opened."""
    return Table(
        caption=_("Personer vars uppgifter ni får se"),
        columns=[Column(label) for label in (_("Person"), _("Från"), _("Ändamål"), _("Uppgifter"), _("Gäller"))],
        rows=[
            [
                Cell(f"{_('person')} {str(consent.person_id)[:8]}", href=reverse("person", args=[consent.person_id])),
                consent.from_organisation.name,
                Cell(consent.purpose, note=consent.project.code if consent.project else ""),
                categories_of(consent),
                Cell(period_of(consent), css="nowrap"),
            ]
            for consent in consents
        ],
        empty=_("Ingen har samtyckt till att uppgifter lämnas till er just nu."),
        note=_("Namnet syns när du öppnar. Varje gång du öppnar står det i läsloggen hos den som lämnar uppgifterna."),
    )
