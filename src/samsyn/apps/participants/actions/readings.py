"""Following up the log: a month is drawn from, and each reading that was chosen gets a decision."""

from __future__ import annotations

import secrets
from collections import Counter
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.audit.models import Reading
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.participants.models import ReadingDraw, ReadingReview
from samsyn.apps.participants.queries.readings import events_of, month_of, next_month
from samsyn.apps.participants.readings_rules import drawn, flagged, load_limits, sample_size


@transaction.atomic
def draw_readings(*, organisation: Organisation, month: date, by) -> ReadingDraw:
    """Choose readings of a whole month to follow up: at random, and by rule.

    The seed comes from the operating system's randomness and is kept with the draw and in the trail, so that anybody
    with the log can draw again and compare. A month is drawn from once. ValidationError while it still goes on.
    """
    month = month_of(month)
    if timezone.localdate() < next_month(month):
        raise ValidationError(_("Månaden är inte slut. Dra urvalet när den är det."))
    if ReadingDraw.objects.filter(organisation=organisation, month=month).exists():
        raise ValidationError(_("Urvalet för månaden är redan draget."))
    limits, events = load_limits(), events_of(organisation, month)
    seed = secrets.token_hex(32)
    sample = set(drawn((event.number for event in events), sample_size(len(events), limits), seed))
    picked = flagged(events, limits)
    draw = ReadingDraw.objects.create(
        organisation=organisation,
        month=month,
        seed=seed,
        population=len(events),
        size=len(sample),
        by_rule=dict(Counter(picked.values())),
        rules_version=limits.version,
        by=by,
    )
    known = set(ReadingReview.objects.filter(organisation=organisation).values_list("reading", flat=True))
    ReadingReview.objects.bulk_create(
        ReadingReview(
            organisation=organisation,
            reading=event.number,
            read_on=event.at.date(),
            chosen="sample" if event.number in sample else "rule",
            rule=picked.get(event.number, ""),
        )
        for event in events
        if event.number in (sample | picked.keys()) - known
    )
    record(
        "readings_drawn",
        by=by,
        target=draw,
        organisation=organisation,
        month=month,
        seed=seed,
        population=draw.population,
        size=draw.size,
        by_rule=draw.by_rule,
        rules_version=limits.version,
    )
    return draw


@transaction.atomic
def ask_about_reading(*, reading: Reading, organisation: Organisation, by) -> ReadingReview:
    """Choose one reading because somebody has asked about it; the one that is chosen already is answered."""
    review, new = ReadingReview.objects.get_or_create(
        organisation=organisation,
        reading=reading.number,
        defaults={"chosen": "asked", "read_on": timezone.localdate(reading.at)},
    )
    if new:
        record("reading_asked_about", by=by, target=review, organisation=organisation)
    return review


@transaction.atomic
def decide_reading(*, review: ReadingReview, verdict: str, text: str, by) -> None:
    """Decide on a chosen reading. Never one's own; only an open question is decided again."""
    reading = Reading.objects.get(number=review.reading)
    if reading.actor_key == str(by.pk):
        raise ValidationError(_("Du kan inte bedöma din egen läsning. Be en kollega som följer upp loggen."))
    if review.verdict not in ("", "unclear"):
        raise ValidationError(_("Läsningen är redan bedömd."))
    review.verdict, review.text = verdict, text
    review.decided_by, review.decided_at = by, timezone.now()
    review.clean_fields()
    review.save(update_fields=["verdict", "text", "decided_by", "decided_at"])
    record("reading_decided", by=by, target=review, organisation=review.organisation, verdict=verdict)
