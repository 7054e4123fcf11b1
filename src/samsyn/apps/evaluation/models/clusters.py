"""Clusters: several projects in one view, with the differences in their definitions listed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import MeasureVersion
from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Project


class ClusterQuerySet(models.QuerySet["Cluster"]):
    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW) -> ClusterQuerySet:
        """To look: the evaluator's own and all with a part in one of the projects. To change: the evaluator's own."""
        if not user.is_authenticated:
            return self.none()
        own = Q(organisation__in=organisations_where(user, permission))
        if permission != Permission.PROJECT_VIEW:
            return self.filter(own)
        through = self.model.projects.through.objects.filter(project__in=Project.objects.visible_to(user))
        return self.filter(own | Q(pk__in=through.values("cluster")))


class Cluster(models.Model):
    """Projects evaluated together."""

    name = models.CharField(_("namn"), max_length=200)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("utvärderande organisation"),
        on_delete=models.PROTECT,
        related_name="clusters",
    )
    projects = models.ManyToManyField(Project, verbose_name=_("insatser"), related_name="clusters", blank=True)
    summary = models.TextField(_("kort om klustret"), blank=True)
    question = models.TextField(_("utvärderingens frågor"), blank=True)

    PERSONAL = ()

    objects = ClusterQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("kluster")
        verbose_name_plural = _("kluster")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cluster", args=[self.pk])


class SubjectQuerySet(models.QuerySet):
    """Rows about a project or a cluster: seen and changed by those who may do so with what they are about."""

    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW):
        return self.filter(
            Q(project__in=Project.objects.visible_to(user, permission))
            | Q(cluster__in=Cluster.objects.visible_to(user, permission))
        )


class DefinitionDifference(models.Model):
    """Where the projects count or describe differently, so that a comparison is read with care."""

    cluster = models.ForeignKey(
        Cluster, on_delete=models.CASCADE, related_name="differences", verbose_name=_("kluster")
    )
    measure = models.ForeignKey(
        MeasureVersion,
        verbose_name=_("mått"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    text = models.TextField(_("skillnaden"))
    consequence = models.TextField(_("vad det betyder för jämförelsen"), blank=True)
    projects = models.ManyToManyField(Project, verbose_name=_("gäller"), blank=True, related_name="+")
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ()

    class Meta:
        ordering = ["cluster", "pk"]
        verbose_name = _("skillnad i definition")
        verbose_name_plural = _("skillnader i definition")

    def __str__(self) -> str:
        return self.text[:80]
