from samsyn.apps.evaluation.models.checks import CheckedDraft, Finding
from samsyn.apps.evaluation.models.clusters import Cluster, DefinitionDifference
from samsyn.apps.evaluation.models.deliveries import DeliveredRelease, DeliveredTable
from samsyn.apps.evaluation.models.figures import StoredFigure
from samsyn.apps.evaluation.models.judgements import (
    Claim,
    GoalAttainment,
    Judgement,
    OutsideEvent,
    Recommendation,
)
from samsyn.apps.evaluation.models.publications import Publication, PublishedTable

__all__ = [
    "CheckedDraft",
    "Claim",
    "Cluster",
    "DefinitionDifference",
    "DeliveredRelease",
    "DeliveredTable",
    "Finding",
    "GoalAttainment",
    "Judgement",
    "OutsideEvent",
    "Publication",
    "PublishedTable",
    "Recommendation",
    "StoredFigure",
]
