"""The mating experiments of McCullagh and Nelder, Generalized Linear Models (2nd edition, 1989), section
14.5.

Crossed by design as channels and sellers are: 60 females, 60 males, 6 meetings each, in three experiments
that share one plan. Females and males 1 to 10 of an experiment are rough butts, 11 to 20 whitesides.
"""

import numpy as np

from tandem.maths.sellers_model import Trials

# Of each of the 20 females, the six males.
PLAN = """
1 14 5 11 4 15   5 15 3 13 1 12   2 11 1 14 3 13   4 12 2 15 5 14   3 13 4 12 2 11
19 9 20 7 16 8   18 8 19 9 17 6   16 6 17 10 20 9  20 7 18 6 19 10  17 10 16 8 18 7
9 19 7 20 10 18  7 16 9 17 6 20   8 17 6 19 7 16   10 20 8 18 9 19  6 18 10 16 8 17
15 2 13 4 12 1   14 1 15 2 11 5   11 4 12 5 15 3   13 3 11 1 14 4   12 5 14 3 13 2
"""
# Whether they mated, in the same order, one experiment after the other.
MATED = """
111011 111111 101111 111011 111111 111011 000100 010011 001111 001010
011101 000100 000001 011101 010000 001000 111011 101010 111110 100110
101010 111001 011111 100000 101000 111000 110101 100010 111101 001110
010001 010001 010101 001101 000000 101111 101000 000000 111111 101110
111011 000100 111011 101100 011010 011111 010000 111110 001011 011111
000101 010101 101001 111000 011101 001000 101000 001010 100010 001010
"""


def salamanders() -> Trials:
    """Females for channels and males for sellers; fixed terms R/R, R/W, W/R and W/W (female, male), with flat
    priors."""
    mated = np.array([int(mark) for mark in MATED if mark in "01"])
    plan = np.array([int(number) for number in PLAN.split()]) - 1
    female_here = np.repeat(np.arange(20), 6)
    experiment = np.repeat(np.arange(3), 120)
    female, male = np.tile(female_here, 3), np.tile(plan, 3)
    cross = 2 * (female >= 10) + (male >= 10)
    nothing = np.zeros(360)
    return Trials(
        channels=60,
        sellers=60,
        channel=female + 20 * experiment,
        seller=male + 20 * experiment,
        fixed=np.eye(4)[cross],
        fixed_mean=np.zeros(4),
        fixed_sd=np.full(4, np.inf),
        won=mated.astype(float),
        lost=1.0 - mated,
        open=nothing,
        share_won=nothing,
        share_lost=nothing,
    )
