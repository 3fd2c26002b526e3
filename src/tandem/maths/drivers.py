"""What moved expected revenue between two periods: pure arithmetic, exact in every joint draw.

Expected revenue a day is rate x conversion x value. With rates r, shares of all enquiries m, conversion c = q
s (accepted x won of those accepted) and first sale v of each of k channels (or parts of one), conversion
overall is C = sum(m c), the share of customers w = m c / C and the average sale V = sum(w v). The drivers add
up to the logarithm of the ratio of revenues, and each is a sum over channels:

    enquiries  (r1 - r0) x ln(R1/R0) / (R1 - R0), R the sum of the rates
    mix        (m1 - m0) (c0 + c1)/2 in points of C, and (w1 - w0) (v0 + v1)/2 in points of V
    quality    (q1 - q0) (s0 + s1)/2 x (m0 + m1)/2 in points of C
    selling    (s1 - s0) (q0 + q1)/2 x (m0 + m1)/2 in points of C
    value      (v1 - v0) (w0 + w1)/2 in points of V

Points of C become a logarithm by ln(C1/C0) / (C1 - C0), those of V likewise. A channel's mix is told against
the mean of all, which changes no sum: more of a channel that is as good as the mean is no change of mix.

Sources: Kitagawa (1955), Components of a difference between two rates, JASA 50, 1168-1194; the logarithmic
mean as in Ang (2004), Decomposition analysis for policymaking in energy, Energy Policy 32, 1131-1139 (LMDI).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tandem.maths.enquiries import Floats

DRIVERS: Final = ("enquiries", "mix", "quality", "selling", "value")
DESKS: Final = {"marketing": ("enquiries", "mix", "quality"), "sales": ("selling", "value")}


@dataclass(frozen=True)
class Factors:
    """What lies behind two periods, each of shape (2, ..., k): before and after, draws, channels.

    A channel that is not there in a period has a rate of 0 in it; its other numbers of that period are not
    used.
    """

    rate: Floats
    """Enquiries a day, at least 0, and above 0 in one channel of each period."""
    quality: Floats | None
    """Share that sales accepts; None where that is not recorded."""
    selling: Floats
    """Chance of an accepted one (of any, where acceptance is not recorded) to be won in the end, above 0."""
    value: Floats | None
    """Mean first sale, above 0; None where no amount is known."""

    def own_where_absent(self) -> "Factors":
        """With the values of the other period where a channel is in one period only, so that they do not
        change."""
        there = self.rate > 0

        def filled(values: Floats) -> Floats:
            return np.where(there, values, np.where(there[::-1], values[::-1], values))

        return Factors(
            self.rate,
            None if self.quality is None else filled(self.quality),
            filled(self.selling),
            None if self.value is None else filled(self.value),
        )

    @property
    def conversion(self) -> Floats:
        """Of each channel, shape (2, ..., k)."""
        return self.selling if self.quality is None else self.quality * self.selling


@dataclass(frozen=True)
class Whole:
    """The factors of the whole business, each of shape (2, ...)."""

    rate: Floats
    conversion: Floats
    value: Floats | None

    @property
    def revenue(self) -> Floats:
        """Expected a day; expected customers a day where no amount is known."""
        customers = self.rate * self.conversion
        return customers if self.value is None else customers * self.value


def whole_of(factors: Factors) -> Whole:
    """Rates added up, conversion and first sale averaged over enquiries and over customers."""
    rate = factors.rate.sum(axis=-1)
    customers = (factors.rate * factors.conversion).sum(axis=-1)
    value = None
    if factors.value is not None:
        value = (factors.rate * factors.conversion * factors.value).sum(axis=-1) / customers
    return Whole(rate, customers / rate, value)


def drivers_of(given: Factors) -> dict[str, Floats]:
    """The part of each driver and channel in the logarithm of the ratio of revenues, by driver, shape (...,
    k).

    They add up to ln(revenue after / revenue before) over channels and drivers. With before and after swapped
    every number changes its sign and nothing else. `quality` and `value` are left out where they are None.
    Assumes what `Factors` says; where it does not hold the results are not finite.
    """
    factors = given.own_where_absent()
    conversion = factors.conversion
    total = factors.rate.sum(axis=-1, keepdims=True)
    shares = factors.rate / total
    overall = (shares * conversion).sum(axis=-1, keepdims=True)
    points = logarithm_of_points(overall)
    kept = _middle(shares) * points
    parts = {
        "enquiries": _step(factors.rate) * logarithm_of_points(total),
        "mix": _step(shares) * (_middle(conversion) - _middle(overall)) * points,
        "selling": _step(factors.selling) * kept,
    }
    if factors.quality is not None:
        parts["quality"] = _step(factors.quality) * _middle(factors.selling) * kept
        parts["selling"] = parts["selling"] * _middle(factors.quality)
    if factors.value is not None:
        customers = shares * conversion / overall
        mean = (customers * factors.value).sum(axis=-1, keepdims=True)
        of_value = logarithm_of_points(mean)
        parts["mix"] = parts["mix"] + _step(customers) * (_middle(factors.value) - _middle(mean)) * of_value
        parts["value"] = _step(factors.value) * _middle(customers) * of_value
    return parts


def logarithm_of_points(pair: Floats) -> Floats:
    """ln(b/a) / (b - a) for the pairs a, b along the first axis, shape (2, ...) to (...); 1/a where they are
    equal.

    One over the logarithmic mean. Both must be above 0. The same for a, b as for b, a, to the last digit.
    """
    step, total = pair[1] - pair[0], pair[1] + pair[0]
    lean = step / total
    with np.errstate(invalid="ignore", divide="ignore"):
        # Nearly equal numbers by artanh, which loses no digits there; others by the plain difference.
        near = np.where(lean == 0, 2.0, 2 * np.arctanh(lean) / lean) / total
        far = (np.log(pair[1]) - np.log(pair[0])) / step
    return np.asarray(np.where(np.abs(lean) < 0.5, near, far))


def money_of(effects: dict[str, float], before: float, after: float) -> dict[str, float]:
    """Logarithms as money: each times the logarithmic mean of revenue before and after.

    So the order of the drivers does not matter, and where the effects add up to ln(after / before), as those
    of `drivers_of` do, the parts add up to after - before. Both revenues must be above 0.
    """
    mean = 1 / float(logarithm_of_points(np.array([before, after])))
    return {driver: effect * mean for driver, effect in effects.items()}


def _step(pair: Floats) -> Floats:
    return np.asarray(pair[1] - pair[0])


def _middle(pair: Floats) -> Floats:
    return np.asarray((pair[0] + pair[1]) / 2)
