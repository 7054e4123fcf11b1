"""How people came to the intervention or to the comparison when lots or a queue decided it, and what must hold then."""

from __future__ import annotations

from enum import StrEnum

from samsyn.core.evidence.estimates import Diagnostic, checked
from samsyn.core.evidence.grades import Design
from samsyn.core.evidence.samples import Floats, Sample, standardised
from samsyn.core.quantities import NBSP, swedish

MOST_LOST = 0.20  # share without an outcome, of all
MOST_LOST_APART = 0.05  # difference in that share between the groups
UNLIKELY = 0.01  # chance of so uneven groups if lots were drawn
UNLIKELY_IN_QUEUE = 0.05  # a queue has no lots to trust, so less is needed to doubt


class Assignment(StrEnum):
    """What decided who took part. The value is the word shown."""

    LOT = "lottning"
    LOT_WAITING = "lottad väntelista"
    QUEUE = "väntelista i turordning"

    @property
    def design(self) -> Design:
        return Design.COMPARED if self is Assignment.QUEUE else Design.LOT

    @property
    def about(self) -> str:
        return "alla i kön" if self is Assignment.QUEUE else "alla som lottades"

    @property
    def assumptions(self) -> tuple[str, ...]:
        decided = {
            Assignment.QUEUE: "Platsen i kön har inget att göra med hur det annars hade gått.",
        }.get(self, "Lotten, och inget annat, avgjorde vem som fick insatsen.")
        waiting = "Väntan i sig ändrar inte utfallet för dem som väntar."
        apart = "Den som är i jämförelsen påverkas inte av att andra deltar."
        missing = "De som saknar utfall skiljer sig inte mellan grupperna på ett sätt som betyder något."
        return (decided, apart, missing) if self is Assignment.LOT else (decided, waiting, apart, missing)


def loss_check(sample: Sample) -> Diagnostic:
    """How many have no outcome, and whether it is uneven. The limits are ours; docs/methods/effekt.md says why."""
    treated = sample.lost_treated / (sample.lost_treated + sample.n_treated)
    compared = sample.lost_compared / (sample.lost_compared + sample.n_compared)
    lost = sample.lost_treated + sample.lost_compared
    overall = lost / (lost + sample.outcome.size)
    return checked(
        "bortfall",
        overall,
        overall > MOST_LOST or abs(treated - compared) > MOST_LOST_APART,
        f"Utfall saknas för {swedish(100 * treated, 1)}{NBSP}% av dem som fick insatsen och "
        f"{swedish(100 * compared, 1)}{NBSP}% i jämförelsen.",
    )


def lot_check(sample: Sample, assignment: Assignment) -> Diagnostic:
    """How likely groups as uneven as these are, if lots decided: an F-test of group on all that was known before."""
    from statsmodels.regression.linear_model import OLS
    from statsmodels.tools import add_constant

    group: Floats = sample.treated.astype(float)
    chance = float(OLS(group, add_constant(standardised(sample.background))).fit().f_pvalue)
    limit = UNLIKELY_IN_QUEUE if assignment is Assignment.QUEUE else UNLIKELY
    return checked(
        "jämna grupper",
        chance,
        chance < limit,
        f"Så ojämna grupper som dessa uppstår av en slump i {swedish(100 * chance, 1)}{NBSP}% av alla lottningar.",
    )
