"""Does a printed sentence follow from the figures? Each is computed twice: from the rows, and from printed totals.

Source: docs/methods/paastaenden.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from samsyn.apps.evaluation.models import Claim, Cluster
from samsyn.apps.evaluation.queries.figures import as_values, cluster_figures, project_figures
from samsyn.apps.portfolio.models import Project
from samsyn.core.tables.figure import Figure
from samsyn.core.tables.formula import Answer, BadFormula, evaluate
from samsyn.core.tables.numbers import Printed, printed

BOUND = re.compile(r"^(?P<word>över|mer än|fler än|minst|under|mindre än|färre än|högst)\s+(?P<rest>.+)$", re.I)
AT_LEAST, ABOVE = {"minst"}, {"över", "mer än", "fler än"}
AT_MOST = {"högst"}


class Verdict(Enum):
    FOLLOWS = "follows"
    ROWS_ONLY = "rows_only"  # from the sums of the rows, but not from the totals that are printed
    PRINTED_ONLY = "printed_only"  # from the printed totals, but not from the rows behind them
    NOT = "not"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Checked:
    """A claim with its two calculations. An answer is None where it cannot be computed, and reason says why."""

    claim: Claim
    verdict: Verdict
    stated: Printed | None
    from_rows: Answer | None
    from_printed: Answer | None
    reason: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        return self.from_rows.keys if self.from_rows else ()


def claims_with_verdict(subject: Cluster | Project) -> list[Checked]:
    """Every claim about a cluster or a project, in printed order, with what the figures say of it."""
    claims = subject.claim_set.select_related("publication", "cluster", "project")
    figures = cluster_figures(subject).all if isinstance(subject, Cluster) else project_figures(subject)
    return check_claims(claims, figures)


def check_claims(claims: Iterable[Claim], figures: Mapping[str, Figure]) -> list[Checked]:
    """The same for claims and figures at hand."""
    rows, totals = as_values(dict(figures)), as_values(dict(figures), printed=True)
    return [_checked(claim, rows, totals) for claim in claims]


def _checked(claim: Claim, rows: Mapping[str, Decimal | None], totals: Mapping[str, Decimal | None]) -> Checked:
    bound, stated = read_stated(claim.printed)
    if not claim.formula:
        return Checked(claim, Verdict.UNKNOWN, stated, None, None, "no_formula")
    try:
        from_rows, from_printed = evaluate(claim.formula, rows), evaluate(claim.formula, totals)
    except BadFormula as error:
        return Checked(claim, Verdict.UNKNOWN, stated, None, None, str(error))
    if from_rows.comparisons:
        held = from_rows.holds, from_printed.holds
    elif stated is None:
        return Checked(claim, Verdict.UNKNOWN, None, from_rows, from_printed, "in_words")
    else:
        held = fits(from_rows.value, stated, bound), fits(from_printed.value, stated, bound)
    return Checked(claim, _VERDICTS[held], stated, from_rows, from_printed)


_VERDICTS = {
    (True, True): Verdict.FOLLOWS,
    (True, False): Verdict.ROWS_ONLY,
    (False, True): Verdict.PRINTED_ONLY,
    (False, False): Verdict.NOT,
}


def read_stated(text: str) -> tuple[str, Printed | None]:
    """The number that a claim states, with its word of bound: "över 270" is ("över", 270)."""
    match = BOUND.match(text.strip())
    return (match["word"].lower(), printed(match["rest"])) if match else ("", printed(text))


def fits(value: Decimal | None, stated: Printed, bound: str = "") -> bool:
    """Whether a printed number may stand for a computed value (a fraction for a percentage), correctly rounded."""
    if value is None:
        return False
    shown = value * 100 if stated.percent else value
    if not bound:
        return abs(shown - stated.value) <= stated.half
    if bound in ABOVE:
        return shown > stated.value
    if bound in AT_LEAST:
        return shown >= stated.value
    return shown <= stated.value if bound in AT_MOST else shown < stated.value
