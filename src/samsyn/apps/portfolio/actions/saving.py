"""The joint that every action turns on: new values in, constraints asked, row saved, changed names out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models


def apply(row: models.Model, changes: Mapping[str, Any]) -> list[str]:
    """Give the row its new values, save it if it holds, and name the fields that changed.

    ValidationError, in Swedish and by field, when a value or a constraint does not hold. TypeError for a name
    that the model does not have, so that a misspelt argument is never lost in silence.
    """
    known = {field.name for field in row._meta.concrete_fields} - {"id"}
    unknown = set(changes) - known
    if unknown:
        raise TypeError(f"{row._meta.label} har inget fält {', '.join(sorted(unknown))}.")
    changes = {name: value.strip() if isinstance(value, str) else value for name, value in changes.items()}
    changed = [name for name, value in changes.items() if row.pk is None or getattr(row, name) != value]
    for name, value in changes.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    return sorted(changed)
