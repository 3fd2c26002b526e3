"""How much busier each month of the year is, from two whole years or more of weekly counts."""

from datetime import date
from itertools import combinations
from typing import Final

import numpy as np

from tandem.maths.enquiries import Floats, Integers

MONTHS: Final = 12
WEEKS_OF_A_YEAR: Final = 52
# A year may be busier than the one before in one month by luck or by a fair; the same month twice is a
# season.
YEARS_NEEDED: Final = 2
MIDDLE_OF_A_WEEK: Final = 3
# Half an enquiry is added to a month's count and to what was to be expected, so that a month without any
# has a factor.
HALF: Final = 0.5


def month_factors(counts: Integers, starts: Integers) -> Floats:
    """Factors of the months, January first, shape (12,), with mean 1 over the weeks; all 1 under two whole
    years.

    `counts` and `starts`, shape (w,), are enquiries and first days of consecutive weeks, oldest first. Each
    month's count is held against a line through the years (log-linear between their means). The logarithms of
    the ratios are shrunk by the share of their variance that comes back from year to year (the mean product
    of two years over the mean square), so that what happened once, such as a jump, leaves no season behind.
    """
    years = len(counts) // WEEKS_OF_A_YEAR
    if years < YEARS_NEEDED:
        return np.ones(MONTHS)
    recent = counts[-years * WEEKS_OF_A_YEAR :].astype(np.float64)
    months = months_of(starts[-years * WEEKS_OF_A_YEAR :])
    logs = _log_ratios(recent, months, years)
    pairs = [logs[first] * logs[second] for first, second in combinations(range(years), 2)]
    mean = logs.mean(axis=0)
    whole = float((mean**2).mean())
    kept = min(max(float(np.mean(pairs)) / whole, 0.0), 1.0) if whole > 0 else 0.0
    factors = np.exp(kept * mean)
    return np.asarray(factors / factors[months].mean())


def months_of(starts: Integers) -> Integers:
    """Month in which the middle of each week lies, 0 to 11, shape of `starts`."""
    days = [date.fromordinal(int(start) + MIDDLE_OF_A_WEEK) for start in starts]
    return np.array([day.month - 1 for day in days], dtype=np.int64)


def _log_ratios(counts: Floats, months: Integers, years: int) -> Floats:
    """Logarithm of a month's count over what the line through the years lets expect, shape (years, 12)."""
    by_year = counts.reshape(years, WEEKS_OF_A_YEAR)
    line = _line(by_year.mean(axis=1)).reshape(years, WEEKS_OF_A_YEAR)
    of_month = months.reshape(years, WEEKS_OF_A_YEAR)
    ratios = np.zeros((years, MONTHS))
    for year in range(years):
        came = np.bincount(of_month[year], weights=by_year[year], minlength=MONTHS)
        expected = np.bincount(of_month[year], weights=line[year], minlength=MONTHS)
        ratios[year] = np.log((came + HALF) / (expected + HALF))
    return np.asarray(ratios - ratios.mean(axis=1, keepdims=True))


def _line(means: Floats) -> Floats:
    """Log-linear between the middles of the years, and on from the outer ones with half a year's slope."""
    logs = np.log(means + HALF / WEEKS_OF_A_YEAR)
    slopes = np.diff(logs)
    middles = (np.arange(len(means)) + HALF) * WEEKS_OF_A_YEAR
    ends = np.array([0.0, len(means) * WEEKS_OF_A_YEAR])
    at = np.concatenate([ends[:1], middles, ends[1:]])
    values = np.concatenate([[logs[0] - slopes[0] / 2], logs, [logs[-1] + slopes[-1] / 2]])
    return np.asarray(np.exp(np.interp(np.arange(len(means) * WEEKS_OF_A_YEAR) + HALF, at, values)))
