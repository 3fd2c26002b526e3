"""The figures of the page: each promise by month, and every first answer as a dot."""

import datetime
import math
import statistics
from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.charts.figure import Figure
from tandem.charts.kept import Kept, kept
from tandem.charts.waits import Line, Wait, waits
from tandem.handover.agreement.words import working_words
from tandem.handover.promises.answers import Answer, Answers
from tandem.handover.promises.findings import Row, state_words
from tandem.handover.promises.monthly import Told
from tandem.handover.promises.words import COUNTED, Promised, goal_of, of_whole, of_words
from tandem.ui.figures import number_words

LEAST_SCALE, MOST_SCALE = 2, 10  # times the promise
WITHIN = 0.9  # of the dots lie within the scale
WEEK = datetime.timedelta(weeks=1)


def promise_figure(row: Row) -> Figure:
    fit = row.last.enough if row.promised == Promised.FITS and row.last.agreed else None
    note = str(COUNTED[row.promised])
    if fit is not None:
        note = _("The line: %(number)d of a hundred, as agreed. %(counted)s") % {
            "number": round(fit * 100),
            "counted": note,
        }
    return kept(
        [column(told, current=told is row.last) for told in row.months],
        title=row.title,
        head=(_("Month"), _("Kept"), _("That is")),
        promised=fit,
        tone="m" if row.promised.desk == "marketing" else "s",
        note=note,
    )


def column(told: Told, *, current: bool) -> Kept:
    """Of a month in which nothing was promised or counted there is no column."""
    nothing = not told.whole or not told.agreed or (told.running and told.promised == Promised.STEPS)
    return Kept(
        label=told.month.short_name,
        name=told.month.full_name,
        share=told.share,
        number="" if nothing else number_words(told.kept),
        whole="" if nothing else (goal_of if told.is_count else of_whole)(told.whole),
        written="–" if nothing else told.words,
        empty=nothing,
        current=current,
        cells=(state_words(told),),
    )


def answers_figure(answers: Answers) -> Figure:
    since, until = answers.since, answers.until
    span = until - since
    top = scale_of(answers)
    return waits(
        [Wait((one.passed_at - since) / span, one.hours, one.still) for one in answers.rows],
        lines=[
            Line(max((start - since) / span, 0), min((end - since) / span, 1), hours)
            for start, end, hours in answers.promises
        ],
        line_words=_("promised: %(time)s") % {"time": working_words(answers.promised_hours)},
        top=top,
        ticks=[((day - since) / span, date_format(day, "j M")) for day in tick_days(answers)],
        hours=[(0, "0"), (top / 2, hour_words(top / 2)), (top, hour_words(top))],
        title=answers_title(answers),
        head=(_("Passed in the week from"), _("In time"), _("Later"), _("Still waiting"), _("Middle one")),
        rows=[week_row(day, rows) for day, rows in weeks_of(answers)],
        note=answers_note(answers, top),
    )


def scale_of(answers: Answers) -> float:
    """As many promises high as nine in ten need, and never so high that the promise is a sliver."""
    longest = sorted(one.hours for one in answers.rows)
    needed = longest[min(math.ceil(len(longest) * WITHIN), len(longest)) - 1] if longest else 0
    times = math.ceil(needed / answers.promised_hours)
    return float(min(max(times, LEAST_SCALE), MOST_SCALE) * answers.promised_hours)


def hour_words(hours: float) -> str:
    return _("%(hours)s h") % {"hours": number_words(round(hours, 1)).removesuffix(".0")}


def tick_days(answers: Answers) -> list[datetime.datetime]:
    """Each second week, from the right."""
    weeks = round((answers.until - answers.since) / WEEK)
    return [answers.until - back * WEEK for back in range(weeks, -1, -2)]


def weeks_of(answers: Answers) -> list[tuple[datetime.datetime, list[Answer]]]:
    weeks = round((answers.until - answers.since) / WEEK)
    starts = [answers.since + number * WEEK for number in range(weeks)]
    return [
        (start, [one for one in answers.rows if start <= one.passed_at < start + WEEK]) for start in starts
    ]


def week_row(start: datetime.datetime, rows: Sequence[Answer]) -> tuple[str, ...]:
    ended = [one.hours for one in rows if not one.still]
    counts = [sum(one.in_time is True for one in rows), sum(one.in_time is False for one in rows)]
    return (
        date_format(start, "j M"),
        *(number_words(count) for count in counts),
        number_words(sum(one.still for one in rows)),
        hour_words(statistics.median(ended)) if ended else "–",
    )


def answers_title(answers: Answers) -> str:
    judged = [one for one in answers.rows if one.in_time is not None]
    late = sum(one.still and one.in_time is False for one in answers.rows)
    if not judged:
        return _("No first answer is due yet")
    counts = of_words(sum(one.in_time is True for one in judged), len(judged))
    first = _("%(counts)s first answers came within the promise") % {"counts": counts}
    if not late:
        return first
    more = ngettext("%(number)s person still waits for one", "%(number)s people still wait for one", late) % {
        "number": number_words(late)
    }
    return f"{first}; {more}"


def answers_note(answers: Answers, top: float) -> str:
    """How to read it, what is left out, and what stands at the edge."""
    beyond = sum(one.hours > top for one in answers.rows)
    parts = [
        _(
            "A dot is an enquiry that sales accepted: along, when it was passed; upwards, the working hours "
            "until somebody answered. Hollow: still waiting."
        )
    ]
    if beyond:
        sentence = ngettext(
            "%(number)s took longer than %(top)s and is an arrow at the upper edge.",
            "%(number)s took longer than %(top)s and are arrows at the upper edge.",
            beyond,
        )
        parts.append(sentence % {"number": number_words(beyond), "top": hour_words(top)})
    if answers.left_out:
        parts.append(_("Only the newest %(shown)s are drawn.") % {"shown": number_words(len(answers.rows))})
    return " ".join(parts)
