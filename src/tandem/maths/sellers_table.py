"""From enquiries to the rows that the sellers' model is made from: equal ones added up."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tandem.maths.enquiries import LOST, NONE, OPEN, WON, Enquiries, Flags, Floats, Integers
from tandem.maths.sellers_model import Trials

# Answers are added up in steps of this many base-10 logarithms of the hours.
ANSWER_STEP: Final = 0.5
FASTEST, SLOWEST = 0.05, 2000.0  # hours; beyond, an answer counts as this fast or slow
AGE_GROUPS: Final = 8
# Response time is looked at where so many enquiries with an end have one, in so many of all.
LEAST_ANSWERED: Final = 30
LEAST_SHARE_ANSWERED: Final = 0.5
MEAN, MEAN_SD = -1.4, 3.0  # log odds: one in five, and nearly flat
ANSWER_SD: Final = 1.0
UNANSWERED_SD: Final = 2.0
ANSWER: Final = 1  # which column of the fixed terms


@dataclass(frozen=True)
class SellersTable:
    """Enquiries with a seller, and what their rows are."""

    trials: Trials
    ended: Floats
    """Of each channel and seller: won, lost, and open ones by the share of wins that is known at their
    age."""
    answered: int
    """Enquiries with a recorded answer in the rows; 0 where response time is not looked at."""


def sellers_table(enquiries: Enquiries, share_won: Floats, share_lost: Floats) -> SellersTable:
    """Rows by channel, seller, answer and, where open, age.

    `share_won` and `share_lost` are what part of its wins and losses is known at the age of each cell, shape
    (n,), from the lag; zeros leave open enquiries out. Declined ones count as lost, as everywhere. Hours to
    the answer are taken to whole steps of ANSWER_STEP; where some have none, "unanswered" is a term of its
    own.
    """
    owned = enquiries.seller != NONE
    counts = enquiries.count[owned].astype(np.float64)
    state, answer = enquiries.state[owned], _answers(enquiries.answer[owned])
    closed = state != OPEN
    answered = _answers_are_told(answer, counts, closed)
    steps = np.where(np.isnan(answer), 0, np.round(answer / ANSWER_STEP)).astype(np.int64)
    columns = (
        enquiries.channel[owned],
        enquiries.seller[owned],
        np.where(answered & ~np.isnan(answer), 1, 0),
        steps * answered,
        np.where(closed, 0, 1 + _age_groups(share_won[owned], ~closed)),
    )
    rows, place = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
    place, size = place.ravel(), len(rows)

    def summed(weights: Floats) -> Floats:
        return np.bincount(place, weights, size).astype(np.float64)

    open_counts = summed(counts * ~closed)
    per_open = np.maximum(open_counts, 1)
    trials = Trials(
        channels=enquiries.channels,
        sellers=enquiries.sellers,
        channel=rows[:, 0],
        seller=rows[:, 1],
        won=summed(counts * (state == WON)),
        lost=summed(counts * (state == LOST)),
        open=open_counts,
        share_won=summed(counts * share_won[owned] * ~closed) / per_open,
        share_lost=summed(counts * share_lost[owned] * ~closed) / per_open,
        **_fixed(rows[:, 2] == 1, rows[:, 3] * ANSWER_STEP, answered, summed(counts)),
    )
    return SellersTable(trials, _ended(trials), int(counts[~np.isnan(answer)].sum()) if answered else 0)


def _answers(hours: Floats) -> Floats:
    """Base-10 logarithms of hours, NaN where there was no answer."""
    with np.errstate(invalid="ignore"):
        return np.asarray(np.log10(np.clip(hours, FASTEST, SLOWEST)))


def _answers_are_told(answer: Floats, counts: Floats, closed: Flags) -> bool:
    told = counts[~np.isnan(answer) & closed].sum()
    return bool(told >= LEAST_ANSWERED and told >= LEAST_SHARE_ANSWERED * counts[closed].sum())


def _age_groups(share_won: Floats, wanted: Flags) -> Integers:
    """Groups of like age, so that an average share stands for each: by steps of the share of wins known."""
    return np.where(wanted, np.minimum(share_won * AGE_GROUPS, AGE_GROUPS - 1), 0).astype(np.int64)


def _fixed(has_answer: Flags, logarithm: Floats, answered: bool, counts: Floats) -> dict[str, Floats]:
    """The mean; where answers are told, their logarithm about its mean and, where some have none, that."""
    terms, spreads = [np.ones(len(counts))], [MEAN_SD]
    if answered:
        centre = np.average(logarithm[has_answer], weights=counts[has_answer])
        terms.append(np.where(has_answer, logarithm - centre, 0.0))
        spreads.append(ANSWER_SD)
        if not has_answer.all():
            terms.append(np.where(has_answer, 0.0, 1.0))
            spreads.append(UNANSWERED_SD)
    means = np.array([MEAN, 0.0, 0.0])[: len(terms)]
    return {"fixed": np.column_stack(terms), "fixed_mean": means, "fixed_sd": np.array(spreads)}


def _ended(trials: Trials) -> Floats:
    ended = trials.won + trials.lost + trials.open * trials.share_won
    place = trials.channel * trials.sellers + trials.seller
    table = np.bincount(place, ended, trials.channels * trials.sellers)
    return table.reshape(trials.channels, trials.sellers).astype(np.float64)
