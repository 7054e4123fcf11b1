from samsyn.apps.knowledge.models.adoption import IN_USE, Adoption, Stage, Verification
from samsyn.apps.knowledge.models.counting import Counted, CountedBy, What
from samsyn.apps.knowledge.models.examples import Example, Need, Resource, Spread
from samsyn.apps.knowledge.models.methods import Adaptation, GradeOf, Method, MethodGrade, MethodPart, MethodUse, NoCard
from samsyn.apps.knowledge.models.observations import Observation, Room
from samsyn.apps.knowledge.models.patterns import (
    REPLY_DAYS,
    Answer,
    Change,
    DegreeNote,
    Gathered,
    Pattern,
    PatternState,
    Statement,
)
from samsyn.apps.knowledge.models.searching import SearchDocument, SearchIndex, SearchPosting, SearchWord

__all__ = [
    "IN_USE", "REPLY_DAYS", "Adaptation", "Adoption", "Answer", "Change", "Counted", "CountedBy", "DegreeNote",
    "Example", "Gathered", "GradeOf", "Method", "MethodGrade", "MethodPart", "MethodUse", "Need", "NoCard",
    "Observation", "Pattern", "PatternState", "Resource", "Room", "SearchDocument", "SearchIndex", "SearchPosting",
    "SearchWord", "Spread", "Stage", "Statement", "Verification", "What",
]  # fmt: skip
