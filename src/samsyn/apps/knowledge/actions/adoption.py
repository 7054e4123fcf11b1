"""The log of use: an organisation comes to a stage, somebody verifies, a wrong row is taken away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.knowledge.actions.methods import keep_grades
from samsyn.apps.knowledge.models import IN_USE, Adoption, Method, MethodPart, Stage, Verification
from samsyn.apps.knowledge.queries.adoption import core_parts, may_note
from samsyn.apps.portfolio.actions.saving import apply
from samsyn.core.periods import add_months


@transaction.atomic
def note_adoption(*, method: Method, organisation, stage: str, by, on: date | None = None, **values: Any) -> Adoption:
    """Note where an organisation stands from a day. PermissionDenied unless `by` works there or for the keeper."""
    if not may_note(by, method, organisation):
        raise PermissionDenied
    row = Adoption()
    what = {"method": method, "organisation": organisation, "stage": stage, "on": on or timezone.localdate()}
    apply(row, {**values, **what, "noted_by": by})
    record("adoption_noted", by=by, target=row, organisation=organisation, method=method, stage=stage, on=row.on)
    keep_grades(method=method, by=by)
    return row


@transaction.atomic
def remove_adoption(*, row: Adoption, by) -> None:
    """Take away a row that was wrong. One that somebody has verified stays: note a new stage instead."""
    if row.verifications.exists():
        raise ValidationError(_("Raden är kontrollerad och står kvar. Skriv en ny rad om läget har ändrats."))
    record(
        "adoption_removed", by=by, target=row, organisation=row.organisation, method=row.method, stage=row.stage,
        on=row.on,
    )  # fmt: skip
    row.delete()


@transaction.atomic
def verify(
    *, row: Adoption, months: int, used: bool, parts: Iterable[MethodPart], how: str, by, on: date | None = None
) -> Verification:
    """Note what somebody saw 6 or 12 months after. parts: the core parts that are kept.

    Where it is no longer used, that the organisation has stopped is noted too, with the same words as the reason.
    """
    if row.stage not in IN_USE:
        raise ValidationError(_("Bara det som är i drift kan kontrolleras."))
    on, first = on or timezone.localdate(), add_months(row.on, months)
    if on < first:
        raise ValidationError(
            {
                "on": _("Kontrollen efter %(months)d månader kan göras tidigast %(day)s.")
                % {"months": months, "day": first}
            }
        )
    if on > timezone.localdate():
        raise ValidationError({"on": _("Kontrollen kan inte vara gjord i framtiden. Ändra datumet.")})
    kept = [part for part in parts if part.core and part.method_id == row.method_id]
    check = Verification()
    apply(
        check,
        {
            "adoption": row, "months": months, "on": on, "used": used, "kept": len(kept), "of": core_parts(row.method),
            "how": how, "by": by,
        },
    )  # fmt: skip
    check.parts.set(kept)
    record(
        "adoption_verified", by=by, target=check, organisation=row.organisation, method=row.method, months=months,
        used=used, kept=check.kept, of=check.of,
    )  # fmt: skip
    if not used:
        note_adoption(method=row.method, organisation=row.organisation, stage=Stage.STOPPED, on=on, why=how, by=by)
    else:
        keep_grades(method=row.method, by=by)
    return check
