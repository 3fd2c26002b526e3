"""The two jobs in words: what each is for, what it does, what often goes wrong, what it hands the other."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Mistake:
    """What is often done, and what helps."""

    done: Any
    better: Any


@dataclass(frozen=True)
class Job:
    """One desk's work. `hands` is what the other desk gets from it."""

    desk: str
    ink: str
    icon: str
    name: Any
    question: Any
    outcome: Any
    purpose: Any
    duties: tuple[Any, ...]
    mistakes: tuple[Mistake, ...]
    hands_title: Any
    hands: Any


MARKETING = Job(
    desk="marketing",
    ink="m",
    icon="megaphone",
    name=_("Marketing"),
    question=_("How do we find people, and get them to ask?"),
    outcome=_("Enquiries"),
    purpose=_(
        "Marketing speaks to many at once. Its work is done when somebody who may need what we "
        "make has asked us, in their own words."
    ),
    duties=(
        _("Know who buys from us and why, and where more of such people are to be found."),
        _("Give every campaign a number of enquiries as its goal, and a day on which it is over."),
        _(
            "Be where these people are, and make it easy to ask: a form, a code on the table, a "
            "number to ring."
        ),
        _("Note every enquiry while it is fresh: their words, and how they heard of us."),
        _("Hold it against what both desks agreed, and pass it on in time."),
        _("Stay in touch with those who are not ready yet, and with those who have bought."),
    ),
    mistakes=(
        Mistake(
            _("Selling at the stand instead of getting people to ask"),
            _(
                "You are there to meet people. Hear what they would like, write it down, and let sales "
                "ring them tomorrow. Meanwhile, the next one is passing by."
            ),
        ),
        Mistake(
            _("Counting cards, not enquiries"),
            _(
                "A card in a bowl has asked for nothing, and neither has a like. Count those who asked, "
                "and look at how many of them fitted."
            ),
        ),
        Mistake(
            _("A bit of everything, and never a look at what came of it"),
            _(
                "Give each campaign its own code or link. Do again what people answered to, and leave "
                "what they did not, even if it was fun."
            ),
        ),
        Mistake(
            _("Passing on everybody, so that the number looks good"),
            _("Three who fit are worth more to sales than ten who do not. The ticks are there to say which."),
        ),
        Mistake(
            _("Stopping as soon as there is work"),
            _(
                "Those who ask in spring often heard of us in autumn. A little every week keeps the "
                "quiet months from being empty ones."
            ),
        ),
    ),
    hands_title=_("What it hands to sales"),
    hands=_(
        "An enquiry with everything that is known: their own words, what they want, how they "
        "heard of us, what we told them, and which ticks it has. So nobody is asked the same "
        "thing twice."
    ),
)

SALES = Job(
    desk="sales",
    ink="s",
    icon="handshake",
    name=_("Sales"),
    question=_("How do we help this person buy?"),
    outcome=_("Customers"),
    purpose=_(
        "Sales speaks to one person at a time. Its work is done when they have what they need "
        "and we have been paid for it, or when both know that it is not for them."
    ),
    duties=(
        _("Accept each enquiry or decline it, in time, and give the reason for a no."),
        _("Answer first within the hours that were promised."),
        _("Find out what they need, by when, for about how much, and who else decides."),
        _("Offer what meets the need, in writing, at a price that we can stand by."),
        _("Have one next step with each of them, with a day, until they say yes or no."),
        _("Write down how it ended; and where it was no, why."),
    ),
    mistakes=(
        Mistake(
            _("Quoting before the need is known"),
            _(
                "A price without a need can only be compared with other prices. Ask first, look at the "
                "piece, and then quote."
            ),
        ),
        Mistake(
            _("Chasing only the new ones"),
            _(
                "Whoever got a quote two weeks ago is nearer to a yes than whoever asked this morning. "
                "One next step each, for the older ones as well."
            ),
        ),
        Mistake(
            _("Talking more than listening"),
            _("They know what it is for, and you know how it is made. Ask, and then wait for the answer."),
        ),
        Mistake(
            _("Lowering the price at the first pause"),
            _(
                "A pause is only a pause. Ask what they are thinking about: often it is the date, or the "
                "colour."
            ),
        ),
        Mistake(
            _("Taking silence for a no"),
            _("Most silence is a busy week. Agree when you will ring again, and ring then."),
        ),
    ),
    hands_title=_("What it hands to marketing"),
    hands=_(
        "The reason for every no, what people wanted that we do not offer, and who bought what "
        "and when. So marketing looks in the right places, and stays in touch with those who "
        "bought."
    ),
)

JOBS = (MARKETING, SALES)

# Where the desks meet, both get it wrong together.
SHARED = (
    Mistake(
        _("Blaming the other desk"),
        _(
            "“Sell something!” and “Get us better enquiries!” are both said without looking. What "
            "changed tells which step moved and how sure that is, and says so when nobody can know."
        ),
    ),
    Mistake(
        _("Doing both jobs in one breath"),
        _(
            "Looking for new people and listening to one of them are two frames of mind. If both "
            "jobs are yours, wear one hat at a time, and see how your hours go to each."
        ),
    ),
    Mistake(
        _("Counting as lost who is still deciding"),
        _(
            "Somebody who asked last week has hardly had the time to buy. They are open, and here "
            "they count by how long they have been, never as lost."
        ),
    ),
    Mistake(
        _("Making much of a small number"),
        _("Two of five is no four in ten. Where there is too little to go by, wait, or gather more."),
    ),
)
