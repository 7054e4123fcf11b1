"""What people fill in about groups, meetings and decisions."""

from samsyn.apps.governance.forms.boards import BoardForm, EndSeatForm, SeatForm
from samsyn.apps.governance.forms.choosing import ChoiceForm, ChoosingForm, InviteForm, OpenForm, ScoreForm
from samsyn.apps.governance.forms.meetings import (
    CancelForm,
    EditItemForm,
    EditMeetingForm,
    ItemForm,
    LeaveOutForm,
    MeetingForm,
    MoveForm,
    NoteForm,
    PresenceForm,
)
from samsyn.apps.governance.forms.promises import CloseForm, DecisionForm, EffectForm, TaskForm

__all__ = [
    "BoardForm", "CancelForm", "ChoiceForm", "ChoosingForm", "CloseForm", "DecisionForm", "EditItemForm",
    "EditMeetingForm", "EffectForm", "EndSeatForm", "InviteForm", "ItemForm", "LeaveOutForm", "MeetingForm", "MoveForm",
    "NoteForm", "OpenForm", "PresenceForm", "ScoreForm", "SeatForm", "TaskForm",
]  # fmt: skip
