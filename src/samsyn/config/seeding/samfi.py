"""The process Samtal för integration: its phases, goals that could and could not be followed, and its verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from samsyn.apps.evaluation import actions as evaluation
from samsyn.apps.evaluation.models import Publication
from samsyn.apps.organisations.models import User
from samsyn.apps.portfolio.actions import adopt_goal, write_goal
from samsyn.apps.portfolio.models import Project
from samsyn.apps.reporting.actions import make_report
from samsyn.config.accounts import EVALUATOR
from samsyn.config.seeding.cluster import conclude
from samsyn.config.seeding.people import organisation
from samsyn.config.seeding.projects import begin, measure, phases, place

Facts = Mapping[str, Any]
GOAL_WORDS = ("label", "kind", "test", "data_source", "source_until", "baseline", "target", "known_on", "measured_by")


def bring_samfi(facts: Facts, people: Mapping[str, User]) -> Project:
    """Enter the process as its evaluator would."""
    by, evaluator, funder = people["utvarderare"], organisation(EVALUATOR), place(facts["funder"])
    raw = {
        **facts["project"],
        "partners": [p for p in facts["partners"] if p["name"] != facts["project"]["owner"]["name"]],
    }
    project = begin(raw, by=by, evaluator=evaluator, funder=funder)
    phases(project, facts["phases"], "Källa 002", by)
    publication = evaluation.bring_in_publication(
        organisation=evaluator,
        title=facts["publication"]["title"],
        author=facts["publication"]["author"],
        published=str(facts["publication"]["published"]),
        by=by,
    )
    for table in facts["tables"]:
        words = {key: table[key] for key in ("number", "caption", "rows", "header_rows")}
        evaluation.add_table(publication=publication, page=table["page"], by=by, **words)
    _figures(facts, project, publication, by)
    _goals(facts, project, by)
    for order, claim in enumerate(facts["claims"], 1):
        evaluation.make_claim(project=project, publication=publication, order=order, by=by, **claim)
    conclude(facts, {"project": project}, publication, by)
    evaluation.check_publication(publication=publication, by=by)
    make_report(project=project, title=facts["publication"]["title"], author=EVALUATOR, by=by)
    return project


def _figures(facts: Facts, project: Project, publication: Publication, by: User) -> None:
    for raw in facts["figures"]:
        rest = {key: raw[key] for key in ("part", "as_printed", "page", "population", "note") if key in raw}
        evaluation.type_figure(
            project=project,
            measure=measure(raw["measure"]),
            value=Decimal(str(raw["value"])),
            publication=publication,
            by=by,
            **rest,
        )


def _goals(facts: Facts, project: Project, by: User) -> None:
    for raw in facts["goals"]:
        words = {key: raw[key] for key in GOAL_WORDS if key in raw}
        goal = write_goal(project=project, text=raw["text"], source="Källa 002", by=by, **words)
        goal = adopt_goal(goal=goal, missing_why=raw.get("missing_why", ""), on=project.starts, by=by) or goal
        evaluation.assess_goal(
            goal=goal,
            attainment=raw["attainment"],
            value=raw.get("value", ""),
            evidence=raw["evidence"],
            judged_on=facts["judged_on"],
            source="Källa 002",
            by=by,
        )
