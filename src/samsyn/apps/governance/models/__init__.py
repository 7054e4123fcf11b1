from samsyn.apps.governance.models.agendas import AgendaItem, Ending, ItemState, SourceKind
from samsyn.apps.governance.models.boards import Board, BoardKind, Mandate, Seat
from samsyn.apps.governance.models.choosing import ChoiceNote, Choosing, Invitation, Proposal, Score
from samsyn.apps.governance.models.meetings import BoardMeeting, MeetingState, Presence, Was
from samsyn.apps.governance.models.packs import Pack
from samsyn.apps.governance.models.promises import Basis, Decision, Result, Task

__all__ = [
    "AgendaItem", "Basis", "Board", "BoardKind", "BoardMeeting", "ChoiceNote", "Choosing", "Decision", "Ending",
    "Invitation", "ItemState", "Mandate", "MeetingState", "Pack", "Presence", "Proposal", "Result", "Score", "Seat",
    "SourceKind", "Task", "Was",
]  # fmt: skip
