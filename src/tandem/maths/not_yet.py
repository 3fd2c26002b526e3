"""What is lacking before conversion can be told: about so many more enquiries, or until some day."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tandem.maths.conversion import Conversions, chance_to_win
from tandem.maths.enquiries import WON, Enquiries, Floats, Integers
from tandem.maths.lag import LagPosterior, lag_of
from tandem.maths.lag_cells import COARSE, LagCells, lag_cells

# Fewer than that say little of a conversion (contracts/analysis.md, not_enough_data).
ENQUIRIES: Final = 30
WINS: Final = 5
# Nobody waits longer than that, and enquiries are taken to come as in so many last days.
_LONGEST: Final = 730
_RECENT: Final = 90


@dataclass(frozen=True)
class NotYet:
    """Either would do."""

    enquiries: int
    """About so many more enquiries, at least 1."""
    until: int | None
    """Day by which enough is to be expected as things go, None where that is more than two years away."""


def not_yet(
    enquiries: Enquiries, groups: Integers, found: Conversions, lag: LagPosterior | None
) -> NotYet | None:
    """None where there are 30 enquiries and 5 wins or more; else what is lacking.

    `groups` are those that `found` was made for. The number of enquiries is what brings the missing
    wins at the conversion that is to be expected, after what is still to come from open ones. The day
    is the first at which expected wins, from open enquiries and from new ones that come as in the last
    90 days, are enough.
    """
    total, won = enquiries.total, enquiries.counted(WON)
    if total >= ENQUIRIES and won >= WINS:
        return None
    conversion = float(np.median(found.draws.conversion @ _mix(enquiries, groups, found)))
    missing = WINS - won - found.whole.still_to_come.estimate
    more = max(ENQUIRIES - total, int(np.ceil(missing / conversion)), 1)
    since = max(int(enquiries.heard.min()), enquiries.as_of - _RECENT + 1) if total else enquiries.as_of
    heard = int(enquiries.count[enquiries.heard >= since].sum())
    rate = heard / (enquiries.as_of - since + 1)
    days = np.arange(1.0, _LONGEST + 1)
    cells = lag_cells(enquiries, groups, len(found.groups), COARSE)
    used = lag or lag_of(cells)
    wins = won + _from_open(cells, found, used, days)
    wins += rate * conversion * np.cumsum(used.known(days - 0.5).mean(axis=0))
    enough = (wins >= WINS) & (total + rate * days >= ENQUIRIES)
    return NotYet(more, enquiries.as_of + 1 + int(enough.argmax()) if enough.any() else None)


def _mix(enquiries: Enquiries, groups: Integers, found: Conversions) -> Floats:
    """Shares of the groups; alike where there is no enquiry."""
    size = np.bincount(groups, enquiries.count, minlength=len(found.groups)).astype(np.float64)
    return size / size.sum() if size.any() else np.full(len(size), 1 / max(len(size), 1))


def _from_open(cells: LagCells, found: Conversions, lag: LagPosterior, days: Floats) -> Floats:
    """Wins to be expected within so many days from what is open now, shape of `days`."""
    middle = cells.bins.middle
    conversion = np.median(found.draws.conversion, axis=0)[:, None]
    recorded = np.median(found.draws.recorded, axis=0)[:, None]
    known, lost_by = lag.known(middle).mean(axis=0), lag.lost_by(middle).mean(axis=0)
    wins = (cells.open * chance_to_win(conversion, recorded, known, lost_by)).sum(axis=0)
    result = np.zeros(len(days))
    for age in np.flatnonzero(wins):
        later = lag.known(middle[age] + days).mean(axis=0)
        result += wins[age] * (later - known[age]) / max(1 - known[age], 1e-12)
    return result
