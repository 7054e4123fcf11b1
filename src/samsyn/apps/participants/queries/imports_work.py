"""What has become of work on a file that was asked for beside the server."""

from __future__ import annotations

import datetime
from enum import StrEnum

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samsyn.apps.participants.models import ImportBatch

GRACE = 60  # seconds from being asked for, or begun, before anything is thought to be wrong


class Progress(StrEnum):
    WAITING = "waiting"  # in the queue
    WORKING = "working"
    NOBODY = "nobody"  # in the queue for long, and nobody works on anything
    STOPPED = "stopped"  # begun, and nobody works on it any more


def progress_of(batch: ImportBatch, grace: int = GRACE) -> Progress:
    """Where the work is. The one who works holds the batch's row, so a row that is free tells that they are gone.

    On SQLite the one who works holds the whole database, so whoever gets as far as asking knows the same.
    """
    task = DBTaskResult.objects.filter(pk=batch.asked["task"]).first() if batch.asked.get("task") else None
    if task is None:
        return Progress.STOPPED if _older(batch.asked.get("at"), grace) else Progress.WAITING
    if task.status == TaskResultStatus.READY:
        busy = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).exists()
        return Progress.NOBODY if _older(batch.asked.get("at"), grace) and not busy else Progress.WAITING
    begun = task.started_at.isoformat() if task.started_at else batch.asked.get("at")
    if _older(begun, grace) and is_free(batch):
        return Progress.STOPPED
    return Progress.WORKING


def is_free(batch: ImportBatch) -> bool:
    """Whether nobody holds the batch's row."""
    free = ImportBatch.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=batch.pk)
    return bool(free.values_list("pk", flat=True)[:1])


def _older(moment: str | None, seconds: int) -> bool:
    if not moment:
        return True
    return timezone.now() - datetime.datetime.fromisoformat(moment) > datetime.timedelta(seconds=seconds)
