"""One table of draws: the same for any number of threads, any order of blocks, and however many more are drawn."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from samsyn.core.valuation.distributions import Beta, Fixed, Gamma, Normal, Pert, Uniform
from samsyn.core.valuation.draws import BLOCK, BadCorrelation, Together, blocks_of, draw_table

KNOWN = {
    "effect": Beta(0.25, 0.1),
    "cost": Gamma(5e6, 1e6),
    "price": Normal(700, 90),
    "share": Uniform(0.2, 0.8),
    "lag": Pert(0, 1, 3),
    "people": Fixed(60),
}
TIED = [Together(("cost", "price", "effect"), ((1, 0.8, -0.3), (0.8, 1, 0), (-0.3, 0, 1)))]
DRAWS = 2 * BLOCK + 700


def table(draws: int = DRAWS, seed: int = 7, **options):
    return draw_table(KNOWN, draws, seed, TIED, **options)


@pytest.mark.parametrize("threads", [2, 3, 8])
def test_threads_change_no_bit(threads: int) -> None:
    assert table(threads=threads).values.tobytes() == table().values.tobytes()


def test_blocks_drawn_apart_and_in_any_order_are_the_blocks_of_the_whole() -> None:
    whole = table().values
    parts = [whole[:, first:until] for _, first, until in blocks_of(DRAWS)]
    apart = table(blocks=[2, 0]).values
    assert apart.tobytes() == np.concatenate([parts[2], parts[0]], axis=1).tobytes()
    assert table(blocks=[1]).values.tobytes() == np.ascontiguousarray(parts[1]).tobytes()


@pytest.mark.parametrize("fewer", [1, 700, BLOCK - 1, BLOCK, BLOCK + 1])
def test_more_draws_never_change_earlier_ones(fewer: int) -> None:
    assert np.array_equal(table(fewer).values, table().values[:, :fewer])


def test_a_parameter_draws_the_same_whatever_stands_beside_it() -> None:
    alone = draw_table({"share": KNOWN["share"]}, 1000, 7)
    assert np.array_equal(alone["share"], table(1000)["share"])


def test_another_seed_and_another_name_draw_otherwise() -> None:
    assert not np.array_equal(table(seed=8)["share"], table()["share"])
    twins = draw_table({"a": Uniform(0, 1), "b": Uniform(0, 1)}, 5000, 7)
    assert abs(np.corrcoef(twins["a"], twins["b"])[0, 1]) < 0.06
    assert abs(np.corrcoef(twins["a"][:-1], twins["a"][1:])[0, 1]) < 0.06


def test_rank_correlations_come_out_as_written_and_each_keeps_its_own_distribution() -> None:
    found = table()
    for one, row in enumerate(TIED[0].codes):
        for other, column in enumerate(TIED[0].codes):
            wanted = TIED[0].matrix[one][other]
            seen = spearmanr(found[row], found[column]).statistic
            assert seen == pytest.approx(wanted, abs=0.035)
        assert found[row].mean() == pytest.approx(KNOWN[row].mean, abs=4 * KNOWN[row].sd / np.sqrt(DRAWS))
    assert abs(spearmanr(found["cost"], found["share"]).statistic) < 0.035


def test_strong_rank_correlations_are_ranks_and_not_those_of_the_normal_behind() -> None:
    """Without the turn from one to the other a half would come out as 0.483."""
    both = [Together(("a", "b"), ((1, 0.5), (0.5, 1)))]
    found = draw_table({"a": Gamma(1, 1), "b": Gamma(1, 1)}, 200_000, 3, both)
    assert spearmanr(found["a"], found["b"]).statistic == pytest.approx(0.5, abs=0.006)


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ([Together(("cost", "price"), ((1, 0.2), (0.3, 1)))], "skrivs olika åt vart håll"),
        ([Together(("cost", "price"), ((1, 0.2),))], "2 rader och 2 kolumner"),
        ([Together(("cost", "price"), ((1, 0.2), (0.2,)))], "2 rader och 2 kolumner"),
        ([Together(("cost", "price"), ((1, 2), (2, 1)))], "går inte ihop"),
        ([Together(("cost", "price"), ((2, 0), (0, 1)))], "samband med sig själv vara 1"),
        (
            [Together(("cost", "price", "share"), ((1, 0.9, -0.9), (0.9, 1, 0.9), (-0.9, 0.9, 1)))],
            "går inte ihop",
        ),
        ([Together(("cost", "unheard_of"), ((1, 0), (0, 1)))], "unheard_of, som inte finns"),
        ([Together(("cost",), ((1,),)), Together(("cost",), ((1,),))], "två grupper"),
    ],
)
def test_correlations_that_nothing_can_have_are_refused(groups: list[Together], said: str) -> None:
    with pytest.raises(BadCorrelation) as caught:
        draw_table(KNOWN, 10, 1, groups)
    assert said in str(caught.value)
