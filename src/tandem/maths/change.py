"""The change of expected revenue between two periods: what moved it, how sure that is, and which desk it
was."""

import numpy as np

from tandem.maths.change_results import Change, ChannelLine, Judged, Kind, Money, PeriodFigures
from tandem.maths.drivers import DESKS, DRIVERS, drivers_of, money_of, whole_of
from tandem.maths.enquiries import LOST, OPEN, WON, Enquiries, Floats, Integers
from tandem.maths.factors import JointDraws, joint_draws
from tandem.maths.period_lags import Period
from tandem.maths.results import Estimate, estimate_of
from tandem.maths.to_come import ToCome
from tandem.maths.verdict import ChangeVerdict, Verdict, spread_of, verdict_of, verdict_of_desks


def change(
    enquiries: Enquiries, before: Period, after: Period, *, level: float = 0.9, seed: int = 0
) -> Change:
    """What moved expected revenue a day from one period to the other, and which desk that is.

    The meaning of each number stands in contracts/analysis.md. Effects are means of logarithms over joint
    draws, so drivers add up to desks, and desks or channels to the whole. The draws do not depend on which
    period is called before: swapped, every effect changes its sign and nothing else. `level` is that of the
    intervals. A period ends at `as_of` at the latest; without an enquiry in one of them only the counts are
    told. Raises ValueError where a period begins after `as_of` or ends before it begins.
    """
    spans = [Period(period.first, min(period.last, enquiries.as_of)) for period in (before, after)]
    if any(span.days < 1 for span in spans):
        raise ValueError("A period has at least one day, and begins before all that is known ends.")
    heard = [enquiries.heard_within(span.first, span.last) for span in spans]
    if not all(part.total for part in heard):
        return _nothing(spans, heard)
    swap = (spans[0].first, spans[0].last) > (spans[1].first, spans[1].last)
    earlier, later = reversed(spans) if swap else spans
    joint = joint_draws(enquiries, earlier, later, np.random.default_rng(seed))
    return _told(joint.swapped() if swap else joint, spans, heard, level)


def _nothing(spans: list[Period], heard: list[Enquiries]) -> Change:
    before, after = (_figures(span, part, {}, None) for span, part in zip(spans, heard, strict=True))
    unknown = Judged(None, "cannot_tell", None)
    return Change(
        status="not_enough_data",
        before=before,
        after=after,
        total=None,
        drivers=dict.fromkeys(DRIVERS, unknown),
        desks=dict.fromkeys(DESKS, unknown),
        verdict=ChangeVerdict("not_enough_data", None),
        channels=(),
        money=None,
        lags=1,
        draws={},
    )


def _told(joint: JointDraws, spans: list[Period], heard: list[Enquiries], level: float) -> Change:
    parts = drivers_of(joint.factors)
    draws = {driver: part.sum(axis=-1) for driver, part in parts.items()}
    desks = {desk: _sum([draws[name] for name in names if name in draws]) for desk, names in DESKS.items()}
    odds = {desk: _verdict(of_desk) for desk, of_desk in desks.items()}
    verdict = verdict_of_desks(
        odds["marketing"],
        odds["sales"],
        enquiries_before=heard[0].total,
        enquiries_after=heard[1].total,
        customers=sum(part.counted(WON) for part in heard),
    )
    enough = verdict.desk != "not_enough_data"
    before, after = _both_figures(joint, spans, heard, level)
    money = _money(before, after, draws)
    return Change(
        status="ok" if enough else "not_enough_data",
        before=before,
        after=after,
        total=estimate_of(_sum(list(draws.values())), level),
        drivers={name: _judged(draws.get(name), level) for name in DRIVERS},
        desks={
            desk: Judged(
                estimate_of(of_desk, level), odds[desk].word if enough else "cannot_tell", odds[desk]
            )
            for desk, of_desk in desks.items()
        },
        verdict=verdict,
        channels=_channels(joint, parts, heard, level, money),
        money=money,
        lags=2 if joint.lags.differ else 1,
        draws=draws,
    )


