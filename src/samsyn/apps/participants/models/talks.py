"""Individual talks."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samsyn.apps.participants.models.enrolments import Enrolment
from samsyn.apps.participants.models.held import C, Held, about_objects, personal_in
from samsyn.apps.participants.models.people import Person
from samsyn.apps.participants.models.reach import OfEnrolmentQuerySet
from samsyn.apps.participants.models.sealed import Sealed, SealedField


class Talk(Sealed, Held):
    """An individual talk."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="talks")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="talks")
    on = models.DateField(_("dag"))
    minutes = models.PositiveSmallIntegerField(_("minuter"), default=60)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("med vem")
    )
    subject = models.CharField(_("om vad"), max_length=120, blank=True)
    interpreter = models.CharField(_("tolk, språk"), max_length=60, blank=True)
    note_sealed = SealedField(_("anteckning"))

    CLASSES = {
        **dict.fromkeys(("id", "organisation", "person", "enrolment"), C.TECHNICAL),
        **dict.fromkeys(("on", "minutes", "leader", "interpreter"), C.ACTIVITY),
        "subject": C.NOTES,
        "note_sealed": C.NOTES,
    }
    PERSONAL = personal_in(CLASSES)

    objects = about_objects(OfEnrolmentQuerySet)

    class Meta:
        ordering = ["-on", "pk"]
        verbose_name = _("individuellt samtal")
        verbose_name_plural = _("individuella samtal")

    def __str__(self) -> str:
        return f"samtal {self.pk}"
