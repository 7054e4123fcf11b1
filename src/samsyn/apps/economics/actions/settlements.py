"""Writing a bokslut: one for each frozen copy, changed as long as better numbers come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.economics.models import FrozenAccount, Settlement
from samsyn.apps.economics.queries import may_edit
from samsyn.apps.economics.queries.settlements import settled


@transaction.atomic
def write_settlement(*, frozen: FrozenAccount, by, **values: Any) -> Settlement:
    """Write, or write anew, what became of the account. ValidationError where the numbers contradict each other, or
    come from a delivery about something else."""
    if not may_edit(by, frozen.account):
        raise PermissionDenied
    release = values.get("release")
    if release and release.project_id != frozen.account.project_id:
        raise ValidationError(_("Leveransen gäller en annan insats än kalkylen. Välj en av insatsens egna leveranser."))
    row = Settlement.objects.select_for_update(of=("self",)).filter(frozen=frozen).first() or Settlement(frozen=frozen)
    before = {name: getattr(row, name) for name in values} if row.pk else {}
    for name, value in values.items():
        setattr(row, name, value)
    row.changed_at, row.changed_by = timezone.now(), by
    answer = settled(row)
    if answer.settlement is None:
        raise ValidationError(answer.fault)
    row.save()
    record(
        "settlement_written",
        by=by,
        target=row,
        organisation=frozen.account.organisation,
        before=_told(before),
        after=_told(values),
    )
    return row


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """As the trail keeps it: the delivery by its number."""
    told = dict(values)
    if told.get("release"):
        told["release"] = told["release"].number
    return told
