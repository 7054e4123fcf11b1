"""Which observations, and what became of those that somebody told."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from samsyn.apps.knowledge.models import Gathered, Observation, Pattern

MOST = 5  # suggestions at a time
LOOKED_AT = 500  # observations looked at for suggestions
LEAST_IN_COMMON = 2


def observations_of(
    user, *, text: str = "", kind=None, actor=None, project=None, ungathered: bool = False, good: bool | None = None
) -> QuerySet[Observation]:
    """The observations that the user may see and that match every filter given, latest first."""
    rows = Observation.objects.visible_to(user)
    if text:
        rows = rows.filter(Q(text__icontains=text) | Q(rule__icontains=text))
    if kind:
        rows = rows.filter(kind=kind)
    if actor:
        rows = rows.filter(pk__in=Observation.actors.through.objects.filter(term=actor).values("observation"))
    if project:
        rows = rows.filter(project=project)
    if ungathered:
        rows = rows.filter(~Exists(Gathered.objects.filter(observation=OuterRef("pk"))))
    if good is not None:
        rows = rows.filter(good=good)
    return rows.select_related("kind", "level", "project", "organisation")


def told_by(user) -> QuerySet[Observation]:
    """What the user has told, latest first, with the patterns it became part of."""
    return Observation.objects.filter(reported_by=user).prefetch_related("patterns").select_related("kind")


def patterns_like(user, observation: Observation) -> list[Pattern]:
    """Patterns that the observation may tell of: same kind, same actors, same target groups; most in common first."""
    rows = Pattern.objects.visible_to(user).exclude(gathered__observation=observation)
    return _most_alike(rows.prefetch_related("actors", "target_groups"), observation)[:MOST]


def observations_like(user, pattern: Pattern) -> list[Observation]:
    """Observations that are in no pattern yet and have most in common with this one; latest first among equals.

    Looked for among the latest LOOKED_AT that the user may see.
    """
    rows = observations_of(user, ungathered=True, good=False).prefetch_related("actors", "target_groups")
    return _most_alike(rows[:LOOKED_AT], pattern)[: MOST * 2]


def _most_alike(rows: Iterable, one: Observation | Pattern) -> list:
    """Those with at least two marks in common, most first. A mark: the kind, an actor, a target group."""
    marks = _marks(one)
    common = [(len(marks & _marks(row)), row) for row in rows]
    return [row for many, row in sorted(common, key=lambda pair: -pair[0]) if many >= LEAST_IN_COMMON]


def _marks(row: Observation | Pattern) -> set[int]:
    """Keys of terms; every kind of mark is a term."""
    found = {term.pk for terms in (row.actors.all(), row.target_groups.all()) for term in terms}
    return found | ({row.kind_id} if row.kind_id else set())
