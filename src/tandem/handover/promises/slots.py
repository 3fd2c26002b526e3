"""What promises add to the Sales desk: each first answer of the last weeks as a dot, against the promise."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.charts.dots import Band, Promise, dot_strip
from tandem.charts.figure import Figure
from tandem.handover.agreement.words import working_words
from tandem.handover.promises.answers import Answers, first_answers
from tandem.handover.promises.drawing import hour_words, scale_of
from tandem.handover.promises.words import FEW, HOLDS_OF_TEN
from tandem.maths.proportion import proportion
from tandem.office.business.queries import calendar, once
from tandem.ui.figures import number_words, one_in_words
from tandem.ui.slots import Content, Item, Panel

SPAN = datetime.timedelta(weeks=4)
PARTS_OF_THE_SCALE = 4


def answers_of_four_weeks() -> Answers | None:
    """Read once a request: two parts of the page tell of it."""
    return once(
        "first answers on the desk",
        lambda: first_answers(now=timezone.now(), working=calendar(), span=SPAN),
    )


def answers_on_desk(request: HttpRequest | None, **others: Any) -> Sequence[Content]:
    found = answers_of_four_weeks()
    if found is None:
        return []
    figure = desk_figure(found)
    return [Panel("handover/promises/on_desk.html", {"figure": figure, "sub": sub_words(found)})]


def answer_first(request: HttpRequest | None, **others: Any) -> Sequence[Content]:
    """Where first answers surely come late too often, that comes first: people buy from whoever answers."""
    found = answers_of_four_weeks()
    in_time, judged = counted(found) if found else (0, 0)
    if found is None or judged < FEW or proportion(in_time, judged).high * 10 >= HOLDS_OF_TEN:
        return []
    said = {"kept": number_words(in_time), "all": number_words(judged), "time": promised_words(found)}
    return [
        Item(
            title=_("Answer first, even if it is one sentence: “I have read it and ring you at four.”"),
            url=reverse("handover:promises"),
            why=_("%(kept)s of the last %(all)s first answers came within %(time)s.") % said,
            order=10,
        )
    ]


def counted(answers: Answers) -> tuple[int, int]:
    """How many were answered in time, of how many of whom that can be said already."""
    judged = [one.in_time for one in answers.rows if one.in_time is not None]
    return sum(judged), len(judged)


def promised_words(answers: Answers) -> str:
    return working_words(answers.promised_hours)


def desk_figure(answers: Answers) -> Figure:
    """As the picture has it: filled where it was in time. Whoever still waits stands where they are now."""
    hours = [one.hours for one in answers.rows]
    top, promised = scale_of(answers), float(answers.promised_hours)
    within = sum(value <= promised for value in hours)
    step = top / PARTS_OF_THE_SCALE
    ends = [step * part for part in range(PARTS_OF_THE_SCALE + 1)]
    return dot_strip(
        hours,
        promise=Promise(
            promised,
            _("our promise: %(time)s") % {"time": hour_words(promised)},
            _("%(number)s in time") % {"number": number_words(within)},
            ngettext("%(number)s took longer", "%(number)s took longer", len(hours) - within)
            % {"number": number_words(len(hours) - within)},
        ),
        ticks=[(end, tick_words(end, top)) for end in ends],
        bands=bands_of(promised, max([*hours, promised])),
        title=title_of(answers),
        head=(_("Working hours until the first answer"), _("People")),
        each_dot=dot_words,
    )


def tick_words(end: float, top: float) -> str:
    words = number_words(round(end, 1)).removesuffix(".0")
    return _("%(hours)s h or more") % {"hours": words} if end == top else words


def dot_words(each: int) -> str:
    first = _("A dot is a person, by the working hours until somebody answered, or so far.")
    if each == 1:
        return first
    return _("A dot stands for up to %(number)d people, by the working hours until somebody answered.") % {
        "number": each
    }


def bands_of(promised: float, longest: float) -> list[Band]:
    """The promise, twice and four times as long, and the rest."""
    ends = [promised * times for times in (1, 2, 4)]
    bands = [Band(end, _("up to %(hours)s") % {"hours": hour_words(end)}) for end in ends]
    return [*bands, Band(max(longest, ends[-1]), _("longer"))]


def title_of(answers: Answers) -> str:
    """“6 in 10 first answers come in time”; “11 of 14” while they are few."""
    in_time, judged = counted(answers)
    if not judged:
        return _("No first answer is due yet")
    return _("%(share)s first answers come in time") % {"share": one_in_words(in_time, judged)}


def sub_words(answers: Answers) -> str:
    number = len(answers.rows)
    words = ngettext(
        "%(number)s accepted enquiry of the last four weeks",
        "%(number)s accepted enquiries of the last four weeks",
        number,
    )
    return words % {"number": number_words(number)}
