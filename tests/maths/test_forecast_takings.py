"""What so many sales bring."""

import numpy as np
import pytest

from tandem.maths.enquiries import FirstSales
from tandem.maths.takings import draw_takings, relative_amounts


def sales_of(amounts: list[float], channels: list[int] | None = None) -> FirstSales:
    days = np.zeros(len(amounts), dtype=np.int64)
    channel = np.array(channels or [0] * len(amounts), dtype=np.int64)
    return FirstSales(days, days, channel, days, np.array(amounts))


def test_amounts_are_taken_relative_to_their_channel() -> None:
    relative = relative_amounts(
        sales_of([80.0, 120.0, 800.0, 1200.0], [0, 0, 1, 1]), np.array([100.0, 1000.0])
    )

    assert relative == pytest.approx([0.8, 1.2, 0.8, 1.2])


def test_a_giant_order_is_cut_to_a_rare_one() -> None:
    relative = relative_amounts(sales_of([300.0] * 40 + [60_000.0]), np.array([310.0]))

    assert relative.mean() == pytest.approx(1.0)
    assert relative.max() < 6
    assert relative.min() > 0.9


@pytest.mark.parametrize("amounts", [[], [0.0, 0.0], [-50.0, -10.0]])
def test_without_an_amount_above_nothing_all_sales_are_alike(amounts: list[float]) -> None:
    assert relative_amounts(sales_of(amounts), np.array([100.0])).tolist() == [1.0]


@pytest.mark.parametrize("count", [0, 3, 30, 31, 400])
def test_takings_have_mean_and_variance_of_so_many_sales(count: int) -> None:
    # given: sales of 20, 80 and 500, few and many
    relative = np.array([0.1, 0.4, 2.5])
    wins = np.full((20_000, 1, 1), count)
    # when
    takings = draw_takings(wins, np.full((20_000, 1), 200.0), relative, np.random.default_rng(1))[:, 0]
    # then
    assert takings.mean() == pytest.approx(200.0 * count, rel=0.02)
    assert takings.std() == pytest.approx(200.0 * relative.std() * np.sqrt(count), rel=0.03)


def test_takings_of_channels_add_up() -> None:
    wins = np.array([[[2, 0], [1, 3]]])

    takings = draw_takings(wins, np.array([[100.0, 1000.0]]), np.ones(1), np.random.default_rng(2))

    assert takings.tolist() == [[1200.0, 3000.0]]
