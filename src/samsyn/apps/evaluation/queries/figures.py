"""The figures of a project and of a cluster: what was entered, and everything that follows from it by definition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from samsyn.apps.evaluation.models import Cluster
from samsyn.apps.evaluation.queries.deliveries import may_be_told
from samsyn.apps.evaluation.queries.gathering import PARTS, Base, Gathered, Ground, Printed, gather, link, prefix_of
from samsyn.apps.portfolio.models import Project
from samsyn.core.parameters import Measure
from samsyn.core.tables.figure import Figure, Provenance, ratio, total

NUMBER_WORDS = (
    N_("noll"), N_("en"), N_("två"), N_("tre"), N_("fyra"), N_("fem"), N_("sex"), N_("sju"), N_("åtta"), N_("nio"),
    N_("tio"), N_("elva"), N_("tolv"),
)  # fmt: skip
HOUR, PERSON = "hour", "person"


@dataclass(frozen=True)
class ClusterFigures:
    """Figures of several projects. The dicts of projects and total are keyed "participants.outcome".

    all holds every figure under its full key: "BOSS.participants.outcome" for a project, "participants.outcome"
    for the cluster. Figure.key is always the full key.
    """

    cluster: Cluster
    projects: list[tuple[Project, dict[str, Figure]]]
    total: dict[str, Figure]
    all: dict[str, Figure]


def project_figures(project: Project) -> dict[str, Figure]:
    """Every figure known or computable of one project, keyed "women.outcome"."""
    return figures_of([project])[project.pk]


def figures_of(projects: Iterable[Project]) -> dict[int, dict[str, Figure]]:
    """The same for several projects, by their primary keys, in as many questions as for one."""
    every = {project.pk: project for project in projects}
    if not every:
        return {}
    ground = gather(every.values())
    return {
        pk: _figures_of(ground, ground.projects[pk], project.code, "", _population(project.code))
        for pk, project in every.items()
    }


def cluster_figures(cluster: Cluster) -> ClusterFigures:
    """The figures of every project in a cluster, and of the cluster as a whole."""
    prefetch_related_objects([cluster], "projects")
    projects = list(cluster.projects.all())
    ground = gather(projects, [cluster])
    prefixes = _prefixes(projects)
    each = [
        (project, _figures_of(ground, ground.projects[project.pk], project.code, prefixes[project.pk],
                              _population(project.code)))
        for project in projects
    ]  # fmt: skip
    together = _totals(ground, cluster, each)
    everything = {figure.key: figure for _project, figures in each for figure in figures.values()}
    return ClusterFigures(cluster, each, together, everything | together)


def prefixes_of(cluster: Cluster) -> dict[int, str]:
    """The word that names each project in the cluster's keys, by the project's primary key."""
    return _prefixes(list(cluster.projects.all()))


def _prefixes(projects: list[Project]) -> dict[int, str]:
    """Two owners may use one short name; then the project's number is added, so that no key names two things."""
    words = [prefix_of(project.code) for project in projects]
    return {
        project.pk: word if words.count(word) == 1 else f"{word}_{project.pk}"
        for project, word in zip(projects, words, strict=True)
    }


