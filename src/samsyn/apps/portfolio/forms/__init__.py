"""Forms of the portfolio. They shape and explain what is entered; actions decide whether it holds."""

from samsyn.apps.portfolio.forms.calls import ApplicationForm, CallForm, DecideForm
from samsyn.apps.portfolio.forms.filters import OverlapFilter, ProjectFilter
from samsyn.apps.portfolio.forms.goals import AdoptForm, GoalForm, ReformulateForm, StopGoalForm
from samsyn.apps.portfolio.forms.money import BudgetLineForm, VolumeForm
from samsyn.apps.portfolio.forms.network import MeetingForm
from samsyn.apps.portfolio.forms.projects import (
    EndPartyForm,
    PartyForm,
    PhaseForm,
    PlaceForm,
    ProjectEditForm,
    ProjectForm,
    StopProjectForm,
)
from samsyn.apps.portfolio.forms.theory import TheoryForm, step_formset

__all__ = [
    "AdoptForm",
    "ApplicationForm",
    "BudgetLineForm",
    "CallForm",
    "DecideForm",
    "EndPartyForm",
    "GoalForm",
    "MeetingForm",
    "OverlapFilter",
    "PartyForm",
    "PhaseForm",
    "PlaceForm",
    "ProjectEditForm",
    "ProjectFilter",
    "ProjectForm",
    "ReformulateForm",
    "StopGoalForm",
    "StopProjectForm",
    "TheoryForm",
    "VolumeForm",
    "step_formset",
]
