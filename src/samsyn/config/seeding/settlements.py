"""Two boksluts of the demonstration: one with a comparison, one from delivered figures without any."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from samsyn.apps.economics.actions import begin_account, change_values, freeze_account
from samsyn.apps.economics.actions.settlements import write_settlement
from samsyn.apps.economics.forms.settlements import SettlementForm
from samsyn.apps.economics.models import FrozenAccount, Settlement
from samsyn.apps.economics.queries import shipped_case
from samsyn.apps.economics.queries.outcomes import outcome_of
from samsyn.apps.economics.queries.settlements import asked_of
from samsyn.apps.organisations.models import User
from samsyn.apps.organisations.policy import PartIn
from samsyn.apps.portfolio import actions as portfolio
from samsyn.apps.portfolio.models import Project
from samsyn.config.accounts import EVALUATOR
from samsyn.config.seeding.people import organisation
from samsyn.config.seeding.projects import terms

INVENTED = "Påhittat för demonstrationen"
ASSUMED = {"sv": INVENTED, "en": "Invented for the demonstration"}
GOINGE = "SamFi-ÖG"


def bring_settlements(people: Mapping[str, User]) -> None:
    """One of an invented effort that drew lots, and one of SamFi in Östra Göinge where its people are here."""
    lead, by = people["processledare"], people["utvarderare"]
    _with_comparison(_ended(lead), by)
    goinge = Project.objects.filter(code=GOINGE).first()
    if goinge:
        _from_delivery(goinge, by)


def _ended(lead: User) -> Project:
    starts, ends = date(2023, 8, 1), date(2025, 6, 30)
    project = portfolio.start_project(
        code="KLAR", name="Plugga klart (påhittad)", organisation=organisation("Osby kommun"), starts=starts, ends=ends,
        focus="Lots i skolan för elever som är på väg att misslyckas; lotten avgjorde vilka som började först.",
        themes=terms("theme", ["conversation"]), target_groups=terms("target_group", ["young_people"]),
        staff_groups=terms("staff_group", ["schools"]), source=INVENTED, by=lead,
    )  # fmt: skip
    portfolio.add_party(
        project=project, organisation=organisation(EVALUATOR), part=PartIn.EVALUATOR, starts=starts, by=lead
    )
    portfolio.set_budget(
        project=project, part="outcome", kind="support", amount=Decimal(6_000_000), source=INVENTED, by=lead
    )
    return project


def _with_comparison(project: Project, by: User) -> Settlement:
    """Dearer and smaller than planned, with a difference against the waiting list that chance does not explain."""
    frozen = _frozen(project, "Plugga klart", "trelleborg_kedja", "Inför starten (påhittat)", by, people=4000.0)
    return write_settlement(
        frozen=frozen, by=by, starters=116, completed=92, reached=35, followed=92, comparison="lot_waiting",
        compared_reached=22, compared=96, costs={"0": 1_650_000.0}, goal="Behörig till gymnasiet efter nian",
        source="Påhittat: skolans register, väntelistans uppföljning i juni 2025 och insatsens bokföring",
    )  # fmt: skip


def _from_delivery(project: Project, by: User) -> Settlement:
    """Nobody was compared: what the delivered steps say, with their rounding, and no effect."""
    frozen = _frozen(
        project, "Samtal för integration, vägen till arbete", "snabbare_integration_kedja", "Innan starten (påhittat)",
        by, people=100.0,
    )  # fmt: skip
    asked = asked_of(frozen)
    outcome = outcome_of(project, asked.scenario)
    form = SettlementForm(None, asked=asked, outcome=outcome, row=None)
    offered = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    source = {"source": offered.get("source") or INVENTED}
    filled = {name: value for name, value in {**offered, **source}.items() if value is not None}
    form = SettlementForm(filled, asked=asked, outcome=outcome, row=None)
    if not form.is_valid():
        raise ValueError(f"Bokslutet för {GOINGE} går inte att skriva: {form.errors.as_json()}")
    return write_settlement(frozen=frozen, by=by, **form.facts)


def _frozen(project: Project, title: str, case: str, reason: str, by: User, people: float) -> FrozenAccount:
    shipped = shipped_case(case)
    if shipped is None:
        raise LookupError(case)
    account = begin_account(
        title=title, contents=shipped.raw, begun_from=case, organisation=project.organisation, project=project, by=by
    )
    facts: dict[str, Any] = {"value": people, "source": None, "assumption": ASSUMED}
    account = change_values(account=account, values={"chain.people": facts}, revision=account.revision, by=by)
    return freeze_account(account=account, reason=reason, by=by)
