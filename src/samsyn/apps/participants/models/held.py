"""What every row of the station has: the authority that holds it, and the locks that ask for it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from samsyn.apps.organisations.models import Organisation
from samsyn.apps.participants.policy import FieldClass

C = FieldClass


def held_objects(queryset: type[models.QuerySet] = models.QuerySet):
    """For rows of an authority that are about no single person. Never reached across authorities."""
    return ScopedManager(_manager_class=models.Manager.from_queryset(queryset), house="organisation")


def about_objects(queryset: type[models.QuerySet] = models.QuerySet, person: str = "person"):
    """For rows about one person, who can be reached across authorities when there is a ground."""
    return ScopedManager(
        _manager_class=models.Manager.from_queryset(queryset), organisation="organisation", person=person
    )


def personal_in(classes: dict[str, str]) -> tuple[str, ...]:
    """Every classified field but the row's own number."""
    return tuple(name for name in classes if name != "id")


class Held(models.Model):
    """A row that an authority is responsible for."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("ansvarig organisation"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True


class HeldWithoutGuessing(Held):
    """The same, where the number of the row is in addresses and must not be guessed from its neighbour's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
