"""What a simulated firm is like before chance has its say."""

from dataclasses import dataclass, field

import numpy as np

from tandem.maths.enquiries import Floats, Integers
from tandem.maths.simulation.lags import LOG_NORMAL, Lag
from tandem.maths.simulation.truth import Levels

# Owners may be written down at the handover, only once something was won, or never.
ALWAYS = "always"
ON_WINS = "on_wins"
NEVER = "never"

PERIOD = 91  # days: thirteen weeks, so that both periods have the same weekdays
MEAN_LOG_HOURS, SD_LOG_HOURS = 0.7, 0.7  # of the first answer, base 10: a median of five hours
SD_LOG_LOSS = 0.9  # of the days to a loss, natural


@dataclass(frozen=True)
class Habits:
    """What the firm writes down."""

    losses: float = 1.0
    """Share of the losses that is ever recorded."""
    acceptance: bool = False
    """Whether sales says which enquiries it accepts; a declined one is then lost on that day."""
    owner: str = ALWAYS
    answers: bool = False
    """Whether the first answer is recorded."""
    without_day: float = 0.0
    """Share of the endings whose day nobody wrote down."""
    before_contact: float = 0.0
    """Share of the wins with a day before the enquiry."""


@dataclass(frozen=True)
class Team:
    """Who sells."""

    skill: Floats
    """Log odds, shape (sellers,)."""
    assignment: Floats
    """Share of a channel's enquiries that goes to each seller, shape (channels, sellers); rows are 1."""
    reassigned: float = 0.0
    """Share that is worked by somebody else, drawn evenly from all, than who is recorded."""
    answer: float = 0.0
    """Log odds for each tenfold longer first answer."""


def one_seller(channels: int) -> Team:
    return Team(np.zeros(1), np.ones((channels, 1)))


@dataclass(frozen=True)
class Plan:
    """A firm with two periods, `before` and `after`; the levels of `before` hold for its history as well."""

    levels: Levels
    """Shapes (2, k); rates before season, jump and luck."""
    channel: Integers
    """Of each stream, shape (k,)."""
    team: Team
    segment: Integers | None = None
    """Of each stream, shape (k,)."""
    history: int = 0
    """Days that were recorded before the first period."""
    days: int = PERIOD
    """Of each period."""
    wait: int = 0
    """Days between the end of the second period and `as_of`."""
    habits: Habits = field(default_factory=Habits)
    lag: Lag = field(default_factory=Lag)
    lag_times: float = 1.0
    """The lag's median of enquiries from the second period on, as a multiple."""
    began: int = 0
    """Day, from the first of all, on which selling began: whoever had asked before waits for it."""
    loss_times: float = 1.5
    """The median lag of a loss, as a multiple of that of a win."""
    season: float = 0.0
    """Share by which the best week of the year is above the mean."""
    season_day: int = 0
    """When the season crosses its mean, in days from the first day of all."""
    weekends: float = 1.0
    """Rate on Saturday and Sunday as a multiple of that on other days."""
    dispersion: float = np.inf
    """Shape of the gamma that each channel's week is multiplied by; small where weeks differ much."""
    jump: float = 1.0
    """What all rates are multiplied by in the last `jump_days` before `as_of`, and from then on."""
    jump_days: int = 0
    value_sigma: float = 0.6
    """Of the logarithm of a first sale."""
    giants: float = 0.0
    """Share of the sales that are giant, part of the mean value."""
    giant_times: float = 30.0
    repeats: float = 0.0
    """Enquiries of customers, as a share of the counted ones; they are not counted."""

    @property
    def channels(self) -> int:
        return int(self.channel.max()) + 1

    @property
    def segments(self) -> int:
        return 0 if self.segment is None else int(self.segment.max()) + 1

    @property
    def known_days(self) -> int:
        """From the first day to `as_of`."""
        return self.history + 2 * self.days + self.wait


def lag_of_losses(plan: Plan) -> Lag:
    """From the enquiry to the day on which a loss is written down, if it ever is."""
    return Lag(LOG_NORMAL, plan.lag.median * plan.loss_times, SD_LOG_LOSS)
