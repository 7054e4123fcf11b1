"""What an estimate holds, how it is written, and which grade it gets."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.evidence import Diagnostic, Estimate, Verdict
from samsyn.core.evidence.grades import RULES, Design, grade_of
from samsyn.core.evidence.intervals import Spread, joined

DOUBT = Diagnostic("bortfall", 0.3, Verdict.WARNING, "Många saknas.")
FINE = Diagnostic("bortfall", 0.0, Verdict.OK, "Ingen saknas.")
FOUND = Estimate(
    effect=1234.5, error=100.0, low=1000.0, high=1469.0, n_treated=1200, n_compared=40, method="lottning", unit="kr",
    about="alla som lottades", assumptions=("Lotten avgjorde.",), diagnostics=(FINE, DOUBT), grade=2,
    grade_rule=RULES[2],
)  # fmt: skip


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_numbers_are_written_as_exactly_as_the_interval_is_wide() -> None:
    assert plain(FOUND.sentence()).startswith(
        "Skillnaden är 1 235 kr (95 %-intervall 1 000 till 1 469), 1 200 deltagare"
    )
    narrow = replace(FOUND, effect=0.1234, low=0.1, high=0.15, unit="andel")
    assert plain(narrow.sentence()).startswith("Skillnaden är 12,3 procentenheter (95 %-intervall 10,0 till 15,0)")


def test_an_interval_around_zero_shows_no_effect() -> None:
    unsure = replace(FOUND, effect=3.0, low=-0.2, high=60.0)
    assert not unsure.detected
    assert plain(unsure.sentence()).startswith("Ingen effekt påvisad: 3 kr (95 %-intervall 0 till 60)")


def test_what_gives_doubt_can_be_read_alone() -> None:
    assert FOUND.warnings == (DOUBT,)


@pytest.mark.parametrize("wrong", [{"effect": 2000.0}, {"grade": 7}, {"grade": 0}, {"error": -1.0}])
def test_an_estimate_that_cannot_be_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match=r"ligger inte i sitt intervall|är orimliga"):
        replace(FOUND, **wrong)


@pytest.mark.parametrize(
    ("design", "without", "doubtful"),
    [(Design.LOT, 1, 2), (Design.COMPARED, 3, 4), (Design.UNADJUSTED, 5, 5), (Design.NONE, 6, 6)],
)
def test_the_design_gives_the_grade_and_a_warning_takes_it_down(design, without: int, doubtful: int) -> None:
    assert grade_of(design, [FINE]) == (without, RULES[without])
    assert grade_of(design, [FINE, DOUBT]) == (doubtful, RULES[doubtful])


@given(st.floats(0.01, 100), st.floats(2, 500), st.floats(0.01, 100), st.floats(2, 500))
def test_freedom_lies_between_the_smaller_group_and_both_together(one, free_one, other, free_other) -> None:
    spread = joined((one, free_one), (other, free_other))
    assert min(free_one, free_other) * 0.999 <= spread.freedom <= (free_one + free_other) * 1.001
    assert spread.variance == pytest.approx(one + other)


def test_the_chance_and_the_interval_agree() -> None:
    """At the edge of the interval the chance is exactly what the interval leaves out."""
    for freedom in (3.0, 40.0, float("inf")):
        spread = Spread(4.0, freedom)
        assert spread.chance(spread.limits(0.0)[1]) == pytest.approx(0.05)
    assert (Spread(0.0).chance(0.0), Spread(0.0).chance(1.0)) == (1.0, 0.0)


def test_the_heavy_libraries_are_not_loaded_before_they_are_needed() -> None:
    asked = "import sys, samsyn.core.evidence; print({'statsmodels', 'pandas', 'scipy'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


def test_english_has_its_own_sentence_and_numbers():
    said = FOUND.sentence(english=True)
    assert said.startswith("The difference is 1,235 SEK (95% interval 1,000 to 1,469), 1,200 participants against 40")
