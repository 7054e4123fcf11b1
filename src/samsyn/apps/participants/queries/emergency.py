"""Emergency openings: who may open, whom it is told to, and what waits for review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from samsyn.apps.audit.models import Entry
from samsyn.apps.organisations.models import Organisation, active_on, organisations_where
from samsyn.apps.organisations.models.access import Membership
from samsyn.apps.organisations.policy import Permission, roles_that_may
from samsyn.apps.participants import sealing
from samsyn.apps.participants.models import Emergency, Person
from samsyn.apps.participants.models.rights import late_on, open_at
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.reading import as_system, note

ABOUT = ("user", "organisation", "reviewed_by")


@dataclass(frozen=True)
class Whereabouts:
    """That an authority has a person with the number: its row's key and nothing of what is in it."""

    person: object
    organisation: Organisation


def whereabouts(digits: str, by) -> list[Whereabouts]:
    """The authorities that have a person with this personnummer, whoever is asking.

    The one question in the station that is put to all authorities at once. It answers keys, opens nothing, and is
    called only by `actions.emergency`, which leaves a trace also when nobody is found. ADR 0010 says why it is so.
    """
    houses = list(Organisation.objects.values_list("pk", flat=True))
    marks = [sealing.found_by("number", house, digits, key) for house in houses for key in sealing.index_keys()]
    with as_system(houses, by=by):
        rows = list(
            Person.objects.filter(number_found_by__in=marks, restricted_on=None).values_list("pk", "organisation")
        )
    named = Organisation.objects.in_bulk({house for _, house in rows})
    return sorted(
        (Whereabouts(person, named[house]) for person, house in rows), key=lambda found: found.organisation.name
    )


def sought_lately(user) -> int:
    """How many numbers the user has asked about in the last hour, found or not."""
    since = timezone.now() - timedelta(hours=1)
    return Entry.objects.filter(verb="emergency_sought", actor=user, at__gte=since).count()


def may_open(user) -> bool:
    return organisations_where(user, Permission.BREAK_GLASS).exists()


def running_of(user) -> list[Emergency]:
    """The user's own openings that have not closed."""
    now = timezone.now()
    own = Emergency.objects.with_scopes_disabled().filter(open_at(now), user=user)
    return list(own.select_related("organisation").order_by("closes_at"))


def to_review(user) -> QuerySet[Emergency]:
    """Openings of the user's own authority's persons that nobody has judged, except the user's own."""
    rows = Emergency.objects.visible_to(user, Permission.READINGS_REVIEW).filter(reviewed_at=None)
    return rows.exclude(user=user).select_related(*ABOUT).order_by("review_by", "pk")


def reviewed(user) -> QuerySet[Emergency]:
    rows = Emergency.objects.visible_to(user, Permission.READINGS_REVIEW).exclude(reviewed_at=None)
    return rows.select_related(*ABOUT)


def told_to(user) -> QuerySet[Emergency]:
    """Openings of persons in the projects that the user leads, or whom the user is appointed to."""
    rows = Emergency.objects.filter(Q(person__in=_led(user).values("pk")) | Q(person__responsible=user))
    return rows.exclude(user=user).select_related(*ABOUT)


def standing_of(user) -> tuple[int, bool]:
    """How many of the user's own openings have not closed, and whether one was not reviewed in time. One query."""
    now, today = timezone.now(), timezone.localdate()
    own = Emergency.objects.with_scopes_disabled().filter(user=user).aggregate(
        running=Count("pk", filter=open_at(now)),
        late=Count("pk", filter=late_on(today)),
    )  # fmt: skip
    return own["running"], bool(own["late"])


def _led(user) -> QuerySet[Person]:
    """Restricted persons too: whoever leads the project is told of an opening, and sees nothing of the person."""
    return Person.objects.counted_for(user, Permission.PERSON_VIEW)


def told_and_waiting(user) -> int:
    """How many of those nobody has reviewed. Asks for the openings first, which are few, and for the persons after."""
    waiting = Emergency.objects.filter(reviewed_at=None).exclude(user=user).values_list("person", flat=True)
    persons = list(waiting)
    if not persons:
        return 0
    told = _led(user).filter(pk__in=persons) | Person.objects.filter(pk__in=persons, responsible=user)
    mine = set(told.values_list("pk", flat=True))
    return sum(person in mine for person in persons)


def by_colleagues(user) -> QuerySet[Emergency]:
    """Openings that colleagues of the user have made anywhere, for the user who answers for how they read.

    Scopes are off, since the persons may be another authority's; the rows are those of the user's own colleagues.
    """
    houses = organisations_where(user, Permission.READINGS_REVIEW)
    openers = Membership.objects.filter(organisation__in=houses, role__in=roles_that_may(Permission.BREAK_GLASS))
    rows = Emergency.objects.with_scopes_disabled().filter(user__in=active_on(openers).values("user"))
    return rows.exclude(user=user).select_related(*ABOUT)


def late(rows: QuerySet[Emergency]) -> QuerySet[Emergency]:
    """Those not reviewed in time: their openers' right to open is frozen."""
    return rows.filter(late_on(timezone.localdate()))


def one_seen_by(user, pk: int) -> Emergency | None:
    """One opening, for those it is told to: reviewers, those who lead the project, the opener and their manager."""
    for rows in (
        Emergency.objects.visible_to(user, Permission.READINGS_REVIEW).select_related(*ABOUT),
        told_to(user),
        Emergency.objects.with_scopes_disabled().filter(user=user).select_related(*ABOUT),
        by_colleagues(user),
    ):
        found = rows.filter(pk=pk).first()
        if found is not None:
            return found
    return None


def note_openings(rows: list[Emergency], what: str) -> list[Emergency]:
    """Say that these openings are about to be shown: each is about one person."""
    persons = [SimpleNamespace(pk=row.person_id, organisation_id=row.organisation_id) for row in rows]
    note(persons, what, [FieldClass.CASE], Ground.LOG_REVIEW)
    return rows