@dataclass
class _Builder:
    """Builds the figures of one subject: base values first, then sums and ratios by their definitions."""

    measures: dict[str, Measure]
    gathered: Gathered
    subject: str
    prefix: str
    populations: dict[str, str]
    done: dict[str, Figure | None] = field(default_factory=dict)

    def everything(self) -> dict[str, Figure]:
        for code in self.measures:
            for part in PARTS:
                self.figure(code, part)
        for key in self.gathered.base:
            if key not in self.done:
                self.done[key] = self._base(key)
        return {key: figure for key, figure in self.done.items() if figure is not None}

    def figure(self, code: str, part: str) -> Figure | None:
        key = f"{code}.{part}"
        if key not in self.done:
            self.done[key] = None  # a definition that names itself ends here instead of turning for ever
            self.done[key] = self._made(code, part, key)
        return self.done[key]

    def _made(self, code: str, part: str, key: str) -> Figure | None:
        measure = self.measures.get(code)
        if measure is None:
            return None
        if key in self.gathered.base and self.gathered.base[key].protection:
            return self._base(key)  # a delivered total is rounded by itself: it is not the sum of its rounded parts
        made = self._computed(measure, part, key)
        if made is None or made.value is None:
            made = self._base(key) or self._only_printed(key, measure, part) or made
        elif key in self.gathered.base:
            self.gathered.printed[key].insert(0, _as_printed(self.gathered.base[key]))
        return None if made is None else self._with_printed(made, key)

    def _computed(self, measure: Measure, part: str, key: str) -> Figure | None:
        if measure.parts:
            parts = [self.figure(code, part) for code in measure.parts]
            known = [figure for figure in parts if figure is not None]
            if len(known) < len(parts):
                return None
            words = _words(self.measures, measure.parts, " + ")
            return total(
                known, key=self.prefix + key, subject=self.subject, measure=measure, population=self._who(measure),
                formula=words,
            )  # fmt: skip
        if measure.is_ratio:
            above, below = (self.figure(code, part) for code in (measure.numerator, measure.denominator))
            if above is None or below is None:
                return None
            if (above.protection or below.protection) and not may_be_told(measure.percent, above, below):
                return None
            words = _words(self.measures, (measure.numerator, measure.denominator), " / ")
            return ratio(measure, above, below, key=self.prefix + key, formula=words)
        return None

    def _base(self, key: str) -> Figure | None:
        base = self.gathered.base.get(key)
        measure = self.measures.get(key.partition(".")[0])
        if base is None or measure is None:
            return None
        part = key.partition(".")[2].partition("@")[0]
        return Figure(
            key=self.prefix + key, measure=measure, subject=self.subject, part=part, value=base.value,
            population=base.population or self._who(measure), provenance=base.provenance, period=base.period,
            note=base.note, protection=base.protection,
        )  # fmt: skip

    def _only_printed(self, key: str, measure: Measure, part: str) -> Figure | None:
        """A ratio or total that is printed although its parts are not known: shown as printed, with its source."""
        found = self.gathered.printed.get(key)
        if not found:
            return None
        first = found[0]
        return Figure(
            key=self.prefix + key, measure=measure, subject=self.subject, part=part, value=first.value,
            population=self._who(measure),
            provenance=Provenance("printed", text=first.where, url=link("stored-figure", first.figure)),
            note=_("Går inte att räkna efter: delarna är inte kända."),
        )  # fmt: skip

    def _with_printed(self, figure: Figure, key: str) -> Figure:
        found = self.gathered.printed.get(key)
        if not found or figure.value is None:
            return figure
        candidates = [(item, replace(figure, printed=item.value)) for item in found]
        item, chosen = next((pair for pair in candidates if pair[1].contradicted), candidates[0])
        note = _("Tryckt i %(where)s") % {"where": item.where} if chosen.contradicted else ""
        return replace(chosen, note=" ".join(text for text in (figure.note, note) if text))

    def _who(self, measure: Measure) -> str:
        return self.populations.get(measure.code) or self.populations.get(measure.unit) or self.populations[""]


def _figures_of(
    ground: Ground, gathered: Gathered, subject: str, prefix: str, populations: dict[str, str]
) -> dict[str, Figure]:
    return _Builder(ground.measures, gathered, subject, f"{prefix}." if prefix else "", populations).everything()


def _as_printed(base: Base) -> Printed:
    where = ", ".join(word for word in (base.provenance.text, base.provenance.page) if word)
    return Printed(base.value, where, "", 0)


