"""What the lists of people are built from: choices that occur, and names in one's own groups."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.organisations.models.access import during
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.models import Enrolment, GroupMember, Person
from samsyn.apps.participants.models.reach import groups_led_by
from samsyn.apps.participants.names import order_of
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.queries.enrolments import SELF
from samsyn.apps.participants.queries.people import opened


def filter_choices(user) -> dict[str, Any]:
    """Senders and languages that occur among the people the user reaches, so no choice is empty. One query."""
    columns = ("sender", "sender__name", "sender__short_name", "sender_kind", "person__language")
    found = list(Enrolment.objects.visible_to(user).order_by("sender__name").values_list(*columns).distinct())
    senders = {str(pk): short or name for pk, name, short, _kind, _language in found if pk}
    if any(kind == SELF for *_sender, kind, _language in found):
        senders[SELF] = _("personen själv")
    languages = {language for *_sender, language in found if language}
    return {"senders": list(senders.items()), "languages": sorted(languages, key=order_of)}


def names_in_own_groups(user) -> list[dict[str, Any]]:
    """Everyone in the groups that the user leads today, by group and name; only names and groups are opened."""
    today = timezone.localdate()
    members = GroupMember.objects.filter(during(today), group__in=groups_led_by(user)).select_related("group")
    reached = Person.objects.visible_to(user, Permission.ATTENDANCE).filter(pk__in=members.order_by().values("person"))
    names = opened(reached, "group_names", FieldClass.NAME, FieldClass.ACTIVITY, ground=Ground.OWN_GROUP)
    persons = {person.pk: person for person in names}
    rows = [
        {"person": persons[member.person_id], "group": member.group.name, "href": _address(member.group_id)}
        for member in members
        if member.person_id in persons
    ]
    return sorted(rows, key=lambda row: (row["group"], row["person"].name_to_sort_by))


def _address(group: int) -> str:
    try:
        return reverse("group", args=[group])
    except NoReverseMatch:
        return ""
