"""What the actions share: a subject is a project or a cluster, and its trail belongs to whoever runs it."""

from __future__ import annotations

from typing import Any

from samsyn.apps.evaluation.models import Cluster
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.portfolio.models import Project


def home_of(row: Any) -> Organisation:
    """The organisation whose trail an act on this row belongs to."""
    if isinstance(row, Project | Cluster):
        return row.organisation
    return (row.project or row.cluster).organisation


def saved(row: Any, *, changed: list[str] | None = None) -> Any:
    """Check everything, then save; ValidationError in Swedish when something does not hold."""
    row.full_clean()
    row.save(update_fields=changed)
    return row
