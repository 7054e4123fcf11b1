"""How a saving is written: gathered first, then a few questions however many marks, and kept so it can be undone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from samsyn.apps.participants.actions.attendance_rules import HERE, stretched
from samsyn.apps.participants.models import Attendance, FormerMark, GroupMember, Presence, Saving, Session
from samsyn.apps.participants.queries.attendance_sheet import Said, holding

KEPT = ("presence", "minutes", "in_advance", "marked_by_id", "marked_at", "saving")
WRITTEN = ["presence", "minutes", "in_advance", "marked_by", "marked_at", "saving"]


@dataclass
class Writing:
    """The rows of one saving. before: the session's length before it.

    filled: marks where there was none and nobody chose anything. chosen: marks somebody chose, or that follow a new
    length. removed: marks taken back. former: what the changed and removed ones said.
    """

    session: Session
    saving: Saving
    filled: list[Attendance] = field(default_factory=list)
    chosen: list[Attendance] = field(default_factory=list)
    removed: list[Attendance] = field(default_factory=list)
    former: list[FormerMark] = field(default_factory=list)

    def put(self, member: GroupMember, said: Said, mark: Attendance | None) -> None:
        """Say something about a member. mark: what stands."""
        row = self._row(member.person_id, member.enrolment_id, said)
        if mark is None and said == HERE:
            self.filled.append(row)
            return
        self._remember(mark)
        self.chosen.append(row)

    def take_back(self, mark: Attendance) -> None:
        self._remember(mark)
        self.removed.append(mark)

    def follow(self, marks: list[Attendance], before: int) -> None:
        """Let those who were there the whole session be there the whole of its new length."""
        for mark in stretched(marks, before, self.session.minutes):
            self._remember(mark)
            self.chosen.append(self._row(mark.person_id, mark.enrolment_id, HERE))

    def write(self, changes: dict[str, Any]) -> Saving:
        """Write every row. A mark that somebody made meanwhile stands in place of a filled one.

        changes: what the saving changed about the session itself, field → [before, after].
        """
        saving = self.saving
        saving.marks, saving.changes = len(self.filled) + len(self.chosen) + len(self.removed), changes
        saving.save(force_insert=True)
        FormerMark.objects.bulk_create(self.former)
        Attendance.objects.bulk_create(self.filled, ignore_conflicts=True)
        Attendance.objects.bulk_create(
            self.chosen, update_conflicts=True, unique_fields=["session", "person"], update_fields=WRITTEN
        )
        if self.removed:
            Attendance.objects.filter(pk__in=[mark.pk for mark in self.removed]).delete()
        return saving

    def _remember(self, mark: Attendance | None) -> None:
        if mark is not None:
            kept = {name: getattr(mark, name) for name in KEPT}
            about = {"person_id": mark.person_id, "enrolment_id": mark.enrolment_id}
            self.former.append(FormerMark(organisation_id=mark.organisation_id, saved=self.saving, **about, **kept))

    def _row(self, person: Any, enrolment: Any, said: Said) -> Attendance:
        whole = self.session.minutes if said.minutes is None else said.minutes
        return Attendance(
            organisation_id=self.session.organisation_id,
            person_id=person,
            enrolment_id=enrolment,
            session=self.session,
            presence=said.presence,
            minutes=whole if said.presence == Presence.PRESENT else 0,
            in_advance=said.in_advance,
            marked_by=self.saving.by,
            saving=self.saving.number,
        )


def writing_for(session: Session, by) -> Writing:
    """A new saving of the session, with the next number. Nothing is stored before `write`."""
    last = session.savings.order_by("-number").values_list("number", flat=True).first() or 0
    saving = Saving(organisation_id=session.organisation_id, session=session, number=last + 1, by=by)
    return Writing(session, saving)


def locked(session: Session) -> Session:
    """The session as it stands, held until the end of the transaction so that two savings come after each other."""
    if getattr(session, "held", False):  # fetched through `holding` in this very transaction
        return session
    return holding(Session.objects.select_related("group", "organisation")).get(pk=session.pk)
