"""Cards on Översikt and answers to a search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Call, Project
from samsyn.apps.portfolio.presenters.pages import period_of, state_tag
from samsyn.apps.portfolio.queries import goal_check, portfolio_of, unfollowable_goals
from samsyn.apps.portfolio.queries.applications import to_start
from samsyn.apps.portfolio.queries.projects import in_state
from samsyn.web.registry import Hit

SHOWN = 6
STOPPING = {"data_source", "source_until", "baseline", "known_on", "test"}


def projects_card(request: HttpRequest) -> dict[str, Any] | None:
    """Mina insatser: those that run first, then the latest ended."""
    projects = list(Project.objects.visible_to(request.user).select_related("organisation").order_by("-starts")[:50])
    if not projects:
        return None
    running = [project for project in projects if state_tag(project)["kind"] == "ongoing"]
    others = [project for project in projects if project not in running]
    shown = (running + others)[:SHOWN]
    rows = [{"project": row, "state": state_tag(row), "period": period_of(row.starts, row.ends)} for row in shown]
    return {"rows": rows, "more": len(projects) - len(shown)}


def granted_card(request: HttpRequest) -> dict[str, Any] | None:
    """Beviljat: applications of one's own that have been granted and have not become projects."""
    waiting = list(to_start(request.user)[: SHOWN + 1])
    return {"rows": waiting[:SHOWN], "more": len(waiting) > SHOWN} if waiting else None


def unfollowable_card(request: HttpRequest) -> dict[str, Any] | None:
    """Mål som inte går att följa upp: awaits those who may change them, in projects that are not over."""
    today = timezone.localdate()
    alive = in_state("running", today) | in_state("planned", today)
    mine = Project.objects.visible_to(request.user, Permission.PROJECT_EDIT).filter(alive)
    goals = list(unfollowable_goals(mine)[: SHOWN + 1])
    if not goals:
        return None
    rows = [{"goal": goal, "gaps": [gap for gap in goal_check(goal) if gap.key in STOPPING]} for goal in goals[:SHOWN]]
    return {"rows": rows, "more": len(goals) > SHOWN}


def search_portfolio(user, text: str) -> Iterator[Hit]:
    """Projects and calls that the user may see."""
    for project in portfolio_of(user, text=text)[:20]:
        yield Hit(str(project), project.get_absolute_url(), _("Insatser"), project.summary[:160])
    words = Q(title__icontains=text) | Q(number__icontains=text) | Q(aim__icontains=text)
    for call in Call.objects.visible_to(user).filter(words)[:20]:
        yield Hit(str(call), call.get_absolute_url(), _("Utlysningar"), call.aim[:160])
