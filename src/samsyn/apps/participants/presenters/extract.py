"""The extract as the person gets it: the same content as PDF in plain words and as JSON for machines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.models import Reading
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.participants.models import RightsCase
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.presenters.readings import ground_of, kinds_of, page_of
from samsyn.apps.participants.presenters.rights import parts_as_lists
from samsyn.apps.participants.queries.extract import Extract, Item
from samsyn.apps.participants.queries.readings import Houses
from samsyn.apps.participants.weeding_rules import load_rules
from samsyn.web.formats import isodate

FORMAT = "samsyn-extract"
VERSION = 1


@dataclass(frozen=True)
class ReadBy:
    """One reading as the person is told of it. who: "" when the names were left out."""

    at: datetime
    who: str
    houses: str
    page: str
    ground: str
    kinds: str


@dataclass(frozen=True)
class Copy:
    """What is handed out. kept: how long data are kept, in words; "" where no rule is written in."""

    authority: Organisation
    case: int
    made_at: datetime
    extract: Extract
    readings: tuple[ReadBy, ...]
    receivers: tuple[str, ...]
    kept: str


def copy_of(case: RightsCase, extract: Extract, houses: Houses, readers_withheld: bool) -> Copy:
    """The reviewed extract with what article 15 says shall follow it."""
    rule = load_rules().find("person", case.organisation.kind)
    kept = _("%(years)s år efter den sista anteckningen. Det kan finnas undantag för forskning.")
    return Copy(
        authority=case.organisation,
        case=case.pk,
        made_at=timezone.now(),
        extract=extract,
        readings=tuple(_read_by(row, houses, readers_withheld) for row in extract.readings),
        receivers=tuple(_receivers(extract)),
        kept=kept % {"years": rule.years} if rule else "",
    )


def _read_by(row: Reading, houses: Houses, withheld: bool) -> ReadBy:
    return ReadBy(
        at=row.at,
        who="" if withheld else row.actor_label,
        houses=", ".join(str(house) for house in houses.of(row)),
        page=page_of(row),
        ground=ground_of(row),
        kinds=kinds_of(row),
    )


def _receivers(extract: Extract) -> Iterable[str]:
    """Those to whom the person has agreed that something may be told."""
    items = (item for part in extract.parts if part.name == "consent" for row in part.rows for item in row.items)
    return dict.fromkeys(item.text for item in items if item.name == "to_organisation" and item.text)


def as_pdf(copy: Copy) -> bytes:
    """PDF/UA in plain words. NoPango when the library is missing."""
    from samsyn.apps.reporting.pdf import printed

    page = {
        "copy": copy,
        "parts": parts_as_lists(copy.extract.parts),
        "title": _("Dina uppgifter hos %(name)s") % {"name": copy.authority.name},
        "footer": _("Registerutdrag, ärende %(case)s, %(day)s")
        % {"case": copy.case, "day": isodate(copy.made_at.date())},
    }
    return printed("participants/extract_pdf.html", page, f"{copy.case} {copy.made_at.isoformat()}")


def as_json(copy: Copy) -> dict[str, Any]:
    """The same, for machines: every field with its label, class, value and the words for the value."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": timezone.localtime(copy.made_at).isoformat(timespec="seconds"),
        "authority": copy.authority.name,
        "case": copy.case,
        "kept": copy.kept,
        "receivers": list(copy.receivers),
        "classes": {kind.value: str(kind.label) for kind in FieldClass},
        "records": [
            {
                "kind": part.name,
                "label": part.label,
                "rows": [
                    {**({"about": row.about} if row.about else {}), **{item.name: _field(item) for item in row.items}}
                    for row in part.rows
                ],
            }
            for part in copy.extract.parts
        ],
        "readings": [
            {
                "at": timezone.localtime(row.at).isoformat(timespec="seconds"),
                "who": row.who or None,
                "organisation": row.houses or None,
                "page": row.page,
                "ground": row.ground,
                "data": row.kinds,
            }
            for row in copy.readings
        ],
    }


def _field(item: Item) -> dict[str, Any]:
    if item.withheld:
        return {
            "label": item.label,
            "class": item.kind.value,
            "withheld": item.withheld,
            "why": str(RightsCase.Secrecy(item.withheld).label),
        }
    return {"label": item.label, "class": item.kind.value, "value": item.value, "text": item.text}
