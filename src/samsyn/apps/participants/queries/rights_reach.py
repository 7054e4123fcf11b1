"""Whom one may write about: in one's own projects, or in a case about that person's rights."""

from __future__ import annotations

from django.http import Http404

from samsyn.apps.organisations.models import seats_today
from samsyn.apps.organisations.policy import ROLE_BY_KEY, Permission
from samsyn.apps.participants.models import Person, RightsCase
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.queries.grounds import leads
from samsyn.apps.participants.queries.people import opened


def words_of(user) -> frozenset[Permission]:
    """Every word that some role of the user's allows today, in one query. Where it holds is asked by the querysets."""
    roles = set().union(*seats_today(user).values())
    return frozenset(word for role in roles for word in ROLE_BY_KEY[role].may)


def may_write(user, person: Person) -> Ground | None:
    """On which ground the user may write about the person's consents and requests; None when there is none."""
    if leads(user, person, Permission.PERSON_EDIT):
        return Ground.OWN_PROJECT
    cases = RightsCase.objects.visible_to(user, Permission.RIGHTS).open()
    return Ground.RIGHTS_CASE if cases.filter(person=person.pk).exists() else None


def writable_or_404(user, person_key, what: str, *classes: FieldClass) -> Person:
    """The person, noted as read on the ground found; 404 without one."""
    person = Person.objects.select_related("key", "organisation").filter(pk=person_key).first()
    ground = may_write(user, person) if person else None
    if ground is None:
        raise Http404
    return opened([person], what, *classes, ground=ground)[0]
