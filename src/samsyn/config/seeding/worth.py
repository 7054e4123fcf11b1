"""Accounts of invented efforts, so that the portfolio by worth and a comparison have something to tell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from samsyn.apps.economics.actions import begin_account, change_values, freeze_account
from samsyn.apps.economics.models import Account
from samsyn.apps.economics.queries import shipped_case
from samsyn.apps.organisations.models import Kind, Organisation, User
from samsyn.apps.organisations.policy import PartIn
from samsyn.apps.portfolio import actions as portfolio
from samsyn.apps.portfolio.models import Application, Project
from samsyn.apps.reporting.actions import choose_accounts, make_report
from samsyn.config.accounts import ASSOCIATION, EVALUATOR
from samsyn.config.seeding.people import organisation
from samsyn.config.seeding.projects import terms

SOURCE = "Påhittat för demonstrationen"
ASSUMED = {"sv": SOURCE, "en": "Invented for the demonstration"}
INSIGHT = "Om unga står utan planering därför att tre myndigheters regler avlöser varandra, och vem som kan ändra det."


def bring_worth(running: Project, people: Mapping[str, User]) -> None:
    """Two variants on the running project, one of them in its report, and one account on each of two new efforts."""
    by, lead = people["utvarderare"], people["processledare"]
    portfolio.edit_project(project=running, insight=INSIGHT, by=lead)
    first = _account(running, "Vägen in, som planerat", "stegforflyttning", by)
    frozen = freeze_account(account=first, reason="Underlag till styrgruppen (påhittat)", by=by)
    report = make_report(project=running, title="Vägen in: lägesrapport (påhittad)", author=EVALUATOR, by=by)
    choose_accounts(report=report, accounts=[frozen], by=by)
    closer = _account(running, "Vägen in, med färre per samordnare", "stegforflyttning", by)
    with_values(closer, by, caseload=of_people(8, 6, 11), more=of_effect(0.6))
    bridge = _effort(
        lead, by, code="BRON", name="Bron till jobb (påhittad)", theme="work",
        insight="Om arbetsgivare säger nej till människor eller till krånglet runt stöden.",
    )  # fmt: skip
    jobs = _account(bridge, "Bron till jobb", "stegforflyttning", by)
    jobs = with_values(jobs, by, caseload=of_people(20, 15, 26), more=of_effect(0.25))
    freeze_account(account=jobs, reason="Inför beslut om fortsättning (påhittat)", by=by)
    home = _effort(lead, by, code="KVAR", name="Kvar till tjugoett (påhittad)", theme="conversation", insight="")
    _account(home, "Kvar till tjugoett", "kvar_till_21", by)


def _effort(lead: User, evaluator: User, *, code: str, name: str, theme: str, insight: str) -> Project:
    osby, starts = organisation("Osby kommun"), date(2026, 4, 1)
    project = portfolio.start_project(
        code=code, name=name, organisation=osby, starts=starts, ends=date(2028, 3, 31), insight=insight,
        themes=terms("theme", [theme]), target_groups=terms("target_group", ["young_people"]),
        staff_groups=terms("staff_group", ["social_services"]), source=SOURCE, by=lead,
    )  # fmt: skip
    for place, part in ((ASSOCIATION, PartIn.FUNDER), (EVALUATOR, PartIn.EVALUATOR)):
        portfolio.add_party(project=project, organisation=organisation(place), part=part, starts=starts, by=lead)
    osby_place = organisation("Osby", Kind.MUNICIPALITY)
    portfolio.anchor_municipality(project=project, municipality=osby_place, source=SOURCE, by=lead)
    return project


def _account(project: Project, title: str, case: str, by: User) -> Account:
    return account_from(case, title, organisation=project.organisation, project=project, by=by)


def account_from(case: str, title: str, *, organisation: Organisation, project: Project | None, by: User,
                 application: Application | None = None) -> Account:  # fmt: skip
    """An account begun from a shipped case."""
    shipped = shipped_case(case)
    if shipped is None:
        raise LookupError(case)
    return begin_account(
        title=title, contents=shipped.raw, begun_from=case, organisation=organisation, project=project, by=by,
        application=application,
    )  # fmt: skip


def with_values(account: Account, by: User, **values: Mapping[str, Any]) -> Account:
    return change_values(account=account, values=values, revision=account.revision, by=by)


def of_people(value: float, low: float, high: float) -> dict[str, Any]:
    return {"value": value, "spread": {"low": low, "high": high}, "assumption": ASSUMED}


def of_effect(value: float) -> dict[str, Any]:
    return {"value": value, "assumption": ASSUMED}
