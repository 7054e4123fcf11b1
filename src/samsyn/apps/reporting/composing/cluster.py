"""The cluster report: several efforts compared, with what can be trusted and what cannot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Prefetch, Value, prefetch_related_objects
from django.utils.translation import gettext as _

from samsyn.apps.evaluation.models import Cluster
from samsyn.apps.evaluation.queries import ClusterFigures
from samsyn.apps.organisations.policy import PartIn
from samsyn.apps.portfolio.models import Project, ProjectMunicipality, ProjectParty
from samsyn.apps.reporting.composing import chapters
from samsyn.apps.reporting.composing.appendix import appendix
from samsyn.apps.reporting.composing.comparing import comparison
from samsyn.apps.reporting.composing.titles import CLUSTER
from samsyn.apps.reporting.content import Block, Section, TableBlock
from samsyn.apps.reporting.tabulating import text_table
from samsyn.core.tables.figure import Figure
from samsyn.web.formats import isodate

PLACE, PARTNER = "place", "partner"


def with_projects(cluster: Cluster) -> Cluster:
    """The cluster with its projects and their owners, in one question to the store."""
    prefetch_related_objects([cluster], Prefetch("projects", Project.objects.select_related("organisation", "call")))
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
    names = names_by_project(projects)
    rows = [
        [
            str(project),
            str(project.organisation),
            period_of(project),
            ", ".join(names[project.pk, PLACE]),
            ", ".join(names[project.pk, PARTNER]),
        ]
        for project in projects
    ]
    headings = [_("Insats"), _("Projektägare"), _("Period"), _("Kommuner"), _("Samverkansparter")]
    return text_table(_("Insatserna i klustret"), headings, rows)


def names_by_project(projects: Iterable[Project]) -> dict[tuple[int, str], list[str]]:
    """Names of municipalities and partners by (project, PLACE or PARTNER), in one question to the store."""
    partners = ProjectParty.objects.filter(project__in=projects, part=PartIn.PARTNER)
    places = ProjectMunicipality.objects.filter(project__in=projects)
    rows = partners.order_by().values_list("project", Value(PARTNER), "organisation__name", "organisation__short_name")
    more = places.order_by().values_list("project", Value(PLACE), "municipality__name", "municipality__short_name")
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for project, kind, name, short in rows.union(more, all=True):
        found[project, kind].append(short or name)
    return defaultdict(list, {key: sorted(names, key=swedish_order) for key, names in found.items()})


def swedish_order(name: str) -> str:
    """Å, ä and ö last."""
    return name.lower().translate(str.maketrans("åäö", "{|}"))


def period_of(project: Project) -> str:
    return f"{isodate(project.starts)} – {isodate(project.ends) if project.ends else ''}".strip()


def differences(cluster: Cluster) -> tuple[Block, ...]:
    found: dict[int, list] = {}
    told = cluster.differences.order_by("pk", "projects__code")
    for pk, text, consequence, source, code in told.values_list(
        "pk", "text", "consequence", "source", "projects__code"
    ):
        found.setdefault(pk, [text, [], consequence, source])[1].append(code or "")
    rows = [[text, ", ".join(codes), consequence, source] for text, codes, consequence, source in found.values()]
    if not rows:
        return ()
    headings = [_("Skillnad"), _("Gäller"), _("Vad den betyder för jämförelsen"), _("Källa")]
    return (text_table(_("Skillnader i definition mellan insatserna"), headings, rows),)
