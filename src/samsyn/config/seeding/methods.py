"""Method cards of the demonstration: what SamFi and the five projects arrived at, who tried it, and what stopped it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from samsyn.apps.catalogue.models import Term
from samsyn.apps.economics.models import FrozenAccount
from samsyn.apps.knowledge import actions
from samsyn.apps.knowledge.models import Adoption, Method
from samsyn.apps.organisations.models import Kind, User
from samsyn.apps.portfolio.actions import start_project
from samsyn.apps.portfolio.models import Project
from samsyn.config.seeding.people import organisation
from samsyn.config.seeding.projects import term, terms
from samsyn.core.periods import add_months

Facts = Mapping[str, Any]
INVENTED = "Påhittat för demonstrationen"
WORDS = ("name", "summary", "problem", "steps", "training", "materials", "takes")


def bring_methods(facts: Facts, people: Mapping[str, User]) -> list[Method]:
    """Make the cards on their projects, fill them in, open them, and write the log as it came about."""
    methods = [_card(raw, people) for raw in facts["methods"]]
    for raw in facts["degrees"]:
        by = people[raw["by"]]
        actions.note_degree(
            subject=_project(raw["project"]), degree=raw["degree"], reached=raw["reached"], why=raw["why"], by=by
        )
    return methods


def bring_endings(facts: Facts, people: Mapping[str, User]) -> None:
    """Invented projects without a card: one ends soon and is asked for it, in the other there is nothing to keep."""
    today = timezone.localdate()
    for raw in facts["endings"]:
        by = people[raw["by"]]
        project = start_project(
            code=raw["code"], name=raw["name"], organisation=organisation("Osby kommun"), summary=raw["summary"],
            starts=today + timedelta(days=raw["from"]), ends=today + timedelta(days=raw["to"]), source=INVENTED, by=by,
        )  # fmt: skip
        if "why" in raw:
            actions.decline_card(project=project, why=raw["why"], by=by)


def _card(raw: Facts, people: Mapping[str, User]) -> Method:
    by = people[raw["by"]]
    method = actions.make_card(project=_project(raw["project"]), by=by)
    account = FrozenAccount.objects.filter(account__title=raw.get("exclusion", "")).first()
    groups = {"target_groups": terms("target_group", raw["target_groups"])} if "target_groups" in raw else {}
    actions.edit_method(
        method=method, by=by, exclusion=account, **{name: raw[name] for name in WORDS if name in raw}, **groups
    )
    for order, part in enumerate(raw["parts"], 1):
        actions.write_part(method=method, order=order, by=by, **part)
    for one in raw.get("adaptations", []):
        actions.write_adaptation(method=method, by=by, **{**one, "target_group": _group(one)})
    learned = {"learned": raw["learned"], "source": raw["learned_source"]}
    actions.edit_use(use=method.uses.get(born_here=True), by=by, **learned)
    if raw.get("open"):
        actions.open_method(method=method, by=by)
    for use in raw.get("uses", []):
        project = _project(use["project"])
        actions.note_use(
            method=method, project=project, learned=use["learned"], source=use["source"], by=people[use["by"]]
        )
    for row in raw.get("log", []):
        _note(method, row, by)
    for one in raw.get("counted", []):
        where = organisation(one["organisation"], Kind.MUNICIPALITY)
        actions.note_counted(method=method, by=by, **{**one, "organisation": where})
    for grade in raw.get("grades", []):
        words = {name: grade[name] for name in ("of", "value", "ground")}
        actions.grade_method(method=method, by=people[grade["by"]], **words)
    return method


def _note(method: Method, raw: Facts, by: User) -> Adoption:
    words = {name: raw[name] for name in ("budget", "responsible", "why", "source") if name in raw}
    if "adaptation" in raw:
        words["adaptation"] = method.adaptations.get(name=raw["adaptation"])
    row = actions.note_adoption(
        method=method, organisation=organisation(raw["organisation"], Kind.MUNICIPALITY), stage=raw["stage"],
        on=_day(raw), by=by, **words,
    )  # fmt: skip
    for check in raw.get("checks", []):
        kept = method.parts.filter(core=True).exclude(name__in=check["missing"])
        actions.verify(row=row, months=check["months"], used=True, parts=kept, how=check["how"], on=_day(check), by=by)
    return row


def _day(raw: Facts) -> date:
    """The day that is printed, or for what is invented so many months before today."""
    return raw["day"] if "day" in raw else add_months(timezone.localdate(), -raw["ago"])


def _project(code: str) -> Project:
    return Project.objects.get(code=code)


def _group(raw: Facts) -> Term | None:
    return term("target_group", raw["target_group"]) if "target_group" in raw else None
