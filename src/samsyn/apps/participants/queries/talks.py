"""Individual talks that a ground opens."""

from __future__ import annotations

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.models import Talk
from samsyn.apps.participants.policy import Ground


def talks_of(user, enrolments, ground: Ground):
    """Talks of these participations, latest first. Whoever leads only the group sees the talks they held themselves."""
    talks = Talk.objects.filter(enrolment__in=enrolments).select_related("leader").order_by("-on", "-pk")
    return talks.filter(leader=user) if ground == Ground.OWN_GROUP else talks


def editable_talks(user):
    """Talks that the user may change: in the projects they lead, or those they held in a group they lead."""
    mine = Talk.objects.visible_to(user, Permission.ATTENDANCE).filter(leader=user)
    led = Talk.objects.visible_to(user, Permission.PERSON_EDIT)
    return Talk.objects.filter(pk__in=mine.values("pk")) | Talk.objects.filter(pk__in=led.values("pk"))
