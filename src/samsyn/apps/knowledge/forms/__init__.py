from samsyn.apps.knowledge.forms.examples import ExampleFilter, ExampleForm, NeedForm, ResourceForm, SpreadForm
from samsyn.apps.knowledge.forms.observations import ObservationFilter, ObservationForm
from samsyn.apps.knowledge.forms.patterns import (
    AnswerForm,
    ChangeForm,
    CloseForm,
    GatherForm,
    PatternFilter,
    PatternForm,
    ReopenForm,
    StatementForm,
)
from samsyn.apps.knowledge.forms.tried import TriedForm

__all__ = [
    "AnswerForm", "ChangeForm", "CloseForm", "ExampleFilter", "ExampleForm", "GatherForm", "NeedForm",
    "ObservationFilter", "ObservationForm", "PatternFilter", "PatternForm", "ReopenForm", "ResourceForm",
    "SpreadForm", "StatementForm", "TriedForm",
]  # fmt: skip
