"""Why may this colleague see this person? Asked anew on every request, so that a withdrawn consent works at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.models import Consent, Emergency, Enrolment, Person, Referral, RightsCase
from samsyn.apps.participants.models.reach import led_projects
from samsyn.apps.participants.models.rights import late_on, open_at
from samsyn.apps.participants.policy import RULE_BY_GROUND, FieldClass, Ground
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.reading import across, current_trace, houses_of, once_a_page


@dataclass(frozen=True)
class Grounded:
    """A ground that holds now, with the field classes it opens."""

    ground: Ground
    reads: frozenset[FieldClass]
    writes: frozenset[FieldClass]


def own_ground(user, person: Person) -> Grounded | None:
    """The widest ground inside the person's own authority; None when there is none."""
    if leads(user, person, Permission.PERSON_VIEW):
        return _whole(Ground.OWN_PROJECT)
    cases = RightsCase.objects.visible_to(user, Permission.RIGHTS).filter(person=person, done_on=None)
    if cases.exists():
        return _whole(Ground.RIGHTS_CASE)
    if Person.objects.visible_to(user, Permission.ATTENDANCE).filter(pk=person.pk).exists():
        return _whole(Ground.OWN_GROUP)
    return None


def leads(user, person: Person, permission: Permission) -> bool:
    """Whether the person is in, or referred to, a project that the user leads with this word.

    The same rule as `Person.objects.visible_to` for a person at hand, from rows that the page shows anyway.
    """
    projects = led_projects(user, permission)
    closed = person.restricted_on or (person.protection and person.responsible_id != user.pk)
    if closed or not projects:
        return False
    if any(row.project_id in projects for row in taken_part(person)):
        return True
    referred = Referral.objects.filter(person=person, project__in=projects)
    return once_a_page(("referred", person.pk, tuple(projects)), referred.exists)


def taken_part(person: Person) -> list[Enrolment]:
    """Every participation of a person of one's own authority, latest first, asked once a page. Whose projects they
    are in is not asked here."""

    def ask() -> list[Enrolment]:
        return list(Enrolment.objects.filter(person=person).select_related("project", "sender", "target_group"))

    return once_a_page(("taken part", person.pk), ask)


def ground_across(user, person_key) -> tuple[Grounded, int] | None:
    """The ground on which a person of another authority may be seen now, and which authority.

    An emergency opening goes first, since it was made because nothing else sufficed; then consent, then referral.
    Reads only rows that name the user's own organisation or the user: `with_scopes_disabled` is for these alone.
    """
    today, now = timezone.localdate(), timezone.now()
    viewers = organisations_where(user, Permission.PERSON_VIEW)
    consents = Consent.objects.with_scopes_disabled().get_queryset().running_on(today)
    consents = list(consents.filter(person=person_key, to_organisation__in=viewers))
    named = frozenset(FieldClass(each) for consent in consents for each in consent.categories)
    agreed = RULE_BY_GROUND[Ground.CONSENT].reads & named
    opened_now = Emergency.objects.with_scopes_disabled().filter(open_at(now), person=person_key, user=user)
    emergency = opened_now.first()
    if emergency and not frozen(user):
        rule = RULE_BY_GROUND[Ground.BREAK_GLASS]
        return Grounded(Ground.BREAK_GLASS, rule.reads | agreed, rule.writes), emergency.organisation_id
    if consents:
        return Grounded(Ground.CONSENT, agreed, frozenset()), consents[0].organisation_id
    senders = organisations_where(user, Permission.REFERRAL_SEND)
    sent = Referral.objects.with_scopes_disabled().filter(person=person_key, sender__in=senders).first()
    return (_whole(Ground.OWN_REFERRAL), sent.organisation_id) if sent else None


def frozen(user) -> bool:
    """Whether the user has an emergency opening that nobody has reviewed in time: then no new one opens."""
    return Emergency.objects.with_scopes_disabled().filter(late_on(timezone.localdate()), user=user).exists()


def sees_already(user, person_key) -> bool:
    """Whether the user sees all that an emergency opening would show, on a ground they have."""
    own = Person.objects.filter(pk=person_key, organisation__in=houses_of(user)).first()
    grounds = [own_ground(user, own)] if own is not None else []
    if found := ground_across(user, person_key):
        grounds.append(found[0])
    wanted = RULE_BY_GROUND[Ground.BREAK_GLASS].reads
    return any(wanted <= grounded.reads for grounded in grounds if grounded)


@contextmanager
def seen(user, person_key, what: str) -> Iterator[tuple[Person, Grounded]]:
    """One person on whatever ground there is, noted as read; 404 without a ground.

    Inside, queries reach that person's rows, also at another authority when the ground reaches there.
    """
    current_trace()
    own = (
        Person.objects.select_related("key", "municipality")
        .filter(pk=person_key, organisation__in=houses_of(user))
        .first()
    )
    own_grounded = own_ground(user, own) if own is not None else None
    found = None
    if own_grounded is None or own_grounded.ground == Ground.OWN_GROUP:  # which an emergency opening goes beyond
        found = ground_across(user, person_key)
    if own_grounded and (found is None or found[0].ground != Ground.BREAK_GLASS):
        yield opened([own], what, *own_grounded.reads, ground=own_grounded.ground)[0], own_grounded
        return
    if found is None:
        raise Http404
    grounded, organisation = found
    with across(user, person_key, organisation):
        person = Person.objects.select_related("key", "municipality").filter(pk=person_key).first()
        if person is None or person.restricted_on or (person.protection and grounded.ground != Ground.BREAK_GLASS):
            raise Http404
        yield opened([person], what, *grounded.reads, ground=grounded.ground)[0], grounded


def _whole(ground: Ground) -> Grounded:
    rule = RULE_BY_GROUND[ground]
    return Grounded(ground, rule.reads, rule.writes)
