"""The sceptical rule: exact figures, laws, and how rarely it blames."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tandem.maths.verdict import (
    ChangeVerdict,
    Verdict,
    odds_of,
    spread_of,
    verdict_of,
    verdict_of_desks,
)

effects = st.floats(-3, 3)
spreads = st.floats(1e-4, 5)

FELL = Verdict("fell", 0.97, 0.03, 0.01)
ROSE = Verdict("rose", 0.05, 0.95, 0.01)
STEADY = Verdict("steady", 0.5, 0.5, 0.85)
UNCLEAR = Verdict("cannot_tell", 0.7, 0.3, 0.4)


def test_the_pictures_9_in_10_is_what_the_rule_gives() -> None:
    # looks.md, section 7: "9 in 10" for -.36 with a standard error of .15.
    verdict = verdict_of(-0.36, 0.15)

    assert verdict.word == "fell"
    assert verdict.probability == pytest.approx(0.9144, abs=5e-5)
    assert round(10 * verdict.fell) == 9


@given(effects, spreads)
def test_the_closed_form_is_the_integral_of_prior_times_likelihood(effect: float, spread: float) -> None:
    spread = max(spread, 0.02)
    theta = np.linspace(-5, 5, 100_001)
    prior = 0.5 * stats.norm.pdf(theta, 0, 0.02) + 0.5 * stats.norm.pdf(theta, 0, 0.5)
    logs = np.log(prior) - 0.5 * ((effect - theta) / spread) ** 2
    weight = np.exp(logs - logs.max())
    weight /= weight.sum()

    odds = odds_of(effect, spread)

    assert float(odds.fell) == pytest.approx(weight[theta < 0].sum() + weight[theta == 0].sum() / 2, abs=1e-4)
    assert float(odds.steady) == pytest.approx(weight[np.abs(theta) <= 0.1].sum(), abs=1e-3)


@given(effects, spreads)
def test_the_other_way_round_fell_is_rose(effect: float, spread: float) -> None:
    there, back = verdict_of(effect, spread), verdict_of(-effect, spread)

    assert there.fell == pytest.approx(back.rose, abs=1e-12)
    assert there.steady == pytest.approx(back.steady, abs=1e-9)
    assert there.fell + there.rose == pytest.approx(1, abs=1e-12)
    assert {there.word, back.word} in ({"fell", "rose"}, {"steady"}, {"cannot_tell"})


@given(st.lists(st.tuples(effects, spreads), min_size=1, max_size=20))
def test_many_at_once_are_as_one_by_one(asked: list[tuple[float, float]]) -> None:
    odds = odds_of([effect for effect, _ in asked], [spread for _, spread in asked])

    for place, (effect, spread) in enumerate(asked):
        assert odds.fell[place] == pytest.approx(float(odds_of(effect, spread).fell), abs=1e-12)


@pytest.mark.parametrize(
    ("effect", "spread", "word"),
    [
        (-0.36, 0.15, "fell"),
        (0.36, 0.15, "rose"),
        (-0.30, 0.15, "cannot_tell"),  # two standard errors are not enough
        (0.09, 0.001, "steady"),  # surely there, but too small to be named
        (0.0, 0.05, "steady"),
        (0.0, 0.6, "cannot_tell"),
        (0.0, 0.0, "steady"),
        (-0.5, 0.0, "fell"),
        (0.3, float("inf"), "cannot_tell"),
    ],
)
def test_words(effect: float, spread: float, word: str) -> None:
    assert verdict_of(effect, spread).word == word


def test_without_any_data_the_prior_is_what_is_left() -> None:
    odds = odds_of(0.0, float("inf"))

    assert float(odds.fell) == pytest.approx(0.5)
    assert float(odds.steady) == pytest.approx(0.5 + 0.5 * (1 - 2 * stats.norm.cdf(-0.2)), abs=1e-6)


@pytest.mark.parametrize(("effect", "spread"), [(float("nan"), 0.1), (0.1, float("nan")), (0.1, -0.1)])
def test_what_cannot_be_judged_is_refused(effect: float, spread: float) -> None:
    with pytest.raises(ValueError, match="judged by a finite estimate"):
        odds_of(effect, spread)


def test_an_effect_of_nothing_is_named_in_less_than_2_in_100() -> None:
    rng = np.random.default_rng(3)
    spread = rng.uniform(0.05, 0.3, 20_000)
    effect = spread * rng.standard_normal(20_000)

    odds = odds_of(effect, spread)
    named = (np.maximum(odds.fell, odds.rose) >= 0.9) & (np.abs(effect) >= 0.1)

    assert 0.01 < named.mean() < 0.02


def test_the_spread_of_draws_is_that_of_a_normal_and_one_wild_draw_counts_for_nothing() -> None:
    draws = stats.norm.ppf((np.arange(2000) + 0.5) / 2000, -0.36, 0.15)

    assert spread_of(draws) == pytest.approx(0.15, rel=5e-3)
    assert spread_of(np.append(draws, 1e9)) == pytest.approx(0.15, rel=5e-3)
    with pytest.raises(ValueError, match="at least one draw"):
        spread_of(np.array([]))


@pytest.mark.parametrize(
    ("marketing", "sales", "expected"),
    [
        (FELL, STEADY, ChangeVerdict("marketing", 0.97)),
        (FELL, UNCLEAR, ChangeVerdict("marketing", 0.97)),
        (UNCLEAR, ROSE, ChangeVerdict("sales", 0.95)),
        (FELL, ROSE, ChangeVerdict("both", 0.97 * 0.95)),
        (STEADY, STEADY, ChangeVerdict("neither", 0.85 * 0.85)),
        (STEADY, UNCLEAR, ChangeVerdict("cannot_tell", None)),
        (UNCLEAR, UNCLEAR, ChangeVerdict("cannot_tell", None)),
    ],
)
def test_which_desk(marketing: Verdict, sales: Verdict, expected: ChangeVerdict) -> None:
    assert (
        verdict_of_desks(marketing, sales, enquiries_before=30, enquiries_after=30, customers=5) == expected
    )


@pytest.mark.parametrize("counts", [(29, 300, 50), (300, 29, 50), (300, 300, 4), (0, 0, 0)])
def test_too_few_to_name_anyone(counts: tuple[int, int, int]) -> None:
    before, after, customers = counts

    verdict = verdict_of_desks(
        FELL, STEADY, enquiries_before=before, enquiries_after=after, customers=customers
    )

    assert verdict == ChangeVerdict("not_enough_data", None)
