"""Quality against selling: which seller sells better than the others, given the channels that each was
handed.

The answer is often that nobody can tell; then it says why, in a code, and what would help.
"""

from dataclasses import replace
from typing import Final

import numpy as np

from tandem.maths.enquiries import NONE, OPEN, WON, Enquiries, Flags, Floats, Integers
from tandem.maths.lag import LagPosterior
from tandem.maths.results import Estimate
from tandem.maths.sellers_model import Mixture, averaged
from tandem.maths.sellers_result import (
    CHECK_OWNERS,
    CONFOUNDED,
    ENDED_ALIKE,
    FEW_ENDED,
    NO_OWNER,
    NO_SHARED_CHANNEL,
    OK,
    ONE_SELLER,
    OVER_TIME,
    OWNER_ON_WINS,
    RECORD_AT_HANDOVER,
    RECORD_OWNER,
    REFUSED,
    SWAP,
    WAIT,
    WEAK,
    AnswerEffect,
    ChannelEffect,
    SellerCount,
    SellerEffect,
    Sellers,
)
from tandem.maths.sellers_table import ANSWER, SellersTable, sellers_table
from tandem.maths.swaps import (
    CHANNEL_SPREAD,
    KNOWN_CHANNELS,
    Swap,
    best_swap,
    difference_ratios,
    reached_sellers,
)

LEAST_ENDED: Final = 15  # enquiries of a seller that have shown their end
LEAST_OF_EACH: Final = 5  # won, and not won, of all sellers together
GOOD, LIMIT = 0.5, 0.8  # posterior sd of a difference over its prior sd
# With less than this part of what enquiries tell of sellers left by the channels, those are in the way.
LEAST_LEFT: Final = 0.6
# The owner is recorded on wins only where others have one less than half as often.
LEAST_RECORDED: Final = 0.5
RECENT_DAYS: Final = 91  # a channel to swap has enquiries in these
_REMEDIES: Final = {CONFOUNDED: SWAP, FEW_ENDED: WAIT, ENDED_ALIKE: CHECK_OWNERS}


def sellers(enquiries: Enquiries, lag: LagPosterior | None, level: float = 0.9) -> Sellers:
    """Compares the sellers, or says why that cannot be done.

    Won and lost count as known, open ones by what part of wins and losses is known at their age, by the mean
    of the lag's draws; without a lag, open ones are left out. The seller is the owner at the first passing:
    who took over later is not looked at, which draws true differences together. `level` is a share, such as
    0.9.

    The model is in `sellers_model`, the design of the refusals in `swaps` (evidence.md, D2 and C3).
    """
    share_won, share_lost = _shares_known(enquiries, lag)
    counts = _counts(enquiries)
    refusal = _nothing_to_compare(enquiries, share_won)
    if refusal:
        return _refused(*refusal, counts=counts)
    table = sellers_table(enquiries, share_won, share_lost)
    reached = reached_sellers(table.ended)
    enough = table.ended.sum(axis=0) >= LEAST_ENDED
    if enough.sum() < 2:
        return _refused(FEW_ENDED, WAIT, counts=counts)
    if (reached & (table.ended.sum(axis=0) > 0)).sum() < 2:
        return _refused(NO_SHARED_CHANNEL, SWAP, counts=counts, swap=_swap(enquiries, table))
    if (reached & enough).sum() < 2:
        return _refused(FEW_ENDED, WAIT, counts=counts)
    if not _outcomes_differ(table):
        return _refused(ENDED_ALIKE, WAIT, counts=counts)
    ratios = difference_ratios(table.trials)
    judged = _told_apart(ratios, np.flatnonzero(reached & enough))
    if len(judged) < 2:
        return _not_told_apart(enquiries, table, ratios, np.flatnonzero(reached & enough), counts)
    identifiability = _mean_ratio(ratios, judged)
    why = None
    if identifiability >= GOOD:
        why = CONFOUNDED if _is_confounded(table, ratios, judged) else _why_few(table, judged)
    mixture = averaged(table.trials, np.array([CHANNEL_SPREAD]))
    return Sellers(
        status=WEAK if why else OK,
        why=why,
        remedy=_REMEDIES[why] if why else None,
        identifiability=identifiability,
        spread=_spread(mixture, level),
        effects=_seller_effects(mixture, table, judged, _why_not(reached, enough), level),
        channels=_channel_effects(averaged(table.trials), table, level),
        answer=_answer(mixture, table, level),
        swap=_swap(enquiries, table) if why == CONFOUNDED else None,
        counts=counts,
    )


