"""Can this goal be followed? Asked at the door, before anybody promises anything."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.translation import gettext as _

from samsyn.apps.portfolio.models import Goal, Project
from samsyn.apps.portfolio.models.goals import GoalKind, GoalState

COMPARES = re.compile(r"\b(än (övriga|andra)|jämfört med|i (lägre|högre) grad)\b", re.IGNORECASE)
CHANGES = re.compile(r"\b(fler|färre|öka\w*|minska\w*|större|mindre|högre|lägre)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Gap:
    """Something a goal lacks. stops: it cannot be adopted like this; otherwise it is a warning."""

    key: str
    text: str
    remedy: str
    stops: bool = False


def goal_check(goal: Goal) -> list[Gap]:
    """What keeps a goal from being followed, each with its remedy; empty when nothing does.

    Stops: no data source, no baseline, no date, a source that ends before the date, a qualitative goal without a
    test. With missing_why written they become warnings: the goal may be adopted, and says itself what it lacks.
    Method: docs/methods/mal.md.
    """
    excused = bool(goal.missing_why.strip())
    stops = [Gap(key, text, remedy, stops=not excused) for key, text, remedy in _stopping(goal)]
    return stops + [Gap(key, text, remedy) for key, text, remedy in _warning(goal)]


def _stopping(goal: Goal) -> list[tuple[str, str, str]]:
    found = []
    if not goal.data_source.strip():
        found.append(
            (
                "data_source",
                _("Datakälla saknas."),
                _("Skriv varifrån uppgiften kommer. Finns ingen källa går målet inte att följa."),
            )
        )
    if goal.source_until and goal.known_on and goal.source_until < goal.known_on:
        found.append(
            (
                "source_until",
                _("Datakällan upphör %(until)s, före den dag då målet ska kunna avläsas (%(known)s).")
                % {"until": goal.source_until, "known": goal.known_on},
                _("Välj en källa som finns kvar, eller läs av målet tidigare."),
            )
        )
    if not goal.baseline.strip():
        found.append(
            (
                "baseline",
                _("Utgångsläge saknas."),
                _("Skriv läget när insatsen börjar, med antal. Utan det syns ingen förändring."),
            )
        )
    if goal.known_on is None:
        found.append(("known_on", _("Datum saknas."), _("Skriv när ni kan veta om målet är nått.")))
    if goal.kind == GoalKind.QUALITY and not goal.test.strip():
        found.append(
            (
                "test",
                _("Provet saknas."),
                _("Skriv vad en utomstående ska kunna se för att säga att målet är nått."),
            )
        )
    return found


def _warning(goal: Goal) -> list[tuple[str, str, str]]:
    found = []
    if not goal.measured_by.strip():
        found.append(("measured_by", _("Det står inte vem som mäter."), _("Skriv en roll eller en organisation.")))
    if goal.kind == GoalKind.NUMBER and not goal.target.strip():
        found.append(("target", _("Målvärde saknas."), _("Skriv hur mycket som ska nås, med enhet.")))
    if goal.kind == GoalKind.NUMBER and goal.measure_id is None:
        found.append(
            ("measure", _("Målet är inte knutet till ett mått."), _("Välj ett mått, så läses utfallet av där."))
        )
    if COMPARES.search(goal.text):
        found.append(
            (
                "compares",
                _("Målet jämför med andra."),
                _("Kontrollera att samma uppgift finns om dem ni jämför med."),
            )
        )
    elif CHANGES.search(goal.text) and not goal.baseline.strip():
        found.append(("change", _("Målet talar om en förändring."), _("Skriv från vilket läge förändringen räknas.")))
    project = goal.project
    if goal.known_on and goal.known_on < project.starts:
        found.append(("early", _("Datumet är före insatsens start."), _("Kontrollera året.")))
    if goal.known_on and project.ends and goal.known_on > project.ends and not goal.measured_by.strip():
        found.append(
            (
                "late",
                _("Insatsen är slut när målet ska läsas av."),
                _("Skriv vem som mäter då, och vem som betalar för det."),
            )
        )
    return found


def goals_of(project: Project):
    """The project's goals with measure and successor, living ones first within each label."""
    return project.goals.select_related("project", "measure", "replaced_by").prefetch_related("replaces")


def unfollowable_goals(projects):
    """Living goals of the projects that cannot be followed and do not say why: one filter, no row by row check."""
    gone = Q(source_until__isnull=False, known_on__isnull=False, source_until__lt=F("known_on"))
    lacks = Q(data_source="") | Q(baseline="") | Q(known_on=None) | gone | Q(kind=GoalKind.QUALITY, test="")
    return (
        Goal.objects.filter(lacks, missing_why="", project__in=projects, state__in=[GoalState.DRAFT, GoalState.ADOPTED])
        .select_related("project")
        .order_by("project__code", "label", "pk")
    )
