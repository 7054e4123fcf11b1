from samsyn.apps.knowledge.queries.examples import examples_of, matches_for, needs_of, resources_of, spread_of
from samsyn.apps.knowledge.queries.observations import observations_like, observations_of, patterns_like, told_by
from samsyn.apps.knowledge.queries.patterns import (
    awaiting_answer,
    board,
    effects_of,
    gathered_in,
    hours_in,
    may_gather,
    on_board,
    unanswered,
    waiting_for,
)
from samsyn.apps.knowledge.queries.station import recommendations_of, tally

__all__ = [
    "awaiting_answer",
    "board",
    "effects_of",
    "examples_of",
    "gathered_in",
    "hours_in",
    "matches_for",
    "may_gather",
    "needs_of",
    "observations_like",
    "observations_of",
    "on_board",
    "patterns_like",
    "recommendations_of",
    "resources_of",
    "spread_of",
    "tally",
    "told_by",
    "unanswered",
    "waiting_for",
]  # fmt: skip
