"""Answers about calls, projects, goals, money, overlap and drift. Nothing here writes."""

from samsyn.apps.portfolio.queries.goals import Gap, goal_check, goals_of, unfollowable_goals
from samsyn.apps.portfolio.queries.money import Forecast, MoneyRow, PlanAndOutcome, forecast_of, plan_and_outcome
from samsyn.apps.portfolio.queries.overlap import Overlap, OverlapMap, overlap
from samsyn.apps.portfolio.queries.places import Anchoring, anchoring_of
from samsyn.apps.portfolio.queries.projects import Balance, balance, may, portfolio_of
from samsyn.apps.portfolio.queries.theory import KindDrift, drift, versions_of
from samsyn.apps.portfolio.queries.volumes import VolumeRow, planned_volumes

__all__ = [
    "Anchoring",
    "Balance",
    "Forecast",
    "Gap",
    "KindDrift",
    "MoneyRow",
    "Overlap",
    "OverlapMap",
    "PlanAndOutcome",
    "VolumeRow",
    "anchoring_of",
    "balance",
    "drift",
    "forecast_of",
    "goal_check",
    "goals_of",
    "may",
    "overlap",
    "plan_and_outcome",
    "planned_volumes",
    "portfolio_of",
    "unfollowable_goals",
    "versions_of",
]
