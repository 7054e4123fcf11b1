"""Difference in differences: how much more those who took part changed than those who did not.

Two periods or many, one start for all, errors by person, place or a cluster above. Earlier periods show whether the two
sides went the same way before; that they did is no proof, and how great a drift could have gone unseen is printed too.
Source: Bertrand, Duflo & Mullainathan (2004); MacKinnon, Nielsen & Webb (2023); Roth (2022); docs/methods/effekt.md.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from samsyn.core.evidence.answers import Difference, answer
from samsyn.core.evidence.clustered import SMALLEST_CLUSTERS, cluster_check
from samsyn.core.evidence.estimates import COVER, SHARE, Diagnostic, Estimate, checked
from samsyn.core.evidence.grades import Design
from samsyn.core.evidence.panels import Panel, panel_of
from samsyn.core.evidence.randomised import mean_difference
from samsyn.core.evidence.refusals import BadColumn, NotEstimable, TooFew
from samsyn.core.quantities import NBSP, swedish

DOUBTFUL = 0.10  # a difference before the start is looked for more eagerly than an effect
APART = 0.25  # standard deviations between the levels before; Imbens & Rubin (2015)
MOST_NOT_FOLLOWED = 0.2
NAME = "lika utveckling före"
ASSUMPTIONS = (
    "Utan insatsen hade de båda grupperna förändrats lika mycket.",
    "Ingen ändrade något i förväg för att insatsen var på väg.",
    "Inget annat hände bara den ena gruppen samtidigt.",
    "Den som är i jämförelsen påverkas inte av att andra deltar.",
)


def difference_in_differences(
    outcome: ArrayLike,
    who: ArrayLike,
    period: ArrayLike,
    treated: ArrayLike,
    *,
    start: float,
    unit: str,
    clusters: ArrayLike | None = None,
    same: bool = True,
    cover: float = COVER,
) -> Estimate:
    """Effect on those who took part, in `unit`, from one row per person (or place) and period.

    treated: 1 on every row of those who took part, also before. start: the first period with the intervention.
    clusters: municipality or group, when the intervention came to whole ones. same=False: new persons in each period.
    BadColumn, or TooFew below 5 persons or clusters on either side. Starts at different times: one start at a time.
    """
    panel = panel_of(outcome, who, period, treated, clusters, same=same)
    after = panel.period >= start
    if after.all() or not after.any():
        raise BadColumn("Det finns inga rader både före och efter starten. Ändra starten, eller ta med fler perioder.")
    ours, theirs = panel.followed(start, panel.treated), panel.followed(start, ~panel.treated)
    sides = (ours.followed, theirs.followed) if same else (ours.of, theirs.of)
    if min(sides) < SMALLEST_CLUSTERS:
        raise TooFew(
            "personer eller platser kända både före och efter" if same else "personer eller platser",
            *sides, SMALLEST_CLUSTERS,
        )  # fmt: skip
    if min(panel.clusters.n_treated, panel.clusters.n_compared) < SMALLEST_CLUSTERS:
        raise TooFew(panel.what, panel.clusters.n_treated, panel.clusters.n_compared, SMALLEST_CLUSTERS)
    fit = panel.fit((panel.treated & after).astype(float)[:, None])
    difference = Difference(float(fit.coefficients[0]), fit.spread(0))
    checks = [
        cluster_check(panel.clusters, panel.what),
        level_check(panel, start),
        *before_checks(panel, start, difference.effect, unit),
    ]
    if same:
        checks.insert(0, _followed_check(ours, theirs))
    return answer(
        difference,
        sides,
        method="skillnad i skillnader" if same else "skillnad i skillnader, olika personer före och efter",
        unit=unit,
        about="deltagarna",
        design=Design.COMPARED,
        assumptions=ASSUMPTIONS,
        checks=checks,
        cover=cover,
    )


def before_checks(panel: Panel, start: float, effect: float, unit: str) -> tuple[Diagnostic, ...]:
    """Whether the sides went the same way before the start: as a straight drift, and in any other way."""
    before = panel.only(panel.period < start)
    if before.periods.size < 2:
        return (checked(NAME, None, True, "Bara en period före starten: det går inte att pröva."),)
    try:
        drift = _drift_check(before, panel, start, effect, unit)
        return (drift,) if before.periods.size == 2 else (drift, _apart_check(before))
    except NotEstimable:
        return (checked(NAME, None, True, "För få är kända i perioderna före starten: det går inte att pröva."),)


def level_check(panel: Panel, start: float) -> Diagnostic:
    """Whether the sides stood at one level before. Who is taken in at their lowest rises again by themselves."""
    levels, treated = panel.levels(panel.period < start)
    effect, spread = mean_difference(levels, treated)
    within = float(np.sqrt((levels[treated].var() + levels[~treated].var()) / 2))
    apart = effect / within if within > 0 else 0.0
    doubtful = abs(apart) > APART and spread.chance(effect) < DOUBTFUL
    return checked(
        "lika nivå före",
        apart,
        doubtful,
        f"Före starten låg deltagarna {swedish(abs(apart), 2)} standardavvikelser "
        f"{'under' if apart < 0 else 'över'} jämförelsen."
        + (" Grupper på så olika nivå förändras sällan lika: den som är långt nere stiger ofta ändå." * doubtful),
    )


def _drift_check(before: Panel, panel: Panel, start: float, effect: float, unit: str) -> Diagnostic:
    """What a drift before the start would explain of the effect, if it went on."""
    later = panel.period[panel.treated & (panel.period >= start)].mean()
    distance = float(later - before.period[before.treated].mean())
    fit = before.fit((before.treated * (before.period - start))[:, None])
    slope, spread = float(fit.coefficients[0]), fit.spread(0)
    low, high = (distance * each for each in spread.limits(slope))
    factor, shown = (100, "procentenheter") if unit == SHARE else (1, unit)
    decimals = 0 if factor * (high - low) >= 10 else 2
    numbers = [swedish(factor * each, decimals) for each in (distance * slope, low, high, effect)]
    chance = spread.chance(slope)
    return checked(
        NAME,
        chance,
        chance < DOUBTFUL,
        f"Går skillnaden i utveckling före starten vidare förklarar den {numbers[0]} ({numbers[1]} till {numbers[2]}) "
        f"av {numbers[3]} {shown}.",
    )


def _apart_check(before: Panel) -> Diagnostic:
    """Wald's test that no period before the start differs from the last; F, by the degrees of freedom of clusters."""
    from scipy.special import fdtrc

    earlier = before.periods[:-1]
    fit = before.fit(before.treated[:, None] * (before.period[:, None] == earlier).astype(float))
    leads, covariance = fit.coefficients[: earlier.size], fit.covariance[: earlier.size, : earlier.size]
    wald = float(leads @ np.linalg.pinv(covariance, hermitian=True) @ leads) / earlier.size
    free = max(fit.freedom - earlier.size + 1, 1.0)
    chance = float(fdtrc(earlier.size, free, wald * free / fit.freedom))
    return checked(
        "ingen period avviker före",
        chance,
        chance < DOUBTFUL,
        f"Så stora skillnader mellan perioderna före starten uppstår av en slump i {swedish(100 * chance)}{NBSP}% "
        "av fallen.",
    )


def _followed_check(ours: tuple[int, int], theirs: tuple[int, int]) -> Diagnostic:
    lost = [1 - followed / of for followed, of in (ours, theirs)]
    return checked(
        "kända både före och efter",
        1 - max(lost),
        max(lost) > MOST_NOT_FOLLOWED,
        f"{ours[0]} av {ours[1]} i insatsen och {theirs[0]} av {theirs[1]} i jämförelsen; de andra säger inget om "
        "förändringen.",
    )
