"""The outcome of sales on its desk: how many of those who asked become customers, with its range."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.office.business.queries import business_zone
from tandem.together.evidence.words import Question
from tandem.together.revenue.queries import Asked, months_of, reach, usual_period
from tandem.together.verdict.equation import equations_of
from tandem.together.verdict.kept import kept_answer
from tandem.together.verdict.reading import Side, span_words
from tandem.ui import slots
from tandem.ui.figures import number_words


def outcome_panel(request: HttpRequest | None, **context: Any) -> list[slots.Panel]:
    """Customers of those who asked in the last whole months: expected where it can be told, else counted."""
    today = timezone.now().astimezone(business_zone()).date()
    answer = kept_answer(Question(), today).answer
    equations = equations_of(answer) if answer else None
    if equations is not None:
        return [slots.Panel("ui/parts/outcome.html", expected(equations[1].side, today))]
    return counted(today)


def expected(side: Side, today: datetime.date) -> dict[str, str]:
    """“80 customers, from those who asked August to October. 58 so far and about 22 more …”"""
    title = ngettext(
        "customer, from those who asked %(months)s", "customers, from those who asked %(months)s", side.likely
    )
    return {
        "value": number_words(side.likely),
        "title": title % {"months": span_words(side.span, today)},
        "sentence": so_far(side),
    }


def so_far(side: Side) -> str:
    """What is counted already, and what is only likely."""
    if not side.open:
        return _("All of them have ended: nobody of those who asked is still open.")
    sentence = ngettext(
        "%(won)s so far and about %(more)s more from the %(open)s still open. Likely %(low)s to %(high)s.",
        "%(won)s so far and about %(more)s more from the %(open)s still open. Likely %(low)s to %(high)s.",
        side.open,
    )
    low, high = side.likely_ends
    if low == high:
        return nobody_more(side)
    if not side.to_come:
        # Nobody is told of “about 0 more”.
        sentence = _("%(won)s so far, with %(open)s still open. Likely %(low)s to %(high)s.")
    numbers = {"won": side.won, "more": side.to_come, "open": side.open, "low": low, "high": high}
    return sentence % {name: number_words(value) for name, value in numbers.items()}


def nobody_more(side: Side) -> str:
    """Where those who are open have been so for so long that none of them is expected."""
    sentence = ngettext(
        "%(won)s so far. Of the %(open)s still open hardly anybody will buy.",
        "%(won)s so far. Of the %(open)s still open hardly anybody will buy.",
        side.open,
    )
    return sentence % {"won": number_words(side.won), "open": number_words(side.open)}


def counted(today: datetime.date) -> list[slots.Panel]:
    """In plain counts, while there is too little to expect anything of."""
    known = reach()
    if known is None:
        return []
    period = usual_period(known, today)
    asked = months_of(period).asked_in(period)
    title = ngettext(
        "customer so far, from those who asked %(months)s",
        "customers so far, from those who asked %(months)s",
        asked.won,
    )
    shown = {
        "value": number_words(asked.won),
        "title": title % {"months": period.words(today)},
        "sentence": who_is_open(asked),
    }
    return [slots.Panel("ui/parts/outcome.html", shown)]


def who_is_open(asked: Asked) -> str:
    if not asked.counted:
        return _("Nobody new asked in these months.")
    if not asked.open:
        return _("Nobody of those who asked is still open.")
    if asked.counted == 1:
        return _("The one who asked is still open, and not counted as lost.")
    sentence = ngettext(
        "%(open)s of the %(all)s who asked is still open, and not counted as lost.",
        "%(open)s of the %(all)s who asked are still open, and not counted as lost.",
        asked.open,
    )
    return sentence % {"open": number_words(asked.open), "all": number_words(asked.counted)}
