"""What this part shows on pages that several stations or parts share."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants import restriction
from samsyn.apps.participants.face.awaiting import register_awaiting
from samsyn.apps.participants.face.sections import register_section
from samsyn.apps.participants.models import Person
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.presenters import consents as consent_words
from samsyn.apps.participants.presenters import rights as rights_words
from samsyn.apps.participants.presenters.rights_pages import rights_tabs
from samsyn.apps.participants.queries import emergency, readings, rights, weeding
from samsyn.apps.participants.queries.consents import consents_of
from samsyn.apps.participants.queries.extract import labels_of_fields
from samsyn.apps.participants.queries.grounds import Grounded
from samsyn.apps.participants.queries.rights_reach import may_write, words_of

# Whose grounds open a person's whole case. A sender sees its own referral, and a reader by consent what it names.
WHOLE = (Ground.OWN_PROJECT, Ground.RIGHTS_CASE)


def register() -> None:
    """Called when Django starts."""
    restriction.watch()
    register_section("consents", _("Samtycken"), 90, "participants/consents_section.html", _consents, FieldClass.CASE)
    register_section("rights", _("Rättigheter"), 95, "participants/rights_section.html", _rights, FieldClass.CASE)
    register_awaiting(5, "participants/card_emergency.html", emergency_card, on_overview=True)
    register_awaiting(30, "participants/card_rights.html", rights_card, on_overview=True)
    register_awaiting(200, "participants/card_rights_tools.html", tools_card)


def _consents(user, person: Person, grounded: Grounded) -> dict[str, Any] | None:
    if grounded.ground not in WHOLE:
        return None
    writes = may_write(user, person) is not None
    return {
        "consents": consent_words.consents_table(consents_of(person), timezone.localdate(), writes),
        "new": reverse("consent-new", args=[person.pk]) if writes and not person.restricted_on else "",
    }


def _rights(user, person: Person, grounded: Grounded) -> dict[str, Any] | None:
    if grounded.ground not in WHOLE:
        return None
    rectified = rights.rectified(person)
    return {
        "rectified": rights_words.rectified_table(rectified, labels_of_fields()) if rectified else None,
        "restricted": person.restricted_on,
        "readings": reverse("person-readings", args=[person.pk]),
        "request_address": reverse("rights-request", args=[person.pk]) if may_write(user, person) else "",
    }


def emergency_card(user) -> dict[str, Any] | None:
    """Openings to review, openings told to those who lead, one's own running, and rights that are frozen. Counts."""
    words, today = words_of(user), timezone.localdate()
    said: dict[str, Any] = {}
    if Permission.BREAK_GLASS in words:
        said["running"], said["frozen"] = emergency.standing_of(user)
    if Permission.PERSON_VIEW in words:
        said["told"] = emergency.told_and_waiting(user)
    if Permission.READINGS_REVIEW in words:
        days = list(emergency.to_review(user).values_list("review_by", flat=True))
        said |= {"waiting": len(days), "late": sum(day < today for day in days), "first": min(days, default=None)}
        said["colleagues"] = emergency.late(emergency.by_colleagues(user)).values("user").distinct().count()
    return said if any(said.values()) else None


def rights_card(user) -> dict[str, Any] | None:
    """Requests with their days, extracts that wait for a second person, the log to follow up, weeding to carry out."""
    words, today = words_of(user), timezone.localdate()
    said: dict[str, Any] = {}
    if Permission.RIGHTS in words:
        days = list(rights.open_cases(user).values_list("due_on", flat=True))
        said |= {"open": len(days), "overdue": sum(day < today for day in days), "next": min(days, default=None)}
        said["release"] = rights.awaiting_release(user).count()
        said["weedings"] = weeding.waits_for_second(user)
    if Permission.READINGS_REVIEW in words:
        said["undrawn"] = readings.undrawn(user, today)
        said["undecided"] = readings.undecided(user).count()
    return said if any(said.values()) else None


def tools_card(user) -> dict[str, Any] | None:
    """The way to the pages of this part, on the station's start page."""
    words = words_of(user)
    links = [{"label": tab["label"], "href": tab["href"]} for tab in rights_tabs(user, "", words)]
    if Permission.PERSON_VIEW in words:
        links.append({"label": _("Delat med oss"), "href": reverse("shared-with-us")})
    if Permission.BREAK_GLASS in words:
        links.append({"label": _("Öppna en person i nödläge"), "href": reverse("emergency")})
    return {"links": links} if links else None
