"""Meetings in which projects learn from each other."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models.projects import Project


class MeetingQuerySet(models.QuerySet["NetworkMeeting"]):
    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW) -> MeetingQuerySet:
        """Read by the convener's people and those who may see a project that was there; changed by the convener's."""
        if not user.is_authenticated:
            return self.none()
        own = Q(organisation__in=organisations_where(user, permission))
        if permission != Permission.PROJECT_VIEW:
            return self.filter(own)
        seats = NetworkMeeting.projects.through.objects.filter(project__in=Project.objects.visible_to(user))
        return self.filter(own | Q(pk__in=seats.values("networkmeeting")))


class NetworkMeeting(models.Model):
    """A meeting of projects: who was there, what was exchanged, what they learned together."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("sammankallande"),
        on_delete=models.PROTECT,
        related_name="network_meetings",
    )
    projects = models.ManyToManyField(Project, verbose_name=_("insatser"), related_name="network_meetings")
    on = models.DateField(_("datum"))
    place = models.CharField(_("plats"), max_length=120, blank=True)
    subject = models.CharField(_("ämne"), max_length=200)
    exchanged = models.TextField(_("utbyte"), blank=True, help_text=_("Vad visade insatserna för varandra?"))
    lessons = models.TextField(_("gemensamma lärdomar"), blank=True)
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-on"]
        verbose_name = _("nätverksträff")
        verbose_name_plural = _("nätverksträffar")

    def __str__(self) -> str:
        return f"{self.on} {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("meeting", args=[self.pk])
