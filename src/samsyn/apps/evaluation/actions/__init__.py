"""What changes in evaluation, one sentence a function."""

from samsyn.apps.evaluation.actions.clusters import (
    add_project_to_cluster,
    change_cluster,
    make_cluster,
    note_difference,
)
from samsyn.apps.evaluation.actions.deliveries import receive
from samsyn.apps.evaluation.actions.drafts import check_draft, remove_draft
from samsyn.apps.evaluation.actions.figures import (
    choose_figure,
    correct_figure,
    import_table,
    read_table,
    type_figure,
)
from samsyn.apps.evaluation.actions.judgements import (
    answer_recommendation,
    assess_goal,
    judge,
    make_claim,
    note_event,
    recommend,
)
from samsyn.apps.evaluation.actions.publications import (
    add_table,
    bring_in_publication,
    check_publication,
    judge_finding,
)

__all__ = [
    "add_project_to_cluster", "add_table", "answer_recommendation", "assess_goal", "bring_in_publication",
    "change_cluster", "check_draft", "check_publication", "choose_figure", "correct_figure", "import_table", "judge",
    "judge_finding", "make_claim", "make_cluster", "note_difference", "note_event", "read_table", "receive",
    "recommend", "remove_draft", "type_figure",
]  # fmt: skip
