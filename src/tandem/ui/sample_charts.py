"""The figures of the page that shows every part, with made-up numbers."""

import math
from typing import Any

from django.utils.translation import gettext as _

from tandem.charts.curves import Curve, curves
from tandem.charts.diverging import Effect, diverging
from tandem.charts.drivers import Desk, Driver, Total
from tandem.charts.fan import fan
from tandem.charts.figure import Figure
from tandem.charts.interval_dot import Interval, ratio_axis, ratio_dot
from tandem.charts.line import Point, line
from tandem.charts.piles import Pile, piles
from tandem.charts.seam import Pair, seam
from tandem.charts.waterfall import waterfall
from tandem.charts.weeks import Coming, FanWords, Past, Shift
from tandem.ui.figures import money_words, percent_words

MONTHS = "NDJFMAMJJASO"
BOUGHT = (0.24, 0.25, 0.24, 0.245, 0.245, 0.25, 0.26, 0.245, 0.25, 0.19, 0.165, 0.14)
CUSTOMERS = (3, 2, 4, 3, 2, 4, 3, 3, 2, 5, 6, 4, 7, 5, 6, 5, 7, 6, 4, 5, 6, 7, 5, 4, 6, 5)
RATIOS_TO = 4
AGES = tuple(range(0, 121, 5))


def sample_charts() -> dict[str, Any]:
    return {
        "moved": sample_waterfall(),
        "moved_sub": _("460 enquiries then, 500 now, 152 of them still open and counted by age."),
        "channels_moved": sample_channels(),
        "ages": sample_curves(),
        "expected": sample_fan(),
        "bought": sample_line(),
        "month": sample_piles(),
        "sellers": sample_sellers(),
        "hats": sample_seam(),
        "sellers_axis": ratio_axis(
            [(0.25, "¼"), (0.5, _("half")), (1, "1"), (2, _("twice"))],
            title=_("Odds of winning"),
            top=RATIOS_TO,
        ),
    }


def sample_waterfall() -> Figure:
    same = _("about the same")
    marketing = (
        Driver(_("More or fewer asked"), 5690, "+8.7%", "+£5,690", _("−2 to +21%"), same),
        Driver(_("Where they came from"), -1380, "−2.0%", "−£1,380", _("−7 to +3%"), same),
        Driver(_("How well they fit"), -2080, "−3.0%", "−£2,080", _("−10 to +4%"), same),
    )
    sales = (
        Driver(
            _("How many bought"),
            -26980,
            "−32.7%",
            "−£26,980",
            _("−46 to −16%"),
            _("fell: 9 in 10"),
            finding=True,
        ),
        Driver(_("Average sale"), 2310, "+3.4%", "+£2,310", _("−6 to +14%"), same),
    )
    return waterfall(
        Total(_("May to July"), 80040, "£80,040"),
        [
            Desk(_("Marketing +3.3%: about the same"), marketing, "m"),
            Desk(_("Sales −30.4%: fell"), sales, "s"),
        ],
        Total(_("Aug to October"), 57600, "£57,600"),
        title=_("Fewer of those we accepted bought: about £27,000 of it"),
        head=[_("What moved"), _("Change"), _("In pounds"), _("Range"), _("Verdict")],
        cut_note=lambda at: (
            _("The axis is cut at %(amount)s.") % {"amount": money_words(int(at) * 100, "GBP")}
        ),
        note=_("Percentages follow one another, so they multiply; the bars are drawn so that they add up."),
    )


def sample_channels() -> Figure:
    return diverging(
        [
            Effect(_("Search adverts"), -13800, "−£13,800", _("fewer bought: 9 in 10"), finding=True),
            Effect(_("Home fairs"), -9200, "−£9,200", _("too close to call")),
            Effect(_("Yellow pages"), -1500, "−£1,500", _("12 then, none now"), "ended", _("ended")),
            Effect(_("Recommendations"), 1260, "+£1,260", _("about the same")),
            Effect(_("Newsletter"), 3200, "+£3,200", _("45 now, none then"), "new", _("new")),
            Effect(_("Local press"), None, _("too few to say"), _("18 enquiries")),
        ],
        title=_("Search adverts brought £13,800 less"),
        head=[_("Channel"), _("Change"), _("In words")],
        less=_("brought less"),
        more=_("brought more"),
    )


