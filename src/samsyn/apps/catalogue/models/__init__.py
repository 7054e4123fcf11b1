from samsyn.apps.catalogue.models.measures import MeasureVersion, Part, Sex
from samsyn.apps.catalogue.models.terms import Term, TermKind

__all__ = ["MeasureVersion", "Part", "Sex", "Term", "TermKind"]
