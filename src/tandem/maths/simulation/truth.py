"""What is true of a simulated firm, by the definitions of contracts/analysis.md ("What the numbers mean")."""

from dataclasses import dataclass, replace

import numpy as np

from tandem.maths.enquiries import Floats, Integers


@dataclass(frozen=True)
class Levels:
    """What lies behind the enquiries of k streams (a channel, or one of its segments), each of shape (2, k).

    Row 0 holds before, row 1 after. A stream with a rate of 0 is not there in that period.
    """

    rate: Floats
    """Enquiries a day."""
    quality: Floats
    """Share that sales accepts."""
    selling: Floats
    """Chance that an accepted one becomes a customer in the end."""
    value: Floats
    """Mean first sale."""

    @property
    def conversion(self) -> Floats:
        """Share that becomes a customer in the end, shape (2, k)."""
        return self.quality * self.selling


@dataclass(frozen=True)
class Effects:
    """Natural logarithms of after to before: the drivers add up to their desk, the desks to the whole."""

    enquiries: float
    mix: float
    quality: float | None
    """None where the firm does not record what sales accepts; `selling` holds the whole chance then."""
    selling: float
    value: float

    @property
    def marketing(self) -> float:
        return self.enquiries + self.mix + (self.quality or 0.0)

    @property
    def sales(self) -> float:
        return self.selling + self.value

    @property
    def whole(self) -> float:
        return self.marketing + self.sales

    def of_desk(self, desk: str) -> float:
        """Of `marketing` or of `sales`."""
        return {"marketing": self.marketing, "sales": self.sales}[desk]


def effects_of(levels: Levels, *, acceptance_recorded: bool) -> Effects:
    """The true effects, by Kitagawa (1955) in points and the logarithmic mean, as the contract lays down.

    `levels.rate` holds the mean rate of each period, so season and jumps are part of it. Raises ValueError
    where a period has no expected customer, for then the logarithm of the ratio does not exist.
    """
    known = _own_values_where_absent(levels)
    if ((known.rate * known.conversion).sum(axis=1) <= 0).any():
        raise ValueError("Each period needs enquiries and a chance that one of them becomes a customer.")
    weight = known.rate / known.rate.sum(axis=1, keepdims=True)
    conversion = (weight * known.conversion).sum(axis=1)
    customers = weight * known.conversion / conversion[:, None]
    value = (customers * known.value).sum(axis=1)

    scale, value_scale = _logarithm_of_points(conversion), _logarithm_of_points(value)
    quality = _points(known.quality, weight.mean(axis=0) * known.selling.mean(axis=0)) * scale
    selling = _points(known.selling, weight.mean(axis=0) * known.quality.mean(axis=0)) * scale
    return Effects(
        enquiries=float(np.log(known.rate[1].sum() / known.rate[0].sum())),
        mix=_points(weight, known.conversion.mean(axis=0)) * scale
        + _points(customers, known.value.mean(axis=0)) * value_scale,
        quality=quality if acceptance_recorded else None,
        selling=selling if acceptance_recorded else quality + selling,
        value=_points(known.value, customers.mean(axis=0)) * value_scale,
    )


def _own_values_where_absent(levels: Levels) -> Levels:
    """A stream that is in one period only takes its own values from that period."""
    there = levels.rate > 0

    def filled(values: Floats) -> Floats:
        return np.where(there, values, values[::-1])

    return replace(
        levels,
        quality=filled(levels.quality),
        selling=filled(levels.selling),
        value=filled(levels.value),
    )


def _points(values: Floats, weights: Floats) -> float:
    """The change of the values, shape (2, k), at these weights, shape (k,)."""
    return float(((values[1] - values[0]) * weights).sum())


def _logarithm_of_points(pair: Floats) -> float:
    """ln(b/a) / (b - a), its limit 1/a where nothing changed: turns points into a logarithm."""
    before, after = float(pair[0]), float(pair[1])
    if abs(after - before) < 1e-9 * before:
        return 1 / before
    return float(np.log(after / before)) / (after - before)


@dataclass(frozen=True)
class Truth:
    """What nobody in the firm can see."""

    levels: Levels
    """With the mean rate of each period."""
    effects: Effects
    conversion: Floats
    """Final conversion of each channel, over its enquiries used, shape (channels,); NaN without any."""
    overall: float
    """Final conversion of all enquiries used."""
    won_in_the_end: Integers
    """Of the enquiries used, shape (channels,), by chance as it falls."""
    still_to_come: Integers
    """Of those open at `as_of`, the ones that will be won, shape (channels,)."""
    value: Floats
    """Mean first sale of each channel, over the customers expected, shape (channels,); NaN without any."""
    skill: Floats
    """Of each seller, log odds against the mean of the sellers, shape (sellers,)."""