def sample_curves() -> Figure:
    return curves(
        age_curve(_("All channels"), 0.16, 0.03, 500, _("13 to 19%")),
        [
            age_curve(_("Recommendations"), 0.28, 0.08, 90, _("20 to 36%")),
            age_curve(_("Walk-ins"), 0.19, 0.08, 70, _("11 to 27%")),
            age_curve(_("Search adverts"), 0.13, 0.045, 150, _("9 to 18%")),
            age_curve(_("Home fairs"), 0.12, 0.055, 110, _("7 to 18%")),
            Curve(_("Local press"), (), (), (), (), _("too few to say"), sub=enquiries_words(18)),
        ],
        title=_("Recommendations buy more often, and half of them within a month"),
        head=[_("Channel"), _("In the end"), _("Range")],
        ticks=[(0, "0"), (60, "60"), (120, _("120 days"))],
        note=_(
            "Share that are customers, by days since they asked. Shaded: the range. Dashed: all channels."
        ),
    )


def age_curve(name: str, end: float, reach: float, many: int, reach_words: str) -> Curve:
    """A log-normal lag with a median of 25 days."""
    grown = [0.5 + math.erf(math.log(max(age, 0.1) / 25) / 1.1 / math.sqrt(2)) / 2 for age in AGES]
    return Curve(
        name,
        AGES,
        tuple(end * part for part in grown),
        tuple((end - reach * (0.3 + 0.7 * part)) * part for part in grown),
        tuple((end + reach * (0.3 + 0.7 * part)) * part for part in grown),
        percent_words(end),
        reach_words,
        enquiries_words(many),
    )


def enquiries_words(many: int) -> str:
    return _("%(many)s enquiries") % {"many": many}


def sample_fan() -> Figure:
    dates = {0: _("4 May"), 8: _("29 Jun"), 16: _("24 Aug"), 26: _("2 Nov"), 34: _("28 Dec")}
    weeks = [_("week %(week)s") % {"week": i + 1} for i in range(39)]
    past = [
        Past(week, many, str(many), dates.get(i, ""), ("", ""))
        for i, (week, many) in enumerate(zip(weeks[:26], CUSTOMERS, strict=True))
    ]
    coming = [
        Coming(
            weeks[26 + i],
            5.2,
            max(5.2 - 2.2 - 0.1 * i, 0),
            5.2 + 2.6 + 0.2 * i,
            4.6 * 0.78**i,
            "5",
            dates.get(26 + i, ""),
            (f"{4.6 * 0.78**i:.0f}", _("%(low)s to %(high)s") % {"low": round(3 - 0.1 * i), "high": 8}),
        )
        for i in range(13)
    ]
    return fan(
        past,
        coming,
        key="expected",
        title=_("About 67 customers in 13 weeks; 20 of them have asked already"),
        head=[_("Week"), _("Customers"), _("Asked already"), _("Range")],
        words=FanWords(
            _("customers, week by week"),
            _("what we expect"),
            _("about 5 a week, 2 to 10"),
            _("from enquiries open now"),
            _("from new enquiries"),
            _("where 8 in 10 weeks end"),
        ),
        shift=Shift(9, _("more since 6 July")),
        tone="s",
        note=_("52 to 83 in 13 weeks. Of 21 earlier forecasts, 17 held."),
    )


def sample_line() -> Figure:
    months = [
        Point(letter, letter, share, percent_words(share), share - 0.05, share + 0.05, i > 8, i > 8)
        for i, (letter, share) in enumerate(zip(MONTHS, BOUGHT, strict=True))
    ]
    return line(
        months, title=_("Since August, fewer buy"), head=[_("Month"), _("Become customers")], tone="s"
    )


def sample_sellers() -> list[dict[str, Any]]:
    rows = [
        Interval("Ines", 1.3, 0.8, 2.1, _("no difference to be seen"), _("0.8 to 2.1")),
        Interval("Joe", 0.77, 0.48, 1.25, _("no difference to be seen"), _("0.5 to 1.3")),
        Interval("Sam", None, None, None, _("too few to say")),
    ]
    head = [_("Seller"), _("Difference"), _("Range")]
    return [
        {"row": row, "drawing": ratio_dot(row, title=row.name, head=head, top=RATIOS_TO, tone="s").svg}
        for row in rows
    ]


def sample_seam() -> Figure:
    hours = ((_("9 Nov"), 1, 6), (_("16 Nov"), 2, 5), (_("this week"), 3, 4))
    rows = [
        Pair(name, left, right, f"{left} h", f"{right} h", current=left == 3) for name, left, right in hours
    ]
    return seam(
        rows,
        title=_("More for sales in each of 2 weeks"),
        head=(_("Week"), _("Marketing"), _("Sales")),
        left=_("Marketing"),
        right=_("Sales"),
    )


def sample_piles() -> Figure:
    return piles(
        [
            Pile(_("people ask"), "m", (90, 120, 100, 40), _("4 things"), "5 h 50"),
            Pile(_("one buys"), "s", (75, 110, 10, 23, 51), _("5 things"), "4 h 29"),
        ],
        title=_("About as much time went into either"),
        head=[_("Pile"), _("Things"), _("Time")],
        note=_("Each block is one thing, as high as the time it took."),
    )
