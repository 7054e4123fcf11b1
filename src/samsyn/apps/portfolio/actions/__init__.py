"""What changes in the portfolio. One function a sentence, keyword-only, in a transaction, with a trace."""

from samsyn.apps.portfolio.actions.applications import (
    decide_application,
    send_application,
    withdraw_application,
    write_application,
)
from samsyn.apps.portfolio.actions.calls import edit_call, open_call, publish_call
from samsyn.apps.portfolio.actions.goals import adopt_goal, edit_goal, reformulate_goal, stop_goal, write_goal
from samsyn.apps.portfolio.actions.money import plan_volume, remove_budget_line, remove_volume, set_budget
from samsyn.apps.portfolio.actions.network import edit_meeting, hold_meeting
from samsyn.apps.portfolio.actions.parties import add_party, end_party
from samsyn.apps.portfolio.actions.places import anchor_municipality, remove_municipality
from samsyn.apps.portfolio.actions.projects import (
    edit_project,
    remove_phase,
    set_phase,
    start_project,
    stop_project,
)
from samsyn.apps.portfolio.actions.theory import write_theory

__all__ = [
    "add_party",
    "adopt_goal",
    "anchor_municipality",
    "decide_application",
    "edit_call",
    "edit_goal",
    "edit_meeting",
    "edit_project",
    "end_party",
    "hold_meeting",
    "open_call",
    "plan_volume",
    "publish_call",
    "reformulate_goal",
    "remove_budget_line",
    "remove_municipality",
    "remove_phase",
    "remove_volume",
    "send_application",
    "set_budget",
    "set_phase",
    "start_project",
    "stop_goal",
    "stop_project",
    "withdraw_application",
    "write_application",
    "write_goal",
    "write_theory",
]
