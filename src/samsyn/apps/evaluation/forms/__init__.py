"""Forms of evaluation. They shape and explain what is entered; actions decide whether it holds."""

from samsyn.apps.evaluation.forms.conclusions import (
    AnswerForm,
    AssessForm,
    ClaimForm,
    DifferenceForm,
    EventForm,
    JudgementForm,
    RecommendationForm,
)
from samsyn.apps.evaluation.forms.figures import ChooseForm, ClusterForm, CorrectForm, FigureForm
from samsyn.apps.evaluation.forms.publications import FindingForm, LayoutForm, PublicationForm, TableForm, UploadForm

__all__ = [
    "AnswerForm", "AssessForm", "ChooseForm", "ClaimForm", "ClusterForm", "CorrectForm", "DifferenceForm", "EventForm",
    "FigureForm", "FindingForm", "JudgementForm", "LayoutForm", "PublicationForm", "RecommendationForm", "TableForm",
    "UploadForm",
]  # fmt: skip
