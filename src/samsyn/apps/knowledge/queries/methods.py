"""Method cards: which there are, what each rests on, and what it still lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from samsyn.apps.evaluation.models import DefinitionDifference
from samsyn.apps.evaluation.queries.figures import figures_of
from samsyn.apps.knowledge.models import IN_USE, Adaptation, GradeOf, Method, MethodGrade, MethodUse
from samsyn.apps.knowledge.queries.adoption import Place, logs_of, spread
from samsyn.apps.knowledge.queries.grading import Graded, graded, ground_of
from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.policy import PartIn, Permission
from samsyn.apps.portfolio.models import Project
from samsyn.core.evidence.adoption import Spread
from samsyn.core.tables.figure import Figure

# What a card asks for beside name and summary, and what may be filled in by hand. Parts and uses have their own pages.
FIELDS = ("problem", "target_groups", "themes", "steps", "training", "materials", "takes")


@dataclass(frozen=True)
class Use:
    """A project that tried the method, with its figures as they are today.

    open: the reader may see the project. evaluates: the reader evaluates it.
    """

    row: MethodUse
    figures: Mapping[str, Figure]
    open: bool
    evaluates: bool


@dataclass(frozen=True)
class Card:
    """A method with everything that is worked out about it."""

    method: Method
    uses: tuple[Use, ...]
    log: tuple[Place, ...]
    grades: Mapping[str, Graded]

    @property
    def spread(self) -> Spread:
        return spread(self.log)


def cards_of(methods: Iterable[Method], user=None) -> list[Card]:
    """Everything about some methods, in a number of questions that does not depend on how many they are.

    The figures of a project are shown on the card to everyone who reads it: whoever put the project there said so.
    user: whoever reads; None where nobody is shown the projects.
    """
    every = list(methods)
    rows = MethodUse.objects.filter(method__in=every).select_related("project__organisation", "adaptation")
    uses: dict[int, list[MethodUse]] = {method.pk: [] for method in every}
    for row in rows:
        uses[row.method_id].append(row)
    projects = {row.project_id: row.project for group in uses.values() for row in group}
    seen = _seen(user, projects)
    figures, ground, logs = figures_of(projects.values()), ground_of(projects.values()), logs_of(every)
    return [
        Card(
            method,
            tuple(
                Use(row, figures[row.project_id], row.project_id in seen, seen.get(row.project_id, False))
                for row in uses[method.pk]
            ),
            tuple(logs[method.pk]),
            graded(method, [row.project_id for row in uses[method.pk]], figures, ground, logs[method.pk]),
        )
        for method in every
    ]


def uses_with_figures(method: Method, user) -> tuple[Use, ...]:
    """The projects that tried one method, with their figures, where nothing else of the card is asked for."""
    rows = list(method.uses.select_related("project__organisation", "adaptation"))
    projects = {row.project_id: row.project for row in rows}
    seen, figures = _seen(user, projects), figures_of(projects.values())
    return tuple(
        Use(row, figures[row.project_id], row.project_id in seen, seen.get(row.project_id, False)) for row in rows
    )


def _seen(user, projects: Iterable[int]) -> dict[int, bool]:
    """The projects that the user may see, and whether the user evaluates them."""
    if user is None:
        return {}
    evaluated = Project.objects.visible_to(user, Permission.EVALUATION_EDIT).filter(pk=OuterRef("pk"))
    rows = Project.objects.visible_to(user).filter(pk__in=projects).annotate(evaluated=Exists(evaluated))
    return dict(rows.values_list("pk", "evaluated"))


def card_of(method: Method, user) -> Card:
    return cards_of([method], user)[0]


def readable(user) -> QuerySet[Method]:
    """The methods that the user may read, with what a card shows of them."""
    rows = Method.objects.visible_to(user).select_related("organisation")
    grades = Prefetch("grades", MethodGrade.objects.select_related("reviewer"))
    adaptations = Prefetch("adaptations", Adaptation.objects.select_related("target_group"))
    return rows.prefetch_related("themes", "target_groups", "parts", adaptations, grades)


def matching(
    read: QuerySet[Method], *, text: str = "", theme=None, target_group=None, organisation: Organisation | None = None
) -> QuerySet[Method]:
    """Those of the methods that match every filter given, with what a list shows. organisation: where it is used."""
    rows = read.select_related("organisation").prefetch_related("target_groups", "parts", "grades")
    if text:
        words = Q(name__icontains=text) | Q(summary__icontains=text) | Q(problem__icontains=text)
        rows = rows.filter(words | Q(steps__icontains=text) | Q(parts__name__icontains=text))
    if theme:
        rows = rows.filter(themes=theme)
    if target_group:
        rows = rows.filter(target_groups=target_group)
    if organisation:
        rows = rows.filter(adoptions__organisation=organisation, adoptions__stage__in=IN_USE)
    return rows.distinct()


def in_use_at(card: Card, organisation: Organisation) -> bool:
    """Whether the method is in use there today: the log may say that it was and has stopped."""
    return any(
        place.organisation.pk == organisation.pk and place.standing and place.standing.in_use_since
        for place in card.log
    )


@dataclass(frozen=True)
class Asked:
    """One thing that a card should say, and whether it does. name: the field, or "parts", "uses" or "cost"."""

    name: str
    label: object
    there: bool


def fields_of(method: Method) -> list[Asked]:
    """What the card says in fields of its own, in the order of the page."""
    asked = [Asked("summary", Method._meta.get_field("summary").verbose_name, bool(method.summary))]
    for name in FIELDS:
        field, value = Method._meta.get_field(name), getattr(method, name)
        asked.append(Asked(name, field.verbose_name, bool(value.all()) if field.many_to_many else bool(value)))
    return asked


def completeness(card: Card) -> list[Asked]:
    """What the card says and what it lacks: its fields, its parts, who tried it and what it cost."""
    costs = card.grades[GradeOf.COST].rule.value is not None
    return [
        *fields_of(card.method),
        Asked("parts", _("bärande delar"), any(part.core for part in card.method.parts.all())),
        Asked("uses", _("insatser som prövat den"), bool(card.uses)),
        Asked("cost", _("kostnad per deltagare, ur insatsernas siffror"), costs),
    ]


def differences_among(projects: Iterable[Project]) -> QuerySet[DefinitionDifference]:
    """Differences in definition that are noted where some of the projects are compared."""
    keys = [project.pk for project in projects]
    rows = DefinitionDifference.objects.filter(cluster__projects__in=keys)
    return rows.filter(Q(projects=None) | Q(projects__in=keys)).select_related("measure").distinct()


def uses_in(user, project: Project) -> list[tuple[MethodUse, Spread]]:
    """The methods that a project tried and that the user may read, with how far each has gone. Four questions."""
    rows = project.method_uses.filter(method__in=Method.objects.visible_to(user))
    uses = list(rows.select_related("method__organisation", "adaptation"))
    logs = logs_of(use.method for use in uses) if uses else {}
    return [(use, spread(logs[use.method_id])) for use in uses]


def kept_by(user) -> set[int]:
    """The organisations whose cards the user may change, and that the user may write in logs for."""
    return set(organisations_where(user, Permission.KNOWLEDGE_EDIT).values_list("pk", flat=True))


def may_review(user, method: Method) -> bool:
    """Whether the user may grade the card: its keeper's people, and those who evaluate a project that tried it."""
    if method.organisation_id in kept_by(user):
        return True
    return Project.objects.visible_to(user, Permission.EVALUATION_EDIT).filter(method_uses__method=method).exists()


def may_bear(user, project: Project) -> bool:
    """Whether the user may make a card of the project, or say that it tried a method."""
    return Project.objects.visible_to(user, Permission.KNOWLEDGE_EDIT).filter(pk=project.pk).exists()


def keeper_for(user, project: Project) -> Organisation | None:
    """Who keeps a card that the user makes of the project: its owner, or the evaluator that the user works for."""
    mine = organisations_where(user, Permission.KNOWLEDGE_EDIT)
    parties = project.parties.filter(part__in=(PartIn.OWNER, PartIn.EVALUATOR), organisation__in=mine)
    found = sorted(parties.select_related("organisation"), key=lambda party: party.part != PartIn.OWNER)
    return found[0].organisation if found else None
