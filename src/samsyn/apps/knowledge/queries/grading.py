"""The three grades of a method: what the rules say of what is recorded, and what a named reviewer has said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery

from samsyn.apps.economics.models import Settlement
from samsyn.apps.economics.queries.settlements import effect_of
from samsyn.apps.evaluation.delivered import DOWN, UP, Place, moves_code
from samsyn.apps.evaluation.models import DeliveredRelease, DeliveredTable
from samsyn.apps.evaluation.models.judgements import Attainment
from samsyn.apps.evaluation.queries.deliveries import value_at
from samsyn.apps.knowledge.models import GradeOf, Method, MethodGrade
from samsyn.apps.knowledge.queries.adoption import Place as Standing
from samsyn.apps.knowledge.queries.adoption import spread
from samsyn.apps.knowledge.queries.rules import kept_share, scale, several
from samsyn.apps.organisations.models import Kind
from samsyn.apps.portfolio.models import Goal, Project, TheoryStep
from samsyn.apps.portfolio.models.goals import GoalKind
from samsyn.core.evidence.estimates import Estimate
from samsyn.core.evidence.methods import (
    Cost,
    CostGrade,
    Fact,
    Facts,
    Grade,
    Taken,
    climb,
    cost_grade,
    implementability,
)
from samsyn.core.evidence.refusals import NotEstimable
from samsyn.core.tables.figure import Figure

Figures = Mapping[str, Figure]


@dataclass(frozen=True)
class Graded:
    """One of the three questions. rule: what the rule says today; kept: the rows kept of it, latest first.

    A reviewer's grade stands for as long as it is the latest row; the rule's answer is then shown beside it.
    """

    of: GradeOf
    rule: Grade
    kept: tuple[MethodGrade, ...]
    lowered: bool = False
    cost: CostGrade | None = None

    @property
    def reviewed(self) -> MethodGrade | None:
        """The reviewer's grade that stands; None where the rule speaks."""
        return self.kept[0] if self.kept and not self.kept[0].by_rule else None

    @property
    def value(self) -> int | None:
        return self.reviewed.value if self.reviewed else self.rule.value

    @property
    def waits(self) -> bool:
        """Whether a reviewer is needed: the rule cannot say it all and nobody has."""
        return self.reviewed is None and not self.rule.decided


@dataclass(frozen=True)
class Ground:
    """What is recorded about some projects that bears on evidence, by their primary keys."""

    logic: frozenset[int]
    better: Mapping[int, bool]
    followed_goals: frozenset[int]
    effects: Mapping[int, tuple[Effect, ...]]


@dataclass(frozen=True)
class Effect:
    """What a settlement with a comparison says. shown None: a person decides. independent: an evaluator keeps it."""

    shown: bool | None
    independent: bool


def ground_of(projects: Iterable[Project]) -> Ground:
    """Logic, before and after, and comparisons recorded of the projects. Three questions."""
    keys = [project.pk for project in projects]
    steps = TheoryStep.objects.filter(theory__project=OuterRef("pk"))
    reached = Goal.objects.filter(
        project=OuterRef("pk"), kind=GoalKind.NUMBER, attainments__attainment__in=(Attainment.MET, Attainment.PARTLY)
    ).exclude(baseline="")
    rows = Project.objects.filter(pk__in=keys).annotate(logic=Exists(steps), reached=Exists(reached))
    told = list(rows.values_list("pk", "logic", "reached"))
    return Ground(
        frozenset(pk for pk, logic, _reached in told if logic),
        _better(keys),
        frozenset(pk for pk, _logic, reached in told if reached),
        _effects(keys),
    )


def _better(projects: Sequence[int]) -> dict[int, bool]:
    """Whether more people took a step up than down in three months, in the latest delivery; nothing where not told."""
    code = moves_code("months_3", "occupation")
    latest = DeliveredRelease.objects.filter(project=OuterRef("release__project")).order_by("-number")
    rows = DeliveredTable.objects.filter(
        release__project__in=projects, release=Subquery(latest.values("pk")[:1]), code=code
    ).values_list("release__project", "content")
    found = {}
    for project, content in rows:
        table = DeliveredTable(content=content).as_core
        up, down = (value_at(table, Place(code, column)) for column in (UP, DOWN))
        if up is not None and down is not None:
            found[project] = up > down
    return found


def _effects(projects: Sequence[int]) -> dict[int, tuple[Effect, ...]]:
    """The latest settlement of each account that has a comparison."""
    rows = Settlement.objects.filter(frozen__account__project__in=projects).exclude(comparison="")
    latest: dict[int, Settlement] = {}
    for row in rows.select_related("frozen__account__organisation").order_by("-changed_at", "pk"):
        latest.setdefault(row.frozen.account_id, row)
    found: dict[int, list[Effect]] = defaultdict(list)
    for row in latest.values():
        account = row.frozen.account
        found[account.project_id].append(Effect(_shown(row), account.organisation.kind == Kind.EVALUATOR))
    return {project: tuple(effects) for project, effects in found.items()}


