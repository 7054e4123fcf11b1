"""Taking back the whole of the latest saving: every mark and the session itself as they were before it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.participants.actions.attendance import as_kept, put_leaders
from samsyn.apps.participants.actions.attendance_writing import KEPT, WRITTEN, locked
from samsyn.apps.participants.models import Attendance, FormerMark, Saving, Session
from samsyn.apps.participants.queries.attendance_sheet import last_saving


@transaction.atomic
def undo_saving(*, saving: Saving, by) -> int:
    """Undo a saving and answer how many marks were put back. Savings are undone from the latest and backwards.

    ValidationError when somebody has saved after it. The trail tells that it was undone; the marks tell nothing more.
    """
    session = locked(saving.session)
    latest = last_saving(session)
    if latest is None or latest.pk != saving.pk:
        raise ValidationError(_("Någon har sparat efter det. Ladda om sidan och ångra det senaste först."))
    restored = _put_back_marks(session, saving)
    _put_back_session(session, saving.changes)
    saving.undone_at = timezone.now()
    saving.save(update_fields=["undone_at"])
    record(
        "attendance_undone",
        by=by,
        target=session,
        organisation=session.organisation,
        saving=saving.number,
        marks=restored,
    )
    return restored


def _put_back_marks(session: Session, saving: Saving) -> int:
    """Former marks back in their places; marks that the saving made anew are taken away."""
    marks = {mark.person_id: mark for mark in Attendance.objects.filter(session=session)}
    ours = {person: mark for person, mark in marks.items() if mark.saving == saving.number}
    changed, lost = [], []
    for former in saving.former_marks.all():
        mark = ours.pop(former.person_id, None)
        if mark is not None:
            changed.append(_as_before(mark, former))
        elif former.person_id not in marks:
            about = {"person_id": former.person_id, "enrolment_id": former.enrolment_id, "session": session}
            lost.append(_as_before(Attendance(organisation_id=former.organisation_id, **about), former))
    Attendance.objects.filter(pk__in=[mark.pk for mark in ours.values()]).delete()
    Attendance.objects.bulk_update(changed, WRITTEN)
    Attendance.objects.bulk_create(lost)
    FormerMark.objects.filter(saved=saving).delete()
    return len(ours) + len(changed) + len(lost)


def _as_before(mark: Attendance, former: FormerMark) -> Attendance:
    for name in KEPT:
        setattr(mark, name, getattr(former, name))
    return mark


def _put_back_session(session: Session, changes: dict[str, list[Any]]) -> None:
    """Each field as it was, unless somebody has changed it again since then."""
    fields = {name: pair for name, pair in changes.items() if name != "leaders"}
    for name, (before, after) in fields.items():
        if as_kept(getattr(session, name)) == after:
            setattr(session, name, datetime.fromisoformat(before) if name == "saved_at" and before else before)
    session.save(update_fields=list(fields))
    if "leaders" in changes:
        put_leaders(session, changes["leaders"][1], changes["leaders"][0])
