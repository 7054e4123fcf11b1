"""Ladders: the states that people are followed in, and the reasons for leaving. Versioned as every definition is."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models.versions import Versioned, VersionedQuerySet
from samsyn.apps.organisations.models import Organisation
from samsyn.core.followup import ladders as core
from samsyn.core.followup.definitions import ladder_from, reasons_from
from samsyn.core.followup.reasons import Reason

COMMON = "common"


class LadderKind(models.TextChoices):
    LADDER = "ladder", _("stege")
    REASONS = "reasons", _("avslutsorsaker")


class LadderQuerySet(VersionedQuerySet):
    def ladders(self) -> LadderQuerySet:
        return self.filter(kind=LadderKind.LADDER)

    def reasons(self) -> LadderQuerySet:
        return self.filter(kind=LadderKind.REASONS)

    def common(self) -> Ladder:
        """The ladder that every other one answers to, in its current version."""
        return self.ladders().current().get(code=COMMON, organisation=None)


class Ladder(Versioned):
    """One ladder, or one list of reasons, in one version. The definition is kept as it was written."""

    kind = models.CharField(_("slag"), max_length=10, choices=LadderKind, default=LadderKind.LADDER)
    definition = models.JSONField(_("definition"))
    source = models.CharField(_("källa"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("egen för"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ladders",
    )

    PERSONAL = ()

    objects = LadderQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name_sv"]
        verbose_name = _("stege")
        verbose_name_plural = _("stegar")
        constraints = [
            models.UniqueConstraint(
                "code",
                "version",
                Coalesce("organisation", 0, output_field=models.BigIntegerField()),
                name="ladder_version_once",
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("ladder", args=[self.pk])

    @cached_property
    def shape(self) -> core.Ladder:
        """The ladder as the core reckons with it. BadLadder when the definition does not hold."""
        if self.code == COMMON:
            return ladder_from(self.definition)
        return ladder_from(self.definition, Ladder.objects.common().shape)

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        return reasons_from(self.definition)
