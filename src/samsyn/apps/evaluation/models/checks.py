"""What the checker found: in publications, where findings are kept and answered, and in a user's own drafts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.evaluation.models.publications import Publication, PublishedTable


class FindingState(models.TextChoices):
    OPEN = "open", _("ej bedömd")
    CONFIRMED = "confirmed", _("stämmer: tryckt fel")
    EXPLAINED = "explained", _("har en förklaring")


class Finding(models.Model):
    """Something printed that does not hold against the rest of what is printed."""

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="findings", verbose_name=_("publikation")
    )
    table = models.ForeignKey(
        PublishedTable,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="findings",
        verbose_name=_("tabell"),
    )
    kind = models.CharField(_("slag"), max_length=10)
    severity = models.CharField(_("allvar"), max_length=10)
    row = models.CharField(_("rad"), max_length=200, blank=True)
    column = models.CharField(_("kolumn"), max_length=200, blank=True)
    row_index = models.PositiveIntegerField(null=True, blank=True)
    column_index = models.PositiveIntegerField(null=True, blank=True)
    text = models.TextField(_("texten"), blank=True)
    printed = models.CharField(_("tryckt"), max_length=100, blank=True)
    computed = models.CharField(_("beräknat"), max_length=100, blank=True)
    message = models.TextField(_("vad som inte stämmer"))
    suggestion = models.JSONField(_("förslag"), null=True, blank=True)
    state = models.CharField(_("bedömning"), max_length=12, choices=FindingState, default=FindingState.OPEN)
    comment = models.TextField(_("kommentar"), blank=True)
    fingerprint = models.CharField(
        max_length=64
    )  # the same finding keeps its answer when the publication is checked again

    PERSONAL = ()

    class Meta:
        ordering = ["publication", "table__order", "row_index", "column_index", "pk"]
        verbose_name = _("iakttagelse")
        verbose_name_plural = _("iakttagelser")
        constraints = [models.UniqueConstraint(fields=["publication", "fingerprint"], name="finding_once")]

    def __str__(self) -> str:
        return self.message[:100]

    def get_absolute_url(self) -> str:
        return reverse("finding", args=[self.pk])


class CheckedDraftQuerySet(models.QuerySet["CheckedDraft"]):
    def visible_to(self, user) -> CheckedDraftQuerySet:
        """A draft is its uploader's alone."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class CheckedDraft(models.Model):
    """An uploaded draft with the checker's report. The file itself is not kept, and the draft can be removed."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("uppladdad av")
    )
    name = models.CharField(_("fil"), max_length=255)
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(_("granskad"), auto_now_add=True)
    document = models.JSONField()  # blocks: {"text": …} or {"rows": …, "name": …}
    report = models.JSONField()  # as `samsyn check --json` prints for one file
    errors = models.PositiveIntegerField(_("fel"), default=0)
    warnings = models.PositiveIntegerField(_("varningar"), default=0)

    PERSONAL = ("user",)

    objects = CheckedDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]
        verbose_name = _("granskat utkast")
        verbose_name_plural = _("granskade utkast")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("draft", args=[self.pk])
