from samsyn.apps.economics.queries.accounts import accounts_of, accounts_on, attachable_to, homes_for, may_edit
from samsyn.apps.economics.queries.answers import (
    Answered,
    answer_of,
    contents_to_take,
    frozen_answer,
    frozen_scenario,
    scenario_of,
)
from samsyn.apps.economics.queries.applications import sent_with, worth_of
from samsyn.apps.economics.queries.shipped import ShippedCase, shipped_case, shipped_cases
from samsyn.apps.economics.queries.trying import STEPS, answer_with, moved

__all__ = [
    "STEPS", "Answered", "ShippedCase", "accounts_of", "accounts_on", "answer_of", "answer_with", "attachable_to",
    "contents_to_take", "frozen_answer", "frozen_scenario", "homes_for", "may_edit", "moved",
    "scenario_of", "sent_with", "shipped_case", "shipped_cases", "worth_of",
]  # fmt: skip
