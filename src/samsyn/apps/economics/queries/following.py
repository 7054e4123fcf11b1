"""The account that a project's application was judged on: whether it may follow to the project, and who reads it then.

An account of a project is read by all the project's parties, with every copy that was ever frozen of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from samsyn.apps.economics.models import Account, Attachment, FrozenAccount, Settlement
from samsyn.apps.economics.queries.accounts import may_edit
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Application, Project


@dataclass(frozen=True)
class Besides:
    """What hangs on an account besides the application it would follow: other copies, and other applications."""

    copies: tuple[FrozenAccount, ...]
    applications: tuple[Application, ...]

    def __bool__(self) -> bool:
        return bool(self.copies or self.applications)


def sent_account(application: Application) -> Attachment | None:
    """The account that was sent with an application, and the copy of it."""
    rows = Attachment.objects.filter(application=application, frozen__isnull=False)
    rows = rows.select_related("account__organisation", "account__project", "frozen")
    return rows.defer("account__contents", "frozen__contents", "frozen__result").first()


def to_follow(application: Application, user) -> Attachment | None:
    """What may follow to the project: the applicant's own account that no project has, where the user may write it."""
    sent = sent_account(application)
    if sent is None or sent.account.project_id is not None:
        return None
    own = sent.account.organisation_id == application.organisation_id
    return sent if own and may_edit(user, sent.account) else None


def besides(attachment: Attachment) -> Besides:
    copies = FrozenAccount.objects.filter(account=attachment.account_id).exclude(pk=attachment.frozen_id)
    others = Application.objects.filter(attachment__account=attachment.account_id)
    return Besides(
        tuple(copies.defer("contents", "result").order_by("number")),
        tuple(others.exclude(pk=attachment.application_id).order_by("name", "pk")),
    )


@dataclass(frozen=True)
class Judged:
    """The copy that a project's application was judged on. opens: the user may open the account it was made of.

    settled: somebody has written its bokslut. may_follow: the user may let the account be the project's.
    """

    frozen: FrozenAccount
    opens: bool
    settled: bool
    may_follow: bool


def judged_on(project: Project, user) -> Judged | None:
    """None where there is no such copy, or the user may not read it. One question, as every page of a project asks."""
    if project.application_id is None:
        return None
    word, this = Permission.ACCOUNT_EDIT, OuterRef("account_id")
    rows = FrozenAccount.objects.visible_to(user).filter(attachment__application=project.application_id)
    row = rows.select_related("account").defer("contents", "result", "account__contents").annotate(
        opens=Exists(Account.objects.visible_to(user).filter(pk=this)),
        writes=Exists(Account.objects.visible_to(user, word).filter(pk=this, project=None)),
        writes_here=Exists(Project.objects.visible_to(user, word).filter(pk=project.pk)),
        settled=Exists(Settlement.objects.filter(frozen=OuterRef("pk"))),
    ).first()  # fmt: skip
    if row is None:
        return None
    own = row.account.organisation_id == project.organisation_id
    return Judged(row, row.opens, row.settled, own and row.writes and row.writes_here)
