"""What the hours say, in one sentence and one small figure. A threshold is stated where it is used."""

import datetime

from django.utils.translation import gettext as _

from tandem.charts.figure import Figure
from tandem.charts.seam import Pair, seam
from tandem.office.accounts.words import Hat
from tandem.together.hats.times import week_words
from tandem.together.hats.weeks import JUDGED_WEEKS, LEAST_JUDGED, Weeks, short_hat
from tandem.together.hats.words import HOUR, ZERO, hours_words


def figure_of(weeks: Weeks, *, today: datetime.date) -> Figure:
    rows = [
        Pair(
            name=week_words(week.monday, today),
            left=week.marketing / HOUR,
            right=week.sales / HOUR,
            left_written=hours_words(week.marketing),
            right_written=hours_words(week.sales),
            current=week is weeks.running,
            cells=(hours_words(week.both),),
        )
        for week in weeks.every
    ]
    return seam(
        rows,
        title=figure_title(weeks),
        head=(_("Week from"), _("Marketing hat"), _("Sales hat"), _("Both")),
        left=_("Marketing"),
        right=_("Sales"),
    )


def figure_title(weeks: Weeks) -> str:
    """The finding, of the whole weeks that are known: which hat had more of them."""
    known = [week for week in weeks.whole if week.both]
    if not known:
        return _("No whole week is known yet")
    marketing = sum(week.marketing > week.sales for week in known)
    sales = sum(week.sales > week.marketing for week in known)
    told = {"weeks": len(known), "marketing": marketing, "sales": sales}
    if marketing == sales:
        return _("As many weeks with more for marketing as with more for sales")
    if len(known) == 1:
        return _("In one week: more for marketing") if marketing else _("In one week: more for sales")
    if marketing == len(known):
        return _("More for marketing in each of %(weeks)s weeks") % told
    if sales == len(known):
        return _("More for sales in each of %(weeks)s weeks") % told
    if marketing > sales:
        return _("More for marketing in %(marketing)s of %(weeks)s weeks") % told
    return _("More for sales in %(sales)s of %(weeks)s weeks") % told


def sentence_of(weeks: Weeks, *, has_two_jobs: bool) -> str:
    """Which hat was short of time lately, without blame; nothing of that for who has one job."""
    judged = weeks.last(JUDGED_WEEKS)
    if judged.both == ZERO:
        return _(
            "Put a hat on when you begin, and its time is kept. So you see which of your two jobs gets it."
        )
    if not has_two_jobs:
        return _("In the last four whole weeks: %(hours)s.") % {"hours": hours_words(judged.both)}
    if judged.both < LEAST_JUDGED:
        told = {"hours": hours_words(judged.both), "least": hours_words(LEAST_JUDGED)}
        return _("%(hours)s in the last four whole weeks: below %(least)s we compare nothing.") % told
    short = short_hat(weeks)
    if short is None:
        return _("Both hats had their time in the last four whole weeks: each one hour in four, or more.")
    told = {"had": hours_words(short.had), "of": hours_words(short.of)}
    if short.hat == Hat.MARKETING:
        return (
            _(
                "The marketing hat had %(had)s of your %(of)s in the last four whole weeks, less than "
                "one hour in four. People who have not asked yet cannot be sold to: an hour for it this "
                "week?"
            )
            % told
        )
    return (
        _(
            "The sales hat had %(had)s of your %(of)s in the last four whole weeks, less than one "
            "hour in four. Those who asked are waiting for somebody: an hour for it this week?"
        )
        % told
    )
