"""The cluster report: several efforts compared, with what can be trusted and what cannot."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from samsyn.apps.evaluation.models import Cluster
from samsyn.apps.evaluation.queries import ClusterFigures
from samsyn.apps.portfolio.models import Project, ProjectMunicipality, ProjectParty
from samsyn.apps.reporting.composing import chapters
from samsyn.apps.reporting.composing.appendix import appendix
from samsyn.apps.reporting.composing.comparing import comparison
from samsyn.apps.reporting.composing.titles import CLUSTER
from samsyn.apps.reporting.content import Block, Section, TableBlock
from samsyn.apps.reporting.tabulating import text_table
from samsyn.core.tables.figure import Figure
from samsyn.web.formats import isodate


def with_projects(cluster: Cluster) -> Cluster:
    """The cluster with its projects, and what the report says of each, in three questions to the store."""
    parties = Prefetch("parties", ProjectParty.objects.select_related("organisation"))
    places = Prefetch("municipalities", ProjectMunicipality.objects.select_related("municipality"))
    projects = Project.objects.select_related("organisation", "call").prefetch_related(parties, places)
    prefetch_related_objects([cluster], Prefetch("projects", projects))
    return cluster


def cluster_sections(cluster: Cluster, figures: ClusterFigures, everything: Mapping[str, Figure]) -> list[Section]:
    """Every chapter in order; a chapter without anything to show still has room for the writer's words."""
    projects = [project for project, _own in figures.projects]
    total = _("Totalt")
    subjects = [*((project.code, own) for project, own in figures.projects), (total, figures.total)]
    content: dict[str, tuple[Block, ...]] = {
        "sammanfattning": chapters.key_figures(figures.total),
        "insatserna": (projects_table(projects),) if projects else (),
        "motsagelser": chapters.contradictions(cluster, everything),
        "pastaenden": chapters.claims(cluster, everything),
        "bedomning": chapters.judgements(cluster),
        "tidslinje": chapters.time_line(cluster),
        "jamforbarhet": differences(cluster),
        "slutsatser": chapters.recommendations(cluster),
    }
    below = {"resultat": comparison(subjects, total)}
    chapters_ = [
        Section(code, str(title), content.get(code, ()), below.get(code, ()), editable=code)
        for code, title in CLUSTER.items()
    ]
    return [*chapters_, appendix(everything)]


def projects_table(projects: list[Project]) -> TableBlock:
    """Who owns each effort, when it ran, where and with whom."""
    rows = [
        [
            str(project),
            str(project.organisation),
            period_of(project),
            ", ".join(place.municipality.brief for place in project.municipalities.all()),
            partners_of(project),
        ]
        for project in projects
    ]
    headings = [_("Insats"), _("Projektägare"), _("Period"), _("Kommuner"), _("Samverkansparter")]
    return text_table(_("Insatserna i klustret"), headings, rows)


def period_of(project: Project) -> str:
    return f"{isodate(project.starts)} – {isodate(project.ends) if project.ends else ''}".strip()


def partners_of(project: Project) -> str:
    return ", ".join(party.organisation.brief for party in project.parties.all() if party.part == "partner")


def differences(cluster: Cluster) -> tuple[Block, ...]:
    rows = [
        [
            row.text,
            ", ".join(project.code for project in row.projects.all()),
            row.consequence,
            row.source,
        ]
        for row in cluster.differences.prefetch_related("projects")
    ]
    if not rows:
        return ()
    headings = [_("Skillnad"), _("Gäller"), _("Vad den betyder för jämförelsen"), _("Källa")]
    return (text_table(_("Skillnader i definition mellan insatserna"), headings, rows),)
