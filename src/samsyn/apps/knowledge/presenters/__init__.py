from samsyn.apps.knowledge.presenters.examples import (
    example_facts,
    example_table,
    match_rows,
    need_table,
    resource_table,
    spread_table,
)
from samsyn.apps.knowledge.presenters.identity import found_rows
from samsyn.apps.knowledge.presenters.observations import (
    became,
    brief,
    kind_of,
    observation_facts,
    observation_table,
    state_tag,
)
from samsyn.apps.knowledge.presenters.patterns import (
    board_table,
    default_text,
    effect_rows,
    pattern_facts,
    statement_rows,
    waiting_card,
)
from samsyn.apps.knowledge.presenters.station import (
    recommendation_summary,
    recommendation_table,
    tally,
    unanswered_rows,
)
from samsyn.apps.knowledge.presenters.tried import tried_sections

__all__ = [
    "became", "board_table", "brief", "default_text", "effect_rows", "example_facts", "example_table", "found_rows",
    "kind_of", "match_rows", "need_table", "observation_facts", "observation_table", "pattern_facts",
    "recommendation_summary", "recommendation_table", "resource_table", "spread_table", "state_tag", "statement_rows",
    "tally", "tried_sections", "unanswered_rows", "waiting_card",
]  # fmt: skip
