from samsyn.apps.catalogue.models.ladders import Ladder, LadderKind
from samsyn.apps.catalogue.models.measures import MeasureVersion, Part, Sex
from samsyn.apps.catalogue.models.terms import Term, TermKind

__all__ = ["Ladder", "LadderKind", "MeasureVersion", "Part", "Sex", "Term", "TermKind"]
