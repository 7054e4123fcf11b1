"""What of this station can be found by its words: groups and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from samsyn.apps.governance.models import Board, Decision
from samsyn.web.registry import Document, of_keys, register_documents


def register() -> None:
    register_documents("board", _("Grupper"), boards, Board.objects.visible_to, {Board: "pk"})
    register_documents("decision", _("Beslut"), decisions, Decision.objects.visible_to, {Decision: "pk"})


def boards(keys: Iterable[int] | None = None) -> Iterator[Document]:
    for row in of_keys(Board.objects.select_related("organisation"), keys):
        terms = (("party", row.organisation.name),)
        yield Document(row.pk, row.name, row.purpose, terms, href=row.get_absolute_url())


def decisions(keys: Iterable[int] | None = None) -> Iterator[Document]:
    rows = Decision.objects.select_related("item__meeting__board__organisation")
    for row in of_keys(rows, keys):
        board = row.item.meeting.board
        text = "\n".join(filter(None, (row.why, row.effect_said, row.became, row.item.title)))
        yield Document(row.pk, row.text, text, (("party", board.organisation.name),), href=row.get_absolute_url())
