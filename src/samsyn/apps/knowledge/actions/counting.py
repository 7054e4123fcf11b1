"""Amounts in kronor that somebody has counted of a method: what it costs in ordinary use, and what it has saved."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from samsyn.apps.audit.actions import record
from samsyn.apps.knowledge.models import Counted, Method
from samsyn.apps.knowledge.queries.adoption import may_note
from samsyn.apps.portfolio.actions.saving import apply


@transaction.atomic
def note_counted(*, method: Method, organisation, what: str, by, **values: Any) -> Counted:
    """Note an amount with who counted it. PermissionDenied unless `by` works there or for the keeper."""
    if not may_note(by, method, organisation):
        raise PermissionDenied
    row = Counted()
    apply(row, {**values, "method": method, "organisation": organisation, "what": what, "noted_by": by})
    record(
        "counted_noted", by=by, target=row, organisation=organisation, method=method, what=what, amount=row.amount,
        counted_by=row.counted_by, frozen=row.frozen_id,
    )  # fmt: skip
    return row


@transaction.atomic
def remove_counted(*, row: Counted, by) -> None:
    """Take away an amount that was wrong; what it said stays in the trail."""
    record(
        "counted_removed", by=by, target=row, organisation=row.organisation, method=row.method, what=row.what,
        amount=row.amount, source=row.source,
    )  # fmt: skip
    row.delete()
