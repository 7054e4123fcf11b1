"""The pattern board, what one pattern rests on, who has been asked, and whether a change helped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, DecimalField, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from samsyn.apps.knowledge.models import Change, Gathered, Observation, Pattern, PatternState, Statement
from samsyn.apps.organisations.policy import Permission
from samsyn.core.evidence.tallies import BeforeAfter, before_and_after

TREND = 91  # days, against as many before them


@dataclass(frozen=True)
class OnBoard:
    """One pattern on the board. told: observations in it; recent, earlier: seen in the last quarter and the one before.

    awaited: the earliest day on which a sent statement without an answer should have one.
    """

    pattern: Pattern
    told: int
    recent: int
    earlier: int
    awaited: date | None
    changed_on: date | None

    def overdue(self, today: date) -> bool:
        return self.awaited is not None and self.awaited < today

    def due(self, today: date) -> bool:
        """It should have been looked at again."""
        return self.pattern.state != PatternState.CLOSED and self.pattern.next_on < today


def board(user, *, text: str = "", kind=None, actor=None, state: str = "", mine: bool = False) -> QuerySet[Pattern]:
    """The patterns that the user may see: those with most told first, the closed ones last."""
    rows = Pattern.objects.visible_to(user)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(about__icontains=text) | Q(rule__icontains=text))
    if kind:
        rows = rows.filter(kind=kind)
    if actor:
        rows = rows.filter(pk__in=Pattern.actors.through.objects.filter(term=actor).values("pattern"))
    if state:
        rows = rows.filter(state=state)
    if mine:
        rows = rows.filter(owner=user)
    told = Gathered.objects.filter(pattern=OuterRef("pk")).order_by().values("pattern")
    told = told.annotate(n=Count("pattern")).values("n")  # of what the index holds: no row is read
    rows = rows.annotate(weight=Coalesce(Subquery(told), 0), over=Q(state=PatternState.CLOSED))
    rows = rows.select_related("kind", "level", "owner", "organisation").prefetch_related("actors")
    return rows.order_by("over", "-weight", "name")


def on_board(patterns: list[Pattern], today: date) -> list[OnBoard]:
    """What the board says of each. Four questions, however many there are."""
    keys = [pattern.pk for pattern in patterns]
    told = _counted(Gathered.objects.filter(pattern__in=keys), n=Count("pattern"))
    recent, earlier = today - timedelta(days=TREND), today - timedelta(days=2 * TREND)
    lately = Gathered.objects.filter(pattern__in=keys, observation__seen_on__gte=earlier)
    since = Count("pk", filter=Q(observation__seen_on__gte=recent))
    half_years = _counted(lately, n=Count("pk"), recent=since)
    awaited = _first(Statement.objects.filter(pattern__in=keys, sent_on__isnull=False, answer=""), "reply_by")
    changed = _first(Change.objects.filter(pattern__in=keys).order_by("-on"), "on")
    none = {"n": 0, "recent": 0}
    found = []
    for pattern in patterns:
        half_year = half_years.get(pattern.pk, none)
        found.append(
            OnBoard(
                pattern,
                told=told.get(pattern.pk, none)["n"],
                recent=half_year["recent"],
                earlier=half_year["n"] - half_year["recent"],
                awaited=awaited.get(pattern.pk),
                changed_on=changed.get(pattern.pk),
            )
        )
    return found


def hours_in(pattern: Pattern) -> float:
    """The time that those who told of something in the pattern say it took."""
    found = Gathered.objects.filter(pattern=pattern).aggregate(n=Sum("observation__hours", output_field=DecimalField()))
    return float(found["n"] or 0)


def _counted(rows: QuerySet[Gathered], **counts: Count) -> dict[int, dict[str, int]]:
    return {row["pattern"]: row for row in rows.order_by().values("pattern").annotate(**counts)}


def _first(rows: QuerySet, field: str) -> dict[int, date]:
    """The earliest day of each pattern."""
    found: dict[int, date] = {}
    for pattern, day in rows.values_list("pattern", field):
        found[pattern] = min(day, found.get(pattern, day))
    return found


def gathered_in(user, pattern: Pattern, most: int, *, gathers: bool) -> tuple[list[Observation], int, int]:
    """The latest observations of a pattern whose words the user may read; how many more of those there are; and how
    many there are besides, whose words are not for the user. gathers: `may_gather` of the user and the pattern."""
    every = Observation.objects.filter(gathered__pattern=pattern)
    rows = every
    if not gathers and not pattern.shared:
        rows = every.filter(pk__in=Observation.objects.visible_to(user).values("pk"))
    readable = rows.count()
    read = list(rows.select_related("kind", "project", "organisation").prefetch_related("actors")[:most])
    hidden = 0 if rows is every else every.count() - readable
    return read, readable - len(read), hidden


def may_gather(user, pattern: Pattern) -> bool:
    return Pattern.objects.visible_to(user, Permission.PATTERN_EDIT).filter(pk=pattern.pk).exists()


def effects_of(pattern: Pattern, on: date | None = None) -> list[tuple[Change, BeforeAfter | None]]:
    """`effects_in` for one pattern."""
    return effects_in([pattern.pk], on or timezone.localdate()).get(pattern.pk, [])


def effects_in(patterns: Iterable[int], today: date) -> dict[int, list[tuple[Change, BeforeAfter | None]]]:
    """By pattern, every change with what was told before and after it; None where it lies ahead.

    All that was told: observations of hindrances from the organisations whose observations are in the pattern.
    """
    changes = list(Change.objects.filter(pattern__in=patterns).select_related("organisation"))
    changed = {change.pattern_id for change in changes}
    if not changed:
        return {}
    inside: dict[int, dict[int, date]] = defaultdict(dict)
    places: dict[int, set[int]] = defaultdict(set)
    rows = Observation.objects.filter(gathered__pattern__in=changed, good=False)
    for pattern, key, day, place in rows.values_list("gathered__pattern", "pk", "seen_on", "organisation"):
        inside[pattern][key] = day
        places[pattern].add(place)
    by_place: dict[int, dict[int, date]] = defaultdict(dict)
    wanted = set().union(*places.values())
    every = Observation.objects.filter(organisation__in=wanted, good=False)
    for key, day, place in every.values_list("pk", "seen_on", "organisation"):
        by_place[place][key] = day
    found: dict[int, list[tuple[Change, BeforeAfter | None]]] = defaultdict(list)
    for change in changes:
        pattern = change.pattern_id
        everything = dict(inside[pattern])
        for place in places[pattern]:
            everything |= by_place[place]
        effect = None
        if change.on <= today:
            effect = before_and_after(inside[pattern].values(), everything.values(), change.on, today)
        found[pattern].append((change, effect))
    return found


def awaiting_answer(user) -> QuerySet[Statement]:
    """Statements that the user may answer and nobody has, the earliest day first."""
    rows = Statement.objects.visible_to(user, Permission.RECOMMENDATION_ANSWER).filter(answer="")
    return rows.select_related("pattern", "addressee").order_by("reply_by", "pk")


def unanswered(user) -> QuerySet[Statement]:
    """Sent statements without an answer that the user may read, the earliest day first."""
    rows = Statement.objects.visible_to(user).filter(sent_on__isnull=False, answer="")
    return rows.select_related("pattern", "addressee").order_by("reply_by", "pk")


@dataclass(frozen=True)
class Waiting:
    """A pattern that awaits the user, by a day: with a question to answer, or to be looked at again."""

    pattern: int
    name: str
    by: date
    asked: bool


def waiting_for(user, most: int, on: date | None = None) -> list[Waiting]:
    """What to answer, and patterns that the user holds and should have looked at; earliest first. One query."""
    today = on or timezone.localdate()
    asked = awaiting_answer(user).order_by().values_list(
        "pattern", "pattern__name", "reply_by", Value(1, IntegerField())
    )  # fmt: skip
    held = Pattern.objects.filter(owner=user, next_on__lt=today).exclude(state=PatternState.CLOSED).order_by()
    rows = asked.union(held.values_list("pk", "name", "next_on", Value(0, IntegerField())), all=True)
    return [Waiting(key, name, day, bool(one)) for key, name, day, one in rows.order_by("reply_by")[:most]]
