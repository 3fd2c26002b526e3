"""The page *Quality and selling*, from one answer."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tandem.charts.classes import Tone
from tandem.charts.figure import Figure
from tandem.together.evidence.words import Document
from tandem.together.quality.ages import ages_figure
from tandem.together.quality.words import (
    answer_words,
    difference_words,
    is_alone,
    is_compared,
    of_the_usual,
    sellers_in,
    title_of_quality,
)
from tandem.together.revenue.leans import leans_by
from tandem.together.today.channels import channel_table, has_bought
from tandem.together.today.multiples import conversion_figure, months_shown, since_when
from tandem.together.verdict.intervals import Heads, Share, Table, table_of
from tandem.together.verdict.reading import range_of, sides_of
from tandem.together.verdict.words import Said, buying, process_words, verdict_of
from tandem.ui.figures import LEAST_FOR_A_SHARE, number_words

CHANNELS_SHOWN = 8
SELLERS_SHOWN = 12


@dataclass(frozen=True)
class Counts:
    """Who was given what: a row a channel, a cell a seller, “9 of 30”."""

    sellers: list[str]
    rows: list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Quality:
    """`why` and `remedy` are said where sellers cannot be compared, or only roughly."""

    title: str
    is_compared: bool
    is_alone: bool
    why: str
    remedy: str
    channels: Table | None
    sellers: Table | None
    every_channel: Table | None
    counts: Counts
    answer: str
    desk: Said | None
    months: Figure | None
    ages: Figure | None
    broken: str


def quality_of(answer: Document, today: datetime.date) -> Quality:
    told, usual = answer["sellers"], usual_share(answer)
    alone = is_alone(answer)
    compared = is_compared(answer) and usual is not None
    return Quality(
        title=title_of_quality(answer, compared=compared),
        is_compared=compared,
        is_alone=alone,
        why=told["why"] or ("" if compared else _("Too few enquiries have ended yet.")),
        remedy=told["remedy"] or "",
        channels=channels_table(answer, usual) if compared and usual else None,
        sellers=sellers_table(answer, usual) if compared and usual else None,
        every_channel=channel_table(answer) if not compared and answer["channels"] else None,
        counts=counts_of(answer),
        answer=slower_answers(answer, usual),
        desk=verdict_of(answer) if alone else None,
        months=months_figure(answer, today) if alone else None,
        ages=ages_figure(answer),
        broken=process_words(answer),
    )


def usual_share(answer: Document) -> float | None:
    """Of all that asked, how many become customers; where that is not known yet, of those that ended."""
    if not has_bought(answer):
        return None
    told, counts = range_of(answer["conversion"]), answer["enquiries"]
    if told is not None:
        return told.estimate
    ended = counts["won"] + counts["lost"]
    return counts["won"] / ended if ended >= LEAST_FOR_A_SHARE else None


def sums_by(answer: Document, key: str) -> dict[str, list[int]]:
    """Enquiries, closed and won of each channel or seller."""
    sums: dict[str, list[int]] = {}
    for row in answer["more"]["sellers"]["counts"]:
        one = sums.setdefault(row[key], [0, 0, 0])
        for place, name in enumerate(("enquiries", "closed", "won")):
            one[place] += row[name]
    return sums


def channels_table(answer: Document, usual: float) -> Table:
    sums = sums_by(answer, "channel")
    rows = [(row["channel"], row) for row in answer["more"]["sellers"]["channels"][:CHANNELS_SHOWN]]
    heads = Heads(_("Channel"), _("Would buy, with the usual seller"), (_("Ended"),))
    return effects_table(rows, sums, heads, usual, "m")


def sellers_table(answer: Document, usual: float) -> Table:
    sums = sums_by(answer, "seller")
    rows = [(row["seller"], row) for row in answer["sellers"]["effects"][:SELLERS_SHOWN]]
    heads = Heads(_("Who"), _("Would buy, of the usual enquiries"), (_("Ended"),))
    return effects_table(rows, sums, heads, usual, "s")


def effects_table(
    rows: Sequence[tuple[str, Document]], sums: dict[str, list[int]], heads: Heads, usual: float, tone: Tone
) -> Table:
    """Odds ratios as shares of the usual enquiries, against the usual share."""
    shares = []
    for name, row in rows:
        ratio, closed = range_of(row["odds_ratio"]), sums.get(name, [0, 0, 0])[1]
        share = of_the_usual(ratio, usual) if ratio else None
        words = difference_words(ratio if closed >= LEAST_FOR_A_SHARE else None, row["differs"])
        shares.append(Share(name, closed, share, (number_words(closed),), words=words))
    return table_of(shares, heads, tone=tone, line=usual)


def counts_of(answer: Document) -> Counts:
    sellers = sellers_in(answer)[:SELLERS_SHOWN]
    cells = {(row["channel"], row["seller"]): row for row in answer["more"]["sellers"]["counts"]}
    sums = sums_by(answer, "channel")
    rows = []
    for channel in sorted(sums, key=lambda name: -sums[name][0])[:CHANNELS_SHOWN]:
        rows.append((channel, [cell_words(cells.get((channel, seller))) for seller in sellers]))
    return Counts(sellers, rows)


def cell_words(row: Document | None) -> str:
    """“9 of 30”: customers of those that ended."""
    if row is None or not row["closed"]:
        return "–"
    said = {"won": number_words(row["won"]), "closed": number_words(row["closed"])}
    return _("%(won)s of %(closed)s") % said


def slower_answers(answer: Document, usual: float | None) -> str:
    told = answer["more"]["sellers"]["answer"]
    ratio = range_of(told["odds_ratio"]) if told else None
    return answer_words(ratio, usual, told["enquiries"]) if ratio and usual else ""


def months_figure(answer: Document, today: datetime.date) -> Figure | None:
    sides = sides_of(answer)
    if sides is None:
        return None
    before, after = sides
    lean = leans_by(buying(answer), after.conversion.estimate - before.conversion.estimate)
    return conversion_figure(lean, months_shown(answer, after), since_when(answer, after, today), today)
