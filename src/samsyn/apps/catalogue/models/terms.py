"""Words with a definition that several stations share: themes, target groups, phases, levels, kinds of step."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models.versions import VersionedQuerySet
from samsyn.apps.organisations.models import Organisation


class TermKind(models.TextChoices):
    THEME = "theme", _("tema")
    TARGET_GROUP = "target_group", _("målgrupp")
    STAFF_GROUP = "staff_group", _("personalgrupp")
    PHASE = "phase", _("fas")
    LEARNING_LEVEL = "learning_level", _("lärandenivå")
    PERSPECTIVE = "perspective", _("perspektiv")
    STEP_KIND = "step_kind", _("slag av steg i förändringsteorin")
    SUCCESS_FACTOR = "success_factor", _("framgångsfaktor")


class Term(models.Model):
    """One word in one version. A changed definition is a new version; the old one stays with what used it."""

    kind = models.CharField(_("slag"), max_length=30, choices=TermKind)
    code = models.SlugField(_("kod"), max_length=60)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    name_sv = models.CharField(_("namn"), max_length=120)
    name_en = models.CharField(_("engelskt namn"), max_length=120, blank=True)
    definition_sv = models.TextField(_("definition"), blank=True)
    definition_en = models.TextField(_("engelsk definition"), blank=True)
    source = models.CharField(_("källa"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("ordning"), default=0)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("egen för"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="terms",
    )  # None: shipped with Samsyn
    replaced_by = models.OneToOneField(
        "self",
        verbose_name=_("ersatt av"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaces",
    )

    PERSONAL = ()

    objects = VersionedQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "order", "name_sv"]
        verbose_name = _("begrepp")
        verbose_name_plural = _("begrepp")
        constraints = [
            models.UniqueConstraint(
                "kind",
                "code",
                "version",
                Coalesce("organisation", 0, output_field=models.BigIntegerField()),
                name="term_version_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("term", args=[self.pk])

    @property
    def name(self) -> str:
        return (self.name_en if get_language() == "en" else "") or self.name_sv

    @property
    def definition(self) -> str:
        return (self.definition_en if get_language() == "en" else "") or self.definition_sv
