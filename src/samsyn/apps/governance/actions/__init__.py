"""What changes in the steering of things. One function a sentence, keyword-only, in a transaction, with a trace."""

from samsyn.apps.governance.actions.agendas import add_item, edit_item, leave_out, prepare_agenda, take_in
from samsyn.apps.governance.actions.boards import change_seat, edit_board, end_seat, give_seat, start_board
from samsyn.apps.governance.actions.choosing import (
    begin_choosing,
    decide_chosen,
    hand_in,
    invite_scorers,
    note_choice,
    open_choosing,
    score,
)
from samsyn.apps.governance.actions.endings import assign, decide, move_item, note_item, reopen_item
from samsyn.apps.governance.actions.meetings import (
    call_meeting,
    cancel_meeting,
    close_meeting,
    edit_meeting,
    note_presence,
)
from samsyn.apps.governance.actions.packs import freeze_pack, take_out_pack
from samsyn.apps.governance.actions.promises import close_promise

__all__ = [
    "add_item", "assign", "begin_choosing", "call_meeting", "cancel_meeting", "change_seat", "close_meeting",
    "close_promise", "decide", "decide_chosen", "edit_board", "edit_item", "edit_meeting", "end_seat",
    "freeze_pack", "give_seat",
    "hand_in", "invite_scorers", "leave_out", "move_item", "note_choice", "note_item", "note_presence", "open_choosing",
    "prepare_agenda", "reopen_item", "score", "start_board", "take_in",
    "take_out_pack",
]  # fmt: skip
