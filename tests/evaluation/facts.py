"""The published facts of the five projects, entered through the same actions that people use."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from samsyn.apps.catalogue.models import MeasureVersion, Term
from samsyn.apps.evaluation.actions import (
    add_table,
    bring_in_publication,
    check_publication,
    import_table,
    judge,
    make_claim,
    make_cluster,
    note_difference,
    note_event,
    recommend,
    type_figure,
)
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.organisations.policy import PartIn
from samsyn.apps.portfolio.models import PhasePeriod, Project, ProjectParty

DEMO = Path(__file__).parents[2] / "src" / "samsyn" / "parameters" / "demo"


@cache
def facts(name: str) -> dict[str, Any]:
    return yaml.safe_load((DEMO / f"{name}.yaml").read_text("utf-8"))


def seed_cluster(people, places):
    """The whole cluster, evaluated by `people.evaluator`; places.owner owns BOSS and the others own one each."""
    data, by = facts("esf_cluster"), people.evaluator
    projects = [_project(row, places) for row in data["projects"]]
    words = data["cluster"]
    cluster = make_cluster(
        name=words["name"], organisation=places.evaluator, projects=projects, summary=words["summary"],
        question=words["question"], by=by,
    )  # fmt: skip
    print_of = data["publication"]
    publication = bring_in_publication(
        organisation=places.evaluator, title=print_of["title"], published=print_of["published"], by=by
    )
    _typed(data, projects, publication, by)
    tables = _tables(data, cluster, publication, by)
    for table in tables:
        import_table(table=table, by=by)
    for order, claim in enumerate(data["claims"]):
        make_claim(cluster=cluster, publication=publication, order=order, by=by, **claim)
    check_publication(publication=publication, by=by)
    _conclusions(data, cluster, publication, places, by)
    return cluster


def _project(row: dict[str, Any], places) -> Project:
    owner = places.owner if row["code"] == "BOSS" else _organisation(row["owner"])
    project = Project.objects.create(
        code=row["code"], name=row["name"], organisation=owner, starts=row["starts"], ends=row["ends"]
    )
    parts = {PartIn.OWNER: owner, PartIn.FUNDER: places.funder, PartIn.EVALUATOR: places.evaluator}
    if row["code"] == "BOSS":
        parts[PartIn.PARTNER] = places.partner
    for part, organisation in parts.items():
        ProjectParty.objects.create(project=project, organisation=organisation, part=part, starts=row["starts"])
    for phase in row["phases"]:
        term = Term.objects.get(kind="phase", code=phase["phase"])
        PhasePeriod.objects.create(
            project=project, phase=term, name=phase["name"], starts=phase["starts"], ends=phase["ends"]
        )
    return project


def _organisation(row: dict[str, str]) -> Organisation:
    return Organisation.objects.get_or_create(name=row["name"], kind=row["kind"])[0]


def _typed(data, projects, publication, by) -> None:
    by_code = {project.code: project for project in projects}
    for row in data["projects"]:
        for figure in row.get("figures", ()):
            measure = MeasureVersion.objects.get(code=figure["measure"])
            more = {key: figure[key] for key in ("part", "value", "as_printed", "page", "note")}
            type_figure(project=by_code[row["code"]], measure=measure, publication=publication, by=by, **more)


def table1_layout(data: dict[str, Any], cluster) -> dict[str, Any]:
    """Rows are the projects in order and then the printed total; columns are measure and part."""
    codes = [row["code"] for row in data["projects"]]
    rows = {str(number): {"subject": code} for number, code in enumerate([*codes, "total"], start=1)}
    columns = {
        str(number): {"measure": measure, "part": part}
        for number, (measure, part) in enumerate(data["table1"]["columns"], start=1)
    }
    return {"cluster": cluster.pk, "rows": rows, "columns": columns, "groups": data["table1"]["groups"]}


def annex_layout(data: dict[str, Any], cluster, code: str) -> dict[str, Any]:
    rows = {str(number): {"measure": measure} for number, measure in enumerate(data["annex_rows"], start=1)}
    return {"cluster": cluster.pk, "subject": code, "rows": rows,
            "columns": {"1": {"part": "plan"}, "2": {"part": "outcome"}}}  # fmt: skip


def _tables(data, cluster, publication, by):
    whole = data["table1"]
    shown = {key: whole[key] for key in ("number", "caption", "page", "header_rows", "rows")}
    yield add_table(publication=publication, layout=table1_layout(data, cluster), by=by, **shown)
    for annex in data["annexes"]:
        shown = {key: annex[key] for key in ("number", "caption", "page", "header_rows", "rows")}
        yield add_table(publication=publication, layout=annex_layout(data, cluster, annex["project"]), by=by, **shown)


def _conclusions(data, cluster, publication, places, by) -> None:
    projects = {project.code: project for project in cluster.projects.all()}
    for row in data["differences"]:
        measure = MeasureVersion.objects.filter(code=row.get("measure", "")).first()
        note_difference(
            cluster=cluster, text=row["text"], consequence=row["consequence"], measure=measure, source=row["source"],
            projects=[projects[code] for code in row["projects"]], by=by,
        )  # fmt: skip
    for row in data["judgements"]:
        kind, code = row["term"]
        judge(
            cluster=cluster, term=Term.objects.get(kind=kind, code=code), grade=row["grade"], text=row["text"],
            evidence=row["evidence"], figure_keys=row.get("figure_keys", ()), judged_on=data["judged_on"], by=by,
        )  # fmt: skip
    for row in data["events"]:
        note_event(cluster=cluster, by=by, **row)
    for row in data["recommendations"]:
        to = places.funder if row["addressee"] == data["funder"]["name"] else _organisation(data["partnership"])
        recommend(cluster=cluster, text=row["text"], addressee=to, publication=publication, page=row["page"], by=by)
