"""What this part shows on pages that several stations or parts share."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.face.awaiting import behind_the_door, overview_cards, register_awaiting
from samsyn.apps.participants.face.sections import register_section
from samsyn.apps.participants.models import Referral
from samsyn.apps.participants.models.reach import led_projects
from samsyn.apps.participants.policy import FieldClass, Ground, works_with_people
from samsyn.apps.participants.presenters import enrolments as enrolment_words
from samsyn.apps.participants.presenters import people as people_words
from samsyn.apps.participants.presenters import referrals as referral_words
from samsyn.apps.participants.queries.enrolments import enrolments_met, reasons_by_code
from samsyn.apps.participants.queries.questions import answers_of
from samsyn.apps.participants.queries.referrals import (
    owed_answers,
    referrals_noted,
    stalled_after,
    unread_answers,
)
from samsyn.web import registry

C = FieldClass


def register() -> None:
    """Called when Django starts."""
    registry.register_station("participants", _("Deltagare"), "person-list", order=40, permission=works_with_people)
    registry.register_tab("project", "participants", _("Deltagare"), 20, "project-people", shows=_leads)
    registry.register_card(10, "participants/_cards.html", behind_the_door(overview_cards))
    register_awaiting(10, "participants/card_referrals.html", waiting_referrals, on_overview=True)
    register_awaiting(12, "participants/card_answers.html", new_answers, on_overview=True)
    register_section("enrolments", _("Deltaganden"), 10, "participants/section_enrolments.html", _taking_part, C.NAME)
    register_section("referrals", _("Anvisningar"), 80, "participants/section_referrals.html", _referrals, C.CASE)


def _leads(project, user) -> bool:
    return project.pk in led_projects(user)


def waiting_referrals(user) -> dict[str, Any] | None:
    """Referrals that wait for the reader's answer, and streams that have stalled. Counts only, nobody's name."""
    owed, stalled = owed_answers(user, timezone.localdate())
    if not owed:
        return None
    days = referral_words.days_words
    return {
        "rows": [{"project": one.of, "many": one.many, "oldest": days(one.oldest)} for one in owed],
        "total": sum(one.many for one in owed),
        "stalled": [{"sender": enrolment_words.sender_name(*one.of), "oldest": days(one.oldest)} for one in stalled],
        "limit": stalled_after(),
    }


def new_answers(user) -> dict[str, Any] | None:
    """Answers that have come to what the reader has referred, since they last looked."""
    many = unread_answers(user).count()
    return {"many": many} if many else None


def _taking_part(user, person, grounded) -> dict[str, Any] | None:
    """Participations, and what was known when each began, as far as the ground opens."""
    rows = enrolments_met(user, person, grounded)
    today, reads = timezone.localdate(), grounded.reads
    own = grounded.ground == Ground.OWN_PROJECT
    context: dict[str, Any] = {"person": person}
    if C.ACTIVITY in reads and rows:
        reasons = reasons_by_code() if C.PROGRESS in reads and any(row.reason for row in rows) else {}
        context["table"] = enrolment_words.enrolment_table(rows, reads, reasons, today, link=own)
    if C.BACKGROUND in reads:
        context["background"] = people_words.background_facts(person, today)
    answers = answers_of(rows) if C.NOTES in reads else {}
    context["starts"] = []
    for row in rows:
        facts = enrolment_words.background_facts(row) if C.BACKGROUND in reads else []
        facts += enrolment_words.note_facts(row, answers.get(row.pk, ())) if C.NOTES in reads else []
        if facts:
            context["starts"].append({"label": row.project.code if C.ACTIVITY in reads else "", "facts": facts})
    return context if len(context) > 2 or context["starts"] else None


def _referrals(user, person, grounded) -> dict[str, Any] | None:
    """Every referral of the person to the projects that the reader leads."""
    rows = Referral.objects.filter(person=person)
    if grounded.ground == Ground.OWN_PROJECT:  # leading a project has opened the person already
        rows = rows.filter(project__in=led_projects(user, Permission.REFERRAL_ANSWER))
    rows = referrals_noted(list(rows.select_related("project", "sender")), "person", C.CASE, ground=grounded.ground)
    if not rows:
        return None
    own = grounded.ground == Ground.OWN_PROJECT
    return {"table": referral_words.person_table(rows, timezone.localdate(), link=own)}
