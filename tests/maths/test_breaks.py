"""A break in the process: found where conversion at equal age changed, and not where something else did."""

import numpy as np
import pytest

from tandem.maths.breaks import Break, find_break
from tandem.maths.conversion import conversions
from tandem.maths.enquiries import LOST, NONE, OPEN, WON, Enquiries, FirstSales
from tandem.maths.lag import fit_lag

MONTHS, DAYS, BROKEN = 14, 30, 9
STARTS = np.arange(MONTHS) * DAYS
CHANNELS = (0.4, 0.25, 0.2, 0.1, 0.05)
CHANCES = np.array([0.2, 0.3, 0.12, 0.4, 0.1])
NOBODY = np.array([], dtype=np.int64)


def a_firm(
    seed: int, number: int, *, factor: float = 1.0, season: float = 0.0, mix: bool = False
) -> Enquiries:
    """Fourteen months of enquiries; from the tenth on conversion is multiplied, or the channels differ."""
    chance = np.random.default_rng(seed)
    heard = chance.integers(0, MONTHS * DAYS, number)
    since = heard >= BROKEN * DAYS
    channel = chance.choice(5, number, p=CHANNELS)
    if mix:
        channel = np.where(since & (chance.random(number) < 0.6), 4, channel)
    buys = CHANCES[channel] * np.where(since, factor, 1.0) * (1 + season * np.sin(2 * np.pi * heard / 365))
    lag = np.maximum(np.exp(np.log(25) + 1.1 * chance.standard_normal(number)), 0.5).astype(np.int64)
    known = MONTHS * DAYS - 1
    will = chance.random(number) < buys
    won = will & (heard + lag <= known)
    lost = ~will & (chance.random(number) < 0.5) & (heard + 20 <= known)
    nothing = np.full(number, NONE)
    return Enquiries(
        as_of=known,
        channels=5,
        segments=0,
        sellers=0,
        heard=heard,
        closed=np.where(won, heard + lag, np.where(lost, heard + 20, NONE)),
        state=np.where(won, WON, np.where(lost, LOST, OPEN)),
        decided=np.zeros(number, dtype=np.int64),
        channel=channel,
        segment=nothing,
        seller=nothing,
        answer=np.full(number, np.nan),
        count=np.ones(number, dtype=np.int64),
        sales=FirstSales(NOBODY, NOBODY, NOBODY, NOBODY, np.array([])),
    )


def found(firm: Enquiries) -> Break | None:
    return find_break(firm, fit_lag(firm, firm.channel, firm.channels), STARTS)


def test_half_as_many_buy_from_a_month_on() -> None:
    broken = found(a_firm(1, 1500, factor=0.45))
    assert broken is not None
    assert abs(broken.day - BROKEN * DAYS) <= DAYS
    assert broken.after.estimate < 0.7 * broken.before.estimate
    assert broken.probability >= 0.98


def test_more_buy_from_a_month_on() -> None:
    broken = found(a_firm(2, 900, factor=1.9))
    assert broken is not None
    assert broken.after.low > broken.before.estimate


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    "changed", [{}, {"season": 0.2}, {"mix": True}], ids=["nothing", "a season", "the channels"]
)
def test_no_break_where_only_something_else_changed(seed: int, changed: dict[str, float]) -> None:
    assert found(a_firm(seed, 500, **changed)) is None


def test_a_young_month_does_not_look_bad_for_being_young() -> None:
    """Half of the last month's wins are still to come; cut off in the middle of the story as well."""
    firm = a_firm(3, 900)
    for day in (firm.as_of, firm.as_of - 45):
        assert found(firm.seen_at(day)) is None


def test_what_is_known_later_changes_nothing() -> None:
    firm = a_firm(1, 900, factor=0.45)
    day = 12 * DAYS
    assert found(firm.seen_at(day)) == found(firm.heard_within(0, day).seen_at(day))


def test_of_too_few_or_without_a_lag_nothing_is_said() -> None:
    assert found(a_firm(1, 40, factor=0.2)) is None
    firm = a_firm(1, 900, factor=0.45)
    assert find_break(firm, None, STARTS) is None
    assert find_break(firm, fit_lag(firm, firm.channel, firm.channels), STARTS[:3]) is None


def test_conversions_before_and_since_a_break_make_those_of_the_whole() -> None:
    """A channel's conversion is the mean over its enquiries; what is still to come is that of later ones."""
    firm = a_firm(1, 900, factor=0.3)
    lag = fit_lag(firm, firm.channel, firm.channels)
    later = firm.heard >= BROKEN * DAYS
    apart = conversions(firm, firm.channel, 5, lag, later=later)
    together = conversions(firm, firm.channel, 5, lag)
    assert [one.enquiries for one in apart.groups] == [one.enquiries for one in together.groups]
    assert apart.draws.conversion.shape == together.draws.conversion.shape
    assert apart.whole.still_to_come.estimate < 0.8 * together.whole.still_to_come.estimate
