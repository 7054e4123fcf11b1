"""The three degrees of success of projects and methods: the rule's answer, what it rests on, and a person's word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from samsyn.apps.evaluation.queries.figures import figures_of
from samsyn.apps.knowledge.models import Change, DegreeNote, Method, MethodUse, Observation, Pattern
from samsyn.apps.knowledge.queries.adoption import Place, logs_of, spread
from samsyn.apps.knowledge.queries.patterns import effects_in
from samsyn.apps.portfolio.models import Project
from samsyn.core.evidence.adoption import Spread
from samsyn.core.evidence.degrees import (
    Answer,
    Helped,
    Reached,
    Seen,
    Why,
    first_degree,
    second_degree,
    third_degree,
    together,
)
from samsyn.core.evidence.tallies import BeforeAfter
from samsyn.core.tables.figure import Figure

# People who had it better, of whom: those who moved, and, where nobody's moves are known, those who are there.
MOVED = (("steps_up_3_months", "paired_3_months"), ("left_forward", "ended"))
THERE = (("in_work_3_months", "followed_3_months"), ("in_work_exit", "followed_exit"))


@dataclass(frozen=True)
class Degree:
    """One degree. rule: what the rule says. note: the latest word of a person, which may be to follow the rule."""

    number: int
    rule: Answer
    note: DegreeNote | None = None

    @property
    def overridden(self) -> bool:
        return self.note is not None and self.note.reached is not None

    @property
    def standing(self) -> Answer:
        """The answer that counts: the person's where there is one."""
        if self.note is None or self.note.reached is None:
            return self.rule
        return Answer(Reached.YES if self.note.reached else Reached.NO, Why.SAID)

    @property
    def reached(self) -> Reached:
        return self.standing.reached


@dataclass(frozen=True)
class Better:
    """A figure of people who had it better, of those it was asked about. counted: the rule goes by it."""

    project: Project
    n: Figure
    of: Figure
    counted: bool

    def as_core(self) -> Helped:
        return Helped(self.n.measure.code, self.n.value, self.of.value, bool(self.n.protection or self.of.protection))


@dataclass(frozen=True)
class Told:
    """A pattern with observations from the project, and what its changes led to. open: the reader may see it."""

    key: int
    name: str
    observations: int
    changes: tuple[tuple[Change, BeforeAfter | None], ...]
    open: bool


@dataclass(frozen=True)
class Ground:
    """What the degrees of one project rest on."""

    participants: Figure | None
    better: tuple[Better, ...]
    logs: tuple[tuple[Method, Spread], ...]
    hindrances: int
    gathered: int
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Degrees:
    """The three degrees of a project or a method, with what they rest on by project.

    logs: the methods that degree 2 is counted on, with how far each has gone.
    """

    subject: Project | Method
    degrees: tuple[Degree, Degree, Degree]
    grounds: Mapping[int, Ground]
    logs: tuple[tuple[Method, Spread], ...]

    @property
    def of_project(self) -> bool:
        return isinstance(self.subject, Project)

    @property
    def better(self) -> list[Better]:
        return [one for ground in self.grounds.values() for one in ground.better]

    @property
    def told(self) -> list[Told]:
        return [one for ground in self.grounds.values() for one in ground.told]


def degrees_of_projects(projects: Iterable[Project], user, on: date | None = None) -> list[Degrees]:
    """The degrees of each project."""
    return degrees_of(projects, (), user, on)[0]


def degrees_of_methods(methods: Iterable[Method], user, on: date | None = None) -> list[Degrees]:
    """The degrees of each method."""
    return degrees_of((), methods, user, on)[1]


def degrees_of(
    projects: Iterable[Project], methods: Iterable[Method], user, on: date | None = None
) -> tuple[list[Degrees], list[Degrees]]:
    """The degrees of projects and of methods, in eighteen questions at most, however many they are.

    A method reaches people and the system through the projects that tried it, and use through its own log.
    """
    asked, kept, today = list(projects), list(methods), on or timezone.localdate()
    uses = list(
        MethodUse.objects.filter(Q(method__in=kept) | Q(project__in=asked, born_here=True)).select_related(
            "project__organisation", "method__organisation"
        )
    )
    every = {project.pk: project for project in (*(use.project for use in uses), *asked)}
    logs = logs_of({method.pk: method for method in (*(use.method for use in uses), *kept)}.values(), today)
    grounds = _grounds(list(every.values()), uses, logs, user, today)
    notes = _notes(every, kept)
    by_project = {pk: _of_project(every[pk], ground, notes["project", pk]) for pk, ground in grounds.items()}
    tried = {method.pk: [by_project[use.project_id] for use in uses if use.method_id == method.pk] for method in kept}
    return (
        [by_project[project.pk] for project in asked],
        [_of_method(method, tried[method.pk], logs[method.pk], notes["method", method.pk]) for method in kept],
    )


