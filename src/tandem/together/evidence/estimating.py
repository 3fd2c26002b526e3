"""Runs the estimators on the enquiries of one question, each with the seed that it always has."""

from dataclasses import dataclass, replace

import numpy as np

from tandem.maths.beginning import Beginning
from tandem.maths.breaks import Break
from tandem.maths.change import change
from tandem.maths.change_results import Change
from tandem.maths.conversion import Conversions, conversions
from tandem.maths.conversion_grid import GridDraws, draw_conversions
from tandem.maths.curve import Curve, curve, curves
from tandem.maths.enquiries import Enquiries
from tandem.maths.forecast import Forecast, forecast
from tandem.maths.lag import LagPosterior
from tandem.maths.lag_cells import COARSE, lag_cells
from tandem.maths.not_yet import ENQUIRIES as ENOUGH
from tandem.maths.not_yet import NotYet, not_yet
from tandem.maths.period_lags import Period
from tandem.maths.process import Process, process_of
from tandem.maths.sellers import sellers
from tandem.maths.sellers_result import Sellers
from tandem.maths.value import FirstSaleValue, mean_first_sale
from tandem.together.evidence.counting import month_starts
from tandem.together.evidence.monthly import Month, months_of
from tandem.together.evidence.periods import Span

SEED = 20261122
DRAWS = 960
# Of fewer days nobody can say how many ask in a month.
LEAST_DAYS = 28
# Nobody looks at more curves than that.
CURVES = 12
# What comes next is told of all channels together: of so many it is enough to draw the small ones as one.
FORECAST_CHANNELS = 60


@dataclass(frozen=True)
class Estimates:
    """What can be said; None where it cannot."""

    lag: LagPosterior | None
    conversions: Conversions
    """By channel."""
    months: tuple[Month, ...]
    curves: tuple[tuple[int | None, Curve], ...]
    """Of all (None) and of the largest channels, where there is one."""
    value: FirstSaleValue | None
    not_yet: NotYet | None
    """What is lacking before conversion can be told; None where nothing is."""
    began: Beginning | None
    """The day until which those who asked had to wait; None where they had not."""
    broken: Break | None
    """The month since which enquiries of the same age turn out otherwise."""
    change: Change | None
    sellers: Sellers
    forecast: Forecast | None


def estimates_of(
    enquiries: Enquiries, spans: tuple[Span | None, Span | None], *, level: float, day_is_over: bool
) -> Estimates:
    process = process_at(enquiries, level)
    enquiries, lag = process.enquiries, process.lag
    found = conversions(
        enquiries, enquiries.channel, enquiries.channels, lag, level=level, seed=SEED, later=process.later
    )
    value = mean_first_sale(enquiries.sales, enquiries.channels, level=level, seed=SEED)
    return Estimates(
        lag=lag,
        conversions=found,
        months=months_of(enquiries, lag, level=level, seed=SEED),
        curves=curves_of(enquiries, level),
        value=value,
        not_yet=lacking(enquiries, found, lag),
        began=process.began,
        broken=process.broken,
        change=change_of(enquiries, *spans, level),
        sellers=sellers(enquiries, lag, level),
        forecast=forecast_of(*with_few_channels(enquiries, value, level), process, day_is_over=day_is_over),
    )


def process_at(enquiries: Enquiries, level: float) -> Process:
    starts = month_starts(enquiries.heard) if enquiries.total else np.array([], dtype=np.int64)
    return process_of(enquiries, starts, level=level, seed=SEED)


def curves_of(enquiries: Enquiries, level: float) -> tuple[tuple[int | None, Curve], ...]:
    """Codes of channels go by size, so the first ones are the largest."""
    size = min(enquiries.channels, CURVES)
    groups = np.minimum(enquiries.channel, size)
    found = [curve(enquiries, level=level), *curves(enquiries, groups, size, level=level)]
    return tuple((code, one) for code, one in zip([None, *range(size)], found, strict=True) if one)


def lacking(enquiries: Enquiries, found: Conversions, lag: LagPosterior | None) -> NotYet | None:
    if not enquiries.total:
        # Of nothing nobody can say when it will be enough.
        return NotYet(ENOUGH, None)
    return not_yet(enquiries, enquiries.channel, found, lag)


def change_of(enquiries: Enquiries, before: Span | None, after: Span | None, level: float) -> Change | None:
    """None without two periods that have begun."""
    if not before or not after or max(before.start, after.start).toordinal() > enquiries.as_of:
        return None
    return change(enquiries, period_of(before), period_of(after), level=level, seed=SEED)


def period_of(span: Span) -> Period:
    return Period(span.start.toordinal(), span.end.toordinal())


def with_few_channels(
    enquiries: Enquiries, value: FirstSaleValue | None, level: float
) -> tuple[Enquiries, FirstSaleValue | None]:
    """The smallest channels, which have the last codes, as one."""
    if enquiries.channels <= FORECAST_CHANNELS:
        return enquiries, value
    last, sales = FORECAST_CHANNELS - 1, enquiries.sales
    sales = replace(sales, channel=np.minimum(sales.channel, last))
    channel = np.minimum(enquiries.channel, last)
    few = replace(enquiries, channels=FORECAST_CHANNELS, channel=channel, sales=sales)
    return few, value and mean_first_sale(sales, FORECAST_CHANNELS, level=level, seed=SEED)


def forecast_of(
    enquiries: Enquiries,
    value: FirstSaleValue | None,
    process: Process,
    *,
    day_is_over: bool,
) -> Forecast | None:
    """From the end of the last whole day: half a day would look like a quiet one.

    What is to come is like what came since the last break.
    """
    known = enquiries if day_is_over else enquiries.seen_at(enquiries.as_of - 1)
    if not known.total or known.as_of - int(known.heard.min()) + 1 < LEAST_DAYS:
        return None
    lag, broken = process.lag, process.broken
    since = broken.day if broken else None
    fitted = known.heard_within(since, known.as_of) if since else known
    chances = chances_of(fitted, lag) if lag else None
    return forecast(known, lag, chances, value.draws if value else None, since=since, seed=SEED)


def chances_of(enquiries: Enquiries, lag: LagPosterior) -> GridDraws:
    cells = lag_cells(enquiries, enquiries.channel, enquiries.channels, COARSE)
    return draw_conversions(cells, lag, DRAWS, np.random.default_rng(SEED))
