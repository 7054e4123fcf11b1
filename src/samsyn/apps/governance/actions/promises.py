"""A decision or a task ends with a word about what came of it."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.governance.models import Decision, Result, Task
from samsyn.apps.portfolio.actions.saving import apply


@transaction.atomic
def close_promise(*, promise: Decision | Task, result: str, became: str, by, on: date | None = None) -> Decision | Task:
    """Say how a decision or a task went: done or dropped, and what it became."""
    if promise.result:
        raise ValidationError(_("Det är redan avslutat."))
    if result not in Result.values:
        raise ValidationError({"result": _("Välj om det är gjort eller inte blev av.")})
    if not became.strip():
        raise ValidationError({"became": _("Skriv i en mening vad det blev.")})
    closed_on = on or timezone.localdate()
    if closed_on < promise.item.meeting.on:
        raise ValidationError({"on": _("Det kan inte ha blivit klart före mötet. Ändra datumet.")})
    apply(promise, {"result": result, "became": became, "closed_on": closed_on})
    decided = isinstance(promise, Decision)
    record(
        "decision_closed" if decided else "task_closed", by=by, target=promise,
        organisation=promise.item.meeting.board.organisation, result=result,
    )  # fmt: skip
    return promise
