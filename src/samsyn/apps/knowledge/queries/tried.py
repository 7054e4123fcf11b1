"""It has been tried before: what is like a plan, and what became of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from samsyn.apps.catalogue.models import Term
from samsyn.apps.evaluation.models import Recommendation
from samsyn.apps.knowledge.models import Example, Method, Pattern
from samsyn.apps.knowledge.queries.adoption import logs_of, spread
from samsyn.apps.knowledge.queries.degrees import Degrees, degrees_of_projects
from samsyn.apps.knowledge.queries.searching import Like, Likes, similar_to
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.portfolio.models import Application, Project
from samsyn.core.evidence.adoption import Spread

KINDS = ("project", "method", "pattern", "recommendation", "example")
MOST = 40  # alike that are looked among, and of each kind shown:
OF_A_KIND = 6


@dataclass(frozen=True)
class Plan:
    """What is asked about. without: the row that the plan was written in, which is not like itself."""

    title: str = ""
    text: str = ""
    themes: tuple[Term, ...] = ()
    target_groups: tuple[Term, ...] = ()
    municipalities: tuple[Organisation, ...] = ()
    without: tuple[str, int] | None = None

    @property
    def asks(self) -> bool:
        return bool(self.title.strip() or self.text.strip() or self.themes or self.target_groups)


@dataclass(frozen=True)
class Tried:
    """What is like the plan, by kind, most alike first, with what became of each by its key."""

    likes: Likes
    projects: tuple[tuple[Like, Project], ...] = ()
    methods: tuple[tuple[Like, Method], ...] = ()
    patterns: tuple[tuple[Like, Pattern], ...] = ()
    recommendations: tuple[tuple[Like, Recommendation], ...] = ()
    examples: tuple[tuple[Like, Example], ...] = ()
    degrees: dict[int, Degrees] = field(default_factory=dict)
    spread: dict[int, Spread] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        return bool(self.likes.likes)


def plan_of_application(application: Application) -> Plan:
    text = "\n".join((application.need, application.target_group_influence))
    return Plan(application.name, text, without=("application", application.pk))


def plan_of_project(project: Project) -> Plan:
    places = tuple(row.municipality for row in project.municipalities.select_related("municipality"))
    return Plan(
        project.name, "\n".join((project.summary, project.focus)), tuple(project.themes.all()),
        tuple(project.target_groups.all()), places, ("project", project.pk),
    )  # fmt: skip


def tried(user, plan: Plan) -> Tried | None:
    """Projects, methods, patterns, recommendations and examples like the plan. None when nothing has been indexed."""
    terms = [("theme", term.name_sv) for term in plan.themes]
    terms += [("target_group", term.name_sv) for term in plan.target_groups]
    found = similar_to(
        user, title=plan.title, text=plan.text, terms=terms, kinds=KINDS, without=plan.without, most=MOST,
        place=", ".join(each.brief for each in plan.municipalities),
    )  # fmt: skip
    if found is None:
        return None
    projects = _rows(found, "project", Project.objects.select_related("organisation", "application"))
    methods = _rows(found, "method", Method.objects.select_related("organisation"))
    places = logs_of([method for _like, method in methods])
    return Tried(
        found, projects, methods,
        _rows(found, "pattern", Pattern.objects.all()),
        _rows(found, "recommendation", Recommendation.objects.select_related("addressee")),
        _rows(found, "example", Example.objects.all()),
        {each.subject.pk: each for each in degrees_of_projects([row for _like, row in projects], user)},
        {key: spread(log) for key, log in places.items()},
    )  # fmt: skip


def _rows(found: Likes, kind: str, rows) -> tuple:
    likes = [like for like in found.likes if like.document.kind == kind][:OF_A_KIND]
    known = rows.in_bulk(_keys(likes))
    return tuple((like, known[like.document.key]) for like in likes if like.document.key in known)


def _keys(likes: Collection[Like]) -> list[int]:
    return [like.document.key for like in likes]
