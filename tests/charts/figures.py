"""One of each figure, with the numbers of the pictures, and any words put in."""

from tandem.charts.bars import Bar, bars
from tandem.charts.curves import Curve, curves
from tandem.charts.diverging import Effect, diverging
from tandem.charts.dots import Band, Promise, dot_strip, odds
from tandem.charts.drivers import Desk, Driver, Total
from tandem.charts.fan import fan
from tandem.charts.interval_dot import Interval, interval_axis, interval_dot, ratio_axis, ratio_dot
from tandem.charts.kept import Kept, kept
from tandem.charts.line import Point, line
from tandem.charts.piles import Pile, piles
from tandem.charts.progress import progress
from tandem.charts.seam import Pair, seam
from tandem.charts.share_bar import Part, share_bar, swatch
from tandem.charts.svg import Svg
from tandem.charts.waits import Line, Wait, waits
from tandem.charts.waterfall import waterfall
from tandem.charts.weeks import Coming, FanWords, Past, Shift

MONTHS = "NDJFMAMJJASO"


def every_figure(words: str = "Words") -> list[Svg]:
    return [*_pages(words), *_rows(words)]


def _pages(words: str) -> list[Svg]:
    """The figures that want a page."""
    drivers = (
        Driver(words, -27, words, words, words, words, finding=True),
        Driver(words, None, words, words, words, words),
        Driver(words, 5, words, words, words, words),
    )
    change = waterfall(
        Total(words, 80, words),
        [Desk(words, drivers[:2], "m"), Desk(words, drivers[2:], "s")],
        Total(words, 58, words),
        title=words,
        head=(words,) * 5,
        cut_note=lambda _: words,
    )
    effects = [
        Effect(words, -5, words, words, finding=True),
        Effect(words, 2, words, words, "new", words),
        Effect(words, None, words),
    ]
    channels = diverging(effects, title=words, head=(words,) * 3, less=words, more=words)
    known = Curve(words, (0, 9), (0, 0.2), (0, 0.1), (0, 0.3), words, words, words)
    unknown = Curve(words, (), (), (), (), words)
    ages = curves(known, [known, unknown], title=words, head=(words,) * 3, ticks=[(0, words), (9, words)])
    forecast = fan(
        [Past(words, 3, words, words), Past(words, 5, words)],
        [Coming(words, 4, 2, 7, 3, words, words), Coming(words, 4, 1, 8, 0, words)],
        key="fan",
        title=words,
        head=(words, words),
        words=FanWords(words, words, words, words, words, words),
        shift=Shift(1, words),
    )
    return [change.svg, channels.svg, ages.svg, forecast.svg]


def _rows(words: str) -> list[Svg]:
    """The figures that stand in a column, a row or a line."""
    months = [Bar(words, words, i, words, to_come=i % 2, current=i > 8) for i in range(12)]
    points = [
        Point(words, words, None if i == 3 else 9 - i / 2, words, 3, 10, open=i > 8, current=i > 8)
        for i in range(12)
    ]
    parts = [Part("won", words, 58, words), Part("open", words, 152, words), Part("ended", words, 290, words)]
    known = Interval(words, 0.28, 0.2, 0.36, words, words)
    unknown = Interval(words, None, None, None, words)
    strip = dot_strip(
        [0.5, 1, 4, 4.5, 30],
        promise=Promise(4, words, words, words),
        ticks=[(0, words), (16, words)],
        bands=[Band(4, words), Band(99, words)],
        title=words,
        head=(words, words),
        each_dot=lambda each: f"{words} {each}",
    )
    answers = waits(
        [Wait(0.1, 2), Wait(0.5, 3, still=True), Wait(0.7, 99), Wait(0.9, 98, still=True)],
        lines=[Line(0, 0.5, 4), Line(0.5, 1, 8)],
        line_words=words,
        top=16,
        ticks=[(0, words), (1, words)],
        hours=[(0, words), (16, words)],
        title=words,
        head=(words,),
        rows=[[words]],
    )
    promise = [
        Kept(words, words, 0.5, words, words, words),
        Kept(words, words, None, words, words, words),
        Kept(words, words, None, words, words, words, empty=True),
        Kept(words, words, 1, words, words, words, current=True),
    ]
    return [
        answers.svg,
        kept(promise, title=words, head=(words, words), promised=0.8, tone="m").svg,
        bars(months, key="bars", title=words, head=(words, words), tone="m").svg,
        line(points, title=words, head=(words, words), tone="s").svg,
        seam(
            [Pair(words, 3, 9, words, words), Pair(words, 4, 0, words, words, current=True)],
            title=words,
            head=(words,) * 3,
            left=words,
            right=words,
        ).svg,
        share_bar(parts, key="share", title=words, head=(words, words)).svg,
        piles([Pile(words, "m", [1, 2], words, words)], title=words, head=(words,) * 3).svg,
        swatch("won", key="won", title=words),
        swatch("open", key="open", title=words),
        swatch("ended", key="ended", title=words),
        interval_dot(known, title=words, head=(words,) * 3, top=0.4, whole=0.16).svg,
        interval_dot(unknown, title=words, head=(words,) * 3, top=0.4, whole=0.16).svg,
        interval_axis([(0, words), (0.4, words)], title=words, top=0.4),
        ratio_dot(known, title=words, head=(words,) * 3, top=4).svg,
        ratio_axis([(1, words), (4, words)], title=words, top=4),
        strip.svg,
        odds(9, title=words),
        progress(
            500, 480, to_come=20, key="plan", title=words, label=words, head=(words,), rows=[[words]]
        ).svg,
    ]
