"""Tables come in from a station with people. They are checked again here, as if nobody had done it before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.evaluation.actions.subjects import saved
from samsyn.apps.evaluation.models import DeliveredRelease, DeliveredTable
from samsyn.apps.portfolio.models import Project
from samsyn.core.disclosure.checks import faults
from samsyn.core.disclosure.shown import ProtectedTable
from samsyn.core.disclosure.wire import fingerprint
from samsyn.web.sentences import in_tongue


@transaction.atomic
def receive(
    *,
    project: Project,
    tables: Sequence[ProtectedTable],
    number: int,
    rules_version: str,
    population: str,
    up_to: date,
    sha256: str,
    by,
    correction: bool = False,
) -> DeliveredRelease:
    """Keep a delivery. ValidationError, and nothing kept, when it breaks the rules or is not what its digest says."""
    _refuse(project, tables, number, sha256)
    release = saved(
        DeliveredRelease(
            project=project, organisation=project.organisation, number=number, population=population, up_to=up_to,
            rules_version=rules_version, sha256=sha256, by=by, correction=correction,
        )
    )  # fmt: skip
    DeliveredTable.objects.bulk_create(
        DeliveredTable(release=release, code=table.code, title=table.title, order=order, content=table.to_wire())
        for order, table in enumerate(tables)
    )
    record(
        "tables_received",
        by=by,
        target=release,
        organisation=project.organisation,
        number=number,
        up_to=up_to,
        tables=len(tables),
        sha256=sha256,
    )
    return release


def _refuse(project: Project, tables: Sequence[ProtectedTable], number: int, sha256: str) -> None:
    found = [fault for table in tables for fault in faults(table)]
    if found:
        raise ValidationError(
            _("Leveransen tas inte emot, för den berättar mer än den får: %(faults)s")
            % {"faults": in_tongue(" ".join(found))}
        )
    if fingerprint(tables) != sha256:
        raise ValidationError(_("Leveransen är inte den som dess fingeravtryck gäller. Be om den på nytt."))
    latest = DeliveredRelease.objects.filter(project=project).order_by("-number").first()
    if number != (latest.number if latest else 0) + 1:
        raise ValidationError(
            _("Leverans %(number)s kommer inte efter den senaste, som är %(latest)s.")
            % {"number": number, "latest": latest.number if latest else 0}
        )
