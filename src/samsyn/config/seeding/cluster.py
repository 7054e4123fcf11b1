"""The cluster of five ESF projects: from printed tables to figures, claims, verdicts and a report."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from samsyn.apps.evaluation import actions as evaluation
from samsyn.apps.evaluation.models import Cluster, Publication
from samsyn.apps.organisations.models import Organisation, User
from samsyn.apps.portfolio.actions import open_call, plan_volume, set_budget, write_theory
from samsyn.apps.portfolio.models import Call, Project
from samsyn.apps.reporting.actions import make_report
from samsyn.config.accounts import EVALUATOR
from samsyn.config.seeding.people import organisation
from samsyn.config.seeding.projects import begin, measure, phases, place, term
from samsyn.core.tables.numbers import printed

Facts = Mapping[str, Any]
SOURCE = "Källa 004, tabell 1"


def bring_cluster(facts: Facts, people: Mapping[str, User]) -> Cluster:
    """Enter the cluster as its evaluator would, table by table."""
    by, evaluator, funder = people["utvarderare"], organisation(EVALUATOR), place(facts["funder"])
    calls = _calls(facts, funder, people["finansiar"])
    projects = {}
    for raw in facts["projects"]:
        project = begin(raw, by=by, evaluator=evaluator, funder=funder, call=calls[raw["call"]])
        phases(project, raw["phases"], "Källa 004, avsnitt 3.1", by)
        projects[raw["code"]] = project
    _theories(facts, calls, by)
    cluster = evaluation.make_cluster(
        organisation=evaluator, projects=list(projects.values()), by=by, **facts["cluster"]
    )
    publication = _publication(facts, evaluator, by)
    _tables(facts, publication, cluster, projects, by)
    _plans(facts, projects, by)
    _figures(facts, publication, projects, by)
    _words(facts, cluster, publication, projects, by)
    evaluation.check_publication(publication=publication, by=by)
    make_report(cluster=cluster, title=facts["cluster"]["name"], author=EVALUATOR, by=by)
    return cluster


def _calls(facts: Facts, funder: Organisation, by: User) -> dict[str, Call]:
    return {raw["number"]: open_call(organisation=funder, published=True, by=by, **raw) for raw in facts["calls"]}


def _theories(facts: Facts, calls: Mapping[str, Call], by: User) -> None:
    """Every version belongs to the first call; the second had the same text."""
    call, previous, earlier = calls[facts["calls"][0]["number"]], None, []
    for raw in facts["theories"]:
        steps = [dict(step) for step in raw["steps"]]
        for step in steps:
            if step.get("previous"):
                step["previous"] = earlier[step["previous"] - 1]
        rest = {key: raw[key] for key in ("occasion", "as_of", "source", "drift_summary") if key in raw}
        previous = write_theory(call=call, steps=steps, previous=previous, by=by, **rest)
        earlier = list(previous.steps.exclude(drift="dropped").order_by("order", "pk"))


def _publication(facts: Facts, evaluator: Organisation, by: User) -> Publication:
    raw = facts["publication"]
    return evaluation.bring_in_publication(
        organisation=evaluator,
        title=raw["title"],
        author=raw["author"],
        published=str(raw["published"]),
        url=raw["url"],
        by=by,
    )


def _tables(
    facts: Facts, publication: Publication, cluster: Cluster, projects: Mapping[str, Project], by: User
) -> None:
    """Table 1 and the annexes as printed, each cell tied to what it speaks of, and then made into figures."""
    raw = facts["table1"]
    subjects = [*(project["code"] for project in facts["projects"]), "total"]
    layout = {
        "cluster": cluster.pk,
        "rows": {str(number): {"subject": code} for number, code in enumerate(subjects, 1)},
        "columns": {str(n): {"measure": code, "part": part} for n, (code, part) in enumerate(raw["columns"], 1)},
    }
    if raw.get("groups"):
        layout["groups"] = raw["groups"]
    _table(publication, raw, layout, by)
    for annex in facts["annexes"]:
        layout = {
            "project": projects[annex["project"]].pk,
            "rows": {str(n): {"measure": code} for n, code in enumerate(facts["annex_rows"], 1)},
            "columns": {"1": {"part": "plan"}, "2": {"part": "outcome"}},
            "subject": annex["project"],
        }
        _table(publication, annex, layout, by)


def _table(publication: Publication, raw: Facts, layout: Facts, by: User) -> None:
    table = evaluation.add_table(
        publication=publication,
        number=raw["number"],
        caption=raw["caption"],
        page=raw["page"],
        rows=raw["rows"],
        header_rows=raw["header_rows"],
        layout=dict(layout),
        by=by,
    )
    evaluation.import_table(table=table, by=by)


def _plans(facts: Facts, projects: Mapping[str, Project], by: User) -> None:
    """Money and planned participants, row by row of table 1: the projects' own plan, where they keep it."""
    columns = [tuple(column) for column in facts["table1"]["columns"]]
    for row in facts["table1"]["rows"][1:-1]:
        project = projects[row[0]]
        value = {column: printed(text).value for column, text in zip(columns, row[1:], strict=True)}
        for part in ("plan", "outcome"):
            set_budget(
                project=project, part=part, kind="support", amount=value["esf_support", part], source=SOURCE, by=by
            )
            set_budget(
                project=project, part=part, kind="cofinancing", amount=value["cofinancing", part], source=SOURCE, by=by
            )
        for sex in ("women", "men"):
            plan_volume(
                project=project,
                measure=measure("participants"),
                sex=sex,
                value=value[sex, "plan"],
                source=SOURCE,
                by=by,
            )


def _figures(facts: Facts, publication: Publication, projects: Mapping[str, Project], by: User) -> None:
    for raw in facts["projects"]:
        for figure in raw.get("figures", []):
            evaluation.type_figure(
                project=projects[raw["code"]],
                measure=measure(figure["measure"]),
                value=Decimal(str(figure["value"])),
                publication=publication,
                by=by,
                **{key: figure[key] for key in ("part", "as_printed", "page", "note")},
            )


def _words(facts: Facts, cluster: Cluster, publication: Publication, projects: Mapping[str, Project], by: User) -> None:
    """Claims, differences, verdicts, outside events and recommendations."""
    for order, raw in enumerate(facts["claims"], 1):
        evaluation.make_claim(cluster=cluster, publication=publication, order=order, by=by, **raw)
    for raw in facts["differences"]:
        rest = {key: raw[key] for key in ("text", "consequence", "source") if key in raw}
        evaluation.note_difference(
            cluster=cluster,
            measure=measure(raw["measure"]) if raw.get("measure") else None,
            projects=[projects[code] for code in raw["projects"]],
            by=by,
            **rest,
        )
    conclude(facts, {"cluster": cluster}, publication, by)


def conclude(facts: Facts, about: dict[str, Any], publication: Publication, by: User) -> None:
    """Verdicts, outside events and recommendations on a cluster or a project."""
    for raw in facts["judgements"]:
        rest = {key: raw[key] for key in ("grade", "text", "evidence", "figure_keys", "source") if key in raw}
        evaluation.judge(term=term(*raw["term"]), judged_on=facts["judged_on"], by=by, **about, **rest)
    for raw in facts["events"]:
        evaluation.note_event(by=by, **about, **raw)
    for raw in facts["recommendations"]:
        evaluation.recommend(
            text=raw["text"],
            addressee=place({"name": raw["addressee"], "kind": "state_agency"}),
            publication=publication,
            page=raw.get("page", ""),
            given_on=facts["judged_on"],
            by=by,
            **about,
        )
