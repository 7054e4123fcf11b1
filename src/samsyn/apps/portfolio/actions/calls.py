"""A funder opens a call, works on it and publishes it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.portfolio.actions.saving import apply
from samsyn.apps.portfolio.models import Call


@transaction.atomic
def open_call(
    *,
    organisation,
    title: str,
    by,
    number: str = "",
    aim: str = "",
    programme: str = "",
    decided: str = "",
    opens: date | None = None,
    closes: date | None = None,
    earliest_start: date | None = None,
    source: str = "",
    published: bool = False,
) -> Call:
    """Begin a call as a draft that only the funder sees; published=True for one that is already public."""
    call = Call()
    apply(
        call,
        {
            "organisation": organisation,
            "title": title,
            "number": number,
            "aim": aim,
            "programme": programme,
            "decided": decided,
            "opens": opens,
            "closes": closes,
            "earliest_start": earliest_start,
            "source": source,
            "published": published,
        },
    )
    record("call_opened", by=by, target=call, organisation=organisation, published=published)
    return call


@transaction.atomic
def edit_call(*, call: Call, by, **changes: Any) -> Call:
    """Change what a call says. The funder stays the same."""
    if changes.get("organisation", call.organisation) != call.organisation:
        raise ValidationError(_("En utlysning byter inte finansiär. Skriv en ny."))
    record_changed = apply(call, changes)
    record("call_edited", by=by, target=call, organisation=call.organisation, changed=record_changed)
    return call


@transaction.atomic
def publish_call(*, call: Call, by) -> Call:
    """Let everybody with a membership somewhere read the call and apply."""
    if not call.aim:
        raise ValidationError(_("Skriv vad utlysningen ska leda till (fältet Syfte) innan den lyses ut."))
    call.published = True
    call.save(update_fields=["published"])
    record("call_published", by=by, target=call, organisation=call.organisation)
    return call
