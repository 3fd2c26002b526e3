"""What was told of one day to come, held against a list that ends on that day.

Of who buys after its last day a list says nothing. So “in the end”, as it stands in the list, is less than
the end, and the less the later one asks; who will have bought by its last day is what it can be asked.
"""

import datetime
from collections import Counter
from dataclasses import dataclass

import numpy as np

from tandem.exchange.analyse.actions import opened, read_into_database
from tandem.exchange.analyse.queries import channel_names_of
from tandem.exchange.analyse.throwaway import throwaway
from tandem.exchange.analyse.words import Question
from tandem.maths.conversion import won_within
from tandem.maths.enquiries import Enquiries, Floats
from tandem.together.evidence.arrays import Loaded, load
from tandem.together.evidence.estimating import SEED, process_at
from tandem.together.evidence.words import Question as Asked

# No amount is read.
DIGITS = 2


@dataclass(frozen=True)
class ByTheEnd:
    """Customers by the last day of the list: `estimate`, `low` and `high` of all; by origin the `error` of
    their share in points, weighted by leads, and how many ranges `held`."""

    estimate: int
    low: int
    high: int
    error: float
    held: int


def by_the_end(question: Question, day: datetime.date, last: datetime.date, came: Counter[str]) -> ByTheEnd:
    """Asked on `day`; `came` says by origin who had bought by the `last` one."""
    loaded = loaded_of(question, day)
    enquiries = loaded.enquiries
    drawn = customers_by(enquiries, (last - day).days, question.level)
    edges = [(1 - question.level) / 2, 0.5, (1 + question.level) / 2]
    true = np.array([came[name] for name in loaded.names.channels[: enquiries.channels]])
    leads = np.bincount(enquiries.channel, enquiries.count, minlength=enquiries.channels)
    low, middle, high = np.quantile(drawn, edges, axis=0)
    off = (middle - true) / np.maximum(leads, 1)
    of_all = np.quantile(drawn.sum(axis=1), edges).round()
    return ByTheEnd(
        estimate=int(of_all[1]),
        low=int(of_all[0]),
        high=int(of_all[2]),
        error=float(100 * np.sqrt((leads * off**2).sum() / leads.sum())),
        held=int(((low <= true) & (true <= high)).sum()),
    )


def loaded_of(question: Question, day: datetime.date) -> Loaded:
    """By the same import and the same queries as the application."""
    with throwaway(zone=str(question.zone)):
        reading = read_into_database(opened(question), question)
        return load(Asked(), as_of=day, digits=DIGITS, channels=channel_names_of(reading))


def customers_by(enquiries: Enquiries, days: int, level: float) -> Floats:
    """Draws by origin of who will have bought so many days later, with lag and break as they are told."""
    process = process_at(enquiries, level)
    if process.lag is None:
        return np.zeros((1, enquiries.channels))
    return won_within(
        process.enquiries,
        enquiries.channel,
        enquiries.channels,
        process.lag,
        days,
        later=process.later,
        seed=SEED,
    )
