"""An organisation answers a call; the funder decides with a reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.portfolio import sending
from samsyn.apps.portfolio.actions.saving import apply
from samsyn.apps.portfolio.models import Application, Call
from samsyn.apps.portfolio.models.calls import ApplicationState


@transaction.atomic
def write_application(
    *,
    call: Call,
    organisation,
    name: str,
    by,
    need: str = "",
    target_group_influence: str = "",
    sought: Decimal | None = None,
    application: Application | None = None,
) -> Application:
    """Write an application as a draft, or go on with one that has not been sent."""
    if application is not None and application.state != ApplicationState.DRAFT:
        raise ValidationError(_("Ansökan är inskickad och ändras inte längre. Kontakta finansiären."))
    application = application or Application(state=ApplicationState.DRAFT)
    changed = apply(
        application,
        {
            "call": call,
            "organisation": organisation,
            "name": name,
            "need": need,
            "target_group_influence": target_group_influence,
            "sought": sought,
        },
    )
    record("application_written", by=by, target=application, organisation=organisation, changed=changed)
    return application


@transaction.atomic
def send_application(*, application: Application, by, on: date | None = None) -> Application:
    """Send the application to the funder. What is sent says what the need is, and what goes with it is kept as it is.

    ValidationError when it may not be sent, or when something that goes with it cannot be kept.
    """
    if application.state != ApplicationState.DRAFT:
        raise ValidationError(_("Ansökan är redan inskickad."))
    day = on or timezone.localdate()
    call = application.call
    if not call.published:
        raise ValidationError(_("Utlysningen är inte utlyst ännu. Spara ansökan och vänta."))
    if (call.opens and day < call.opens) or (call.closes and day > call.closes):
        raise ValidationError(_("Utlysningen är inte öppen %(day)s.") % {"day": day.isoformat()})
    if not application.need:
        raise ValidationError({"need": _("Skriv vems behov det gäller och hur ni vet det, innan ansökan skickas.")})
    sending.take_effect(application, by)
    application.state = ApplicationState.SENT
    application.save(update_fields=["state"])
    record("application_sent", by=by, target=application, organisation=application.organisation, on=day)
    return application


@transaction.atomic
def decide_application(
    *,
    application: Application,
    granted: bool,
    by,
    amount: Decimal | None = None,
    reason: str = "",
    on: date | None = None,
) -> Application:
    """Grant or decline. A granted application becomes a project through `start_project(application=…)`."""
    if application.state != ApplicationState.SENT:
        raise ValidationError(_("Bara en inskickad ansökan kan beslutas."))
    if granted and amount is None:
        raise ValidationError({"amount": _("Skriv hur mycket som beviljas.")})
    changes: dict[str, Any] = {
        "state": ApplicationState.GRANTED if granted else ApplicationState.DECLINED,
        "granted": amount if granted else None,
        "reason": reason,
        "decided_on": on or timezone.localdate(),
    }
    apply(application, changes)
    record(
        "application_granted" if granted else "application_declined",
        by=by,
        target=application,
        organisation=application.call.organisation,
        amount=changes["granted"],
        applicant=application.organisation,
    )
    return application


@transaction.atomic
def withdraw_application(*, application: Application, by) -> Application:
    """Take back an application that is not decided: a draft, or one that the funder has seen. It stays, marked."""
    if application.state not in {ApplicationState.DRAFT, ApplicationState.SENT}:
        raise ValidationError(_("Ansökan är redan beslutad eller återtagen."))
    application.state = ApplicationState.WITHDRAWN
    application.save(update_fields=["state"])
    record("application_withdrawn", by=by, target=application, organisation=application.organisation)
    return application
