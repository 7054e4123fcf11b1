"""Words with a definition that several stations share: themes, target groups, phases, levels, barriers, abilities."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models.versions import Versioned, spoken
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
    BARRIER = "barrier", _("slag av systemhinder")
    DECISION_LEVEL = "decision_level", _("var det kan beslutas annorlunda")
    ACTOR = "actor", _("aktör")
    STRENGTH = "strength", _("förmåga eller resurs")


class Term(Versioned):
    """One word in one version."""

    kind = models.CharField(_("slag"), max_length=30, choices=TermKind)
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

    PERSONAL = ()

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

    def get_absolute_url(self) -> str:
        return reverse("term", args=[self.pk])

    @property
    def definition(self) -> str:
        return spoken(self.definition_sv, self.definition_en)
