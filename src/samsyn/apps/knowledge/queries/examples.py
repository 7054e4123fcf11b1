"""Good examples, resources and needs: which, where they spread, and what could meet what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from samsyn.apps.catalogue.models import Term
from samsyn.apps.knowledge.models import Example, Need, Resource, Spread


def examples_of(user, *, text: str = "", theme=None, target_group=None) -> QuerySet[Example]:
    rows = Example.objects.visible_to(user)
    if text:
        words = Q(name__icontains=text) | Q(what__icontains=text) | Q(result__icontains=text)
        rows = rows.filter(words | Q(built_on__icontains=text) | Q(place__icontains=text))
    if theme:
        rows = rows.filter(themes=theme)
    if target_group:
        rows = rows.filter(target_groups=target_group)
    return rows.prefetch_related("spread__municipality", "strengths", "themes")


@dataclass(frozen=True)
class SpreadOf:
    """places: how many, those that have stopped not counted; saved: what sources say, each by itself, never summed."""

    places: int
    stopped: int
    rows: tuple[Spread, ...]
    saved: tuple[Spread, ...]


def spread_of(example: Example) -> SpreadOf:
    rows = tuple(example.spread.all())
    year = timezone.localdate().year
    stopped = sum(row.until is not None and row.until < year for row in rows)
    return SpreadOf(len(rows) - stopped, stopped, rows, tuple(row for row in rows if row.saved is not None))


@dataclass(frozen=True)
class Match:
    """A need and a resource that share abilities. near: the same municipality."""

    need: Need
    resource: Resource
    shared: tuple[Term, ...]
    near: bool


def matches_for(needs: list[Need], resources: list[Resource], on: date | None = None) -> dict[int, list[Match]]:
    """By need: the resources that share an ability with it, nearest first, then those that share most.

    A resource that has ended, and a need that is met, match nothing.
    """
    today = on or timezone.localdate()
    at_hand = [each for each in resources if each.until is None or each.until >= today]
    by_strength: dict[int, list[Resource]] = defaultdict(list)
    for resource in at_hand:
        for strength in resource.strengths.all():
            by_strength[strength.pk].append(resource)
    found: dict[int, list[Match]] = {}
    for need in needs:
        if need.met_by_id:
            continue
        shared: dict[Resource, list[Term]] = defaultdict(list)
        for strength in need.strengths.all():
            for resource in by_strength[strength.pk]:
                shared[resource].append(strength)
        matches = [
            Match(
                need, resource, tuple(terms),
                need.municipality_id is not None and need.municipality_id == resource.municipality_id,
            )
            for resource, terms in shared.items()
        ]  # fmt: skip
        found[need.pk] = sorted(matches, key=lambda one: (not one.near, -len(one.shared), one.resource.name))
    return found


def resources_of(user) -> QuerySet[Resource]:
    rows = Resource.objects.visible_to(user).select_related("municipality", "from_group", "organisation")
    return rows.prefetch_related("strengths")


def needs_of(user) -> QuerySet[Need]:
    rows = Need.objects.visible_to(user).select_related("municipality", "whose", "organisation", "met_by")
    return rows.prefetch_related("strengths")
