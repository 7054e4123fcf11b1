"""A public experiment whose answer is known: what lots say, and what participants seem to gain without them."""

from __future__ import annotations

import pytest

from samsyn.core.evidence import (
    SHARE,
    difference_in_differences,
    doubly_robust,
    matched,
    randomised,
    unadjusted,
    weighted,
)
from tests.core.evidence.lalonde import (
    PUBLISHED,
    PUBLISHED_ERROR,
    against_survey,
    drawn_out_against_survey,
    experiment,
)

DOLLARS = "dollar"


def named(estimate, name):
    return next(each for each in estimate.diagnostics if each.name == name)


def test_the_experiment_gives_the_published_answer() -> None:
    drawn = experiment()
    found = randomised(drawn.earnings, drawn.treated, unit=DOLLARS)
    assert round(found.effect) == PUBLISHED
    assert round(found.error) == PUBLISHED_ERROR
    assert (round(found.low), round(found.high)) == (474, 3115)
    assert (found.n_treated, found.n_compared, found.grade, found.warnings) == (185, 260, 1, ())
    sentence = found.sentence().replace("\N{NO-BREAK SPACE}", " ")
    assert sentence == (
        "Skillnaden är 1 794 dollar (95 %-intervall 474 till 3 115), 185 deltagare mot 260 i jämförelsen. "
        "Evidensgrad 1."
    )


def test_adjusting_the_experiment_moves_it_little() -> None:
    drawn = experiment()
    plain = {
        name: drawn.covariates[name] for name in ("ålder", "skolår", "utan examen", "gift", "svart", "inkomst 1974")
    }
    found = randomised(drawn.earnings, drawn.treated, unit=DOLLARS, covariates={**plain, "inkomst 1975": drawn.before})
    assert abs(found.effect - PUBLISHED) < 0.5 * PUBLISHED_ERROR
    assert found.low > 0


def test_the_share_with_any_earnings() -> None:
    drawn = experiment()
    found = randomised(drawn.earnings > 0, drawn.treated, unit=SHARE)
    assert (round(found.effect, 3), round(found.low, 3), round(found.high, 3)) == (0.111, 0.024, 0.193)


def test_without_lots_the_plain_difference_has_the_wrong_sign() -> None:
    """The survey holds men with ordinary earnings; those who were taken in had hardly any. Published: −8 498."""
    found = unadjusted(against_survey().earnings, against_survey().treated, unit=DOLLARS)
    assert round(found.effect) == -8498
    assert found.high < 0 < PUBLISHED
    assert found.grade == 5


@pytest.mark.parametrize(
    ("method", "more", "effect", "error"),
    [
        (weighted, {}, 1692, 760),
        (doubly_robust, {}, 1550, 764),
        (matched, {}, 1884, 840),
        (matched, {"neighbours": 5}, 2196, 725),
    ],
)
def test_made_comparable_the_answer_comes_near_and_doubts_itself(method, more, effect, error) -> None:
    """Within one standard error of the truth; but the year before, when no effect can be, something differs still."""
    rows = against_survey()
    found = method(rows.earnings, rows.treated, rows.covariates, before=rows.before, unit=DOLLARS, **more)
    assert (round(found.effect), round(found.error)) == (effect, error)
    assert abs(found.effect - PUBLISHED) < found.error
    assert found.low < PUBLISHED < found.high
    earlier = named(found, "kontroll mot tiden före")
    assert earlier in found.warnings
    assert earlier.value < -1000  # the bias that is left, as far as the year before can tell
    assert found.grade == 4


def test_difference_in_differences_overstates_since_participants_came_at_their_lowest() -> None:
    """Ashenfelter's dip: the level check sees it, the trend check from 1974 to 1975 does not."""
    found = difference_in_differences(*against_survey().panel(), start=1978, unit=DOLLARS)
    assert round(found.effect) == 3522
    assert found.low > PUBLISHED
    assert [each.name for each in found.warnings] == ["lika nivå före"]
    assert found.grade == 4


def test_of_those_drawn_out_the_truth_is_zero() -> None:
    """They got nothing: what is found for them is bias. Adjustment takes away nine tenths of it."""
    rows = drawn_out_against_survey()
    plain = unadjusted(rows.earnings, rows.treated, unit=DOLLARS)
    adjusted = doubly_robust(rows.earnings, rows.treated, rows.covariates, before=rows.before, unit=DOLLARS)
    assert round(plain.effect) == -10292
    assert abs(adjusted.effect) < 0.1 * abs(plain.effect)
    assert not adjusted.detected
