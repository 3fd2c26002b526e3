"""The true effects: the laws of the contract."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tandem.maths.simulation.truth import Levels, effects_of

shares = st.floats(0.01, 0.99)


@st.composite
def levels(draw: st.DrawFn) -> Levels:
    shape = (2, draw(st.integers(1, 6)))
    return Levels(
        draw(arrays(float, shape, elements=st.floats(0.01, 50))),
        draw(arrays(float, shape, elements=shares)),
        draw(arrays(float, shape, elements=shares)),
        draw(arrays(float, shape, elements=st.floats(1, 1e4))),
    )


def revenue(these: Levels) -> np.ndarray:
    return np.asarray((these.rate * these.conversion * these.value).sum(axis=1))


@settings(deadline=None)
@given(levels())
def test_the_drivers_add_up_to_the_change_of_expected_revenue(these: Levels) -> None:
    before, after = revenue(these)

    effects = effects_of(these, acceptance_recorded=True)

    assert effects.whole == pytest.approx(np.log(after / before), abs=1e-9)
    assert effects.of_desk("marketing") + effects.of_desk("sales") == pytest.approx(effects.whole)


@settings(deadline=None)
@given(levels())
def test_the_other_way_round_every_effect_has_the_other_sign(these: Levels) -> None:
    turned = Levels(these.rate[::-1], these.quality[::-1], these.selling[::-1], these.value[::-1])

    there, back = (effects_of(one, acceptance_recorded=True) for one in (these, turned))

    for driver in ("enquiries", "mix", "quality", "selling", "value"):
        assert getattr(back, driver) == pytest.approx(-getattr(there, driver), abs=1e-9)


def test_by_hand() -> None:
    # given two channels: the shop grows from 10 to 30 a day, the fair stays at 10
    these = Levels(
        np.array([[10.0, 10.0], [30.0, 10.0]]),
        np.ones((2, 2)),
        np.array([[0.1, 0.3], [0.1, 0.2]]),
        np.array([[100.0, 100.0], [100.0, 100.0]]),
    )

    effects = effects_of(these, acceptance_recorded=False)

    # then conversion goes from .2 to .125: mix (.25 x .1 - .25 x .25), within -.1 x (.5 + .25) / 2
    scale = np.log(0.125 / 0.2) / (0.125 - 0.2)
    assert effects.enquiries == pytest.approx(np.log(2))
    assert effects.mix == pytest.approx((0.25 * 0.1 - 0.25 * 0.25) * scale)
    assert effects.selling == pytest.approx(-0.1 * 0.375 * scale)
    assert (effects.value, effects.quality) == (0, None)


def test_a_new_channel_moves_enquiries_and_mix_only() -> None:
    these = Levels(
        np.array([[10.0, 0.0], [10.0, 5.0]]),
        np.array([[0.5, 0.9], [0.5, 0.2]]),
        np.array([[0.4, 0.9], [0.4, 0.1]]),
        np.array([[100.0, 1.0], [100.0, 900.0]]),
    )

    effects = effects_of(these, acceptance_recorded=True)

    assert (effects.quality, effects.selling, effects.value) == (0, 0, 0)
    assert effects.enquiries == pytest.approx(np.log(1.5))
    assert effects.whole == pytest.approx(np.log((2 * 100 + 5 * 0.02 * 900) / (2 * 100)))


def test_a_period_without_customers_has_no_effects() -> None:
    nothing = Levels(np.zeros((2, 1)), np.ones((2, 1)), np.ones((2, 1)), np.ones((2, 1)))

    with pytest.raises(ValueError, match="Each period"):
        effects_of(nothing, acceptance_recorded=False)
