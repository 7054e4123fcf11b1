"""A node with real people does not start where they would not be protected."""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from samsyn.apps.participants import rls, sealing

# Work on the installation itself, which reads nobody.
UNGUARDED = {"makemigrations", "migrate", "check", "collectstatic", "sync", "audit", "first_administrator"}


def refusals() -> list[str]:
    """Why this node may not hold real people, each with the remedy; empty for a demonstration."""
    if settings.SAMSYN_DEMO or settings.TESTING:
        return []
    found = []
    if settings.DEBUG:
        found.append("SAMSYN_DEBUG är på. Stäng av den: felsökningssidor visar uppgifter om personer.")
    if connection.vendor != "postgresql":
        found.append(
            "Databasen är SQLite, som saknar radskydd. Sätt SAMSYN_DATABASE_URL till en PostgreSQL-databas, eller "
            "SAMSYN_NODE=association om noden inte ska ha deltagare."
        )
    for keys in (sealing.master_keys, sealing.index_keys):
        try:
            keys()
        except ImproperlyConfigured as missing:
            found.append(str(missing))
    return found


def refuse_to_start() -> None:
    """ImproperlyConfigured when the node would hold real people unprotected. Called when a server is started."""
    if UNGUARDED & set(sys.argv[1:3]):  # "samsyn migrate", "samsyn manage check"
        return
    if found := refusals():
        raise ImproperlyConfigured(
            "En nod med deltagare startar inte så här. " + " ".join(found) + " För en demonstration med påhittade "
            "personer: SAMSYN_DEMO=1."
        )


@register(Tags.security, deploy=True)
def people_are_protected(app_configs, **kwargs):
    return [Error(text, id="participants.E001") for text in refusals()]


@register(Tags.database)
def rows_are_locked(app_configs, databases=None, **kwargs):
    """Every table about people has its row lock on, and the role of the pages cannot pass by."""
    if not databases or connection.vendor != "postgresql" or "migrate" in sys.argv[1:3]:
        return []  # migrating is what puts the lock on
    if "participants_person" not in connection.introspection.table_names():
        return []
    return [Error(f"{fault}. Kör `samsyn migrate`.", id="participants.E002") for fault in rls.standing_open()]
