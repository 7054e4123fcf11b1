"""Who is to be followed up: the list, and the card on Översikt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.participants.models import FollowUpAttempt, OccasionChoice, Person
from samsyn.apps.participants.presenters.follow_up import lag_text, rate_text
from samsyn.apps.participants.queries.due import Rate, Waiting, followed, planned_projects, rates_of, waiting
from samsyn.web.formats import isodate, number
from samsyn.web.sentences import phrase_in_tongue

TAGS = {"overdue": "warning", "due": "ongoing", "soon": "planned"}


@dataclass(frozen=True)
class DueRow:
    """One row of the list, ready to draw."""

    name: str
    href: str
    project: str
    occasion: str
    due: str
    standing: str
    tag: str
    closes: str
    attempts: str
    record: str
    attempt: str


def due_rows(shown: Sequence[Waiting], persons: Mapping[UUID, Person], back: str) -> list[DueRow]:
    """Rows for persons that have been noted as read."""
    return [
        DueRow(
            name=persons[each.person].name or _("(utan namn)"),
            href=persons[each.person].get_absolute_url(),
            project=each.project.code,
            occasion=str(OccasionChoice(each.due.occasion).label),
            due=isodate(each.due.due),
            standing=standing_text(each),
            tag=TAGS[each.standing],
            closes=isodate(each.due.closes),
            attempts=attempts_text(each.attempts),
            record=reverse("states-record", args=[each.enrolment, each.due.occasion]) + f"?till={back}",
            attempt=reverse("follow-up-attempt", args=[each.enrolment, each.due.occasion]),
        )
        for each in shown
    ]


def standing_text(one: Waiting) -> str:
    """3 dagar sen; i dag; om 5 dagar."""
    late = one.due.days_late
    if late == 0:
        return _("i dag")
    if late < 0:
        return ngettext("om %(days)s dag", "om %(days)s dagar", -late) % {"days": number(-late)}
    return ngettext("%(days)s dag sedan", "%(days)s dagar sedan", late) % {"days": number(late)}


def attempts_text(attempts: Sequence[FollowUpAttempt]) -> str:
    """2 försök: 2026-11-02, 2026-11-09."""
    if not attempts:
        return ""
    days = ", ".join(isodate(attempt.on) for attempt in attempts)
    many = ngettext("%(many)s försök", "%(many)s försök", len(attempts)) % {"many": number(len(attempts))}
    return f"{many}: {days}"


def due_card(user) -> dict[str, Any] | None:
    """Väntar på dig: how many are to be followed up in each project, never who. None when nobody is."""
    today = timezone.localdate()
    projects = planned_projects(user)
    rows = followed(user, projects) if projects else []
    found = waiting(rows, projects, today)
    if not found:
        return None
    concerned = {each.project: projects[each.project] for each in found}
    rates = rates_of(rows, concerned, today)
    counts = Counter((each.project, each.standing) for each in found)
    rows = [
        {
            "project": project,
            "overdue": counts[project, "overdue"],
            "due": counts[project, "due"],
            "soon": counts[project, "soon"],
            "href": f"{reverse('follow-up-due')}?project={project.pk}",
        }
        for project in concerned
    ]
    return {"rows": rows, "total": len(found), "rates": [rate_line(rate) for rate in rates]}


def rate_line(rate: Rate) -> str:
    """VIND, 3 månader efter avslut: 60 % (3/5) har svarat, eftersläpning 4 dagar (3 svar)."""
    return _("%(project)s, %(when)s: %(rate)s har svarat, eftersläpning %(lag)s") % {
        "project": rate.project.code,
        "when": phrase_in_tongue(rate.response.occasion.label),
        "rate": rate_text(rate.response),
        "lag": lag_text(rate.lag),
    }
