"""An emergency opening: one person, sixty minutes, with a ground and a reason; afterwards judged by somebody else."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.models import Emergency
from samsyn.apps.participants.queries.emergency import Whereabouts, may_open, sought_lately, whereabouts
from samsyn.apps.participants.queries.grounds import frozen
from samsyn.apps.participants.working_days import after_working_days

MINUTES = 60
REVIEW_WITHIN = 5  # working days; security.md §3.2
SHORTEST_REASON = 20  # signs: a reason, not a click
SEARCHES_AN_HOUR = 10  # an assumption: enough for mistyped numbers, too few to find out who is known here


@transaction.atomic
def seek_person(*, digits: str, by) -> list[Whereabouts]:
    """Which authorities have a person with the number. The trace says that somebody asked, never about whom."""
    _refuse_unless_allowed(by)
    if sought_lately(by) >= SEARCHES_AN_HOUR:
        raise ValidationError(
            _("Du har sökt %(count)s gånger den senaste timmen. Vänta, eller ring den som ansvarar för personen.")
            % {"count": SEARCHES_AN_HOUR}
        )
    found = whereabouts(digits, by)
    home = organisations_where(by, Permission.BREAK_GLASS).first()
    record("emergency_sought", by=by, target=by, organisation=home, found=len(found))
    return found


@transaction.atomic
def open_in_emergency(*, where: Whereabouts, provision: str, text: str, by) -> Emergency:
    """Open one person for sixty minutes. ValidationError when the user's right is frozen or the reason is no reason."""
    _refuse_unless_allowed(by)
    if len(text.strip()) < SHORTEST_REASON:
        raise ValidationError({"text": _("Skriv varför, så att den som granskar förstår. Minst en mening.")})
    now = timezone.now()
    opening = Emergency(
        organisation=where.organisation,
        person_id=where.person,
        user=by,
        provision=provision,
        text=text.strip(),
        opened_at=now,
        closes_at=now + timedelta(minutes=MINUTES),
        review_by=after_working_days(timezone.localdate(now), REVIEW_WITHIN),
    )
    opening.clean_fields(exclude=["person", "organisation"])
    opening.save(force_insert=True)
    record(
        "emergency_opened",
        by=by,
        target=opening,
        organisation=where.organisation,
        person=str(where.person),
        provision=provision,
        closes=opening.closes_at,
        review_by=opening.review_by,
    )
    return opening


@transaction.atomic
def close_emergency(*, opening: Emergency, by) -> None:
    """Close before the hour has passed."""
    now = timezone.now()
    if opening.user != by or opening.closes_at <= now:
        raise ValidationError(_("Öppningen är redan stängd."))
    opening.closes_at = now
    opening.save(update_fields=["closes_at"])
    record("emergency_closed", by=by, target=opening, organisation=opening.organisation)


@transaction.atomic
def review_emergency(*, opening: Emergency, verdict: str, text: str, by) -> None:
    """Judge an opening. Never one's own; once judged it stands."""
    if opening.user == by:
        raise ValidationError(_("Den som öppnade kan inte granska sin egen öppning. Be en kollega."))
    if opening.reviewed_at is not None:
        raise ValidationError(_("Öppningen är redan granskad."))
    opening.reviewed_at, opening.reviewed_by = timezone.now(), by
    opening.verdict, opening.verdict_text = verdict, text
    opening.clean_fields(exclude=["person"])
    opening.save(update_fields=["reviewed_at", "reviewed_by", "verdict", "verdict_text"])
    record(
        "emergency_reviewed",
        by=by,
        target=opening,
        organisation=opening.organisation,
        verdict=verdict,
        in_time=timezone.localdate() <= opening.review_by,
    )


def _refuse_unless_allowed(user) -> None:
    if not may_open(user):
        raise ValidationError(_("Din roll får inte öppna uppgifter i nödläge."))
    if frozen(user):
        raise ValidationError(
            _(
                "Din rätt att öppna i nödläge är fryst: en tidigare öppning har inte granskats i tid. Be den som "
                "följer upp läsloggen hos er att granska den."
            )
        )


def authority_of(found: list[Whereabouts], organisation: Organisation | None) -> Whereabouts | None:
    """The one that was meant: the only one, or the authority that was chosen."""
    if len(found) == 1:
        return found[0]
    return next((each for each in found if each.organisation == organisation), None)
