"""What the list cannot tell, and what to write down next so that it will."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.exchange.analyse.words import BLANK
from tandem.together.evidence.words import Document
from tandem.together.verdict.argument import wait_steps
from tandem.together.verdict.reading import range_of
from tandem.together.verdict.words import is_recorded
from tandem.ui.figures import LEAST_FOR_A_SHARE, number_words

# A tenth without a channel is more than a slip.
BLANK_SHARE = 0.1


@dataclass(frozen=True)
class Unknown:
    """What we cannot say, what to do so that it will be known (printed bold), and the rest of that."""

    what: str
    do: str
    rest: str = ""


def unknown_of(answer: Document) -> tuple[Unknown, ...]:
    """The most needful first; nothing is told twice."""
    found = [one for look in LOOKS for one in look(answer)]
    return tuple(found)


def too_few(answer: Document) -> Iterator[Unknown]:
    whole = answer["enquiries"]
    if not whole["total"]:
        yield Unknown(
            _("Who asks: no row of the list is counted."),
            _("See below why the rows are left out."),
        )
    elif not whole["won"]:
        yield Unknown(
            _("Who becomes a customer: nobody in the list has yet."),
            _("Write down each yes, with its day."),
        )
    elif whole["total"] < LEAST_FOR_A_SHARE:
        words = ngettext(
            "How many become customers in the end: %(count)s enquiry is too little.",
            "How many become customers in the end: %(count)s enquiries are too few.",
            whole["total"],
        )
        yield Unknown(
            words % {"count": number_words(whole["total"])},
            _("Write down everybody who asks,"),
            _("also those of whom nothing comes."),
        )
    elif range_of(answer["conversion"]) is None:
        yield Unknown(
            _("How many become customers in the end."),
            _("Write down each yes and each no, with its day."),
        )


def losses(answer: Document) -> Iterator[Unknown]:
    whole = answer["enquiries"]
    if whole["open"] and not whole["lost"]:
        yield Unknown(
            _("Who said no and who is still thinking: nobody is noted as lost."),
            _("Write down a no, with its day."),
            _("Then the open ones tell more."),
        )
    elif whole["won"] and whole["won"] == whole["total"]:
        yield Unknown(
            _("How many of those who ask buy: only customers stand in the list."),
            _("Write down everybody who asks,"),
            _("not only those who buy."),
        )


def verdict(answer: Document) -> Iterator[Unknown]:
    desk = answer["change"]["verdict"]["desk"]
    if desk not in ("cannot_tell", "not_enough_data") or not answer["enquiries"]["total"]:
        return
    what = (
        _("Which desk moved the revenue: what changed may be chance.")
        if desk == "cannot_tell"
        else _("Which desk needs work next.")
    )
    for step in wait_steps(answer):
        yield Unknown(what, step.first, step.rest)


def acceptance(answer: Document) -> Iterator[Unknown]:
    if answer["enquiries"]["total"] and not is_recorded(answer):
        yield Unknown(
            _("Whether the enquiries fit: it is part of the selling here."),
            _("Write down whether sales accepts each enquiry,"),
            _("with the day, and if not, why. Then fit and selling can be told apart."),
        )


def amounts(answer: Document) -> Iterator[Unknown]:
    if answer["enquiries"]["won"] and range_of(answer["more"]["whole"]["value"]) is None:
        yield Unknown(
            _("What it brings in money: no amounts stand in the list."),
            _("Write down what was sold for."),
        )


def sellers(answer: Document) -> Iterator[Unknown]:
    told = answer["sellers"]
    if answer["enquiries"]["total"] and told["status"] == "refused" and told["why"] and told["remedy"]:
        yield Unknown(told["why"], told["remedy"])


def sources(answer: Document) -> Iterator[Unknown]:
    total = answer["enquiries"]["total"]
    blank = sum(one["enquiries"] for one in answer["channels"] if one["channel"] == BLANK)
    if blank and blank >= BLANK_SHARE * total:
        words = ngettext(
            "Where %(blank)s of the %(total)s enquiries came from.",
            "Where %(blank)s of the %(total)s enquiries came from.",
            blank,
        )
        yield Unknown(
            words % {"blank": number_words(blank), "total": number_words(total)},
            _("Ask how they heard of you,"),
            _("and write it down with the enquiry."),
        )


def costs(answer: Document) -> Iterator[Unknown]:
    if answer["channels"] and all(one["cost_per_enquiry"] is None for one in answer["channels"]):
        yield Unknown(
            _("What an enquiry costs."),
            _("Write down what each channel costs, month by month,"),
            _("and give it along with --spend."),
        )


def answers(answer: Document) -> Iterator[Unknown]:
    if answer["enquiries"]["total"] and "first_response_at" not in answer["rows"]["mapping"]:
        yield Unknown(
            _("Whether it helps to answer sooner."),
            _("Write down when each enquiry was first answered."),
        )


LOOKS: tuple[Callable[[Document], Iterator[Unknown]], ...] = (
    too_few,
    losses,
    verdict,
    acceptance,
    amounts,
    sellers,
    sources,
    answers,
    costs,
)
