"""Cases about people's rights: whose turn it is, and when each must be done."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.models import Emergency, Person, Rectification, RightsCase
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.queries.people import numbered
from samsyn.apps.participants.reading import note

ABOUT = ("person__key", "organisation", "opened_by", "released_by")


def cases_for(user) -> QuerySet[RightsCase]:
    """Cases of the authorities whose people's rights the user handles, those due first."""
    rows = RightsCase.objects.visible_to(user, Permission.RIGHTS).select_related(*ABOUT)
    return rows.order_by("done_on", "due_on", "pk")


def open_cases(user) -> QuerySet[RightsCase]:
    return cases_for(user).open()


def awaiting_release(user) -> QuerySet[RightsCase]:
    """Open requests for an extract or an erasure that wait for the user, who is not the one who opened them."""
    kinds = [RightsCase.Kind.EXTRACT, RightsCase.Kind.ERASE]
    return open_cases(user).filter(kind__in=kinds, released_at=None).exclude(opened_by=user)


def overdue(cases: QuerySet[RightsCase]) -> QuerySet[RightsCase]:
    return cases.filter(done_on=None, due_on__lt=timezone.localdate())


def cases_about(person: Person) -> list[RightsCase]:
    return list(RightsCase.objects.filter(person=person).select_related("opened_by", "released_by"))


def rectified(person: Person) -> list[Rectification]:
    return list(Rectification.objects.filter(person=person).select_related("by"))


def note_cases(cases: Iterable[RightsCase], what: str, *classes: FieldClass) -> list[RightsCase]:
    """Say that these cases are about to be shown; those of erased persons are about nobody any more."""
    cases = list(cases)
    persons = [case.person for case in cases if case.person is not None]
    note(persons, what, classes or [FieldClass.CASE], Ground.RIGHTS_CASE)
    return cases


def houses_of_handler(user) -> QuerySet[Organisation]:
    return organisations_where(user, Permission.RIGHTS).order_by("name")


def person_with_number(user, digits: str) -> Person | None:
    """A person of the authorities whose people's rights the user handles. Asked when somebody requests something."""
    mine = Person.objects.filter(organisation__in=houses_of_handler(user)).select_related("key", "organisation")
    return numbered(mine, digits).first()


def restricted_persons(user) -> list[Person]:
    """Persons whose data are restricted, to be taken up again; shown without names."""
    persons = Person.objects.filter(organisation__in=houses_of_handler(user)).exclude(restricted_on=None)
    found = list(persons.select_related("key", "organisation").order_by("restricted_on"))
    return note(found, "restricted_list", [FieldClass.CASE], Ground.RIGHTS_CASE)


def unreviewed_openings(person: Person) -> bool:
    """Whether an emergency opening of the person waits for review: then nothing of it is removed."""
    return Emergency.objects.filter(person=person, reviewed_at=None).exists()
