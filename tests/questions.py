"""What a page asks the store."""

from __future__ import annotations

# Neither the transaction that a test runs in, nor the door to what is about people: its role, and that its lock holds.
AROUND = (
    "SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT", "SET LOCAL", "RESET ROLE", "SELECT set_config",
    "SELECT r.rolsuper",
)  # fmt: skip


def of_the_page(captured) -> list[str]:
    """The questions that CaptureQueriesContext saw asked of the tables, as SQL."""
    return [each["sql"] for each in captured.captured_queries if not each["sql"].startswith(AROUND)]
