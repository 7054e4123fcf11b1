"""The rows of the table where states are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samsyn.apps.participants.models import Enrolment
from samsyn.apps.participants.queries.states import Known
from samsyn.apps.participants.queries.states_asked import Asked, cell_name
from samsyn.web.formats import isodate


@dataclass(frozen=True)
class CellShown:
    """One choice: its name in the form, what was there, and what is chosen (after a refusal: what was posted)."""

    name: str
    label: str
    shown: str
    chosen: str
    options: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class RowShown:
    key: str
    name: str
    period: str
    cells: Sequence[CellShown]


def table_rows(
    enrolments: Iterable[Enrolment], asked: Sequence[Asked], known: Iterable[Known], post: Mapping[str, Any] | None
) -> list[RowShown]:
    """Rows in the order of names, for persons that have been noted as read."""
    now = {(state.enrolment, state.ladder, state.dimension): state.state for state in known}
    options = {each: [("", _("ingen uppgift")), *each.choices] for each in asked}
    rows = []
    for enrolment in enrolments:
        cells = []
        for each in asked:
            name = cell_name(enrolment, each)
            there = now.get((enrolment.pk, each.ladder.pk, each.dimension.code), "")
            shown = post.get(f"{name}_was", there) if post else there
            chosen = post.get(name, there) if post else there
            cells.append(CellShown(name, each.label, shown, chosen, options[each]))
        rows.append(
            RowShown(
                enrolment.pk.hex,
                enrolment.person.name or _("(utan namn)"),
                f"{isodate(enrolment.starts)} – {isodate(enrolment.ends) if enrolment.ends else ''}".strip(),
                cells,
            )
        )
    return sorted(rows, key=lambda row: row.name.casefold())
