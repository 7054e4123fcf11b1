"""Participants taken out as a file: who did it, from where and how many is in the trail, and each person in the log."""

from __future__ import annotations

from django.db import transaction

from samsyn.apps.audit.actions import record
from samsyn.apps.participants.queries.imports_export import rows_taken_out
from samsyn.apps.portfolio.models import Project
from samsyn.core.intake.rows.values import Value


@transaction.atomic
def take_out(*, project: Project, kind: str, by) -> list[dict[str, Value]]:
    """The rows of the file, column → value. kind: "xlsx" or "csv"."""
    rows = rows_taken_out(by, project)
    record("participants_taken_out", by=by, target=project, organisation=project.organisation, kind=kind,
           rows=len(rows))  # fmt: skip
    return rows
