"""A group begins, changes, and gives people seats with a mandate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.governance.models import Board, Seat
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.portfolio.actions.saving import apply
from samsyn.apps.portfolio.models import Project


@transaction.atomic
def start_board(
    *, organisation: Organisation, name: str, by, projects: Iterable[Project] = (), **details: Any
) -> Board:
    """Begin a group. details: kind, purpose, observations, until, source."""
    board = Board(organisation=organisation)
    apply(board, {"name": name, **details})
    board.projects.set(projects)
    record("board_started", by=by, target=board, organisation=organisation, projects=list(board.projects.all()))
    return board


@transaction.atomic
def edit_board(*, board: Board, by, projects: Iterable[Project] | None = None, **changes: Any) -> Board:
    """Change what a group says of itself. projects=None leaves them as they are."""
    changed = apply(board, changes)
    if projects is not None:
        before = set(board.projects.values_list("pk", flat=True))
        board.projects.set(projects)
        if before != set(board.projects.values_list("pk", flat=True)):
            changed.append("projects")
    record("board_edited", by=by, target=board, organisation=board.organisation, changed=changed)
    return board


@transaction.atomic
def give_seat(*, board: Board, function: str, organisation: Organisation, by, **details: Any) -> Seat:
    """Give somebody a seat. details: name, user, promised, held, substitute_for, starts …"""
    seat = Seat(board=board)
    _same_board(board, details.get("substitute_for"))
    apply(seat, {"function": function, "organisation": organisation, **details})
    record("seat_given", by=by, target=seat, organisation=board.organisation, board=board, mandate=seat.promised)
    return seat


@transaction.atomic
def change_seat(*, seat: Seat, by, **changes: Any) -> Seat:
    """Change what is known about a seat, such as the mandate it turned out to have."""
    _same_board(seat.board, changes.get("substitute_for"))
    if changes.get("substitute_for") == seat:
        raise ValidationError({"substitute_for": _("Ingen är ersättare för sig själv. Välj en annan plats.")})
    changed = apply(seat, changes)
    record("seat_changed", by=by, target=seat, organisation=seat.board.organisation, board=seat.board, changed=changed)
    return seat


@transaction.atomic
def end_seat(*, seat: Seat, by, on: date | None = None) -> Seat:
    """Let somebody leave the group. What they were present at and owned stays."""
    apply(seat, {"ends": on or timezone.localdate()})
    record("seat_ended", by=by, target=seat, organisation=seat.board.organisation, board=seat.board, on=seat.ends)
    return seat


def _same_board(board: Board, other: Seat | None) -> None:
    if other is not None and other.board_id != board.pk:
        raise ValidationError({"substitute_for": _("Ersättaren tillhör en annan grupp. Välj en plats i den här.")})
