"""What people have agreed may be told: about one person, and to one's own organisation."""

from __future__ import annotations

from types import SimpleNamespace

from django.db.models import QuerySet
from django.utils import timezone

from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants import sealing
from samsyn.apps.participants.models import Consent, Enrolment, Person, Referral
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.reading import as_system, note
from samsyn.apps.portfolio.models import Project, ProjectParty

ABOUT = ("from_organisation", "to_organisation", "project", "recorded_by")


def consents_of(person: Person) -> list[Consent]:
    """All consents of a person whose page is open, those that began last first."""
    return list(Consent.objects.filter(person=person).select_related(*ABOUT))


def shared_with(user) -> QuerySet[Consent]:
    """Consents that run today and name an organisation where the user works with people. They name no person.

    Reads rows about other authorities' persons: those where the user's own organisation is the receiver, and no other.
    """
    receivers = organisations_where(user, Permission.PERSON_VIEW)
    consents = Consent.objects.with_scopes_disabled().get_queryset().running_on(timezone.localdate())
    return consents.filter(to_organisation__in=receivers).select_related(*ABOUT).order_by("-starts", "pk")


def note_shared(consents: list[Consent]) -> list[Consent]:
    """Say that these are about to be shown: that there is a consent is itself something about the person."""
    persons = [SimpleNamespace(pk=row.person_id, organisation_id=row.organisation_id) for row in consents]
    note(persons, "shared_with_us", [FieldClass.CASE], Ground.CONSENT)
    return consents


def shared_person(user, digits: str):
    """The key of the person with the number, if a consent opens that person to the user now; otherwise None.

    The number is compared with the givers' own marks, and only among persons who have consented to us.
    """
    givers: dict[int, set] = {}
    for person, organisation in shared_with(user).values_list("person", "organisation"):
        givers.setdefault(organisation, set()).add(person)
    marks = [
        sealing.found_by("number", organisation, digits, key) for organisation in givers for key in sealing.index_keys()
    ]
    if not marks:
        return None
    with as_system(givers, by=user):
        rows = Person.objects.filter(number_found_by__in=marks, restricted_on=None, protection="")
        found = dict(rows.values_list("pk", "organisation"))
    return next((pk for pk, organisation in found.items() if pk in givers[organisation]), None)


def receivers_for(user, person: Person) -> tuple[list[Organisation], list[Organisation]]:
    """Whom a consent may name: parties in the person's projects first, then everybody else in the register."""
    others = Organisation.objects.visible_to(user).exclude(pk=person.organisation_id).order_by("name")
    parties = ProjectParty.objects.filter(project__in=projects_of(person)).values("organisation")
    near = list(others.filter(pk__in=parties))
    return near, [each for each in others if each not in near]


def projects_of(person: Person) -> QuerySet[Project]:
    """The projects in which the person takes or took part, or to which they were referred."""
    keys = {
        *Enrolment.objects.filter(person=person).values_list("project", flat=True),
        *Referral.objects.filter(person=person).values_list("project", flat=True),
    }
    return Project.objects.filter(pk__in=keys)
