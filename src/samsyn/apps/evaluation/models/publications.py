"""What is printed: publications and their tables, exactly as printed, also where they contradict themselves."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.core.tables import Table


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW) -> PublicationQuerySet:
        """What is published may be read by everyone with a membership; changed by those who brought it in."""
        if not user.is_authenticated:
            return self.none()
        places = organisations_where(user, permission)
        if permission == Permission.PROJECT_VIEW:
            return self if places.exists() else self.none()
        return self.filter(organisation__in=places)


class Publication(models.Model):
    """A report, annex or statistic that figures are typed or imported from."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("inläst av"), on_delete=models.PROTECT, related_name="publications"
    )
    title = models.CharField(_("titel"), max_length=300)
    author = models.CharField(_("upphov"), max_length=200, blank=True)
    published = models.CharField(_("utgiven"), max_length=20, blank=True)
    url = models.URLField(_("adress"), blank=True)
    checked_at = models.DateTimeField(_("granskad"), null=True, blank=True)
    relations_verified = models.PositiveIntegerField(_("samband som prövats"), default=0)

    PERSONAL = ("author",)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name = _("publikation")
        verbose_name_plural = _("publikationer")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("publication", args=[self.pk])


class PublishedTable(models.Model):
    """One table as printed. layout ties its rows to projects and its columns to measures, so cells become figures."""

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="tables", verbose_name=_("publikation")
    )
    number = models.CharField(_("nummer"), max_length=30, blank=True)
    caption = models.CharField(_("rubrik"), max_length=300, blank=True)
    page = models.CharField(_("sida"), max_length=20, blank=True)
    rows = models.JSONField(_("rader"))  # list of lists of text, first header_rows of them headings
    header_rows = models.PositiveSmallIntegerField(_("rubrikrader"), default=1)
    layout = models.JSONField(_("tolkning"), default=dict, blank=True)
    order = models.PositiveSmallIntegerField(_("ordning"), default=0)

    PERSONAL = ()

    class Meta:
        ordering = ["publication", "order", "pk"]
        verbose_name = _("tabell")
        verbose_name_plural = _("tabeller")

    def __str__(self) -> str:
        return f"{self.number} {self.caption}".strip()

    def get_absolute_url(self) -> str:
        return reverse("published-table", args=[self.pk])

    def as_core(self) -> Table:
        return Table(
            rows=tuple(tuple(row) for row in self.rows),
            name=str(self),
            page=int(self.page) if self.page.isdigit() else None,
            header_rows=self.header_rows,
        )
