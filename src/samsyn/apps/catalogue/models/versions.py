"""What measures, terms and ladders have in common: shipped or an organisation's own, in versions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.models import active_on, organisations_where
from samsyn.apps.organisations.policy import Permission


class VersionedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Shipped definitions and those of the organisations the user is a member of today."""
        if not user.is_authenticated:
            return self.none()
        mine = active_on(user.memberships.all()).values("organisation")
        return self.filter(Q(organisation=None) | Q(organisation__in=mine))

    def own_of(self, user, permission: Permission = Permission.CATALOGUE_EDIT):
        """Definitions that the user may revise: never a shipped one."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__in=organisations_where(user, permission))

    def current(self):
        return self.filter(replaced_by=None)


class Versioned(models.Model):
    """One definition in one version. A changed definition is a new version; the old one stays with what used it.

    Each model has its own `organisation`, None for what is shipped: only its words and its related name differ.
    """

    code = models.SlugField(_("kod"), max_length=60)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    name_sv = models.CharField(_("namn"), max_length=120)
    name_en = models.CharField(_("engelskt namn"), max_length=120, blank=True)
    replaced_by = models.OneToOneField(
        "self",
        verbose_name=_("ersatt av"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaces",
    )

    objects = VersionedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return spoken(self.name_sv, self.name_en)


def spoken(swedish: str, english: str) -> str:
    """The text in the reader's language: Swedish, unless English is chosen and there is an English text."""
    return (english if get_language() == "en" else "") or swedish
