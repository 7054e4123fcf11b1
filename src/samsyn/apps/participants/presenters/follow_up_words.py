"""Words that the pages of a follow-up share."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from samsyn.apps.catalogue.models import Sex
from samsyn.apps.participants.models import SupportLength
from samsyn.apps.participants.queries.enrolments import SELF
from samsyn.core.followup.breakdowns import UNKNOWN
from samsyn.core.followup.intervals import Interval
from samsyn.core.followup.ladders import Dimension, State
from samsyn.core.followup.reasons import Reason
from samsyn.core.followup.steps import At, StepMatrix
from samsyn.core.quantities import Share
from samsyn.web.formats import in_english, number
from samsyn.web.sentences import phrase_in_tongue


def label_of(thing: State | Dimension | Reason) -> str:
    """The name of a state, a dimension or a reason in the reader's language."""
    return (in_english() and thing.label_en) or thing.label


def part_words(split: str, code: str) -> str:
    """A part of a breakdown in words."""
    if code == UNKNOWN:
        return _("okänt")
    if split == "sex":
        return str(Sex(code).label)
    if split == "support_length":
        return str(SupportLength(code).label)
    if split == "sender" and code == SELF:
        return _("personen själv")
    return phrase_in_tongue(code)


def interval_text(interval: Interval | None) -> str:
    """27–52 %"""
    if interval is None:
        return "–"
    return f"{number(interval.low * 100)}–{number(interval.high * 100)}\u00a0%"


def of_states(matrix: StepMatrix, at: At) -> list[Share]:
    """The share in each state of those with a state on both occasions."""
    shares = (matrix.share_in(state.code, at) for state in matrix.dimension.states)
    return [share for share in shares if share is not None]


def upper(text: Any) -> str:
    """With a capital first, for headings."""
    text = str(text)
    return text[:1].upper() + text[1:]
