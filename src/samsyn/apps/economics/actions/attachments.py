"""An account goes with an application, and is kept as it is in the moment the application is sent."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.economics.actions.copies import keep_copy
from samsyn.apps.economics.models import Account, Attachment
from samsyn.apps.economics.queries import may_edit
from samsyn.apps.portfolio.models import Application
from samsyn.apps.portfolio.queries.applications import drafts_of

LONGEST = 200  # letters of a reason


@transaction.atomic
def attach_account(*, application: Application, account: Account, by) -> Attachment:
    """Let the account go with the application instead of any other. What is sent is shown to those who choose.

    PermissionDenied where `by` may not write the application or the account, or the application has been sent;
    ValidationError where the account is another organisation's than the one that applies.
    """
    _writes(application, by)
    if not may_edit(by, account):
        raise PermissionDenied
    _refuse_others(application, account)
    attachment, _new = Attachment.objects.update_or_create(
        application=application,
        defaults={"account": account, "attached_at": timezone.now(), "attached_by": by},
    )
    record(
        "account_attached", by=by, target=application, organisation=application.organisation, account=account.pk,
        title=account.title,
    )  # fmt: skip
    return attachment


@transaction.atomic
def detach_account(*, application: Application, by) -> None:
    """Let no account go with the application. The account itself stays."""
    _writes(application, by)
    if Attachment.objects.filter(application=application).delete()[0]:
        record("account_detached", by=by, target=application, organisation=application.organisation)


def keep_what_is_sent(application: Application, by: Any) -> None:
    """Called when the application is sent: the account is frozen as it is, so that what is chosen on cannot change.

    ValidationError where the account answers nothing, or has become another organisation's.
    """
    attachment = Attachment.objects.select_for_update().filter(application=application).first()
    if attachment is None:
        return
    account = Account.objects.select_for_update().get(pk=attachment.account_id)
    _refuse_others(application, account)
    reason = _("Skickad med ansökan %(name)s") % {"name": application.name}
    try:
        attachment.frozen = keep_copy(account=account, reason=reason[:LONGEST], by=by)
    except ValidationError as refused:
        raise ValidationError(
            [
                _(
                    "Kalkylen ”%(title)s” går inte att räkna och kan därför inte följa med. Rätta den, eller ta bort "
                    "den från ansökan."
                )
                % {"title": account.title},
                *refused.messages,
            ]
        ) from refused
    attachment.save(update_fields=["frozen"])


def _writes(application: Application, by) -> None:
    if not drafts_of(by).filter(pk=application.pk).exists():
        raise PermissionDenied


def _refuse_others(application: Application, account: Account) -> None:
    if account.organisation_id != application.organisation_id:
        raise ValidationError(
            _(
                "Kalkylen ”%(title)s” hör till %(owner)s, men det är %(applicant)s som söker. Bifoga en av den "
                "sökandes egna kalkyler, eller räkna på ansökan."
            )
            % {"title": account.title, "owner": account.organisation, "applicant": application.organisation}
        )
