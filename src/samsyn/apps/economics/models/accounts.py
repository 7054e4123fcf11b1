"""Accounts of costs and gains: a scenario that people work on, and the dated copies that never change."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.economics.models.exact import ExactJSONField
from samsyn.apps.economics.readers import applications_read_by
from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Project


class AccountQuerySet(models.QuerySet["Account"]):
    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW) -> AccountQuerySet:
        """Accounts of a project as the project is seen; others by the role in the organisation they belong to."""
        if not user.is_authenticated:
            return self.none()
        at_home = Q(project=None, organisation__in=organisations_where(user, permission))
        return self.filter(at_home | Q(project__in=Project.objects.visible_to(user, permission)))


class Account(models.Model):
    """One calculation. contents: the scenario as the format samsyn-konto/1 writes it, which the engine reads.

    revision rises with every change, so that nobody writes over a colleague's.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="accounts", verbose_name=_("organisation")
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.CASCADE, related_name="accounts", verbose_name=_("insats")
    )
    title = models.CharField(_("namn"), max_length=200)
    begun_from = models.SlugField(_("började från"), max_length=60, blank=True)
    contents = ExactJSONField(_("kalkylen"))
    revision = models.PositiveIntegerField(_("ändring"), default=1)
    changed_at = models.DateTimeField(_("ändrad"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("ändrad av")
    )

    PERSONAL = ("changed_by",)

    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("kalkyl")
        verbose_name_plural = _("kalkyler")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("account-page", args=[self.pk])


class FrozenAccountQuerySet(models.QuerySet["FrozenAccount"]):
    def visible_to(self, user) -> FrozenAccountQuerySet:
        """Copies of accounts that the user may see, and those sent with an application that the user may read."""
        if not user.is_authenticated:
            return self.none()
        sent = Q()
        for applications in applications_read_by(user):
            sent |= Q(attachment__application__in=applications.order_by().values("pk"))
        return self.filter(Q(account__in=Account.objects.visible_to(user)) | sent)


class FrozenAccount(models.Model):
    """An account as it read on the day it was frozen: its scenario, what it answered, and a fingerprint of both.

    contents: the scenario with everything it took from the bank written out (samsyn-konto-fryst/1), so that no later
    bank can move it. Somebody's source: nothing that a copy stands on is removed while it is there.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="frozen", verbose_name=_("kalkyl"))
    number = models.PositiveSmallIntegerField(_("nummer"))
    frozen_at = models.DateTimeField(_("fryst"))
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("fryst av")
    )
    frozen_by_name = models.CharField(_("fryst av"), max_length=200)
    reason = models.CharField(_("varför"), max_length=200)
    contents = ExactJSONField(_("kalkylen"))
    result = ExactJSONField(_("resultatet"))
    sha256 = models.CharField(_("kontrollsumma"), max_length=64)

    PERSONAL = ("frozen_by", "frozen_by_name")

    objects = FrozenAccountQuerySet.as_manager()

    class Meta:
        ordering = ["account", "-number"]
        verbose_name = _("fryst kalkyl")
        verbose_name_plural = _("frysta kalkyler")
        constraints = [models.UniqueConstraint(fields=["account", "number"], name="frozen_account_number_once")]

    def __str__(self) -> str:
        return f"{self.account} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("frozen-account", args=[self.pk])

    @staticmethod
    def fingerprint(contents: Any, result: Any) -> str:
        """The same for the same contents, in whatever order and however a database writes its keys and numbers."""
        text = json.dumps(_plainly([contents, result]), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def intact(self) -> bool:
        return self.fingerprint(self.contents, self.result) == self.sha256


def _plainly(value: Any) -> Any:
    """Whole numbers as integers: a database may keep 1e22, 3.0 and −0.0 as 10000000000000000000000, 3 and 0."""
    if isinstance(value, dict):
        return {key: _plainly(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plainly(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
