"""The least error that an estimate of conversion can have: where the lag is known, and the kind of firm.

The mean of the posterior has the smallest mean square error of all estimates (Gelman et al., Bayesian Data
Analysis, 3rd edition, section 2.5), if its prior is how the firms were made: here those of `c2_plan`.
"""

from typing import Final

import numpy as np
from scipy.special import expit, log_expit, logit, logsumexp

from tandem.maths.enquiries import LOST, OPEN, SAME_DAY, WON, Enquiries, Floats
from tandem.maths.simulation.firms import SimulatedFirm
from tandem.maths.simulation.plans import Plan, lag_of_losses
from tandem.maths.simulation.varieties import C2_CHANCES, SD_CHANCES

# Log odds of a channel's conversion, and what all channels of a firm scatter around.
_LOGITS: Final = np.linspace(-7.0, 4.0, 441)
_COMMON: Final = logit(np.linspace(*C2_CHANCES, 28))


def best_conversions(made: SimulatedFirm) -> Floats:
    """Expected conversion of each channel of a firm of `c2_plan`, shape (channels,), the lag being known."""
    known = made.enquiries
    explains = np.stack([_explains(made.plan, known, channel) for channel in range(known.channels)])
    prior = -0.5 * ((_LOGITS - _COMMON[:, None]) / SD_CHANCES) ** 2
    joint = explains[:, None, :] + prior
    evidence = logsumexp(joint, axis=2)
    believed = evidence.sum(axis=0)
    share = np.exp(believed - logsumexp(believed))
    means = np.exp(joint - evidence[..., None]) @ expit(_LOGITS)
    return np.asarray(means @ share)


def _explains(plan: Plan, known: Enquiries, channel: int) -> Floats:
    """Log likelihood of a channel's enquiries at each of the log odds."""
    here = known.channel == channel
    won, lost = (float((here & (known.state == state)).sum()) for state in (WON, LOST))
    age = known.as_of - known.heard[here & (known.state == OPEN)] + SAME_DAY
    winners = 1 - plan.lag.reached(age)
    silent = 1 - plan.habits.losses * lag_of_losses(plan).reached(age)
    chance = expit(_LOGITS)[:, None]
    still_open = np.log(chance * winners + (1 - chance) * silent).sum(axis=1)
    return np.asarray(won * log_expit(_LOGITS) + lost * log_expit(-_LOGITS) + still_open)
