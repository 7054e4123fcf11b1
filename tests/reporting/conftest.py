"""A cluster of three invented efforts with plan, outcome and a printed total that contradicts its rows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.utils import translation

DAY = datetime.date(2024, 1, 1)


@pytest.fixture(autouse=True)
def in_swedish():
    """Every test begins in Swedish: a page read in English leaves its language behind."""
    with translation.override("sv"):
        yield


@dataclass
class Ground:
    cluster: object
    projects: list
    publication: object


@pytest.fixture
def ground(people, places, project, measures):
    """What a cluster report is made of. The project of the shared fixture is one of the three."""
    from samsyn.apps.evaluation.models import Cluster, Publication

    others = [_project(places, code, name) for code, name in (("SOL", "Solsidan"), ("B2", "Bryggan 2"))]
    cluster = Cluster.objects.create(
        name="Tre vägar in", organisation=places.evaluator, summary="Tre insatser prövar samma sak. De nådde 26 % fler."
    )
    cluster.projects.set([project, *others])
    publication = Publication.objects.create(organisation=places.evaluator, title="Påhittad utvärdering")
    numbers = {
        project: {"women": (318, 415), "men": (194, 170)},
        others[0]: {"women": (2048, 2033), "men": (519, 631)},
        others[1]: {"women": (251, 590), "men": (119, 203)},
    }
    for one, values in numbers.items():
        _volumes(one, values, measures, publication)
        _money(one)
    _printed_total(cluster, measures, publication)
    _conclusions(cluster, project, places, publication)
    return Ground(cluster, [project, *others], publication)


def _project(places, code: str, name: str):
    from samsyn.apps.portfolio.models import Project, ProjectParty

    made = Project.objects.create(code=code, name=name, organisation=places.owner, starts=DAY)
    for part in ("owner", "evaluator"):
        ProjectParty.objects.create(project=made, organisation=getattr(places, part), part=part, starts=DAY)
    return made


def _volumes(project, values, measures, publication) -> None:
    from samsyn.apps.evaluation.models import StoredFigure

    for code, pair in values.items():
        for part, value in zip(("plan", "outcome"), pair, strict=True):
            StoredFigure.objects.create(
                project=project, measure=measures[code], part=part, value=value, origin="printed",
                publication=publication, page="12",
            )  # fmt: skip


def _money(project) -> None:
    from samsyn.apps.portfolio.models import BudgetLine

    for part, amount in (("plan", 5_000_000), ("outcome", 4_321_000)):
        BudgetLine.objects.create(project=project, part=part, kind="support", amount=Decimal(amount))
        BudgetLine.objects.create(project=project, part=part, kind="cofinancing", amount=Decimal(amount) / 4)


def _printed_total(cluster, measures, publication) -> None:
    from samsyn.apps.evaluation.models import StoredFigure

    StoredFigure.objects.create(
        cluster=cluster, measure=measures["participants"], part="outcome", value=3918, origin="printed",
        publication=publication, page="12", as_printed="3 918", counts=False,
    )  # fmt: skip


def _conclusions(cluster, project, places, publication) -> None:
    from samsyn.apps.catalogue.models import Term
    from samsyn.apps.evaluation.models import Claim, Judgement, OutsideEvent, Recommendation
    from samsyn.apps.evaluation.models import DefinitionDifference as Difference
    from samsyn.apps.evaluation.models.checks import Finding

    Claim.objects.create(
        cluster=cluster, text="Fler deltog än planerat", printed="26 %", publication=publication, page="14",
        formula="participants.outcome / participants.plan - 1",
    )  # fmt: skip
    for kind in ("perspective", "learning_level"):
        term = Term.objects.filter(kind=kind).first() or Term.objects.create(kind=kind, code="ett", name_sv="Ett")
        Judgement.objects.create(cluster=cluster, term=term, grade="partly", text="Delvis.", evidence="Intervjuer.")
    OutsideEvent.objects.create(cluster=cluster, name="Ny lag", starts=datetime.date(2024, 7, 1), text="Ändrade allt.")
    difference = Difference.objects.create(cluster=cluster, text="VIND räknar tillfällen.", consequence="Jämför inte.")
    difference.projects.set([project])
    Recommendation.objects.create(cluster=cluster, text="Förankra tidigare.", addressee=places.owner)
    Finding.objects.create(
        publication=publication, kind="sum", severity="error", message="Summan följer inte av raderna.",
        printed="3 918", computed="4 042", fingerprint="a" * 64,
    )  # fmt: skip


@pytest.fixture
def report(ground, people):
    """A report on the cluster, begun by the evaluator."""
    from samsyn.apps.reporting.actions import make_report

    return make_report(title="Tre vägar in: slutrapport", cluster=ground.cluster, author="Vi", by=people.evaluator)


@pytest.fixture
def project_report(ground, people):
    """A report on one of the projects, begun by its process leader."""
    from samsyn.apps.reporting.actions import make_report

    return make_report(title="Vägen in: lägesrapport", project=ground.projects[0], by=people.lead)
