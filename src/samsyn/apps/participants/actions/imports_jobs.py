"""Large files are worked on beside the server. A task carries numbers of rows in the store, and nothing about anyone.

Whatever ends the work, a fault, a lost permission or a killed process, nothing is changed by half: the work is one
transaction. What was asked for is written on the batch, so that it can be asked for again, and done twice is done once.
"""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from samsyn.apps.organisations.models import User
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions.imports import (
    ChangedSince,
    locked,
    look_through,
    refuse_twice,
    take_in,
    undo_import,
)
from samsyn.apps.participants.models import ImportBatch
from samsyn.apps.participants.queries.imports_work import Progress, is_free, progress_of
from samsyn.apps.participants.reading import as_keeper, as_system

State = ImportBatch.State
logger = logging.getLogger(__name__)


def in_time(*, batch: ImportBatch, by) -> None:
    """Look a batch through: now, or beside the server when it is large."""
    if batch.is_large:
        ask_for(batch=batch, state=State.CHECKING, by=by)
    else:
        look_through(batch=batch, by=by)


@transaction.atomic
def ask_for(*, batch: ImportBatch, state: str, by, **more: Any) -> None:
    """Put work on a batch in the queue: CHECKING, QUEUED (to be written in; more: leave_faulty) or UNDOING."""
    batch.state, batch.message = state, ""
    batch.asked = {"by": by.pk, "at": timezone.now().isoformat(), **more}
    try:
        with transaction.atomic():
            batch.save(update_fields=["state", "message", "asked"])
    except IntegrityError as twice:
        refuse_twice(twice)
    result = work_beside.enqueue(str(batch.pk), batch.organisation_id, by.pk)
    still = ImportBatch.objects.filter(pk=batch.pk, state=state)
    still.update(asked={**batch.asked, "task": str(result.id)})


@task()
def work_beside(batch: str, organisation: int, user: int) -> None:
    """Do what was asked for, if it still is asked for and whoever asked still may. Never raises: a trace of the fault
    could hold somebody's data, and would be kept with the task."""
    by = User.objects.filter(pk=user, is_active=True).first()
    try:
        with as_system([organisation], by=by):
            _do(batch, by)
    except ChangedSince as since:
        with as_system([organisation], by=by):
            one = _asked(batch)
            look_through(batch=one, by=by)
            _tell(batch, State.READ, since.messages)
    except ValidationError as refused:
        with as_system([organisation], by=by):
            _tell(batch, None, refused.messages)
    except Exception as fault:  # whatever it is, the reader must be told that nothing was changed
        logger.error("Import %s: %s", batch, type(fault).__name__)  # the message could hold a value
        with as_system([organisation], by=by):
            _tell(batch, None, [_("Något gick fel, och inget är ändrat. Försök igen, eller dela upp filen.")])


def _do(key: str, by) -> None:
    batch = _asked(key)
    if batch is None:
        return
    seen = (
        ImportBatch.objects.visible_to(by, Permission.PERSON_IMPORT) if by is not None else ImportBatch.objects.none()
    )
    if not seen.filter(pk=key).exists():
        raise ValidationError(_("Den som bad om det har inte längre behörighet i insatsen. Inget är ändrat."))
    if batch.state == State.CHECKING:
        look_through(batch=batch, by=by)
    elif batch.state == State.QUEUED:
        take_in(batch=batch, by=by, leave_faulty=bool(batch.asked.get("leave_faulty")))
    else:
        undo_import(batch=batch, by=by)


def _asked(key: str) -> ImportBatch | None:
    """The batch, held until the work is done; None when nobody asks for anything any more."""
    found = ImportBatch.objects.filter(pk=key).first()
    batch = locked(found) if found is not None else None
    return batch if batch is not None and batch.waits else None


def _tell(key: str, state: str | None, messages: list[str]) -> None:
    """Write on the batch what happened. state None: as it was before the work was asked for."""
    batch = ImportBatch.objects.filter(pk=key).first()
    if batch is None:
        return
    before = State.DONE if batch.state == State.UNDOING else State.FAILED
    if batch.waits or state is not None:
        batch.state, batch.message, batch.asked = state or before, " ".join(messages), {}
        batch.save(update_fields=["state", "message", "asked"])


@transaction.atomic
def ask_again(*, batch: ImportBatch, by) -> None:
    """Put work that has stopped in the queue once more. ValidationError while somebody works on it."""
    if not batch.waits:
        raise ValidationError(_("Arbetet är redan klart."))
    if progress_of(batch) not in {Progress.STOPPED, Progress.NOBODY}:
        raise ValidationError(_("Arbetet pågår. Vänta tills det är klart."))
    more = {"leave_faulty": True} if batch.asked.get("leave_faulty") else {}
    ask_for(batch=batch, state=batch.state, by=by, **more)


@transaction.atomic
def stop_waiting(*, batch: ImportBatch, by) -> None:
    """Take back that a file was to be written in or undone, while nobody works on it yet."""
    if batch.state not in {State.QUEUED, State.UNDOING}:
        raise ValidationError(_("Det finns inget att avbryta."))
    if not is_free(batch):
        raise ValidationError(_("Arbetet pågår. Vänta tills det är klart; sedan går det att ångra."))
    batch.state = State.READ if batch.state == State.QUEUED else State.DONE
    batch.asked = {}
    batch.save(update_fields=["state", "asked"])


def pick_up_the_lost() -> int:
    """When the worker starts: work that was begun by one that is gone is put in the queue again. Answers how much."""
    with as_keeper():
        waiting = ImportBatch.objects.filter(state__in=(State.CHECKING, State.QUEUED, State.UNDOING))
        lost = [one for one in waiting.only("pk", "organisation", "state", "asked")
                if progress_of(one, grace=0) == Progress.STOPPED]  # fmt: skip
        for batch in lost:
            by = User.objects.filter(pk=batch.asked.get("by")).first()
            if by is None:
                _tell(str(batch.pk), None, [_("Den som bad om det finns inte längre. Inget är ändrat.")])
            else:
                more = {"leave_faulty": True} if batch.asked.get("leave_faulty") else {}
                ask_for(batch=batch, state=batch.state, by=by, **more)
    return len(lost)