def _sum(draws: list[Floats]) -> Floats:
    return np.asarray(np.sum(draws, axis=0))


def _verdict(draws: Floats) -> Verdict:
    return verdict_of(float(draws.mean()), spread_of(draws))


def _judged(draws: Floats | None, level: float) -> Judged:
    if draws is None:
        return Judged(None, "not_recorded", None)
    verdict = _verdict(draws)
    return Judged(estimate_of(draws, level), verdict.word, verdict)


def _both_figures(
    joint: JointDraws, spans: list[Period], heard: list[Enquiries], level: float
) -> tuple[PeriodFigures, PeriodFigures]:
    whole = whole_of(joint.factors.own_where_absent())
    figures = []
    for period, span in enumerate(spans):
        draws = {"rate": whole.rate[period], "conversion": whole.conversion[period]}
        if whole.value is not None:
            draws |= {"value": whole.value[period], "revenue": whole.revenue[period] * span.days}
        factors = {name: _factor(drawn, level) for name, drawn in draws.items()}
        figures.append(_figures(span, heard[period], factors, _to_come(joint.to_come, period, level)))
    return figures[0], figures[1]


def _factor(draws: Floats, level: float) -> Estimate:
    """With the geometric mean in the middle, so that factors multiply to revenue in the estimates, too."""
    return estimate_of(draws, level, centre=float(np.exp(np.log(draws).mean())))


def _to_come(draws: ToCome, period: int, level: float) -> Estimate:
    """With the median of what is expected in the middle, as in `conversion.conversions`."""
    return estimate_of(draws.counted[period], level, centre=float(np.median(draws.expected[period])))


def _figures(
    span: Period, heard: Enquiries, factors: dict[str, Estimate], to_come: Estimate | None
) -> PeriodFigures:
    return PeriodFigures(
        first=span.first,
        last=span.last,
        enquiries=heard.total,
        won=heard.counted(WON),
        lost=heard.counted(LOST),
        open=heard.counted(OPEN),
        rate=factors.get("rate"),
        conversion=factors.get("conversion"),
        value=factors.get("value"),
        revenue=factors.get("revenue"),
        still_to_come=to_come,
    )


def _money(before: PeriodFigures, after: PeriodFigures, draws: dict[str, Floats]) -> Money | None:
    if before.revenue is None or after.revenue is None:
        return None
    from_revenue = before.revenue.estimate / before.days * after.days
    effects = {driver: float(drawn.mean()) for driver, drawn in draws.items()}
    to_revenue = after.revenue.estimate
    return Money(from_revenue, to_revenue, money_of(effects, from_revenue, to_revenue))


def _channels(
    joint: JointDraws, parts: dict[str, Floats], heard: list[Enquiries], level: float, money: Money | None
) -> tuple[ChannelLine, ...]:
    asked, won, still_open = ([_by_channel(part, state) for part in heard] for state in (None, WON, OPEN))
    lines = []
    for channel in np.unique(joint.parts.channel):
        these = joint.parts.channel == channel
        draws = {driver: part[:, these].sum(axis=-1) for driver, part in parts.items()}
        effects = {driver: float(drawn.mean()) for driver, drawn in draws.items()}
        lines.append(
            ChannelLine(
                channel=int(channel),
                kind=_kind(asked[0][channel], asked[1][channel]),
                enquiries=(int(asked[0][channel]), int(asked[1][channel])),
                won=(int(won[0][channel]), int(won[1][channel])),
                open=(int(still_open[0][channel]), int(still_open[1][channel])),
                effect=estimate_of(_sum(list(draws.values())), level),
                drivers=effects,
                money=None if money is None else sum(money_of(effects, money.before, money.after).values()),
            )
        )
    return tuple(lines)


def _by_channel(heard: Enquiries, state: int | None) -> Integers:
    marked = np.full(len(heard.count), True) if state is None else heard.state == state
    counts = np.bincount(heard.channel[marked], heard.count[marked], minlength=heard.channels)
    return counts.astype(np.int64)


def _kind(before: int, after: int) -> Kind:
    if before and after:
        return "both"
    return "new" if after else "ended"