def _shown(row: Settlement) -> bool | None:
    try:
        estimate, wavering = effect_of(row)
    except NotEstimable:
        return False
    if not isinstance(estimate, Estimate):
        return False
    if wavering or row.stated_doubted:  # whoever estimated it doubts it, so a person judges
        return None
    return estimate.detected and estimate.effect > 0


def facts_of(
    method: Method, projects: Sequence[int], figures: Mapping[int, Figures], ground: Ground, log: Sequence[Standing]
) -> Facts:
    """What the rules ask, answered from what is recorded: yes, no, or None where it takes a person to judge."""
    counted = spread(log)
    kept, of = _fidelity(log)
    parts = [part for part in method.parts.all() if part.core]
    described = {
        Fact.PARTS: bool(parts),
        Fact.STEPS: bool(method.steps),
        Fact.TAKES: bool(method.takes),
        Fact.TRAINING: bool(method.training),
        Fact.MATERIALS: bool(method.materials),
    }
    return {
        **described,
        Fact.LOGIC: bool(ground.logic & set(projects)) or bool(method.problem and method.steps),
        Fact.BEFORE_AFTER: _before_after(projects, figures, ground),
        Fact.COMPARED: _any([effect.shown for pk in projects for effect in ground.effects.get(pk, ())]),
        Fact.REPLICATED: _replicated(projects, ground),
        Fact.MANUAL: described[Fact.STEPS] and described[Fact.TRAINING] and described[Fact.MATERIALS],
        Fact.SITES: counted.verified >= several(),
        Fact.VERIFIED_ONCE: counted.verified >= 1,
        Fact.KEPT: bool(of) and kept >= kept_share() * of,
    }


def _before_after(projects: Sequence[int], figures: Mapping[int, Figures], ground: Ground) -> bool | None:
    """More steps up than down says yes. Steps up without the steps down, or a goal with a baseline, is for a person."""
    if any(ground.better.get(pk) for pk in projects):
        return True
    entered = any("steps_up_3_months.outcome" in figures.get(pk, {}) and pk not in ground.better for pk in projects)
    return None if entered or ground.followed_goals & set(projects) else False


def _replicated(projects: Sequence[int], ground: Ground) -> bool | None:
    shown = [pk for pk in projects if any(effect.shown for effect in ground.effects.get(pk, ()))]
    if len(shown) < 2:
        return False
    independent = [pk for pk in shown if any(each.shown and each.independent for each in ground.effects[pk])]
    return True if independent else None


def _any(answers: Sequence[bool | None]) -> bool | None:
    if any(answers):
        return True
    return None if None in answers else False


def _fidelity(log: Sequence[Standing]) -> tuple[int, int]:
    """Core parts kept of all, over the organisations that have been verified."""
    found = [place.standing.fidelity for place in log if place.standing and place.standing.fidelity]
    return sum(kept for kept, _of in found), sum(of for _kept, of in found)


def graded(
    method: Method, projects: Sequence[int], figures: Mapping[int, Figures], ground: Ground, log: Sequence[Standing]
) -> dict[str, Graded]:
    """The three questions of one method, by GradeOf. method.grades and method.parts should be prefetched."""
    facts = facts_of(method, projects, figures, ground, log)
    kept: dict[str, list[MethodGrade]] = defaultdict(list)
    for row in method.grades.all():
        kept[row.of].append(row)
    cost = cost_grade(_costs(projects, figures), scale(GradeOf.COST).limits)
    taken = Taken(spread(log), *_fidelity(log))
    ready, lowered = implementability(scale(GradeOf.IMPLEMENTABILITY).levels, facts, taken)
    return {
        GradeOf.EVIDENCE: Graded(
            GradeOf.EVIDENCE, climb(scale(GradeOf.EVIDENCE).levels, facts), tuple(kept[GradeOf.EVIDENCE])
        ),
        GradeOf.COST: Graded(GradeOf.COST, Grade(cost.value), tuple(kept[GradeOf.COST]), cost=cost),
        GradeOf.IMPLEMENTABILITY: Graded(
            GradeOf.IMPLEMENTABILITY, ready, tuple(kept[GradeOf.IMPLEMENTABILITY]), lowered
        ),
    }


def _costs(projects: Sequence[int], figures: Mapping[int, Figures]) -> list[Cost]:
    """Projects whose outcome has both cost and participants."""
    found = []
    for pk in projects:
        cost, people = (figures.get(pk, {}).get(key) for key in ("total_cost.outcome", "participants.outcome"))
        if cost is not None and people is not None and cost.value is not None and people.value:
            found.append(Cost(cost.value, people.value))
    return found
