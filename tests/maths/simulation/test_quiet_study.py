"""The study of firms that nobody asks any more."""

from tandem.maths.simulation.lags import LOG_NORMAL
from tandem.maths.simulation.quiet_study import quiet_sums


def test_what_comes_within_a_quarter_is_told_about_as_it_comes() -> None:
    firms = [quiet_sums(seed, LOG_NORMAL, 0.0) for seed in range(3)]

    told, came = (sum(one["told soon"][side] for one in firms) for side in (0, 1))
    assert 0.5 < told / came < 2.0
    # and less comes within a quarter than ever
    for one in firms:
        assert one["told soon"][0] <= one["told"][0]
        assert one["told soon"][1] <= one["told"][1]