def _of_project(project: Project, ground: Ground, notes: Mapping[int, DegreeNote]) -> Degrees:
    changes = tuple(effect.word for told in ground.told for _change, effect in told.changes if effect is not None)
    degrees = (
        Degree(1, first_degree(one.as_core() for one in ground.better if one.counted), notes.get(1)),
        Degree(2, second_degree(counted for _method, counted in ground.logs), notes.get(2)),
        Degree(3, third_degree(Seen(ground.hindrances, ground.gathered, changes)), notes.get(3)),
    )
    return Degrees(project, degrees, {project.pk: ground}, ground.logs)


def _of_method(method: Method, tried: list[Degrees], log: list[Place], notes: Mapping[int, DegreeNote]) -> Degrees:
    first = together(one.degrees[0].standing for one in tried) or first_degree([])
    third = together(one.degrees[2].standing for one in tried) or third_degree(Seen())
    counted = spread(log)
    degrees = (
        Degree(1, first, notes.get(1)),
        Degree(2, second_degree([counted]), notes.get(2)),
        Degree(3, third, notes.get(3)),
    )
    grounds = {pk: ground for one in tried for pk, ground in one.grounds.items()}
    return Degrees(method, degrees, grounds, ((method, counted),))


def _notes(projects: Iterable[int], methods: Iterable[Method]) -> dict[tuple[str, int], dict[int, DegreeNote]]:
    """The latest word on each degree, by what it is about."""
    found: dict[tuple[str, int], dict[int, DegreeNote]] = defaultdict(dict)
    rows = DegreeNote.objects.filter(Q(project__in=list(projects)) | Q(method__in=list(methods)))
    for note in rows.select_related("by").order_by("-on", "-pk"):
        about = ("project", note.project_id) if note.project_id else ("method", note.method_id)
        found[about].setdefault(note.degree, note)
    return found


def _grounds(
    projects: Sequence[Project], uses: Iterable[MethodUse], logs: Mapping[int, list[Place]], user, today: date
) -> dict[int, Ground]:
    figures, told = figures_of(projects), _told(projects, user, today)
    born: dict[int, list[tuple[Method, Spread]]] = {project.pk: [] for project in projects}
    for use in uses:
        if use.born_here:
            born[use.project_id].append((use.method, spread(logs[use.method_id])))
    return {
        project.pk: Ground(
            figures[project.pk].get("participants.outcome"),
            tuple(_better(project, figures[project.pk])),
            tuple(born[project.pk]),
            *told[project.pk],
        )
        for project in projects
    }


def _better(project: Project, figures: Mapping[str, Figure]) -> list[Better]:
    moved = _pairs(project, figures, MOVED, counted=True)
    return moved + _pairs(project, figures, THERE, counted=not moved)


def _pairs(project: Project, figures: Mapping[str, Figure], codes, *, counted: bool) -> list[Better]:
    found = [(figures.get(f"{n}.outcome"), figures.get(f"{of}.outcome")) for n, of in codes]
    return [Better(project, n, of, counted) for n, of in found if n is not None and of is not None]


def _told(projects: Sequence[Project], user, today: date) -> dict[int, tuple[int, int, tuple[Told, ...]]]:
    """Hindrances told, how many of them are in a pattern, and those patterns, by project. Six questions at most.

    Counted over all observations, whoever reads; what a pattern is called is shown to those who may see it.
    """
    rows = Observation.objects.filter(project__in=projects, good=False).order_by()
    seen = rows.values_list("project", "pk", "gathered__pattern", "gathered__pattern__name")
    told: dict[int, set[int]] = defaultdict(set)
    members: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    names: dict[int, str] = {}
    for project, observation, pattern, name in seen:
        told[project].add(observation)
        if pattern is not None:
            members[project][pattern].add(observation)
            names[pattern] = name
    visible = set(Pattern.objects.visible_to(user).filter(pk__in=names).values_list("pk", flat=True)) if names else ()
    effects = effects_in(names, today) if names else {}
    return {
        project.pk: (
            len(told[project.pk]),
            len(set().union(*members[project.pk].values())),
            tuple(
                Told(key, names[key], len(found), tuple(effects.get(key, ())), key in visible)
                for key, found in members[project.pk].items()
            ),
        )
        for project in projects
    }


@dataclass(frozen=True)
class Tally:
    """How many said yes, no and not known."""

    yes: int = 0
    no: int = 0
    unknown: int = 0

    @property
    def all(self) -> int:
        return self.yes + self.no + self.unknown


def tallied(rows: Iterable[Degrees]) -> tuple[Tally, Tally, Tally]:
    """For each degree, how many of the projects or methods have reached it."""
    every = list(rows)
    counts = [[one.degrees[at].reached for one in every] for at in range(3)]
    first, second, third = (
        Tally(found.count(Reached.YES), found.count(Reached.NO), found.count(Reached.UNKNOWN)) for found in counts
    )
    return first, second, third
