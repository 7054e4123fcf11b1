"""Two of everything: one set around the shared project, one of a party that has no part in it."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

from django.utils import timezone

from samsyn.apps.catalogue.models import MeasureVersion, Term
from samsyn.apps.evaluation import models as evaluation
from samsyn.apps.organisations.models import Membership, User
from samsyn.apps.portfolio import models as portfolio
from samsyn.apps.reporting import models as reporting

DAY = datetime.date(2024, 1, 1)


def build(people, places, project) -> dict[str, SimpleNamespace]:
    """One object of every kind that an address can name, on each side."""
    foreign = portfolio.Project.objects.create(code="FJÄR", name="Långt bort", organisation=places.foreign, starts=DAY)
    portfolio.ProjectParty.objects.create(project=foreign, organisation=places.foreign, part="owner", starts=DAY)
    elsewhere = User.objects.create(email="annan@exempel.se", name="Annan")
    other_evaluator = places.foreign
    return {
        "own": _side(people.evaluator, project, places.owner, places.evaluator, places.funder, people.reader),
        "foreign": _side(elsewhere, foreign, places.foreign, other_evaluator, places.foreign, elsewhere),
    }


def _side(uploader, project, owner, evaluator, funder, member) -> SimpleNamespace:
    made = SimpleNamespace(project=project, organisation=owner)
    _shared_words(made, owner)
    _of_project(made, project, owner, funder, member)
    _of_evaluation(made, project, evaluator, funder, uploader)
    _of_reporting(made, project)
    return made


def _shared_words(made, owner) -> None:
    made.measure = MeasureVersion.objects.create(
        code="own_measure",
        name_sv="Eget mått",
        definition_sv="Ett eget mått.",
        unit="person",
        source="Egen",
        organisation=owner,
    )
    made.term = Term.objects.create(kind="theme", code="own_theme", name_sv="Eget tema", organisation=owner)
    made.step_kind = Term.objects.create(kind="step_kind", code="own_step", name_sv="Eget steg", organisation=owner)


def _of_project(made, project, owner, funder, member) -> None:
    made.membership = Membership.objects.filter(user=member).first() or Membership.objects.create(
        user=member, organisation=owner, role="reader", starts=DAY
    )
    made.party = project.parties.filter(part="owner").get()
    made.place = portfolio.ProjectMunicipality.objects.create(project=project, municipality=owner)
    made.phase = portfolio.PhasePeriod.objects.create(project=project, name="Start", starts=DAY)
    made.goal = portfolio.Goal.objects.create(project=project, text="Fler i arbete", missing_why="Prövas")
    made.budget_line = portfolio.BudgetLine.objects.create(project=project, part="plan", kind="support", amount=100)
    made.volume = portfolio.PlannedVolume.objects.create(project=project, measure=made.measure, value=10)
    made.theory = portfolio.TheoryOfChange.objects.create(project=project)
    portfolio.TheoryStep.objects.create(theory=made.theory, kind=made.step_kind, text="Ett steg")
    made.call = portfolio.Call.objects.create(organisation=funder, title="Utkast till utlysning")
    made.open_call = portfolio.Call.objects.create(organisation=funder, title="Utlyst", published=True)
    made.application = portfolio.Application.objects.create(call=made.open_call, organisation=owner, name="Utkast")
    made.sent = portfolio.Application.objects.create(
        call=made.open_call, organisation=owner, name="Inskickad", state="sent", need="Behov", sought=1
    )
    made.meeting = portfolio.NetworkMeeting.objects.create(organisation=owner, on=DAY, subject="Träff")
    made.meeting.projects.add(project)


def _of_evaluation(made, project, evaluator, funder, uploader) -> None:
    about = {"project": project}
    made.cluster = evaluation.Cluster.objects.create(name="Kluster", organisation=evaluator)
    made.cluster.projects.add(project)
    made.publication = evaluation.Publication.objects.create(organisation=evaluator, title="Rapport")
    made.table = evaluation.PublishedTable.objects.create(
        publication=made.publication, number="1", rows=[["Ort", "Antal"], ["A", "1"], ["Totalt", "2"]]
    )
    made.finding = evaluation.Finding.objects.create(
        publication=made.publication, table=made.table, kind="sum", severity="error", message="Fel", fingerprint="f"
    )
    made.figure = evaluation.StoredFigure.objects.create(measure=made.measure, value=5, **about)
    made.claim = evaluation.Claim.objects.create(text="Fem deltog.", printed="5", **about)
    made.judgement = evaluation.Judgement.objects.create(
        term=made.term, grade="full", text="Bra", evidence="Allt", **about
    )
    made.event = evaluation.OutsideEvent.objects.create(name="Händelse", starts=DAY, **about)
    made.recommendation = evaluation.Recommendation.objects.create(text="Gör mer", addressee=funder, **about)
    made.draft = evaluation.CheckedDraft.objects.create(
        user=uploader,
        name="utkast.csv",
        sha256="0" * 64,
        document={"name": "utkast.csv", "blocks": []},
        report={"file": "utkast.csv", "tables": 0, "relations_verified": 0, "findings": [], "relations": []},
    )


def _of_reporting(made, project) -> None:
    made.report = reporting.Report.objects.create(project=project, title="Rapport")
    made.section = reporting.ReportSection.objects.create(report=made.report, code="sammanfattning", text="")


def freeze(made, user) -> None:
    """A frozen copy of the side's report, made the way people make it."""
    from samsyn.apps.reporting.actions import freeze_report

    made.snapshot = freeze_report(report=made.report, reason="prov", by=user)


NOW = timezone.now
