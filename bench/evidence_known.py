"""Effects held against a public experiment whose answer is known: LaLonde's, with 1 794 dollars from lots.

What lots say, and what the same 185 participants seem to have gained when the comparison is a survey instead. Last the
260 who were drawn not to take part, against the same survey: for them the truth is zero, so all that is found is bias.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from tests.core.evidence.lalonde import (
    PUBLISHED,
    Columns,
    against_survey,
    drawn_out_against_survey,
    experiment,
)

from samsyn.core.evidence import (
    Estimate,
    difference_in_differences,
    doubly_robust,
    matched,
    randomised,
    unadjusted,
    weighted,
)

DOLLARS = "dollar"


def main() -> None:
    """One line per method: effect, interval, bias against what is true, grade, and what the checks say."""
    print(f"  {'':34} {'effect':>8} {'95 % interval':>18} {'bias':>8}  grade  doubts")
    for name, truth, found in estimates():
        limits = f"{found.low:,.0f} to {found.high:,.0f}"
        doubts = ", ".join(each.name for each in found.warnings) or "none"
        print(f"  {name:34} {found.effect:8,.0f} {limits:>18} {found.effect - truth:8,.0f}  {found.grade:5}  {doubts}")


def estimates() -> Iterator[tuple[str, float, Estimate]]:
    """Name, the true effect, and what was found."""
    drawn, survey = experiment(), against_survey()
    yield "lots", PUBLISHED, randomised(drawn.earnings, drawn.treated, unit=DOLLARS)
    covariates = {name: drawn.covariates[name] for name in LINEAR}
    adjusted = randomised(
        drawn.earnings, drawn.treated, unit=DOLLARS, covariates={**covariates, "inkomst 1975": drawn.before}
    )
    yield "lots, Lin's adjustment", PUBLISHED, adjusted
    yield "survey, plain difference", PUBLISHED, unadjusted(survey.earnings, survey.treated, unit=DOLLARS)
    for name, method in METHODS.items():
        yield f"survey, {name}", PUBLISHED, _observed(method, survey)
    changed = difference_in_differences(*survey.panel(), start=1978, unit=DOLLARS)
    yield "survey, difference in differences", PUBLISHED, changed
    out = drawn_out_against_survey()
    yield "drawn out, plain difference", 0.0, unadjusted(out.earnings, out.treated, unit=DOLLARS)
    for name, method in METHODS.items():
        yield f"drawn out, {name}", 0.0, _observed(method, out)


def _observed(method: Callable[..., Estimate], rows: Columns) -> Estimate:
    return method(rows.earnings, rows.treated, rows.covariates, before=rows.before, unit=DOLLARS)


LINEAR = ("ålder", "skolår", "utan examen", "gift", "svart", "latinamerikan", "inkomst 1974")
METHODS: dict[str, Callable[..., Estimate]] = {
    "weighted": weighted,
    "doubly robust": doubly_robust,
    "matched, nearest": matched,
    "matched, five nearest": partial(matched, neighbours=5),
}
