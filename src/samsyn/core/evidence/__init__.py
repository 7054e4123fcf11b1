"""What an intervention changes: an effect where there is a comparison, and where there is none, a plain no.

Source: docs/methods/effekt.md.
"""

from samsyn.core.evidence.absent import Comparison, NoComparison, no_comparison
from samsyn.core.evidence.assignment import Assignment
from samsyn.core.evidence.differences import difference_in_differences
from samsyn.core.evidence.estimates import SHARE, Diagnostic, Estimate, Verdict
from samsyn.core.evidence.observed import doubly_robust, matched, weighted
from samsyn.core.evidence.randomised import randomised, unadjusted
from samsyn.core.evidence.refusals import BadColumn, NoOverlap, NotEstimable, TooFew
from samsyn.core.evidence.shares import randomised_share
from samsyn.core.evidence.stated import Way, stated_share

__all__ = [
    "SHARE",
    "Assignment",
    "BadColumn",
    "Comparison",
    "Diagnostic",
    "Estimate",
    "NoComparison",
    "NoOverlap",
    "NotEstimable",
    "TooFew",
    "Verdict",
    "Way",
    "difference_in_differences",
    "doubly_robust",
    "matched",
    "no_comparison",
    "randomised",
    "randomised_share",
    "stated_share",
    "unadjusted",
    "weighted",
]
