"""Lists of enquiries, lags and conversions that are known, for the tests of the forecast."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from tandem.maths.enquiries import NONE, NOT_SAID, OPEN, WON, Enquiries, FirstSales, Floats, Integers

TODAY = 739_000


@dataclass(frozen=True)
class Row:
    """One enquiry, days counted back from TODAY."""

    heard: int
    closed: int | None = None
    state: int = OPEN
    channel: int = 0
    amount: float | None = None
    count: int = 1


def won(heard: int, closed: int | None, amount: float | None = 300.0, channel: int = 0) -> Row:
    return Row(heard, closed, WON, channel, amount)


def list_of(rows: Sequence[Row], *, channels: int = 1, as_of: int = TODAY) -> Enquiries:
    sold = [row for row in rows if row.state == WON and row.amount is not None]
    nothing = np.full(len(rows), NONE, dtype=np.int64)
    return Enquiries(
        as_of=as_of,
        channels=channels,
        segments=0,
        sellers=0,
        heard=np.array([TODAY - row.heard for row in rows], dtype=np.int64),
        closed=_days(rows),
        state=np.array([row.state for row in rows], dtype=np.int64),
        decided=np.full(len(rows), NOT_SAID, dtype=np.int64),
        channel=np.array([row.channel for row in rows], dtype=np.int64),
        segment=nothing,
        seller=nothing,
        answer=np.full(len(rows), np.nan),
        count=np.array([row.count for row in rows], dtype=np.int64),
        sales=FirstSales(
            np.array([TODAY - row.heard for row in sold], dtype=np.int64),
            _days(sold),
            np.array([row.channel for row in sold], dtype=np.int64),
            np.full(len(sold), NONE, dtype=np.int64),
            np.array([row.amount for row in sold], dtype=np.float64),
        ),
    )


def _days(rows: Sequence[Row]) -> Integers:
    return np.array([NONE if row.closed is None else TODAY - row.closed for row in rows], dtype=np.int64)


@dataclass(frozen=True)
class KnownLag:
    """A log-normal lag that is known but for its median; of losses, one that takes half as long again."""

    medians: Floats
    sigma: float = 1.0

    def known(self, days: Floats) -> Floats:
        return np.asarray(ndtr(np.log(days / self.medians[:, None]) / self.sigma))

    def lost_by(self, days: Floats) -> Floats:
        return np.asarray(ndtr(np.log(days / (1.5 * self.medians[:, None])) / self.sigma))


@dataclass(frozen=True)
class KnownChances:
    conversion: Floats
    recorded: Floats
    lag: Integers


def known_lag(median: float = 20.0, draws: int = 12) -> KnownLag:
    return KnownLag(median * np.exp(np.linspace(-0.1, 0.1, draws)))


def known_chances(
    conversion: Sequence[float] = (0.2,), recorded: float = 0.0, draws: int = 240, worth: float = 200.0
) -> KnownChances:
    """Draws around these conversions, as if learnt from `worth` enquiries each."""
    means = np.array(conversion)
    drawn = np.random.default_rng(1).beta(worth * means, worth * (1 - means), (draws, len(means)))
    return KnownChances(drawn, np.full(drawn.shape, recorded), np.arange(draws) % 12)


def known_value(means: Sequence[float] = (300.0,), draws: int = 200) -> Floats:
    drawn = np.random.default_rng(2).normal(0, 0.05, (draws, len(means)))
    return np.asarray(np.array(means) * np.exp(drawn))


def steady_rows(seed: int, weeks: int, a_week: float, conversion: float = 0.2) -> list[Row]:
    """A firm with one channel, a lag of 20 days and sales of about 300, as known at TODAY."""
    generator = np.random.default_rng(seed)
    rows = []
    for heard in range(7 * weeks):
        for _ in range(generator.poisson(a_week / 7)):
            lag = int(generator.lognormal(np.log(20), 1.0))
            wins = generator.random() < conversion
            closed = heard - lag
            amount = float(300 * np.exp(generator.normal(-0.08, 0.4)))
            rows.append(won(heard, closed, amount) if wins and closed >= 0 else Row(heard))
    return rows or [Row(0)]
