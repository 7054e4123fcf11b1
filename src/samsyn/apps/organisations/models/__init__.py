from samsyn.apps.organisations.models.access import (
    Membership,
    active_on,
    organisations_where,
    seats_today,
    sees_projects,
)
from samsyn.apps.organisations.models.parties import Kind, Organisation
from samsyn.apps.organisations.models.people import User

__all__ = [
    "Kind",
    "Membership",
    "Organisation",
    "User",
    "active_on",
    "organisations_where",
    "seats_today",
    "sees_projects",
]