def _shares_known(enquiries: Enquiries, lag: LagPosterior | None) -> tuple[Floats, Floats]:
    if lag is None:
        return np.zeros(len(enquiries.count)), np.zeros(len(enquiries.count))
    ages, place = np.unique(enquiries.ages(), return_inverse=True)
    return lag.share_known(ages).mean(axis=0)[place], lag.share_lost(ages).mean(axis=0)[place]


def _nothing_to_compare(enquiries: Enquiries, share_won: Floats) -> tuple[str, str] | None:
    owned = enquiries.seller != NONE
    if not owned.any():
        return NO_OWNER, RECORD_OWNER
    if _owner_on_wins_only(enquiries, owned, share_won):
        return OWNER_ON_WINS, RECORD_AT_HANDOVER
    if len(np.unique(enquiries.seller[owned])) < 2:
        return ONE_SELLER, OVER_TIME
    return None


def _owner_on_wins_only(enquiries: Enquiries, owned: Flags, share_won: Floats) -> bool:
    """Young open enquiries may not have an owner yet, so that open ones count by their age."""
    won = enquiries.state == WON
    weight = enquiries.count * np.where(enquiries.state == OPEN, share_won, 1.0)
    if not won.any() or not weight[~won].sum():
        return bool(won.all())
    of_won = (weight * owned)[won].sum() / weight[won].sum()
    of_others = (weight * owned)[~won].sum() / weight[~won].sum()
    return bool(of_others < LEAST_RECORDED * of_won)


def _outcomes_differ(table: SellersTable) -> bool:
    won = table.trials.won.sum()
    return bool(won >= LEAST_OF_EACH and table.ended.sum() - won >= LEAST_OF_EACH)


def _told_apart(ratios: Floats, candidates: Integers) -> Integers:
    """Leaves out the seller who is hardest to tell from the others until all that are left can be told
    apart."""
    left = candidates
    while len(left) >= 2:
        each = ratios[np.ix_(left, left)].sum(axis=1) / (len(left) - 1)
        if each.max() <= LIMIT:
            break
        left = np.delete(left, int(each.argmax()))
    return left


def _mean_ratio(ratios: Floats, chosen: Integers) -> float:
    return float(ratios[np.ix_(chosen, chosen)].sum() / (len(chosen) * (len(chosen) - 1)))


def _is_confounded(table: SellersTable, ratios: Floats, chosen: Integers) -> bool:
    """Whether it is the channels that hide the difference, and not that few enquiries have ended.

    The information that enquiries add to a prior is, in its units, 1 / ratio^2 - 1: held against what they
    would add if all were known of the channels.
    """
    known = _mean_ratio(difference_ratios(table.trials, KNOWN_CHANNELS), chosen)
    return _mean_ratio(ratios, chosen) ** -2 - 1 < LEAST_LEFT * (known**-2 - 1)


def _why_few(table: SellersTable, chosen: Integers) -> str:
    """Whether few have ended, or enough have but those of one seller nearly all in the same way.

    Enquiries that were all won, or all lost, tell little of a seller's odds, however many they are. So it is
    asked how well the sellers could be told apart if each had won the same part of what ended.
    """
    won, ended = table.trials.won, table.trials.won + table.trials.lost
    even = ended * won.sum() / max(ended.sum(), 1.0)
    ratios = difference_ratios(replace(table.trials, won=even, lost=ended - even))
    return ENDED_ALIKE if _mean_ratio(ratios, chosen) < GOOD else FEW_ENDED


def _not_told_apart(
    enquiries: Enquiries,
    table: SellersTable,
    ratios: Floats,
    chosen: Integers,
    counts: tuple[SellerCount, ...],
) -> Sellers:
    identifiability = _mean_ratio(ratios, chosen)
    if _is_confounded(table, ratios, chosen):
        swap = _swap(enquiries, table)
        return _refused(CONFOUNDED, SWAP, counts=counts, swap=swap, identifiability=identifiability)
    why = _why_few(table, chosen)
    return _refused(why, _REMEDIES[why], counts=counts, identifiability=identifiability)


def _swap(enquiries: Enquiries, table: SellersTable) -> Swap:
    """Of channels that still bring enquiries, and sellers who have had any."""
    recent = enquiries.heard > enquiries.as_of - RECENT_DAYS
    channels = np.unique(enquiries.channel[recent] if recent.any() else enquiries.channel)
    return best_swap(table.trials, np.flatnonzero(table.ended.sum(axis=0) > 0), channels)