def _totals(ground: Ground, cluster: Cluster, each: list[tuple[Project, dict[str, Figure]]]) -> dict[str, Figure]:
    """Sums over the projects for what is counted, then ratios of those sums; never sums or means of ratios."""
    gathered = ground.clusters[cluster.pk]
    sums = Gathered(printed=gathered.printed)
    builder = _Builder(ground.measures, sums, cluster.name, "", _cluster_populations(len(each)))
    for measure in ground.measures.values():
        if measure.is_ratio or measure.parts:
            continue
        for part in PARTS:
            key = f"{measure.code}.{part}"
            summed = _sum(measure, key, cluster, each, builder._who(measure))
            if summed is not None:
                builder.done[key] = builder._with_printed(summed, key)
                if key in gathered.base and summed.value is None:
                    sums.base[key] = gathered.base[key]
                    builder.done[key] = builder._base(key)
                elif key in gathered.base:
                    sums.printed[key].append(_as_printed(gathered.base[key]))
                    builder.done[key] = builder._with_printed(summed, key)
    sums.base |= {key: base for key, base in gathered.base.items() if key not in builder.done}
    return builder.everything()


def _sum(
    measure: Measure, key: str, cluster: Cluster, each: list[tuple[Project, dict[str, Figure]]], population: str
) -> Figure | None:
    """The sum over all projects; not known, and saying for whom, when a project lacks the figure."""
    having = [figures[key] for _project, figures in each if key in figures]
    if not having:
        return None
    lacking = [project.code for project, figures in each if key not in figures]
    words = ngettext("summan av %(count)d insats", "summan av %(count)d insatser", len(each)) % {"count": len(each)}
    made = total(having, key=key, subject=cluster.name, population=population, measure=measure, formula=words)
    if not lacking:
        return made
    note = _("Summan är inte känd: uppgift saknas för %(projects)s.") % {"projects": ", ".join(lacking)}
    return replace(made, value=None, note=note)


def _words(measures: dict[str, Measure], codes: Iterable[str], sign: str) -> str:
    return sign.join(measures[code].name["sv"] if code in measures else code for code in codes)


def _population(code: str) -> dict[str, str]:
    """In words, who or what is counted in one project, by measure and by unit."""
    names = {"code": code}
    return {
        "women": _("kvinnor i %(code)s") % names,
        "men": _("män i %(code)s") % names,
        "hours_women": _("timmar som kvinnor deltagit i %(code)s") % names,
        "hours_men": _("timmar som män deltagit i %(code)s") % names,
        PERSON: _("deltagande personer i %(code)s") % names,
        HOUR: _("deltagartimmar i %(code)s") % names,
        "": code,
    }


def _cluster_populations(count: int) -> dict[str, str]:
    """The same for a cluster: a person may have been in several projects, so what is added is participations."""
    word = NUMBER_WORDS[count] if count < len(NUMBER_WORDS) else str(count)
    names = {"count": _(word)}
    if count == 1:
        one = _population(_("en insats"))
        return one | {"": _("en insats")}
    unknown = _("(unika personer inte kända)")
    return {
        "women": _("kvinnors deltaganden i %(count)s insatser") % names + f" {unknown}",
        "men": _("mäns deltaganden i %(count)s insatser") % names + f" {unknown}",
        "hours_women": _("timmar som kvinnor deltagit i %(count)s insatser") % names,
        "hours_men": _("timmar som män deltagit i %(count)s insatser") % names,
        PERSON: _("deltaganden i %(count)s insatser") % names + f" {unknown}",
        HOUR: _("deltagartimmar i %(count)s insatser") % names,
        "": _("%(count)s insatser") % names,
    }


def as_values(figures: dict[str, Figure], *, printed: bool = False) -> dict[str, Decimal | None]:
    """The values by key, for formulas; printed=True takes what is printed where something is."""
    if not printed:
        return {key: figure.value for key, figure in figures.items()}
    return {key: figure.value if figure.printed is None else figure.printed for key, figure in figures.items()}
