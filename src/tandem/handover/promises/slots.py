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
    waits = waits_of(found) if found else []
    if found is None or not waits:
        return []
    figure = desk_figure(found, waits)
    return [Panel("handover/promises/on_desk.html", {"figure": figure, "sub": sub_words(found, waits)})]


def answer_first(request: HttpRequest | None, **others: Any) -> Sequence[Content]:
    """Where first answers surely come late too often, that comes first: people buy from whoever answers."""
    found = answers_of_four_weeks()
    waits = waits_of(found) if found else []
    if found is None or len(waits) < FEW:
        return []
    within = within_promise(found, waits)
    if proportion(within, len(waits)).high * 10 >= HOLDS_OF_TEN:
        return []
    time = working_words(found.promised_hours)
    said = {"kept": number_words(within), "all": number_words(len(waits)), "time": time}
    return [
        Item(
            title=_("Answer first, even if it is one sentence: “I have read it and ring you at four.”"),
            url=reverse("handover:promises"),
            why=_("%(kept)s of the last %(all)s first answers came within %(time)s.") % said,
            order=10,
        )
    ]


def waits_of(answers: Answers) -> list[float]:
    """The working hours of whoever was answered or should have been: who has time left counts neither way."""
    return [one.hours for one in answers.rows if one.in_time is not None]


def within_promise(answers: Answers, waits: Sequence[float]) -> int:
    """Against what is promised today, as the line of the figure is."""
    return sum(hours <= answers.promised_hours for hours in waits)


def desk_figure(answers: Answers, waits: Sequence[float]) -> Figure:
    """Filled where it was in time, hollow where it took longer, or has taken longer so far."""
    top, promised = scale_of(answers), float(answers.promised_hours)
    within = within_promise(answers, waits)
    longer = ngettext("%(number)s took longer", "%(number)s took longer", len(waits) - within)
    step = top / PARTS_OF_THE_SCALE
    return dot_strip(
        waits,
        promise=Promise(
            promised,
            _("our promise: %(time)s") % {"time": hour_words(promised)},
            _("%(number)s in time") % {"number": number_words(within)},
            longer % {"number": number_words(len(waits) - within)},
        ),
        ticks=[(step * part, tick_words(step * part, top)) for part in range(PARTS_OF_THE_SCALE + 1)],
        bands=bands_of(promised, max(waits)),
        title=_("%(share)s first answers come in time") % {"share": one_in_words(within, len(waits))},
        head=(_("Working hours until the first answer"), _("People")),
        each_dot=dot_words,
    )


def tick_words(end: float, top: float) -> str:
    words = number_words(round(end, 1)).removesuffix(".0")
    return _("%(hours)s h or more") % {"hours": words} if end == top else words


def dot_words(each: int) -> str:
    if each == 1:
        return _("A dot is a person, by the working hours until somebody answered, or so far.")
    words = _("A dot stands for up to %(number)d people, by the working hours until somebody answered.")
    return words % {"number": each}


def bands_of(promised: float, longest: float) -> list[Band]:
    """The promise, twice and four times as long, and the rest."""
    ends = [promised * times for times in (1, 2, 4)]
    bands = [Band(end, _("up to %(hours)s") % {"hours": hour_words(end)}) for end in ends]
    return [*bands, Band(max(longest, ends[-1]), _("longer"))]


def sub_words(answers: Answers, waits: Sequence[float]) -> str:
    """“45 accepted enquiries of the last four weeks. 2 more still have time.”"""
    number, more = len(waits), len(answers.rows) - len(waits)
    words = ngettext(
        "%(number)s accepted enquiry of the last four weeks.",
        "%(number)s accepted enquiries of the last four weeks.",
        number,
    ) % {"number": number_words(number)}
    if not more:
        return words
    sentence = ngettext("%(more)s more still has time.", "%(more)s more still have time.", more)
    return f"{words} {sentence % {'more': number_words(more)}}"
