"""The checker: does a document agree with itself?"""

from samsyn.core.checking.check import check
from samsyn.core.checking.report import Finding, Relation, Report, Suggestion, Where

__all__ = ["Finding", "Relation", "Report", "Suggestion", "Where", "check"]
