"""What measures and terms have in common: shipped or an organisation's own, in versions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

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
