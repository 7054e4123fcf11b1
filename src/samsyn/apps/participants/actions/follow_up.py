"""Planning a follow-up, and noting that somebody was not reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.participants.models import Enrolment, FollowUpAttempt, FollowUpPlan
from samsyn.apps.participants.restriction import refuse_restricted
from samsyn.apps.portfolio.models import Project
from samsyn.core.periods import Occasion


@transaction.atomic
def plan_follow_up(
    *, project: Project, asked: Mapping[Ladder, Sequence[str]], about: str = "", by
) -> list[FollowUpPlan]:
    """Decide which ladders a project follows people on, and at which occasions each. A ladder without is not followed.

    about: what a reader must know about the material; shown beside every figure of the project's people.
    States already recorded on a ladder that is no longer planned stay, and can still be read.
    """
    chosen = {ladder: [each.value for each in Occasion if each in on] for ladder, on in asked.items() if on}
    if not chosen:
        raise ValidationError(_("Välj minst en stege och ett tillfälle."))
    FollowUpPlan.objects.filter(project=project).exclude(ladder__in=list(chosen)).delete()
    plans = [
        FollowUpPlan.objects.update_or_create(
            project=project,
            ladder=ladder,
            defaults={"organisation": project.organisation, "occasions": occasions, "about": about.strip()},
        )[0]
        for ladder, occasions in chosen.items()
    ]
    record(
        "follow_up_planned",
        by=by,
        target=project,
        organisation=project.organisation,
        ladders={f"{ladder.code} {ladder.version}": occasions for ladder, occasions in chosen.items()},
    )
    return plans


@transaction.atomic
def note_attempt(
    *, enrolment: Enrolment, occasion: str, by, on: date | None = None, how: str = "phone", outcome: str = "not_reached"
) -> FollowUpAttempt:
    """Note that somebody was not reached, or did not want to answer: then nobody asks again at that occasion."""
    refuse_restricted(enrolment.person)
    attempt = FollowUpAttempt(
        organisation=enrolment.organisation,
        person_id=enrolment.person_id,
        enrolment=enrolment,
        occasion=Occasion(occasion).value,
        on=on or timezone.localdate(),
        how=how,
        outcome=outcome,
        made_by=by,
    )
    if attempt.on > timezone.localdate():
        raise ValidationError({"on": _("Dagen ligger i framtiden. Skriv den dag då ni försökte.")})
    attempt.full_clean()
    attempt.save()
    record(
        "follow_up_attempted",
        by=by,
        target=enrolment,
        organisation=enrolment.organisation,
        occasion=attempt.occasion,
        on=attempt.on,
        how=attempt.how,
        outcome=attempt.outcome,
    )
    return attempt
