from samsyn.apps.knowledge.actions.adoption import note_adoption, remove_adoption, verify
from samsyn.apps.knowledge.actions.counting import note_counted, remove_counted
from samsyn.apps.knowledge.actions.degrees import note_degree
from samsyn.apps.knowledge.actions.examples import (
    meet_need,
    note_need,
    note_resource,
    note_spread,
    remove_spread,
    write_example,
)
from samsyn.apps.knowledge.actions.methods import (
    close_method,
    decline_card,
    edit_method,
    edit_use,
    follow_rule,
    grade_method,
    keep_grades,
    make_card,
    note_use,
    open_method,
    remove_adaptation,
    remove_part,
    remove_use,
    write_adaptation,
    write_method,
    write_part,
)
from samsyn.apps.knowledge.actions.observations import edit_observation, tell, withdraw_observation
from samsyn.apps.knowledge.actions.patterns import (
    answer_statement,
    close_pattern,
    edit_pattern,
    edit_statement,
    gather,
    note_change,
    reopen_pattern,
    send_statement,
    start_pattern,
    take_out,
    write_statement,
)

__all__ = [
    "answer_statement", "close_method", "close_pattern", "decline_card", "edit_method", "edit_observation",
    "edit_pattern", "edit_statement", "edit_use", "follow_rule", "gather", "grade_method", "keep_grades", "make_card",
    "meet_need", "note_adoption", "note_change", "note_counted", "note_degree", "note_need", "note_resource",
    "note_spread", "note_use", "open_method", "remove_adaptation", "remove_adoption", "remove_counted", "remove_part",
    "remove_spread", "remove_use", "reopen_pattern", "send_statement", "start_pattern", "take_out", "tell", "verify",
    "withdraw_observation", "write_adaptation", "write_example", "write_method", "write_part", "write_statement",
]  # fmt: skip
