from samsyn.apps.portfolio.models.anchoring import ProjectMunicipality
from samsyn.apps.portfolio.models.calls import Application, Call
from samsyn.apps.portfolio.models.goals import Goal
from samsyn.apps.portfolio.models.money import BudgetLine, PlannedVolume
from samsyn.apps.portfolio.models.network import NetworkMeeting
from samsyn.apps.portfolio.models.projects import PhasePeriod, Project, ProjectParty
from samsyn.apps.portfolio.models.theory import TheoryOfChange, TheoryStep

__all__ = [
    "Application",
    "BudgetLine",
    "Call",
    "Goal",
    "NetworkMeeting",
    "PhasePeriod",
    "PlannedVolume",
    "Project",
    "ProjectMunicipality",
    "ProjectParty",
    "TheoryOfChange",
    "TheoryStep",
]
