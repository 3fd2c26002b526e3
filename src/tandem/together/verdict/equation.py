"""The equation of a period as it is shown: its tiles multiply, so its numbers are rounded together."""

import math
from dataclasses import dataclass

from tandem.together.evidence.words import Document
from tandem.together.verdict.reading import Side, sides_of
from tandem.ui.figures import LEAST_FOR_A_SHARE

# How far the first sale may move for the product to come out even. Its own range is many times as wide.
LEEWAY = 0.0125
# Shares from here on are told in whole per cent, smaller ones with a decimal.
WHOLE_FROM = 0.1
STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Shown:
    """Enquiries × share × first sale = revenue, as written on the page. Money in whole units.

    `scale` is what the share is a whole number of: hundredths or thousandths.
    """

    enquiries: int
    parts: int
    scale: int
    value: int
    revenue: float

    @property
    def share(self) -> float:
        return self.parts / self.scale


@dataclass(frozen=True)
class Equation:
    """One period with its tiles."""

    side: Side
    shown: Shown


def equations_of(answer: Document) -> tuple[Equation, Equation] | None:
    """Before and after; None where plain counts are the truth, as there is nothing to multiply yet."""
    sides = sides_of(answer) if not answer["more"]["not_yet"] else None
    told = [Equation(side, tiles) for side in sides or () if (tiles := shown(side))]
    return (told[0], told[1]) if len(told) == 2 else None


def shown(side: Side) -> Shown | None:
    """None below twenty enquiries, as a share would be a bare percentage, and where nothing is expected."""
    if side.enquiries < LEAST_FOR_A_SHARE or not side.conversion.estimate or side.value.estimate < 1:
        return None
    scale = 100 if side.conversion.estimate >= WHOLE_FROM else 1000
    parts = max(round(side.conversion.estimate * scale), 1)
    value = even_value(side.enquiries * parts, scale, side.value.estimate)
    product = side.enquiries * parts * value / scale
    return Shown(side.enquiries, parts, scale, value, float(round(product)))


def even_value(customers: int, scale: int, value: float) -> int:
    """The roundest first sale near `value` that makes `customers / scale` of them a whole amount.

    Where none is near enough it is `value` to three digits, and the product is rounded to the whole unit.
    """
    even = scale // math.gcd(customers, scale)
    round_step = step_below(value / 100)
    for step in (math.lcm(round_step, even), even):
        near = round(value / step) * step
        if near and abs(near - value) <= max(LEEWAY * value, 0.5):
            return near
    return max(round(value / round_step) * round_step, 1)


def step_below(size: float) -> int:
    """The largest of 1, 2 or 5 times a power of ten that is not above `size`; 1 at the least."""
    power: int = 10 ** (len(str(int(max(size, 1)))) - 1)
    return max(step * power for step in STEPS if step * power <= max(size, 1))