def _why_not(reached: Flags, enough: Flags) -> list[str]:
    return [
        NO_SHARED_CHANNEL if not tied else FEW_ENDED if not many else CONFOUNDED
        for tied, many in zip(reached, enough, strict=True)
    ]


def _refused(
    why: str,
    remedy: str,
    *,
    counts: tuple[SellerCount, ...],
    swap: Swap | None = None,
    identifiability: float | None = None,
) -> Sellers:
    return Sellers(REFUSED, why, remedy, identifiability, None, (), (), None, swap, counts)


def _seller_effects(
    mixture: Mixture, table: SellersTable, judged: Integers, why: list[str], level: float
) -> tuple[SellerEffect, ...]:
    width = table.trials.fixed.shape[1]
    vectors = np.zeros((len(judged), width + table.trials.sellers))
    vectors[np.arange(len(judged)), width + judged] = 1.0
    vectors -= vectors.mean(axis=0)
    found = dict(zip(judged.tolist(), _odds_ratios(mixture, *mixture.contrasts(vectors), level), strict=True))
    present = np.flatnonzero(table.ended.sum(axis=0) > 0).tolist()
    return tuple(
        SellerEffect(one, found.get(one), _leaves_out_one(found.get(one)), None if one in found else why[one])
        for one in present
    )


def _channel_effects(mixture: Mixture, table: SellersTable, level: float) -> tuple[ChannelEffect, ...]:
    ended = table.ended.sum(axis=1)
    judged = np.flatnonzero(ended >= LEAST_ENDED)
    found: dict[int, Estimate] = {}
    if len(judged) >= 2:
        vectors = np.zeros((len(judged), table.trials.channels))
        vectors[np.arange(len(judged)), judged] = 1.0
        vectors -= vectors.mean(axis=0)
        estimates = _odds_ratios(mixture, *mixture.channel_contrasts(vectors), level)
        found = dict(zip(judged.tolist(), estimates, strict=True))
    return tuple(
        ChannelEffect(one, found.get(one), _leaves_out_one(found.get(one)))
        for one in np.flatnonzero(ended > 0).tolist()
    )


def _answer(mixture: Mixture, table: SellersTable, level: float) -> AnswerEffect | None:
    if not table.answered:
        return None
    vector = np.zeros((1, table.trials.fixed.shape[1] + table.trials.sellers))
    vector[0, ANSWER] = 1.0
    return AnswerEffect(_odds_ratios(mixture, *mixture.contrasts(vector), level)[0], table.answered)


def _odds_ratios(mixture: Mixture, means: Floats, spreads: Floats, level: float) -> list[Estimate]:
    tail = (1 - level) / 2
    centre = mixture.weights @ means
    low, high = (mixture.quantiles(means, spreads, share) for share in (tail, 1 - tail))
    return [
        Estimate(*(float(value) for value in np.exp(triple)))
        for triple in zip(centre, low, high, strict=True)
    ]


def _leaves_out_one(estimate: Estimate | None) -> bool:
    return estimate is not None and not estimate.low <= 1 <= estimate.high


def _spread(mixture: Mixture, level: float) -> Estimate:
    """From the weights of the grid, a step between two nodes being even in the logarithm."""
    nodes, place = np.unique(mixture.seller_spread, return_inverse=True)
    weights = np.bincount(place, mixture.weights)
    middles = np.cumsum(weights) - weights / 2
    tail = (1 - level) / 2
    low, high = np.exp(np.interp([tail, 1 - tail], middles, np.log(nodes)))
    return Estimate(float(weights @ nodes), float(low), float(high))


def _counts(enquiries: Enquiries) -> tuple[SellerCount, ...]:
    owned = enquiries.seller != NONE
    pairs, place = np.unique(
        np.stack([enquiries.seller[owned], enquiries.channel[owned]], axis=1), axis=0, return_inverse=True
    )
    count, state = enquiries.count[owned], enquiries.state[owned]

    def summed(wanted: Flags) -> list[int]:
        numbers = np.bincount(place.ravel(), count * wanted, len(pairs)).astype(np.int64)
        return [int(number) for number in numbers]

    rows = zip(
        pairs.tolist(), summed(state >= OPEN), summed(state != OPEN), summed(state == WON), strict=True
    )
    return tuple(SellerCount(pair[0], pair[1], *numbers) for pair, *numbers in rows)
