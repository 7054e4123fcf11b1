"""Which accounts there are, and where the user may keep new ones."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from samsyn.apps.economics.models import Account
from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Application, Project


def accounts_of(user) -> QuerySet[Account]:
    """All that the user may see, the latest changed first, with the number of their latest frozen copy."""
    rows = Account.objects.visible_to(user).select_related("organisation", "project")
    return rows.annotate(frozen_number=Max("frozen__number")).order_by("-changed_at", "pk")


def accounts_on(user, project: Project) -> QuerySet[Account]:
    return accounts_of(user).filter(project=project)


def attachable_to(application: Application, user) -> QuerySet[Account]:
    """The accounts of the applicant's own that the user may write, the latest changed first."""
    mine = Account.objects.visible_to(user, Permission.ACCOUNT_EDIT).filter(organisation=application.organisation_id)
    return mine.select_related("project").defer("contents").order_by("-changed_at", "pk")


def may_edit(user, account: Account) -> bool:
    return Account.objects.visible_to(user, Permission.ACCOUNT_EDIT).filter(pk=account.pk).exists()


def homes_for(user) -> tuple[QuerySet[Organisation], QuerySet[Project]]:
    """The organisations and the projects whose accounts the user may write."""
    word = Permission.ACCOUNT_EDIT
    return organisations_where(user, word).order_by("name"), Project.objects.visible_to(user, word).order_by("code")
