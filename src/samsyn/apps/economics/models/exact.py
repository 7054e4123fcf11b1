"""JSON kept as it was written."""

from __future__ import annotations

import json
from typing import Any

from django.db import models


class ExactJSONField(models.JSONField):
    """JSON with its order of keys and its way of writing numbers, which PostgreSQL's jsonb forgets.

    The values of an account stand in the order their author gave them, and a fingerprint covers what was kept. It is
    kept and read whole: nothing inside it can be searched for.
    """

    def db_type(self, connection) -> str | None:
        return "json" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_db_prep_value(self, value: Any, connection, prepared: bool = False) -> Any:
        if connection.vendor != "postgresql" or value is None or hasattr(value, "as_sql"):
            return super().get_db_prep_value(value, connection, prepared)
        return json.dumps(value, cls=self.encoder, ensure_ascii=False)

    def from_db_value(self, value: Any, expression: Any, connection) -> Any:
        return super().from_db_value(value, expression, connection) if isinstance(value, str) else value
