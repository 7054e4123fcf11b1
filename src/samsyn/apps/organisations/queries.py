"""Who is where, and why somebody may see something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from samsyn.apps.audit.models import Entry
from samsyn.apps.organisations.models import Membership, Organisation, User, active_on, organisations_where
from samsyn.apps.organisations.policy import MAY_AS, ROLE_BY_KEY, PartIn, Permission


@dataclass(frozen=True)
class Access:
    """One membership and what it gives: words allowed as such, and per part in a project."""

    membership: Membership
    words: tuple[Permission, ...]
    by_part: tuple[tuple[PartIn, tuple[Permission, ...]], ...]
    active: bool


def access_of(user: User, day: date | None = None) -> list[Access]:
    """Everything the user may, membership by membership, read from the same table that decides."""
    today = day or timezone.localdate()
    memberships = Membership.objects.filter(user=user).select_related("organisation")
    active = set(active_on(memberships, today).values_list("pk", flat=True))
    return [_access(membership, membership.pk in active) for membership in memberships]


def _access(membership: Membership, active: bool) -> Access:
    may = ROLE_BY_KEY[membership.role].may
    by_part = tuple((part, tuple(word for word in Permission if word in may & MAY_AS[part])) for part in PartIn)
    return Access(membership, tuple(word for word in Permission if word in may), by_part, active)


def find_organisations(user: User, text: str = "", kind: str = "") -> QuerySet[Organisation]:
    """Organisations the user may see, by part of the name or by code, and by kind."""
    found = Organisation.objects.visible_to(user).select_related("parent")
    if text:
        found = found.filter(Q(name__icontains=text) | Q(short_name__icontains=text) | Q(scb_code=text))
    return found.filter(kind=kind) if kind else found


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    return organisation.memberships.select_related("user", "organisation").order_by("user__name", "starts")


def trail_for(user: User) -> QuerySet[Entry]:
    """The trail of the organisations in which the user may read it, latest first."""
    places = [str(pk) for pk in organisations_where(user, Permission.AUDIT_READ).values_list("pk", flat=True)]
    return Entry.objects.filter(organisation_key__in=places)
