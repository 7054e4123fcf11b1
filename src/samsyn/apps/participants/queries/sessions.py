"""The times groups meet: a calendar, what waits for its attendance, and whether there were two leaders."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Q
from django.utils import timezone

from samsyn.apps.organisations.models.access import during
from samsyn.apps.participants.models import GroupLeader, Session
from samsyn.apps.participants.queries.groups import TWO, led_by
from samsyn.core.quantities import Share

State = Session.State


def with_counts(sessions):
    """Sessions with their group and plan, and how many leaders were there (held) or are to be (planned)."""
    return sessions.select_related("group__project", "planned").annotate(present=Count("leaders", distinct=True))


def coming(group, today: date):
    """Sessions of a group that wait for their attendance or are to come, the first first."""
    return with_counts(group.sessions.filter(_ahead(today))).order_by("on", "at", "pk")


def past(group, today: date):
    """Sessions of a group that were held or cancelled, the latest first."""
    return with_counts(group.sessions.exclude(_ahead(today))).order_by("-on", "-at", "pk")


def _ahead(today: date) -> Q:
    return Q(state=State.PLANNED) | Q(on__gt=today)


def sessions_between(groups, first: date, last: date):
    """Sessions of the groups in a span of days, in order."""
    rows = Session.objects.filter(group__in=groups, on__range=(first, last))
    return with_counts(rows).order_by("on", "at", "pk")


def waiting_for(user, today: date | None = None):
    """Sessions of the user's own groups that are today or earlier and have no attendance: latest first."""
    today = today or timezone.localdate()
    own = Session.objects.filter(group__in=led_by(user).values("pk"), state=State.PLANNED, on__lte=today)
    return with_counts(own.filter(saved_at=None)).order_by("-on", "-at", "pk")


def leaders_on(group, day: date) -> list:
    """Those who lead the group on a day, by name."""
    leading = GroupLeader.objects.filter(during(day), group=group).select_related("user").order_by("user__name")
    return [row.user for row in leading]


def two_leaders(sessions) -> Share | None:
    """Held sessions with at least two leaders, of those in groups that should have two. None when there are none."""
    due = sessions.filter(state=State.HELD, group__two_leaders=True)
    due = due.order_by().annotate(present=Count("leaders", distinct=True))
    found = due.values("pk", "present").aggregate(n=Count("pk", filter=Q(present__gte=TWO)), of=Count("pk"))
    return Share(found["n"], found["of"], "genomförda tillfällen som ska ha två samtalsledare") if found["of"] else None


def two_leaders_by_group(groups) -> dict[int, tuple[int, int]]:
    """For each group: held sessions with two leaders, and held sessions. One query."""
    held = Session.objects.filter(group__in=groups, state=State.HELD).order_by()
    led = held.annotate(present=Count("leaders", distinct=True)).values("group_id", "present")
    found: dict[int, tuple[int, int]] = {}
    for row in led:
        n, of = found.get(row["group_id"], (0, 0))
        found[row["group_id"]] = (n + (row["present"] >= TWO), of + 1)
    return found


def states_by_group(groups) -> dict[int, dict[str, int]]:
    """For each group: how many sessions are in each state."""
    found: dict[int, dict[str, int]] = {}
    counts = Session.objects.filter(group__in=groups).order_by().values_list("group", "state").annotate(n=Count("pk"))
    for group, state, many in counts:
        found.setdefault(group, {})[state] = many
    return found


def untaken_themes(group):
    """Themes of the plan that no session has been given, in order."""
    return group.plan.filter(sessions=None).order_by(F("number"))
