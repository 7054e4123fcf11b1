"""The account that an application was judged on follows to the project that the application became."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from samsyn.apps.audit.actions import record
from samsyn.apps.economics.models import Account, Attachment
from samsyn.apps.economics.queries.following import besides, to_follow
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Project


@transaction.atomic
def let_account_follow(*, project: Project, by) -> Account:
    """Let the account be the project's: its parties read it, with every copy of it, and its bokslut can be filled.

    PermissionDenied where `by` may not write both the account and those of the project, or there is nothing to follow.
    """
    attachment = _held(project, by)
    if attachment is None:
        raise PermissionDenied
    return _follow(attachment, project, by)


def follow_at_start(project: Project, by: Any) -> None:
    """Called when a project starts. An account with other copies, or in other applications, waits for somebody to say
    so: the parties would read those too."""
    attachment = _held(project, by)
    if attachment is not None and not besides(attachment):
        _follow(attachment, project, by)


def _held(project: Project, by) -> Attachment | None:
    """What may follow, with the account held so that nobody moves or freezes it meanwhile. Nothing follows by nobody:
    what is brought in from elsewhere has no one who may let others read."""
    application = project.application
    if application is None or by is None:
        return None
    if not Project.objects.visible_to(by, Permission.ACCOUNT_EDIT).filter(pk=project.pk).exists():
        return None
    list(Account.objects.select_for_update().filter(attachments__application=application).values_list("pk"))
    return to_follow(application, by)


def _follow(attachment: Attachment, project: Project, by) -> Account:
    account = attachment.account
    account.project = project
    account.save(update_fields=["project"])
    record(
        "account_followed", by=by, target=account, organisation=account.organisation, project=project.pk,
        application=attachment.application_id, title=account.title,
    )  # fmt: skip
    return account
