"""The account that goes with an application: living until it is sent, and from then the copy that was sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samsyn.apps.economics.models.accounts import Account, FrozenAccount
from samsyn.apps.portfolio.models import Application


class Attachment(models.Model):
    """One application's account. frozen: made when the application was sent, and what it is chosen on."""

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="attachment", verbose_name=_("ansökan")
    )
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="attachments", verbose_name=_("kalkyl"))
    frozen = models.OneToOneField(
        FrozenAccount, null=True, blank=True, on_delete=models.PROTECT, related_name="attachment",
        verbose_name=_("fryst kalkyl"),
    )  # fmt: skip
    attached_at = models.DateTimeField(_("bifogad"))
    attached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("bifogad av")
    )

    PERSONAL = ("attached_by",)

    class Meta:
        ordering = ["application"]
        verbose_name = _("bifogad kalkyl")
        verbose_name_plural = _("bifogade kalkyler")

    def __str__(self) -> str:
        return f"{self.application}: {self.frozen or self.account}"
