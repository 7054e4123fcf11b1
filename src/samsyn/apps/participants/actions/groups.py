"""Groups: starting, leading, being in, and what to take up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.participants.models import Attendance, Enrolment, Group, GroupLeader, GroupMember
from samsyn.apps.participants.queries.groups import possible_leaders
from samsyn.apps.portfolio.actions.saving import apply
from samsyn.apps.portfolio.models import Project


@transaction.atomic
def start_group(*, project: Project, by, **facts: Any) -> Group:
    """Start a group in a project. facts: fields of Group. ValidationError, by field."""
    group = Group(organisation=project.organisation, project=project)
    apply(group, facts)
    record("group_started", by=by, target=group, organisation=group.organisation, project=project)
    return group


@transaction.atomic
def edit_group(*, group: Group, by, **changes: Any) -> Group:
    """Change what a group is called, when it runs and how it works."""
    changed = apply(group, changes)
    record("group_edited", by=by, target=group, organisation=group.organisation, changed=changed)
    return group


@transaction.atomic
def add_leader(*, group: Group, user, starts: date, by, ends: date | None = None) -> GroupLeader:
    """Let a colleague lead a group, again with new days if they have led it before.

    ValidationError unless their role at the group's authority allows it.
    """
    if not possible_leaders(group.organisation).filter(pk=user.pk).exists():
        raise ValidationError(
            {"user": _("Medarbetaren har ingen roll som leder grupper här. Be administratören ge rollen först.")}
        )
    _must_follow(starts, ends)
    row = GroupLeader.objects.filter(group=group, user=user).first()
    row = row or GroupLeader(organisation=group.organisation, group=group, user=user)
    apply(row, {"starts": starts, "ends": ends})
    record("group_leader_added", by=by, target=group, organisation=group.organisation, leader=user, starts=starts)
    return row


@transaction.atomic
def end_leader(*, leader: GroupLeader, ends: date, by) -> None:
    """Say when somebody stops leading a group. From the day after, they see no names in it."""
    _must_follow(leader.starts, ends)
    apply(leader, {"ends": ends})
    record(
        "group_leader_ended",
        by=by,
        target=leader.group,
        organisation=leader.organisation,
        leader=leader.user,
        ends=ends,
    )


@transaction.atomic
def add_members(
    *, group: Group, enrolments: Iterable[Enrolment], starts: date, by, ends: date | None = None
) -> list[GroupMember]:
    """Put participants of the group's project in it, several at once. Those who are in it already stay as they are."""
    chosen = list(enrolments)
    if not chosen:
        raise ValidationError({"enrolments": _("Välj minst en person.")})
    if any(enrolment.project_id != group.project_id for enrolment in chosen):
        raise ValidationError({"enrolments": _("Någon av personerna är inte med i insatsen. Ladda om sidan.")})
    _must_follow(starts, ends)
    already = set(group.members.values_list("enrolment", flat=True))
    rows = [
        GroupMember(
            organisation_id=group.organisation_id,
            person_id=enrolment.person_id,
            group=group,
            enrolment=enrolment,
            starts=starts,
            ends=ends,
        )
        for enrolment in chosen
        if enrolment.pk not in already
    ]
    added = GroupMember.objects.bulk_create(rows)
    record("group_members_added", by=by, target=group, organisation=group.organisation, added=len(added), starts=starts)
    return added


@transaction.atomic
def change_member(*, member: GroupMember, starts: date, ends: date | None, by) -> GroupMember:
    """Change from when and to when somebody is in a group."""
    _must_follow(starts, ends)
    apply(member, {"starts": starts, "ends": ends})
    record(
        "group_member_changed",
        by=by,
        target=member,
        organisation=member.organisation,
        group=member.group,
        starts=starts,
        ends=ends,
    )
    return member


@transaction.atomic
def remove_member(*, member: GroupMember, by) -> None:
    """Take away a place in a group that was given by mistake. ValidationError when there is attendance already."""
    if has_marks(member):
        raise ValidationError(
            _("Det finns närvaro för personen i gruppen. Skriv ett slutdatum i stället, så finns närvaron kvar.")
        )
    record("group_member_removed", by=by, target=member, organisation=member.organisation, group=member.group)
    member.delete()


def has_marks(member: GroupMember) -> bool:
    """Whether anybody has marked the member at a session of the group."""
    return Attendance.objects.filter(person=member.person_id, session__group=member.group_id).exists()


def _must_follow(starts: date, ends: date | None) -> None:
    if ends and ends < starts:
        raise ValidationError({"ends": _("Slutar innan det börjar. Ändra något av datumen.")})
