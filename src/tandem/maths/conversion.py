"""How many enquiries become customers in the end, with those counted by their age that are still open."""

import numpy as np

from tandem.maths.conversion_grid import draw_conversions
from tandem.maths.enquiries import Enquiries, Floats, Integers
from tandem.maths.lag import LagPosterior, prior_lag
from tandem.maths.lag_cells import COARSE, lag_cells


def conversion_draws(
    enquiries: Enquiries,
    groups: Integers,
    group_count: int,
    lag: LagPosterior | None,
    *,
    draws: int,
    seed: int,
) -> Floats:
    """Draws from the posterior of each group's final conversion, shape (draws, group_count).

    `groups` is the group of each cell, shape (n,). `lag` is what `fit_lag` gave; where it gave none, the
    prior of the lag is averaged over. Draws of one row belong together: one lag, one hierarchy.
    """
    cells = lag_cells(enquiries, groups, group_count, COARSE)
    found = draw_conversions(cells, lag or prior_lag(), draws, np.random.default_rng(seed))
    return found.conversion
