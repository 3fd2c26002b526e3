"""A list without amounts: what moved is told in customers, by the same figures as revenue elsewhere."""

import copy
import datetime
import math
from dataclasses import replace

from django.utils.translation import gettext as _

from tandem.charts.figure import Figure
from tandem.together.evidence.words import Document
from tandem.together.revenue.leans import change_words, leans_by
from tandem.together.today.expected import factors_of
from tandem.together.today.factors import Factor
from tandem.together.verdict.changed import Changed, changed_of
from tandem.together.verdict.drawing import signed, way_of
from tandem.together.verdict.equation import equations_of
from tandem.together.verdict.reading import change_of_revenue, range_of, sides_of
from tandem.together.verdict.words import SMALL, revenue_word, where_it_happened
from tandem.ui.figures import number_words, percent_words

SIDES = ("before", "after")
ONE = {"estimate": 1.0, "low": 1.0, "high": 1.0}
# Of what both tables of factors have; below them stand first sale and revenue.
COUNTED_ROWS = 5
TWICE, TEN = 2, 10


def in_customers(answer: Document) -> Document | None:
    """The answer as if each first sale were worth one, so that its revenue is a number of customers.

    None where amounts are known, or nobody knows how many become customers in one of the periods.
    """
    change = answer["more"]["change"]
    if not change or range_of(answer["more"]["whole"]["value"]):
        return None
    if not all(range_of(change[name]["conversion"]) for name in SIDES):
        return None
    told = copy.deepcopy(answer)
    told["currency"], told["more"]["currency_digits"] = None, 0
    for name in SIDES:
        side = told["more"]["change"][name]
        enquiries = told["change"][name]["enquiries"]
        side["value"] = dict(ONE)
        side["revenue"] = {end: one * enquiries for end, one in side["conversion"].items()}
    told["more"]["change"]["money"] = steps_of(answer)
    for row in told["more"]["change"]["channels"]:
        row["money"] = row["effect"]["estimate"] if row["effect"] else None
    return told


def steps_of(answer: Document) -> Document | None:
    """In logarithms, of which the figures take each one's part. None where nothing moved."""
    effects = {one["driver"]: one["effect"] for one in answer["change"]["drivers"]}
    total = math.fsum(effect for effect in effects.values() if effect is not None)
    return {"total": total, "drivers": effects} if total else None


def tiles_of(told: Document) -> tuple[Factor, ...]:
    """Enquiries × become customers = customers to be expected."""
    equations = equations_of(told)
    if equations is None:
        return ()
    enquiries, share, _sale, customers = factors_of(told, *equations)
    before, after = (one.shown.revenue for one in equations)
    lean = leans_by(revenue_word(told), after - before)
    words, direction = change_words(lean, was=number_words(round(before)), less=_("fewer"))
    named = replace(customers, name=_("customers in the end"), change=words, direction=direction)
    return enquiries, share, named


def changed_in_customers(told: Document, today: datetime.date) -> Changed:
    found = changed_of(told, today)
    return replace(
        found,
        title=title_of(told, found.title),
        waterfall=counting_customers(found.waterfall),
        waterfall_note=note_of(told),
        factors=found.factors[:COUNTED_ROWS],
        channels=counting_customers(found.channels),
    )


def counting_customers(figure: Figure | None) -> Figure | None:
    if figure is None:
        return None
    money = _("In money")
    return replace(figure, head=tuple(_("In customers") if name == money else name for name in figure.head))


def title_of(told: Document, otherwise: str) -> str:
    """“3.4 times as many customers are to be expected. Both desks had their part.”"""
    effect, desk, sides = change_of_revenue_known(told), told["change"]["verdict"]["desk"], sides_of(told)
    if effect is None or sides is None or desk in (None, "not_enough_data"):
        return otherwise
    if desk == "neither":
        return _("About as many customers are to be expected, and each step to them is about the same.")
    if desk == "cannot_tell":
        return _("It looks as if %(moved)s. It may well be chance.") % {"moved": moved_words(effect)}
    moved = moved_words(effect)
    return f"{moved[:1].upper()}{moved[1:]}. {where_it_happened(told, desk, effect)}"


def change_of_revenue_known(told: Document) -> float | None:
    """The logarithm of customers to be expected a day, after to before."""
    return change_of_revenue(told) if told["more"]["change"]["money"] else None


def moved_words(effect: float) -> str:
    if abs(effect) < SMALL:
        return _("about as many customers are to be expected")
    ratio = math.exp(effect)
    if ratio >= TWICE:
        said = {"times": number_words(round(ratio) if ratio >= TEN else round(ratio, 1))}
        return _("%(times)s times as many customers are to be expected") % said
    percent = {"percent": percent_words(abs(math.expm1(effect)))}
    if effect > 0:
        return _("%(percent)s more customers are to be expected") % percent
    return _("%(percent)s fewer customers are to be expected") % percent


def note_of(told: Document) -> str:
    """That the bars add up; what nobody wrote down is no part of the sum."""
    way, sides = way_of(told), sides_of(told)
    if way is None or sides is None:
        return ""
    known = [one["driver"] for one in told["change"]["drivers"] if one["effect"] is not None]
    added = " ".join(signed(way.parts[name]) for name in known)
    sentences = [
        _(
            "Percentages follow one another, so they multiply; the bars are drawn in customers, so that "
            "they add up: %(sum)s."
        )
        % {"sum": f"{added} = {signed(way.end - way.start)}"}
    ]
    if sides[0].span.days != sides[1].span.days:
        days = {"days": number_words(sides[1].span.days)}
        sentences.append(
            _("The periods are not equally long, so the earlier one is told as if it had %(days)s days.")
            % days
        )
    return " ".join(sentences)
