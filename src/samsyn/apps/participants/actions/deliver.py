"""The only way out of the station: protected tables, never a person."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.evaluation.actions.deliveries import receive
from samsyn.apps.evaluation.delivered import PERSONS
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants import sealing
from samsyn.apps.participants.models import Delivery
from samsyn.apps.participants.models.reach import projects_led_by
from samsyn.apps.participants.models.sealed import SealKey
from samsyn.apps.participants.queries.deliver import Asked, Prepared, place_of, prepare
from samsyn.apps.portfolio.models import Project


class NothingNew(ValidationError):
    """No row may be renewed: a new delivery would say what the last one says."""


class NotAsSeen(ValidationError):
    """What would leave is not what was looked at before it was confirmed."""


@transaction.atomic
def deliver(
    *,
    project: Project,
    up_to: date,
    by,
    correction: bool = False,
    why: str = "",
    sensitive: bool = False,
    as_seen: str = "",
) -> Delivery:
    """Hand the project's protected tables to the follow-up, and remember who stood behind each row.

    as_seen: the digest of the preview that was confirmed. PermissionDenied for somebody who may not deliver for the
    project. ValidationError, with the remedy, when nothing may be renewed, nothing may be told, or the day is wrong.
    """
    if not projects_led_by(by, Permission.DELIVER).filter(pk=project.pk).exists():
        raise PermissionDenied
    Project.objects.select_for_update().get(pk=project.pk)  # one delivery at a time
    asked = Asked(up_to, correction, why.strip(), sensitive)
    prepared = prepare(by, project, asked, timezone.localdate())
    _refuse(prepared, as_seen)
    delivery = _kept(prepared, project, by)
    if prepared.previous is not None:
        _forget(prepared.previous)
    record(
        "tables_delivered",
        by=by,
        target=delivery,
        organisation=project.organisation,
        project=project.pk,
        number=delivery.number,
        up_to=up_to,
        tables=len(prepared.shown),
        rules=delivery.rules_version,
        correction=correction,
        sha256=delivery.sha256,
    )
    receive(
        project=project,
        tables=prepared.shown,
        number=delivery.number,
        rules_version=delivery.rules_version,
        population=PERSONS,
        up_to=up_to,
        sha256=delivery.sha256,
        by=by,
        correction=correction,
    )
    return delivery


def _refuse(prepared: Prepared, as_seen: str) -> None:
    if not prepared.told:
        raise ValidationError(
            _("Färre än %(fewest)s personer är med, så inga tal får lämnas. Vänta tills fler har kommit med.")
            % {"fewest": prepared.rules.fewest}
        )
    if prepared.nothing_new and prepared.previous:
        raise NothingNew(
            _("Inget kan förnyas sedan leverans %(number)s: i ingen rad har %(people)s personer ändrats. Det som "
              "lämnades då gäller fortfarande.")
            % {"number": prepared.previous.number, "people": prepared.rules.freeze}
        )  # fmt: skip
    if as_seen and as_seen != prepared.sha256:
        raise NotAsSeen(_("Uppgifterna har ändrats sedan du såg dem. Se igenom det som lämnas en gång till."))


def _kept(prepared: Prepared, project: Project, by) -> Delivery:
    """The delivery's row, with what the next one must remember sealed under a key of its own."""
    key = SealKey.fresh()
    key.save(force_insert=True)
    delivery = Delivery.objects.create(
        organisation=project.organisation,
        project=project,
        number=prepared.number,
        by=by,
        up_to=prepared.asked.up_to,
        rules_version=prepared.rules.version,
        correction=prepared.asked.correction,
        why=prepared.asked.why if prepared.asked.correction else "",
        tables=[table.to_wire() for table in prepared.shown],
        sha256=prepared.sha256,
        key=key,
    )
    sealed = sealing.seal_bytes(key.data, prepared.memory.to_bytes(), place_of(delivery))
    Delivery.objects.filter(pk=delivery.pk).update(remembered_sealed=sealed)
    return delivery


def _forget(previous: Delivery) -> None:
    """Only the latest memory is needed. The key of the one before goes, so that it opens in no backup either."""
    key = previous.key
    Delivery.objects.filter(pk=previous.pk).update(remembered_sealed=b"", key=None)
    if key is not None:
        key.delete()


__all__ = ["NotAsSeen", "NothingNew", "deliver"]
