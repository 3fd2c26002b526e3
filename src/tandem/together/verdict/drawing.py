"""The figures of a change: the way from one revenue to the other, and what each channel did to it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tandem.charts.classes import Tone
from tandem.charts.diverging import Effect, diverging
from tandem.charts.drivers import Desk, Driver, Total
from tandem.charts.figure import Figure
from tandem.charts.waterfall import waterfall
from tandem.together.evidence.words import Document
from tandem.together.verdict.equation import shown
from tandem.together.verdict.phrases import percent_change, percent_range
from tandem.together.verdict.reading import (
    Purse,
    Side,
    purse_of,
    range_of,
    sides_of,
    span_words,
)
from tandem.together.verdict.words import (
    DESK_WORDS,
    NAMES,
    finding_driver,
    finding_words,
    verdict_words,
)
from tandem.ui.figures import LEAST_FOR_A_SHARE, number_words

TONES: dict[str, Tone] = {"marketing": "m", "sales": "s"}
CHANNELS_DRAWN = 8


@dataclass(frozen=True)
class Way:
    """From one expected revenue to the other, in whole units that add up as they are written."""

    start: int
    end: int
    parts: dict[str, int]


def way_of(answer: Document) -> Way | None:
    """As the home page shows both ends, of as many days as the later period has; None where it has no end.

    Each driver's money is its logarithm times the change over the sum of logarithms, so their order does
    not matter; the largest takes what rounding leaves over.
    """
    sides, money = sides_of(answer), answer["more"]["change"] and answer["more"]["change"]["money"]
    if sides is None or not money or not money["total"]:
        return None
    start, end = (revenue_shown(side, sides[1].span.days) for side in sides)
    parts = {
        name: round((part or 0.0) / money["total"] * (end - start)) for name, part in money["drivers"].items()
    }
    largest = max(parts, key=lambda name: abs(parts[name]))
    parts[largest] += end - start - sum(parts.values())
    return Way(start, end, parts)


def revenue_shown(side: Side, days: int) -> int:
    """What the tiles multiply to; for a period of another length, as if it had had so many days."""
    equation = shown(side)
    whole = equation.revenue if equation else side.revenue.estimate
    return round(whole * days / side.span.days)


def waterfall_of(answer: Document, today: datetime.date) -> Figure | None:
    """None where one of the two periods has no revenue to expect."""
    way, sides = way_of(answer), sides_of(answer)
    if way is None or sides is None:
        return None
    purse, finding = purse_of(answer), finding_driver(answer)
    names = [span_words(side.span, today) for side in sides]
    return waterfall(
        Total(names[0], way.start, purse.exact(way.start)),
        [desk_of(answer, way, purse, name, finding) for name in TONES],
        Total(names[1], way.end, purse.exact(way.end)),
        title=waterfall_title(answer, way, purse, finding),
        head=(_("Step"), _("Change"), _("In money"), _("Range"), _("What may be said")),
        cut_note=lambda cut: _("The axis is cut at %(amount)s.") % {"amount": purse.exact(cut)},
    )


def waterfall_title(answer: Document, way: Way, purse: Purse, finding: str | None) -> str:
    if finding is None:
        return _("No single step stands out")
    said = {"finding": finding_words(answer, finding), "amount": purse.words(abs(way.parts[finding]))}
    return _("%(finding)s: about %(amount)s of it") % said


def desk_of(answer: Document, way: Way, purse: Purse, name: str, finding: str | None) -> Desk:
    effect = answer["change"]["desks"][name]["effect"]
    said = {
        "desk": DESK_WORDS[name],
        "percent": percent_change(effect or 0.0),
        "verdict": verdict_words(answer, name).split(":")[0],
    }
    drivers = [one for one in answer["change"]["drivers"] if one["desk"] == name]
    return Desk(
        _("%(desk)s %(percent)s: %(verdict)s") % said,
        tuple(step_of(answer, way, purse, one, finding) for one in drivers),
        TONES[name],
    )


def step_of(answer: Document, way: Way, purse: Purse, driver: Document, finding: str | None) -> Driver:
    name = driver["driver"]
    if driver["effect"] is None:
        return Driver(str(NAMES[name]), None, _("not recorded"), verdict=_("not recorded"))
    return Driver(
        str(NAMES[name]),
        way.parts[name],
        percent_change(driver["effect"]),
        purse.signed(way.parts[name]),
        percent_range(driver["low"], driver["high"]),
        verdict_words(answer, name),
        finding=name == finding,
    )


def sum_words(answer: Document) -> str:
    """“+5,690 −1,380 −2,080 −26,980 +2,310 = −22,440”."""
    way = way_of(answer)
    if way is None:
        return ""
    told = [signed(part) for name, part in way.parts.items() if part or name != "quality"]
    return f"{' '.join(told)} = {signed(way.end - way.start)}"


def signed(value: int) -> str:
    return f"+{number_words(value)}" if value > 0 else number_words(value)


def channels_figure(answer: Document) -> Figure | None:
    """What each channel moved revenue by, the largest first; too few to say below twenty in both periods."""
    change, way = answer["more"]["change"], way_of(answer)
    if not change or way is None or not change["channels"] or not change["money"]["total"]:
        return None
    purse = purse_of(answer)
    scale = (way.end - way.start) / change["money"]["total"]
    rows = sorted(change["channels"], key=weight, reverse=True)
    effects = [effect_of(row, purse, scale) for row in rows[:CHANNELS_DRAWN]]
    effects += rest_of_channels(rows[CHANNELS_DRAWN:], purse, scale)
    return diverging(
        effects,
        title=channels_title(answer, rows, effects),
        head=(
            _("Channel"),
            _("In money"),
            _("Asked and still open"),
            _("Change"),
            _("Customers so far"),
        ),
        less=_("less"),
        more=_("more"),
    )


def weight(row: Document) -> float:
    """Channels with enough in them first, by what they moved."""
    return (0.0 if is_few(row) else 1e12) + abs(float(row["money"] or 0.0))


def is_few(row: Document) -> bool:
    return bool(row["enquiries_before"] + row["enquiries_after"] < LEAST_FOR_A_SHARE)


def effect_of(row: Document, purse: Purse, scale: float) -> Effect:
    few = is_few(row)
    amount = round((row["money"] or 0.0) * scale)
    marks = {"new": _("new"), "ended": _("ended")}
    effect = None if few else range_of(row["effect"])
    change = percent_range(effect.low, effect.high) if effect else "–"
    customers = _("%(then)s, now %(now)s") % {
        "then": number_words(row["won_before"]),
        "now": number_words(row["won_after"]),
    }
    return Effect(
        row["channel"],
        None if few else amount,
        _("too few to say") if few else purse.signed(amount),
        words=asked_words(row),
        kind=row["kind"],
        mark=marks.get(row["kind"], ""),
        cells=(change, customers),
    )


def asked_words(row: Document) -> str:
    said = {
        "then": number_words(row["enquiries_before"]),
        "now": number_words(row["enquiries_after"]),
        "open": number_words(row["open_after"]),
    }
    return _("%(then)s asked, now %(now)s, %(open)s open") % said


def rest_of_channels(rows: Sequence[Document], purse: Purse, scale: float) -> list[Effect]:
    """All channels beyond those drawn, as one row."""
    if not rows:
        return []
    keys = ("enquiries_before", "enquiries_after", "won_before", "won_after", "open_after")
    sums = {key: sum(row[key] for row in rows) for key in keys}
    whole: Document = {
        **sums,
        "channel": _("%(number)s more channels") % {"number": len(rows)},
        "kind": "both",
        "effect": None,
        "money": sum(row["money"] or 0.0 for row in rows),
    }
    return [effect_of(whole, purse, scale)]


def channels_title(answer: Document, rows: Sequence[Document], effects: Sequence[Effect]) -> str:
    """Names a channel only where something moved at all and its whole range is on one side of nought.

    `rows` come with the largest first. Where all went the same way, it is not the doing of that one.
    """
    if answer["change"]["verdict"]["desk"] not in ("marketing", "sales", "both"):
        rows = []
    for row, effect in zip(rows, effects, strict=False):
        told = range_of(row["effect"])
        if effect.value is None or told is None or told.low <= 0 <= told.high:
            continue
        more, less = _("%(channel)s brought more"), _("%(channel)s brought less")
        if went_one_way(rows):
            more = _("Every channel brought more, %(channel)s most of it")
            less = _("Every channel brought less, %(channel)s most of it")
        return (more if effect.value > 0 else less) % {"channel": row["channel"]}
    return _("No one channel stands out")


def went_one_way(rows: Sequence[Document]) -> bool:
    """Whether that can be told of every channel, also of those that are not drawn, and there are a few."""
    ranges = [None if is_few(row) else range_of(row["effect"]) for row in rows]
    surely = [one for one in ranges if one is not None and not one.low <= 0 <= one.high]
    return len(surely) == len(rows) > 2 and len({one.low > 0 for one in surely}) == 1
